#pragma once
#include "core/base/error.h"
#include "ui/look/badges.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace kilter::ui {

/// A message that stays until it is no longer true: 3 px line, icon, bold fact, what was and was not done, at most two buttons.
class Banner : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    void show(Tone tone, const QString &fact, const QString &explanation);
    /// With Copy, behind at most one way out.
    void showError(const Error &error, const QString &title, const QList<QAction *> &actions = {});
    /// Not closable: whoever shows it hides it when it is no longer true.
    void setClosable(bool closable);
    /// Replaces the buttons; at most two.
    void setActions(const QList<QAction *> &actions);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Info;
    QString m_copyText;
    QLabel *m_fact;
    QLabel *m_explanation;
    QHBoxLayout *m_buttons;
    QToolButton *m_close;
};

} // namespace kilter::ui
