#pragma once

namespace kilter::ui {

class MainWindow;

/// Puts every pane there is into the window, in the order in which its docks and menus stand.
void installPanes(MainWindow &window);

} // namespace kilter::ui
