#pragma once

namespace kilter::ui {

class MainWindow;

/// The docks Problems and Log.
void installProblems(MainWindow &window);

} // namespace kilter::ui
