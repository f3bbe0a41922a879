#include "ui/workbench/panes.h"

#include "ui/mainwindow/mainwindow.h"

namespace kilter::ui {

void installPanes(MainWindow &) {}

} // namespace kilter::ui
