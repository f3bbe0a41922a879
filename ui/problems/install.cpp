#include "ui/problems/install.h"

#include "ui/mainwindow/mainwindow.h"
#include "ui/problems/loglist.h"
#include "ui/problems/problemlist.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

/// What the session does is told in the log.
void logSession(MainWindow &window)
{
    Session &session = window.session();
    QObject::connect(&session, &Session::opened, &window, [&window] {
        window.log().append(Severity::Info, ProblemList::tr("Opened %1").arg(window.session().folder()));
    });
    QObject::connect(&session, &Session::storeChanged, &window, [&window] {
        const StoreState &store = *window.session().store();
        if (store.phase == StorePhase::Failed && store.error)
            window.log().append(*store.error);
        else if (store.isConnected() && store.isFallback)
            window.log().append(Severity::Warning, ProblemList::tr("Using the fallback %1: %2 cannot be reached")
                                                       .arg(qtText(store.fallbackText), qtText(store.target->url.text)));
        else if (store.isConnected())
            window.log().append(Severity::Info, ProblemList::tr("Inspected %1: %2").arg(qtText(store.target->url.text), qtText(store.serverText)));
    });
}

} // namespace

void installProblems(MainWindow &window)
{
    auto *problems = new ProblemList(window);
    window.addDock({.id = QStringLiteral("problems"), .title = ProblemList::tr("Problems"), .area = Qt::BottomDockWidgetArea, .order = 5, .extent = 132,
                    .shortcut = QKeySequence(Qt::ALT | Qt::Key_4)},
                   problems);
    auto *log = new LogList(window.log(), &window);
    QAction *copy = paneAction(log, LogList::tr("Copy the log"), LogList::tr("Copies the whole log"), QStringLiteral("copy"), [log] { log->copyAll(); });
    window.addDock({.id = QStringLiteral("log"), .title = LogList::tr("Log"), .area = Qt::BottomDockWidgetArea, .order = 9, .extent = 132,
                    .shortcut = QKeySequence(Qt::ALT | Qt::Key_9), .actions = {copy}},
                   log);
    logSession(window);
    window.addView({.name = QStringLiteral("problems"), .description = ProblemList::tr("The window with the problems in front"),
                    .show = [&window] { window.showDock(QStringLiteral("problems")); }});
    window.addView({.name = QStringLiteral("log"), .description = LogList::tr("The window with the log in front"),
                    .show = [&window] { window.showDock(QStringLiteral("log")); }});
}

} // namespace kilter::ui
