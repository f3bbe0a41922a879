#pragma once
#include "app/gui/options.h"

namespace kilter::ui {
class MainWindow;
}

namespace kilter::gui {

/// What the command line names: a workspace, or a database.
void open(ui::MainWindow &window, const QString &what);

/// Opens the workspace, shows the view, waits until all that it shows has been read, and writes the picture.
[[nodiscard]] Result<> takeScreenshot(ui::MainWindow &window, const Options &options);

} // namespace kilter::gui
