#pragma once

namespace kilter::ui {

class MainWindow;

/// The pages of what is no table: "object:…" (objectKey()), opened from the navigator and the palette.
void installObjectEditor(MainWindow &window);

} // namespace kilter::ui
