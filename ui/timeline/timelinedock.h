#pragma once
#include "ui/mainwindow/mainwindow.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace kilter::ui {

class JobSlot;
class TimelineView;

/// The dock's content: what can be done with the selected migration, and the lanes.
class TimelineDock : public QWidget
{
    Q_OBJECT

public:
    TimelineDock(MainWindow &window, QWidget *parent = nullptr);

    TimelineView *view() { return m_view; }
    QSize sizeHint() const override { return {800, 132}; }
    void stampSelected();
    QList<QAction *> titleButtons() const; ///< stand in the dock's title

private:
    enum class Act { Open, Preview, Apply, RollBack, Stamp };

    void build();
    void addCommands();
    void refresh();
    void updateActions();
    void showMenu(const QPoint &global);
    void openSelected();
    void reviewSelected(bool back);
    bool isApplied() const;
    bool canStamp() const;

    MainWindow &m_window;
    TimelineView *m_view;
    QStackedWidget *m_stack;
    QLabel *m_empty;
    JobSlot *m_stamping;
    std::map<Act, QAction *> m_actions;
};

} // namespace kilter::ui
