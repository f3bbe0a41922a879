#pragma once
#include "ui/session/session.h"

class QWidget;

namespace kilter::ui {

class MainWindow;

/// Asks for the password of the chosen connection, keeps it for this session (and in the keychain, where that is wanted), and connects again.
void askForPassword(MainWindow &window);

} // namespace kilter::ui
