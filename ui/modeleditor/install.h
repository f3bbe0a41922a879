#pragma once

namespace kilter::ui {

class MainWindow;

/// The model editor: its pages, the commands of the Model menu, recovery after a crash, views for pictures.
void installModelEditor(MainWindow &window);

} // namespace kilter::ui
