#pragma once
#include <QDateTime>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <string>

namespace kilter::ui {

/// Watches the files of a workspace (kilter.toml, models, sql, migrations) and says once, a moment later, that some changed: editors and git
/// write many files in a row.
class FileWatch : public QObject
{
    Q_OBJECT

public:
    explicit FileWatch(QObject *parent);
    void clear(); ///< watches nothing any more
    /// Watches these and nothing else. New files and folders are watched too; called after each reading. One that has changed since the
    /// reading began and was not watched yet counts as changed.
    void refresh(const QStringList &paths, const QDateTime &readingBegun = {});
    /// For a worker thread: what is to be watched in a folder.
    static QStringList pathsIn(const QString &folder);
    /// For a worker thread: another one when a file was written, made, removed or replaced.
    static std::string fingerprint(const QStringList &paths);

signals:
    void changed();

private:
    QFileSystemWatcher m_watcher;
    QTimer m_delay;
};

} // namespace kilter::ui
