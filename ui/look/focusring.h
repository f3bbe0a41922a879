#pragma once
#include <QFocusFrame>
#include <QPointer>

class QApplication;

namespace kilter::ui {

/// The ring around the button that was reached by the keyboard. It stands outside of the button, where the button itself cannot paint.
class FocusRing : public QObject
{
    Q_OBJECT
public:
    explicit FocusRing(QApplication *application);

private:
    void follow(QWidget *focused);

    QPointer<QFocusFrame> m_frame; ///< it goes with its window
};

} // namespace kilter::ui
