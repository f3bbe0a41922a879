#include "ui/timeline/install.h"

#include "ui/codeview/codeview.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"
#include "ui/timeline/migrationpage.h"
#include "ui/timeline/timelinedock.h"
#include "ui/timeline/timelineview.h"

#include <QCoreApplication>

namespace kilter::ui {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

/// All migrations, for the command palette.
std::vector<PaletteEntry> migrationEntries(MainWindow &window)
{
    std::vector<PaletteEntry> entries;
    const WorkspacePtr workspace = window.session().workspace();
    if (!workspace)
        return entries;
    for (const auto &[store, graph] : workspace->graphs) {
        for (const Migration &migration : graph.migrations()) {
            const QString key = QStringLiteral("migration:") + qtText(store + '/' + migration.id);
            entries.push_back({qtText(migration.id), qtText(migration.title), namedIcon(QStringLiteral("migration")), {}, [&window, key] { window.openPage(key); }});
        }
    }
    return entries;
}

/// A place in a migration's file, as Problems name it.
bool openPlace(MainWindow &window, const SourcePlace &place)
{
    const WorkspacePtr workspace = window.session().workspace();
    if (!workspace)
        return false;
    for (const auto &[store, graph] : workspace->graphs) {
        for (const Migration &migration : graph.migrations()) {
            if (migration.path != place.file)
                continue;
            if (Page *page = window.openPage(QStringLiteral("migration:") + qtText(store + '/' + migration.id)))
                page->goTo(place.line, place.column);
            return true;
        }
    }
    return false;
}

} // namespace

void installTimeline(MainWindow &window)
{
    auto *content = new TimelineDock(window);
    window.addDock({.id = QStringLiteral("timeline"), .title = Words::tr("Timeline"), .area = Qt::BottomDockWidgetArea, .order = 0, .extent = 132,
                    .shortcut = QKeySequence(Qt::ALT | Qt::Key_2), .buttons = content->titleButtons()},
                   content);
    window.addPageKind(QStringLiteral("migration"), [&window](const QString &argument) -> Page * {
        const qsizetype slash = argument.indexOf(QLatin1Char('/'));
        return slash > 0 ? new MigrationPage(window, utf8(argument.left(slash)), utf8(argument.mid(slash + 1))) : nullptr;
    });
    window.addPlaceOpener([&window](const SourcePlace &place) { return openPlace(window, place); });
    window.addPaletteSource({Words::tr("Migrations"), {}, 30, [&window] { return migrationEntries(window); }});
    window.addView({.name = QStringLiteral("migration"), .description = Words::tr("The newest migration: facts, way up, way down"), .show = [&window] {
                        const auto found = window.session().workspace()->graphs.find(window.session().choice().store);
                        if (found != window.session().workspace()->graphs.end() && !found->second.migrations().empty())
                            window.openPage(QStringLiteral("migration:") + qtText(found->first + '/' + found->second.migrations().back().id));
                    }, .isReady = [&window] {
                        const auto panes = window.currentPage() ? window.currentPage()->findChildren<CodeView *>() : QList<CodeView *>();
                        return std::all_of(panes.begin(), panes.end(), [](const CodeView *pane) { return pane->isColoured(); });
                    }});
    window.addView({.name = QStringLiteral("timeline"), .description = Words::tr("The revision graph"), .show = [&window] { window.showDock(QStringLiteral("timeline")); }});
}

} // namespace kilter::ui
