#include "ui/session/filewatch.h"

#include "ui/text/text.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

#include <sys/stat.h>

namespace kilter::ui {
namespace {

constexpr int clockStep = 20; ///< ms; times of files are those of a coarser clock

} // namespace

FileWatch::FileWatch(QObject *parent) : QObject(parent)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(150);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&m_delay, &QTimer::timeout, this, &FileWatch::changed);
}

void FileWatch::clear()
{
    m_delay.stop();
    refresh({});
}

void FileWatch::refresh(const QStringList &paths, const QDateTime &readingBegun)
{
    const QStringList present = m_watcher.files() + m_watcher.directories();
    const QSet<QString> watched(present.begin(), present.end());
    const QSet<QString> wanted(paths.begin(), paths.end());
    const QStringList gone = (watched - wanted).values();
    const QStringList added = (wanted - watched).values();
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    if (added.isEmpty())
        return;
    m_watcher.addPaths(added);
    const auto isNewer = [since = readingBegun.addMSecs(-clockStep)](const QString &path) {
        const QFileInfo info(path);
        return info.isFile() && info.lastModified() >= since;
    };
    if (readingBegun.isValid() && std::any_of(added.begin(), added.end(), isNewer))
        m_delay.start();
}

std::string FileWatch::fingerprint(const QStringList &paths)
{
    std::string all;
    for (const QString &path : paths) {
        struct stat found = {};
        if (::stat(utf8(path).c_str(), &found) != 0)
            continue;
        all += utf8(path) + '\n';
        if (S_ISDIR(found.st_mode)) // what is in it has lines of its own
            continue;
        for (const long long part : {static_cast<long long>(found.st_ino), static_cast<long long>(found.st_size), static_cast<long long>(found.st_mtim.tv_sec),
                                     static_cast<long long>(found.st_mtim.tv_nsec), static_cast<long long>(found.st_ctim.tv_sec), static_cast<long long>(found.st_ctim.tv_nsec)})
            all += std::to_string(part) + ' ';
    }
    return all;
}

QStringList FileWatch::pathsIn(const QString &folder)
{
    QStringList paths{folder, folder + QStringLiteral("/kilter.toml")};
    for (const QString &name : {QStringLiteral("models"), QStringLiteral("sql"), QStringLiteral("migrations"), QStringLiteral("diagrams")}) {
        const QString top = folder + QLatin1Char('/') + name;
        if (!QFileInfo::exists(top))
            continue;
        paths += top;
        QDirIterator entries(top, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (entries.hasNext())
            paths += entries.next();
    }
    return paths;
}

} // namespace kilter::ui
