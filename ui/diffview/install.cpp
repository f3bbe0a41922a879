#include "ui/diffview/install.h"

#include "ui/diffview/comparepage.h"
#include "ui/diffview/diffactions.h"
#include "ui/diffview/diffdock.h"
#include "ui/diffview/diffmodel.h"
#include "ui/diffview/difftree.h"
#include "ui/diffview/generatepage.h"
#include "ui/diffview/storewatch.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/mainwindow.h"

namespace kilter::ui {
namespace {

void addJobWords(MainWindow &window, LiveDiff &diff)
{
    QObject::connect(&diff, &LiveDiff::busyChanged, &window, [&window, &diff] {
        if (diff.isSettling())
            window.setJob(QStringLiteral("diff"), {LiveDiff::tr("Reading the models back from a scratch place"), 0, 0, [&diff] { diff.cancel(); }});
        else if (diff.isBusy() && diff.phase() == LiveDiff::Phase::Comparing)
            window.setJob(QStringLiteral("diff"), {LiveDiff::tr("Comparing models and store"), 0, 0, [&diff] { diff.cancel(); }});
        else
            window.endJob(QStringLiteral("diff"));
    });
}

/// The one primary button: what is ticked goes on to be reviewed.
void addReview(MainWindow &window, LiveDiff &diff)
{
    QAction *review = window.commands().add({.id = QStringLiteral("diff.review"), .text = LiveDiff::tr("Review changes"),
                                             .toolTip = LiveDiff::tr("Shows what is ticked as a migration, before it is written"), .menu = MenuId::Migration,
                                             .section = 0, .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), .needsWorkspace = true},
                                            [&window] { window.openPage(QStringLiteral("generate")); });
    QAction *generate = window.commands().add({.id = QStringLiteral("diff.generate"), .text = LiveDiff::tr("&Generate migration…"),
                                               .toolTip = LiveDiff::tr("Writes what is ticked in Live diff as a migration, up and down"), .menu = MenuId::Migration,
                                               .section = 0, .icon = QStringLiteral("migration"), .shortcut = QKeySequence(Qt::CTRL | Qt::Key_G),
                                               .needsWorkspace = true},
                                              [&window] { window.openPage(QStringLiteral("generate")); });
    window.addPageKind(QStringLiteral("generate"), [&window, &diff](const QString &) -> Page * { return new GeneratePage(window, diff); });
    const auto refresh = [review, generate, &diff] {
        const int count = diff.tickedCount();
        generate->setEnabled(count > 0);
        review->setText(count > 0 ? LiveDiff::tr("Review %Ln change(s)", nullptr, count) : LiveDiff::tr("Review changes"));
        review->setEnabled(count > 0);
    };
    QObject::connect(&diff, &LiveDiff::ticksChanged, review, refresh);
    QObject::connect(&diff, &LiveDiff::changed, review, refresh);
    window.setPrimaryAction(review);
    refresh();
}

void addViews(MainWindow &window, LiveDiff &diff, DiffDock *dock)
{
    const auto isReady = [&diff] { return !diff.isBusy() && !diff.isPlanning(); };
    window.addView({.name = QStringLiteral("diff"), .description = LiveDiff::tr("The live diff, with the SQL of what is ticked"),
                    .show = [&window] { window.showDock(QStringLiteral("diff")); }, .isReady = isReady});
    window.addView({.name = QStringLiteral("diff-selected"), .description = LiveDiff::tr("The live diff, everything ticked, a row selected"),
                    .show =
                        [&window, dock, &diff] {
                            window.showDock(QStringLiteral("diff"));
                            if (const DiffPtr result = diff.result()) {
                                for (const DiffNode &group : result->groups)
                                    diff.setTicked(group.changes, true);
                            }
                            dock->tree()->setCurrentIndex(dock->model()->index(0, 0));
                        },
                    .isReady = isReady});
    window.addView({.name = QStringLiteral("compare"), .description = LiveDiff::tr("Store and models side by side as SQL"),
                    .show = [&window] { window.openPage(QStringLiteral("compare:store|models|")); },
                    .isReady =
                        [&window] {
                            const auto *page = qobject_cast<ComparePage *>(window.currentPage());
                            return page && page->isReady();
                        }});
    window.addView({.name = QStringLiteral("generate"), .description = LiveDiff::tr("What is ticked as a migration, before it is written"),
                    .show =
                        [&window] {
                            if (auto *page = qobject_cast<GeneratePage *>(window.openPage(QStringLiteral("generate"))))
                                page->nameEdit()->setText(LiveDiff::tr("Add summary"));
                        },
                    .isReady =
                        [&window, isReady] {
                            const auto *page = qobject_cast<GeneratePage *>(window.currentPage());
                            return isReady() && page && page->isReady();
                        }});
}

} // namespace

LiveDiff *installDiff(MainWindow &window)
{
    auto *diff = new LiveDiff(window.session(), &window);
    new StoreWatch(window.session(), diff);
    auto *actions = new DiffActions(window, *diff);
    auto *dock = new DiffDock(window, *diff);
    Commands &commands = window.commands();
    QAction *compare = commands.add({.id = QStringLiteral("diff.compare"), .text = LiveDiff::tr("Compare again"),
                                     .toolTip = LiveDiff::tr("Inspects the store and compares it with the models again"), .menu = MenuId::Tools,
                                     .icon = QStringLiteral("refresh"), .shortcut = QKeySequence(Qt::CTRL | Qt::Key_F5), .needsWorkspace = true},
                                    [&window] { window.session().inspect(); });
    window.addPageKind(QStringLiteral("compare"), [&window, diff, actions](const QString &argument) -> Page * { return new ComparePage(window, *diff, *actions, argument); });
    QAction *large = commands.add({.id = QStringLiteral("diff.large"), .text = LiveDiff::tr("Compare side by side…"),
                                   .toolTip = LiveDiff::tr("Compares models, stores, revisions and files as SQL, side by side"), .menu = MenuId::Tools,
                                   .icon = QStringLiteral("fit"), .shortcut = QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D), .needsWorkspace = true},
                                  [&window] { window.openPage(QStringLiteral("compare:store|models|")); });
    QList<QAction *> actionsOfTitle{compare, large};
    QObject::connect(dock, &DiffDock::decided, actions, &DiffActions::decide);
    QObject::connect(dock, &DiffDock::openRequested, actions, &DiffActions::open);
    QObject::connect(dock->tree(), &DiffTree::menuWanted, actions, &DiffActions::fillMenu);
    window.addDock({.id = QStringLiteral("diff"), .title = LiveDiff::tr("Live diff"), .area = Qt::RightDockWidgetArea, .extent = 320,
                    .shortcut = QKeySequence(Qt::ALT | Qt::Key_3), .actions = actionsOfTitle},
                   dock);
    QObject::connect(diff, &LiveDiff::changed, &window, [&window, diff] {
        window.setDockCount(QStringLiteral("diff"), diff->phase() == LiveDiff::Phase::Different ? diff->tickableCount() : -1);
    });
    addReview(window, *diff);
    addJobWords(window, *diff);
    addViews(window, *diff, dock);
    return diff;
}

} // namespace kilter::ui
