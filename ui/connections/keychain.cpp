#include "ui/connections/keychain.h"

#include "ui/text/text.h"

#include <QCoreApplication>

#include <qt6keychain/keychain.h>

namespace kilter::ui {
namespace {

const QString service = QStringLiteral("kilter");

QString problemOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return {};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return QCoreApplication::translate("Keychain", "The keychain was not unlocked. The password is kept for this session only.");
    case QKeychain::NoBackendAvailable:
    case QKeychain::OtherError:
    case QKeychain::NotImplemented:
    case QKeychain::CouldNotDeleteEntry:
        break;
    }
    return QCoreApplication::translate("Keychain", "No keychain answers on this desktop (GNOME Keyring and KWallet are known). "
                                                   "The password is kept for this session only; ~/.pgpass works everywhere.");
}

void start(QKeychain::Job *job, QObject *context, const QString &key, const Keychain::Done &done)
{
    job->setKey(key);
    job->setAutoDelete(true);
    job->setInsecureFallback(false); // never into a file
    QObject::connect(job, &QKeychain::Job::finished, context, [done](QKeychain::Job *finished) {
        Keychain::Answer answer;
        answer.ok = finished->error() == QKeychain::NoError || finished->error() == QKeychain::EntryNotFound;
        answer.found = finished->error() == QKeychain::NoError;
        answer.problem = problemOf(*finished);
        if (const auto *read = qobject_cast<QKeychain::ReadPasswordJob *>(finished); read && answer.found)
            answer.password = read->textData();
        done(answer);
    });
    job->start();
}

} // namespace

QString Keychain::keyOf(const QString &folder, const StoreChoice &choice)
{
    return folder + QLatin1Char('#') + qtText(choice.store) + QLatin1Char('@') + qtText(choice.connection);
}

void Keychain::read(QObject *context, const QString &key, Done done)
{
    start(new QKeychain::ReadPasswordJob(service), context, key, done);
}

void Keychain::write(QObject *context, const QString &key, const QString &password, Done done)
{
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setTextData(password);
    start(job, context, key, done);
}

void Keychain::remove(QObject *context, const QString &key, Done done)
{
    start(new QKeychain::DeletePasswordJob(service), context, key, done);
}

} // namespace kilter::ui
