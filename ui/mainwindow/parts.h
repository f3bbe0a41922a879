#pragma once
#include "ui/mainwindow/mainwindow.h"

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
    DocumentTabs *tabs = nullptr;
    ToolBar *toolBar = nullptr;
    StatusLine *status = nullptr;
    QUndoGroup *undo = nullptr;
    std::map<MenuId, QMenu *> menus;
    QByteArray layout; ///< of the docks while a workspace is open
    bool wasOpen = false;
};

} // namespace kilter::ui
