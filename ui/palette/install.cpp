#include "ui/palette/install.h"

#include "ui/look/icon.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/palette/palette.h"

namespace kilter::ui {
namespace {

std::vector<PaletteEntry> commandEntries(const Commands &commands)
{
    std::vector<PaletteEntry> entries;
    for (const Commands::Entry &entry : commands.all()) {
        if (!entry.action->isEnabled() || entry.info.id == QStringLiteral("view.palette"))
            continue;
        QAction *action = entry.action;
        const QString text = action->text().remove(QLatin1Char('&'));
        entries.push_back({text, menuTitle(entry.info.menu).remove(QLatin1Char('&')), action->icon().isNull() ? namedIcon(QStringLiteral("play"), Token::TextSecondary) : action->icon(),
                           action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); }});
    }
    return entries;
}

} // namespace

void installPalette(MainWindow &window)
{
    auto *palette = new Palette(window);
    window.commands().add({.id = QStringLiteral("view.palette"), .text = Palette::tr("Search or run a command…"),
                           .toolTip = Palette::tr("Searches models, fields and migrations, and runs commands"), .menu = MenuId::View, .section = 0,
                           .icon = QStringLiteral("search"), .shortcut = QKeySequence(Qt::CTRL | Qt::Key_K)},
                          [palette] { palette->open(); });
    window.commands().add({.id = QStringLiteral("help.commands"), .text = Palette::tr("All commands and their keys"),
                           .toolTip = Palette::tr("Lists every command with its shortcut"), .menu = MenuId::Help, .icon = QStringLiteral("help"),
                           .shortcut = QKeySequence(Qt::Key_F1)},
                          [palette] { palette->open(QStringLiteral(">")); });
    window.addPaletteSource({Palette::tr("Commands"), QLatin1Char('>'), 0, [&window] { return commandEntries(window.commands()); }});
    QObject::connect(&window, &MainWindow::commandBoxClicked, palette, [palette] { palette->open(); });
    window.addView({.name = QStringLiteral("palette"), .description = Palette::tr("The command palette with a query"),
                    .show = [palette] { palette->open(QStringLiteral("re")); }});
}

} // namespace kilter::ui
