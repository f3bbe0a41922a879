#pragma once

namespace kilter::ui {

class LiveDiff;
class MainWindow;

/// The live diff: dock, store watch, its commands, the comparison page. The live diff lives as long as the window.
LiveDiff *installDiff(MainWindow &window);

} // namespace kilter::ui
