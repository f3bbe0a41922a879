#pragma once
#include "core/base/result.h"

#include <QDateTime>
#include <QLockFile>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace kilter::ui {

/// Unsaved text of one file.
struct UnsavedText
{
    QString path;         ///< the file's, absolute
    std::string text;     ///< as it was last typed
    std::string diskText; ///< of the file when it was read or saved last
    bool isOnDisk = true;
    QDateTime savedAt;    ///< of the journal
};

/// Where one running workbench keeps the unsaved texts of a workspace: <workspace>/.kilter/recovery/<session>/, one file each, written as a
/// whole by a worker in the order of the calls. A lock beside it tells others that its program still runs. After an ordinary end nothing is left.
class RecoverySession
{
public:
    explicit RecoverySession(const QString &workspaceFolder);
    ~RecoverySession();
    RecoverySession(const RecoverySession &) = delete;
    RecoverySession &operator=(const RecoverySession &) = delete;

    /// `written` is called on the GUI thread when the text is on disk.
    void write(UnsavedText unsaved, std::function<void()> written);
    void remove(const QString &path);
    /// Waits until everything asked for is on disk.
    void flush();
    const QString &folder() const { return m_folder; }

private:
    QString fileFor(const QString &path) const;

    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
    class Writer;
    std::unique_ptr<Writer> m_writer;
};

/// What a session that was killed has left.
struct LostSession
{
    QString folder;
    std::vector<UnsavedText> texts; ///< sorted by path
};

/// Sessions of the workspace whose program does not run any more, with those texts that the files do not hold.
std::vector<LostSession> lostSessions(const QString &workspaceFolder);

/// After its texts were taken over or are not wanted.
void discard(const LostSession &session);

} // namespace kilter::ui
