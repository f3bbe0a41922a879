#include "ui/session/filewatch.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

namespace kilter::ui {

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

void FileWatch::refresh(const QStringList &paths)
{
    const QStringList present = m_watcher.files() + m_watcher.directories();
    const QSet<QString> watched(present.begin(), present.end());
    const QSet<QString> wanted(paths.begin(), paths.end());
    const QStringList gone = (watched - wanted).values();
    const QStringList added = (wanted - watched).values();
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    if (!added.isEmpty())
        m_watcher.addPaths(added);
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
