#include "ui/welcome/install.h"

#include "core/workspace/init.h"
#include "ui/jobs/jobslot.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/preferences/preferences.h"
#include "ui/text/text.h"
#include "ui/welcome/recent.h"
#include "ui/welcome/welcomepage.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

#include <set>

namespace kilter::ui {
namespace {

/// Makes a workspace in a worker, then opens it.
void makeWorkspace(MainWindow &window, JobSlot *slot, const QString &folder, bool sample)
{
    slot->run([path = std::filesystem::path(utf8(folder)), sample](const JobControl &) { return initWorkspace(path, sample); },
              [&window, folder](const Result<InitReport> &made) {
                  if (made)
                      window.openWorkspace(folder);
                  else
                      window.showError(made.error(), WelcomePage::tr("The workspace was not made"));
              });
}

/// The person's own copy: what was done with it the last time is still there.
void openSample(MainWindow &window, JobSlot *slot)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/kilter/sample");
    if (QFileInfo::exists(folder + QStringLiteral("/kilter.toml")))
        window.openWorkspace(folder);
    else
        makeWorkspace(window, slot, folder, true);
}

RecentWorkspace recentOf(const Session &session)
{
    RecentWorkspace recent;
    const Workspace &workspace = session.workspace()->workspace;
    recent.folder = session.folder();
    recent.name = qtText(workspace.name);
    recent.opened = QDateTime::currentDateTime();
    std::set<Environment> environments;
    for (const auto &[storeName, store] : workspace.stores) {
        for (const auto &[name, connection] : store.connections)
            environments.insert(connection.environment);
    }
    recent.environments.assign(environments.begin(), environments.end());
    const VerificationPtr verification = session.verification();
    if (verification && verification->comparison) {
        const int count = int(verification->differences());
        recent.words = count == 0 ? WelcomePage::tr("in kilter") : WelcomePage::tr("%Ln difference(s)", nullptr, count);
    }
    return recent;
}

} // namespace

void installWelcome(MainWindow &window)
{
    auto *slot = new JobSlot(WelcomePage::tr("Making the workspace"), &window);
    window.watchJob(slot, slot->title());
    window.commands().add({.id = QStringLiteral("file.sample"), .text = WelcomePage::tr("Open the sample"),
                           .toolTip = WelcomePage::tr("A content site on SQLite: models, and an empty database to bring in kilter. Nothing to set up."),
                           .menu = MenuId::File, .section = 0, .icon = QStringLiteral("play")},
                          [&window, slot] { openSample(window, slot); });
    window.commands().add({.id = QStringLiteral("file.new"), .text = WelcomePage::tr("&New workspace…"),
                           .toolTip = WelcomePage::tr("An empty folder with kilter.toml, ready for version control."), .menu = MenuId::File,
                           .section = 0, .icon = QStringLiteral("plus"), .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)},
                          [&window, slot] {
                              const QString folder = QFileDialog::getExistingDirectory(&window, WelcomePage::tr("A folder for the new workspace"));
                              if (!folder.isEmpty())
                                  makeWorkspace(window, slot, folder, false);
                          });
    auto *page = new WelcomePage(window);
    window.setStartPage(page);
    const auto remember = [&window] {
        if (window.session().isOpen() && !Preferences::instance().isReadOnly())
            rememberRecent(recentOf(window.session()));
    };
    QObject::connect(&window.session(), &Session::opened, page, remember);
    QObject::connect(&window.session(), &Session::verificationChanged, page, remember);
    window.addView({.name = QStringLiteral("welcome"), .description = WelcomePage::tr("Ways in and recent workspaces"), .needsWorkspace = false,
                    .show = [] {}});
}

} // namespace kilter::ui
