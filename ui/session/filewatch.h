#pragma once
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace kilter::ui {

/// Watches the files of a workspace (kilter.toml, models, sql, migrations) and says once, a moment later, that some changed: editors and git
/// write many files in a row.
class FileWatch : public QObject
{
    Q_OBJECT

public:
    explicit FileWatch(QObject *parent);
    void clear(); ///< watches nothing any more
    /// Watches these and nothing else. New files and folders are watched too; called after each reading.
    void refresh(const QStringList &paths);
    /// For a worker thread: what is to be watched in a folder.
    static QStringList pathsIn(const QString &folder);

signals:
    void changed();

private:
    QFileSystemWatcher m_watcher;
    QTimer m_delay;
};

} // namespace kilter::ui
