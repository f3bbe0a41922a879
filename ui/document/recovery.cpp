#include "ui/document/recovery.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QThreadPool>
#include <QUuid>

namespace kilter::ui {
namespace {

QString recoveryFolder(const QString &workspaceFolder)
{
    return workspaceFolder + QStringLiteral("/.kilter/recovery");
}

QString lockOf(const QString &sessionFolder)
{
    return sessionFolder + QStringLiteral(".lock");
}

std::string journalText(const UnsavedText &unsaved)
{
    Json json = Json::object();
    json.set("path", Json::of(utf8(unsaved.path)));
    json.set("savedAt", Json::of(utf8(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs))));
    json.set("isOnDisk", Json::of(unsaved.isOnDisk));
    json.set("text", Json::of(unsaved.text));
    json.set("diskText", Json::of(unsaved.diskText));
    return toText(json, 2) + '\n';
}

std::optional<UnsavedText> readJournal(const QString &file)
{
    const auto text = readTextFile(std::filesystem::path(file.toStdString()));
    const auto json = text ? parseJson(*text) : tl::unexpected<Error>(text.error());
    if (!json)
        return std::nullopt;
    const auto member = [&](const char *key) {
        const Json *value = json->find(key);
        return value ? value->text : std::string();
    };
    const Json *isOnDisk = json->find("isOnDisk");
    UnsavedText unsaved{qtText(member("path")), member("text"), member("diskText"), !isOnDisk || isOnDisk->boolean,
                        QDateTime::fromString(qtText(member("savedAt")), Qt::ISODateWithMs)};
    return unsaved.path.isEmpty() ? std::nullopt : std::optional(std::move(unsaved));
}

bool isInFile(const UnsavedText &unsaved)
{
    const auto text = readTextFile(std::filesystem::path(unsaved.path.toStdString()));
    return text && *text == unsaved.text;
}

} // namespace

/// One thread, so that texts of one file are written in their order.
class RecoverySession::Writer
{
public:
    Writer() { m_pool.setMaxThreadCount(1); }
    void run(std::function<void()> work) { m_pool.start(std::move(work)); }
    void wait() { m_pool.waitForDone(); }

private:
    QThreadPool m_pool;
};

RecoverySession::RecoverySession(const QString &workspaceFolder)
    : m_folder(recoveryFolder(workspaceFolder) + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::Id128)), m_writer(std::make_unique<Writer>())
{
}

RecoverySession::~RecoverySession()
{
    m_writer->wait();
    if (!m_lock)
        return;
    QDir().rmdir(m_folder); // stays when something unsaved is in it
    m_lock->unlock();
}

void RecoverySession::write(UnsavedText unsaved, std::function<void()> written)
{
    if (!m_lock) {
        QDir().mkpath(m_folder);
        m_lock = std::make_unique<QLockFile>(lockOf(m_folder));
        m_lock->setStaleLockTime(0);
        m_lock->tryLock(0);
    }
    m_writer->run([file = fileFor(unsaved.path), unsaved = std::move(unsaved), written = std::move(written)] {
        if (writeTextFile(std::filesystem::path(file.toStdString()), journalText(unsaved)) && QCoreApplication::instance())
            QMetaObject::invokeMethod(QCoreApplication::instance(), written, Qt::QueuedConnection);
    });
}

void RecoverySession::remove(const QString &path)
{
    if (m_lock)
        m_writer->run([file = fileFor(path)] { QFile::remove(file); });
}

void RecoverySession::flush()
{
    m_writer->wait();
}

QString RecoverySession::fileFor(const QString &path) const
{
    return m_folder + QLatin1Char('/') + qtText(sha256(utf8(path))).left(24) + QStringLiteral(".json");
}

std::vector<LostSession> lostSessions(const QString &workspaceFolder)
{
    std::vector<LostSession> lost;
    const QDir all(recoveryFolder(workspaceFolder));
    for (const QString &name : all.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        LostSession session{all.filePath(name), {}};
        QLockFile lock(lockOf(session.folder));
        lock.setStaleLockTime(0);
        if (!lock.tryLock(0))
            continue; // its program runs
        for (const QString &file : QDir(session.folder).entryList({QStringLiteral("*.json")}, QDir::Files)) {
            auto unsaved = readJournal(session.folder + QLatin1Char('/') + file);
            if (unsaved && !isInFile(*unsaved))
                session.texts.push_back(std::move(*unsaved));
        }
        std::sort(session.texts.begin(), session.texts.end(), [](const UnsavedText &a, const UnsavedText &b) { return a.path < b.path; });
        lock.unlock();
        if (session.texts.empty())
            discard(session);
        else
            lost.push_back(std::move(session));
    }
    return lost;
}

void discard(const LostSession &session)
{
    QDir(session.folder).removeRecursively();
    QFile::remove(lockOf(session.folder));
}

} // namespace kilter::ui
