#pragma once

namespace kilter::ui {

class MainWindow;

/// The command palette (Ctrl+K), and the commands as its first group.
void installPalette(MainWindow &window);

} // namespace kilter::ui
