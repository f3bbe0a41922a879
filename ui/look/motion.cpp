#include "ui/look/motion.h"

#include "ui/look/look.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

namespace kilter::ui {
namespace {

bool gnomeMoves = true;
bool kdeMoves = true;

void ask(const QString &group, const QString &key, bool &answer)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.portal.Desktop"), QStringLiteral("/org/freedesktop/portal/desktop"),
                                                       QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("Read"));
    call << group << key;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, 2000), QCoreApplication::instance());
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [watcher, &answer] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError())
            return;
        const QVariant value = qvariant_cast<QDBusVariant>(reply.value().variant()).variant(); // the portal wraps it in a variant of its own
        answer = value.typeId() == QMetaType::Bool ? value.toBool() : value.toDouble() > 0;
    });
}

} // namespace

bool wantsMotion()
{
    if (Look::instance().isPinned())
        return false;
    ask(QStringLiteral("org.gnome.desktop.interface"), QStringLiteral("enable-animations"), gnomeMoves);
    ask(QStringLiteral("org.kde.kdeglobals.KDE"), QStringLiteral("AnimationDurationFactor"), kdeMoves);
    return gnomeMoves && kdeMoves;
}

} // namespace kilter::ui
