#include "ui/navigator/install.h"

#include "ui/look/icon.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/navigator/navigator.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

std::vector<PaletteEntry> modelEntries(MainWindow &window)
{
    std::vector<PaletteEntry> entries;
    const WorkspacePtr workspace = window.session().workspace();
    if (!workspace)
        return entries;
    for (const Model &model : workspace->models) {
        const QString key = QStringLiteral("model:") + qtText(model.file);
        entries.push_back({qtText(model.title), model.hasTable() ? qtText(model.table) : levelWord(model.level), levelIcon(model.level), {},
                           [&window, key] { window.openPage(key); }});
    }
    return entries;
}

std::vector<PaletteEntry> fieldEntries(MainWindow &window)
{
    std::vector<PaletteEntry> entries;
    const WorkspacePtr workspace = window.session().workspace();
    if (!workspace)
        return entries;
    for (const Model &model : workspace->models) {
        const Json *properties = model.json.find("properties");
        if (!properties)
            continue;
        const QIcon icon = levelIcon(model.level);
        for (const JsonMember &member : properties->members) {
            const Json *type = member.value.find("type");
            entries.push_back({qtText(model.title) + QLatin1Char('.') + qtText(member.key), type ? qtText(type->text) : QString(), icon, {},
                               [&window, place = model.placeOf(member)] { window.openPlace(place); }});
        }
    }
    return entries;
}

std::vector<PaletteEntry> storeEntries(MainWindow &window)
{
    std::vector<PaletteEntry> entries;
    const VerificationPtr verification = window.session().verification();
    if (!verification || !verification->comparison)
        return entries;
    for (const NavigatorGroup &group : navigatorTree(*verification->workspace, verification.get())) {
        if (group.id != NavigatorGroup::Id::OnlyInStore)
            continue;
        for (const NavigatorRow &row : group.rows)
            entries.push_back({row.name, Navigator::tr("%1 on %2").arg(row.detail, qtText(verification->store->choice.store)), namedIcon(row.iconName), {},
                               [&window, key = row.page] {
                                   if (!window.openPage(key)) // a table has none
                                       window.showDock(QStringLiteral("navigator"));
                               }});
    }
    return entries;
}

} // namespace

void installNavigator(MainWindow &window)
{
    auto *navigator = new Navigator(window);
    QAction *collapse = paneAction(navigator, Navigator::tr("Collapse or expand all"), Navigator::tr("Collapses or expands all groups"),
                                   QStringLiteral("collapse"), [navigator] { navigator->collapseOrExpandAll(); });
    QList<QAction *> actions{collapse};
    if (QAction *begin = window.commands().find(QStringLiteral("model.new")))
        actions.prepend(begin);
    window.addDock({.id = QStringLiteral("navigator"), .title = Navigator::tr("Navigator"), .area = Qt::LeftDockWidgetArea, .extent = 208,
                    .shortcut = QKeySequence(Qt::ALT | Qt::Key_1), .actions = actions},
                   navigator);
    window.addPaletteSource({Navigator::tr("Models"), QLatin1Char('@'), 1, [&window] { return modelEntries(window); }});
    window.addPaletteSource({Navigator::tr("Fields"), QLatin1Char('#'), 2, [&window] { return fieldEntries(window); }});
    window.addPaletteSource({Navigator::tr("In the store"), {}, 4, [&window] { return storeEntries(window); }});
    window.addView({.name = QStringLiteral("navigator"), .description = Navigator::tr("The window with the navigator, no document open"),
                    .show = [&window] { window.showDock(QStringLiteral("navigator")); }});
    QObject::connect(&window, &MainWindow::currentPageChanged, navigator, [navigator](Page *page) {
        const QString key = page ? page->key() : QString();
        if (key.startsWith(QStringLiteral("model:")))
            navigator->reveal(utf8(key.mid(6)));
    });
}

} // namespace kilter::ui
