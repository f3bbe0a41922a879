#pragma once
#include <QAction>
#include <QWidget>

class QDockWidget;
class QToolButton;

namespace kilter::ui {

/// The title bar of a dock: name in bold, a count, actions as icon buttons at the right. Dragging it moves the dock.
class DockTitle : public QWidget
{
    Q_OBJECT

public:
    DockTitle(QDockWidget *dock, const QList<QAction *> &actions);
    void setCount(int count); ///< negative: none
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QDockWidget *m_dock;
    int m_count = -1;
};

/// A 24 px icon button of an action, named for screen readers.
QToolButton *toolButtonFor(QAction *action, QWidget *parent);

} // namespace kilter::ui
