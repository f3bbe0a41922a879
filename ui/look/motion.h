#pragma once

namespace kilter::ui {

/// Whether things may move on their way: not in pictures and tests (Look::isPinned), nor where the desktop's settings are without animations
/// (the settings portal: GNOME's enable-animations, KDE's AnimationDurationFactor). Never waits: an answer of the desktop counts from the next call.
bool wantsMotion();

} // namespace kilter::ui
