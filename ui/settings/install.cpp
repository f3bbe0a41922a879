#include "ui/settings/install.h"

#include "ui/mainwindow/mainwindow.h"
#include "ui/settings/settingspage.h"

namespace kilter::ui {

void installSettings(MainWindow &window)
{
    window.addPageKind(QStringLiteral("settings"), [&window](const QString &) { return new SettingsPage(&window); });
    window.commands().add({.id = QStringLiteral("tools.settings"), .text = SettingsPage::tr("Settings…"),
                           .toolTip = SettingsPage::tr("Theme, fonts, and what happens at start"), .menu = MenuId::Tools, .section = 9, .icon = QStringLiteral("settings"),
                           .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Comma)},
                          [&window] { window.openPage(QStringLiteral("settings:")); });
    window.addView({.name = QStringLiteral("settings"), .description = SettingsPage::tr("The settings"), .needsWorkspace = false,
                    .show = [&window] { window.openPage(QStringLiteral("settings:")); }});
}

} // namespace kilter::ui
