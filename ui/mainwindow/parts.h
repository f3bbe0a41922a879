#pragma once
#include "ui/mainwindow/mainwindow.h"

#include <QTimer>

class QStackedWidget;
class QUndoGroup;

namespace kilter::ui {

class Banner;
class EmptyState;

/// The widgets that the main window is made of.
struct MainWindow::Parts
{
    void build(MainWindow &window);

    /// Start page, tabs, or what to do when nothing is open.
    void showCentre(bool isOpen);

    QWidget *centre = nullptr; ///< banner above the rest
    QStackedWidget *stack = nullptr;
    QWidget *start = nullptr;
    EmptyState *nothing = nullptr;
    Banner *banner = nullptr;
    QString bannerTopic;
    DocumentTabs *tabs = nullptr;
    ToolBar *toolBar = nullptr;
    StatusLine *status = nullptr;
    QUndoGroup *undo = nullptr;
    std::map<MenuId, QMenu *> menus;
    QByteArray layout; ///< of the docks while a workspace is open
    QByteArray besidePage; ///< of the docks before a page took the whole window; empty: none has
    QTimer titleDelay; ///< docks are arranged by Qt in steps: their titles follow once
    bool wasOpen = false;
};

} // namespace kilter::ui
