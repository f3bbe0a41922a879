#pragma once

namespace kilter::ui {

class MainWindow;

/// The page Settings.
void installSettings(MainWindow &window);

} // namespace kilter::ui
