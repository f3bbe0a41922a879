#pragma once

namespace kilter::ui {

class MainWindow;

/// The welcome page with the ways in, and the recent workspaces. Called last of the panes: it shows a card for the commands that are there.
void installWelcome(MainWindow &window);

} // namespace kilter::ui
