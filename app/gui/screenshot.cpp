#include "app/gui/screenshot.h"

#include "ui/diffview/livediff.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/session/urlworkspace.h"
#include "ui/text/text.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QThread>

namespace kilter::gui {
namespace {

/// Runs the event loop until the condition holds; false after 30 s.
bool waitFor(const std::function<bool()> &condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.hasExpired(30000))
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        QThread::msleep(2);
    }
    for (int i = 0; i < 5; ++i) // what was queued by the last step
        QCoreApplication::processEvents();
    return true;
}

Result<> openFor(ui::MainWindow &window, const Options &options)
{
    std::optional<Error> problem;
    const auto connection = QObject::connect(&window.session(), &ui::Session::openFailed, &window,
                                             [&](const QString &, const Error &error) { problem = error; });
    open(window, options.workspace);
    const bool done = waitFor([&] { return problem || (window.session().isOpen() && window.session().isIdle()); });
    QObject::disconnect(connection);
    if (problem)
        return tl::unexpected(*problem);
    if (!done)
        return failure(ErrorCode::Failed, "the workspace was not read within 30 s");
    return {};
}

} // namespace

void open(ui::MainWindow &window, const QString &what)
{
    if (ui::namesDatabase(what))
        window.openDatabase(what);
    else
        window.openWorkspace(what);
}

Result<> takeScreenshot(ui::MainWindow &window, const Options &options)
{
    const auto &views = window.views();
    const auto view = std::find_if(views.begin(), views.end(), [&](const ui::View &each) { return each.name == options.view; });
    if (view == views.end())
        return failure(ErrorCode::Usage, "no view \"" + ui::utf8(options.view) + '"', "--list-views names them.");
    if (view->needsWorkspace && options.workspace.isEmpty())
        return failure(ErrorCode::Usage, "the view " + ui::utf8(view->name) + " needs a workspace");
    window.resize(options.size);
    window.show();
    if (!options.workspace.isEmpty())
        KILTER_CHECK(openFor(window, options));
    view->show();
    const auto *diff = window.findChild<ui::LiveDiff *>();
    const bool done = waitFor([&] {
        const bool isPlanned = !diff || (!diff->isBusy() && !diff->isPlanning());
        return window.session().isIdle() && !window.hasJobs() && isPlanned && (!view->isReady || view->isReady());
    });
    if (!done)
        return failure(ErrorCode::Failed, "the view " + ui::utf8(view->name) + " was not ready within 30 s");
    if (!window.grab().save(options.screenshot, "PNG"))
        return failure(ErrorCode::Invalid, "cannot write " + ui::utf8(options.screenshot));
    return {};
}

} // namespace kilter::gui
