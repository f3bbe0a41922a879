#pragma once
#include "core/runner/progress.h"
#include "core/runner/runner.h"

namespace kilter {

/// Runs migrations on a store, one after the other, with their record. What may run is decided before (see checks.h).
class Run
{
public:
    Run(Store &store, const RunOptions &options, ApplyObserver &observer, ApplyReport &report)
        : m_store(store), m_options(options), m_observer(observer), m_report(report),
          m_previousStop(store.connection().stop())
    {
        store.connection().setStop(options.stop);
    }
    ~Run() { m_store.connection().setStop(m_previousStop); }
    Run(const Run &) = delete;
    Run &operator=(const Run &) = delete;

    /// All of them, until one fails; then what the schema is, is remembered in the ledger.
    [[nodiscard]] Result<> migrations(const std::vector<const Migration *> &all, Direction direction);

    void keepNoCatalogs() { m_keepCatalogs = false; } ///< on a scratch copy

private:
    [[nodiscard]] Result<> migration(const Migration &migration, Direction direction);
    [[nodiscard]] Result<> begin(const Migration &migration, Direction direction);
    [[nodiscard]] Result<> sections(const Migration &migration, Direction direction, MigrationRun &run);
    [[nodiscard]] Result<> finish(const Migration &migration, Direction direction);
    [[nodiscard]] Result<> finishUp(const Migration &migration);
    [[nodiscard]] Result<> finishDown(const Migration &migration);
    void follow(const Migration &migration, Direction direction);
    Error failed(const Migration &migration, Direction direction, const MigrationRun &run, Error error);
    void recordFailure(const Migration &migration, Direction direction, const MigrationRun &run, const Error &error);
    [[nodiscard]] Result<> writeFailure(const Store &store, const LedgerRow &row, const std::string &words);
    LedgerRow rowOf(const Migration &migration, Direction direction, LedgerState state) const;
    int standingStatements(const Migration &migration, Direction direction, const MigrationRun &run) const;
    double elapsed() const;

    Store &m_store;
    const RunOptions &m_options;
    ApplyObserver &m_observer;
    ApplyReport &m_report;
    std::stop_token m_previousStop;
    Ledger m_ledger; ///< as read before the first; rows and versions follow what has run since
    std::int64_t m_event = 0;
    Progress m_progress;           ///< of the migration that runs, from an earlier run that stopped half-way
    std::vector<int> m_statements; ///< how many each of its sections has; 0 for one of another dialect
    int m_done = 0;                ///< that stand
    std::chrono::steady_clock::time_point m_start;
    bool m_keepCatalogs = true;
};

/// The row that records a migration.
LedgerRow ledgerRowOf(const Migration &migration, LedgerState state);

/// Reads the schema and keeps it with the newest applied row: its hash, and `withText` the catalog itself.
[[nodiscard]] Result<> rememberSchema(const Store &store, const Ledger &ledger, const RunOptions &options,
                                      bool withText);

/// The same with the ledger as it is now.
[[nodiscard]] Result<> rememberNow(const Store &store, const RunOptions &options);

/// As the ledger's own tables must never count.
InspectOptions inspectOptionsFor(const Store &store, const RunOptions &options);

} // namespace kilter
