#include "ui/connections/install.h"

#include "ui/connections/connectionspage.h"
#include "ui/connections/keychain.h"
#include "ui/connections/passworddialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

/// A server that wants a password: first the keychain is asked, once; then the person, by a banner.
void answerFailures(MainWindow &window)
{
    Session &session = window.session();
    QObject::connect(&session, &Session::storeChanged, &window, [&window] {
        Session &live = window.session();
        const StorePtr store = live.store();
        if (store->phase == StorePhase::Connected && !store->isFallback)
            return window.clearError(QStringLiteral("connection"));
        if (store->phase != StorePhase::Failed || !store->error)
            return;
        const Error error = *store->error;
        const auto tell = [&window, error, store] {
            if (window.session().store() != store)
                return; // something newer is there
            QList<QAction *> actions;
            const QString id = wantsPassword(error) ? QStringLiteral("store.password") : QStringLiteral("store.connections");
            actions += window.commands().find(id);
            const QString place = store->target ? qtText(store->target->url.text) : qtText(store->choice.store);
            window.showError(error, MainWindow::tr("%1 cannot be used").arg(place), actions, QStringLiteral("connection"));
        };
        if (!wantsPassword(error) || !live.passwordFor(store->choice).empty())
            return tell();
        Keychain::read(&window, Keychain::keyOf(live.folder(), store->choice), [&window, store, tell](const Keychain::Answer &answer) {
            if (!answer.found || window.session().store() != store)
                return tell();
            window.session().setPassword(store->choice, answer.password);
            window.session().inspect();
        });
    });
}

} // namespace

void installConnections(MainWindow &window)
{
    window.addPageKind(QStringLiteral("connections"), [&window](const QString &) { return window.session().isOpen() ? new ConnectionsPage(window) : nullptr; });
    window.commands().add({.id = QStringLiteral("store.connections"), .text = MainWindow::tr("Connections…"),
                           .toolTip = MainWindow::tr("Where the stores live and how they are reached"), .menu = MenuId::Tools, .section = 0,
                           .icon = QStringLiteral("link"), .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), .needsWorkspace = true},
                          [&window] { window.openPage(QStringLiteral("connections:")); });
    window.commands().add({.id = QStringLiteral("store.password"), .text = MainWindow::tr("Enter the password…"),
                           .toolTip = MainWindow::tr("Asks for the password of the chosen connection and connects again"), .menu = MenuId::Tools, .section = 0,
                           .icon = QStringLiteral("key"), .needsWorkspace = true},
                          [&window] { askForPassword(window); });
    answerFailures(window);
    const auto page = [&window] { return qobject_cast<ConnectionsPage *>(window.openPage(QStringLiteral("connections:"))); };
    window.addView({.name = QStringLiteral("connections"), .description = MainWindow::tr("The connections of the workspace, the chosen one tested"),
                    .show = [page] {
                        if (ConnectionsPage *shown = page())
                            shown->test();
                    },
                    .isReady = [page] { return page() && !page()->isTesting(); }});
}

} // namespace kilter::ui
