#pragma once

namespace kilter::ui {

class LiveDiff;
class MainWindow;

/// Diagrams as documents, their commands, "Show in diagram" for tables.
void installDiagram(MainWindow &window, LiveDiff &diff);

} // namespace kilter::ui
