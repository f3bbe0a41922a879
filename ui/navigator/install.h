#pragma once

namespace kilter::ui {

class MainWindow;

/// The navigator: dock, its commands, and models, fields and store objects for the command palette.
void installNavigator(MainWindow &window);

} // namespace kilter::ui
