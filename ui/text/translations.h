#pragma once

namespace kilter::ui {

/// Loads the window's translation for the user's language; English where there is none (its plurals need a file too). Called once, when there
/// is an application.
void installTranslations();

} // namespace kilter::ui
