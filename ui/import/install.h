#pragma once

namespace kilter::ui {

class MainWindow;

/// The page Import, and its command.
void installImport(MainWindow &window);

} // namespace kilter::ui
