#pragma once
#include <QAction>
#include <QPointer>
#include <QWidget>

class QDockWidget;
class QTabBar;
class QToolButton;

namespace kilter::ui {

/// The title bar of a dock: name in bold, a count, actions as icon buttons at the right. Dragging it moves the dock. Where docks share a
/// place, their tabs are the title: the bar has no height then, and the actions of the dock in front stand at the right of the tabs.
class DockTitle : public QWidget
{
    Q_OBJECT

public:
    DockTitle(QDockWidget *dock, const QString &title, const QList<QAction *> &buttons, const QList<QAction *> &actions);
    ~DockTitle() override;

    void setCount(int count); ///< negative: none
    /// `bar`: the tabs in which the dock is one; null: it stands alone.
    void setTabs(QTabBar *bar);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void nameDock();

    QDockWidget *m_dock;
    QString m_title;
    QPointer<QWidget> m_actions; ///< a child of the window while the dock is a tab
    int m_count = -1;
    bool m_isTab = false;
};

/// A 24 px icon button of an action, named for screen readers.
QToolButton *toolButtonFor(QAction *action, QWidget *parent);

} // namespace kilter::ui
