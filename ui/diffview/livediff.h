#pragma once
#include "ui/diffview/diffresult.h"
#include "ui/jobs/jobslot.h"
#include "ui/session/session.h"

#include <QTimer>

namespace kilter::ui {

/// The SQL of what is ticked, both ways.
struct DiffSql
{
    std::string up, down;
    std::vector<ObjectRef> added; ///< not ticked, but needed by what is
    std::optional<Error> error;
    std::size_t changes = 0; ///< from how many it was planned; 0: nothing was ticked then
    DialectKind dialect = DialectKind::PostgreSql;
};

/// The comparison of the models, with what editors hold unsaved, and the chosen store; always the newest. All of it is computed in workers: a
/// local comparison at once, and later, when nobody types, one in the server's own words.
class LiveDiff : public QObject
{
    Q_OBJECT
public:
    explicit LiveDiff(Session &session, QObject *parent = nullptr);

    enum class Phase
    {
        NoWorkspace,
        NotConnected,
        Connecting,
        StoreFailed,
        Comparing, ///< the first comparison of this store
        Invalid,   ///< the models cannot be compared: result()->error
        Equal,
        Different
    };
    Phase phase() const;
    Session &session() const { return m_session; }
    DiffPtr result() const { return m_result; } ///< null until there is one
    const Decisions &decisions() const { return m_decisions; }
    bool isBusy() const { return m_quick.isBusy() || m_settle.isBusy() || m_settleTimer.isActive(); }
    /// Some texts are not yet read back in the server's words.
    bool isSettling() const { return m_settle.isBusy() || m_settleTimer.isActive(); }

    bool isTicked(std::size_t change) const { return isTicked(*m_result, change); }
    Qt::CheckState tickOf(const DiffNode &node) const { return tickOf(*m_result, node); }
    /// The same for changes of a result that may be older.
    bool isTicked(const DiffResult &of, std::size_t change) const;
    Qt::CheckState tickOf(const DiffResult &of, const DiffNode &node) const;
    void setTicked(const std::vector<std::size_t> &changes, bool ticked) { setTicked(*m_result, changes, ticked); }
    void setTicked(const DiffResult &of, const std::vector<std::size_t> &changes, bool ticked);
    /// Rows that are ticked and can be; what the window counts.
    int tickedCount() const { return m_tickedCount; }
    int tickableCount() const { return m_tickableCount; }
    int questionCount() const { return m_questionCount; }
    int droppedOutCount() const { return m_droppedOutCount; } ///< drop something and are not ticked
    std::vector<std::size_t> chosen() const;
    std::vector<Rename> chosenRenames() const;

    void answerRename(const Rename &candidate, bool isRename);
    /// Takes an answer back: the question is open again.
    void reopenRename(const Rename &rename);

    const DiffSql &sql() const { return m_sql; }
    bool isPlanning() const { return m_plan.isBusy() || m_planTimer.isActive(); }

    void compareNow();
    void cancel();

signals:
    void changed();      ///< phase() or result()
    void ticksChanged();
    void sqlChanged();
    void busyChanged();

private:
    struct Lesson; ///< what the settled comparison taught

    void requestComparison();
    void take(DiffPtr result);
    void settle();
    void learnFromVerification();
    void count();
    void requestSql();
    void planSql();
    void forget();

    Session &m_session;
    JobSlot m_quick;
    JobSlot m_settle;
    JobSlot m_plan;
    QTimer m_settleTimer;
    QTimer m_planTimer;
    StoreChoice m_choice;
    QString m_folder;
    std::shared_ptr<DesiredCatalog> m_desired; ///< used by the quick job alone
    std::shared_ptr<const Lesson> m_lesson;
    std::uint64_t m_lessons = 0;
    DiffPtr m_result;
    Decisions m_decisions;
    DiffSql m_sql;
    int m_tickedCount = 0, m_tickableCount = 0, m_questionCount = 0, m_droppedOutCount = 0;
};

} // namespace kilter::ui
