#pragma once

namespace kilter::ui {

/// Gives memory that was freed back to the system, where much of it is held for later. For a worker thread: it may take some ms.
void giveBackFreeMemory();

} // namespace kilter::ui
