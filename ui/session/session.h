#pragma once
#include "ui/session/verification.h"

#include <QObject>
#include <QString>

#include <map>

namespace kilter::ui {

class FileWatch;
class JobSlot;

/// The open workspace and the chosen store: where every pane gets its data from. Values out (shared snapshots that never change), a signal
/// when there is a newer one; all reading happens in worker threads. Lives in the GUI thread.
class Session : public QObject
{
    Q_OBJECT

public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    /// Begins to read; opened() or openFailed() follows. An open workspace stays until the new one is there.
    void open(const QString &folder);
    void close();
    /// Reads the files again; workspaceChanged() follows, or reloadFailed(). A file that changes has the same done by itself. While another
    /// workspace is being opened there is nothing to read again.
    void reload();

    bool isOpen() const { return m_workspace != nullptr; }
    QString folder() const { return m_folder; }
    WorkspacePtr workspace() const { return m_workspace; } ///< null: none is open
    StorePtr store() const { return m_store; }             ///< never null
    VerificationPtr verification() const { return m_verification; } ///< null: not known yet

    /// Chooses what the window works with and inspects it; storeChanged() follows, at once as Connecting.
    void choose(const StoreChoice &choice);
    const StoreChoice &choice() const { return m_choice; }
    /// Inspects the chosen store again.
    void inspect();
    void cancelInspection();
    /// Nothing is being read or compared: what can be seen is all there is.
    bool isIdle() const;
    bool isVerifying() const;
    /// The session's jobs, for whoever shows progress and offers Cancel.
    std::vector<JobSlot *> jobs() const { return {m_reader, m_inspector, m_verifier}; }

    /// A password for this session, kept in memory only; the next opening uses it.
    void setPassword(const StoreChoice &choice, const QString &password);
    std::string passwordFor(const StoreChoice &choice) const;

    /// What editors hold and have not saved: file (as in Model::file) → text. Those who compute from models take these first.
    void setDraft(const std::string &file, std::string text);
    void removeDraft(const std::string &file);
    const std::map<std::string, std::string> &drafts() const { return m_drafts; }

    /// Production opens read-only; unlocking is for this session.
    bool isUnlocked(const StoreChoice &choice) const;
    void setUnlocked(const StoreChoice &choice, bool unlocked);

signals:
    void opened();                           ///< another workspace; workspaceChanged() and storeChanged() are sent too
    void openFailed(const QString &folder, const kilter::Error &error);
    void reloadFailed(const kilter::Error &error); ///< what was read before stays
    void closed();
    void workspaceChanged();                 ///< a newer workspace() is there
    void storeChanged();                     ///< a newer store() is there
    void draftsChanged(const QString &file);
    void verificationChanged();              ///< a newer verification() is there, or none is (yet)
    void retrying(int attempt, int waitMilliseconds, const QString &why); ///< connecting fails and is tried again
    void lockChanged();

private:
    enum class Why { Opening, Asked, FileChanged };
    struct Reading;

    bool isOpening() const;
    void read(const QString &folder, Why why);
    void take(const Reading &reading, const QString &folder, Why why);
    void forget();
    void chooseDefault();
    void setStore(StorePtr store);
    void verify();

    QString m_folder;
    WorkspacePtr m_workspace;
    StorePtr m_store;
    VerificationPtr m_verification;
    StoreChoice m_choice;
    FileWatch *m_watch;
    std::string m_fingerprint; ///< of the files of m_workspace
    Why m_why = Why::Opening; ///< of the reading that runs
    std::map<std::string, std::string> m_drafts;
    std::map<std::string, std::string> m_passwords; ///< store@connection → password; never written anywhere
    std::map<std::string, bool> m_unlocked;
    std::uint64_t m_generation = 0;
    JobSlot *m_reader;
    JobSlot *m_inspector;
    JobSlot *m_verifier;
};

} // namespace kilter::ui
