#pragma once

namespace kilter::ui {

class MainWindow;

/// The page Connections, the password's way from keychain or person to the session, and what is said when a store cannot be reached.
void installConnections(MainWindow &window);

} // namespace kilter::ui
