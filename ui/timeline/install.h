#pragma once

namespace kilter::ui {

class MainWindow;

/// The dock with the revision graph, and what can be done with its migrations.
void installTimeline(MainWindow &window);

} // namespace kilter::ui
