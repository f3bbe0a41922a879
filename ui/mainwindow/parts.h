#pragma once
#include "ui/mainwindow/mainwindow.h"

class QUndoGroup;

namespace kilter::ui {

class Banner;

/// The widgets that the main window is made of.
struct MainWindow::Parts
{
    void build(MainWindow &window);

    QWidget *centre = nullptr; ///< banner above the tabs
    Banner *banner = nullptr;
    DocumentTabs *tabs = nullptr;
    ToolBar *toolBar = nullptr;
    StatusLine *status = nullptr;
    QUndoGroup *undo = nullptr;
    std::map<MenuId, QMenu *> menus;
    std::map<std::pair<MenuId, int>, QAction *> sectionEnds; ///< the separator behind a section of a menu
    bool wasOpen = false;
};

} // namespace kilter::ui
