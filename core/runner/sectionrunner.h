#pragma once
#include "core/runner/progress.h"
#include "core/runner/runner.h"

namespace kilter {

/// Runs one section of a migration and records that it stands, in the same transaction where it has one.
class SectionRunner
{
public:
    SectionRunner(const Store &store, const RunOptions &options, ApplyObserver &observer, const Migration &migration,
                  Direction direction)
        : m_store(store), m_options(options), m_observer(observer), m_migration(migration), m_direction(direction)
    {}

    /// `finish` is called inside the transaction that records the section (for the last one: the migration as a whole).
    [[nodiscard]] Result<> run(const Section &section, std::size_t ordinal, const Progress &progress,
                               const std::function<Result<>()> &finish, SectionRun &report);

    /// As run(), but inside a transaction that the caller rolls back, and without any record. What cannot run in one is
    /// named in `information`.
    [[nodiscard]] Result<> tryOut(const Section &section, std::size_t ordinal, SectionRun &report,
                                  Diagnostics &information);

private:
    [[nodiscard]] Result<> runWhole(const std::function<Result<>()> &finish);
    [[nodiscard]] Result<> wholeOnce(const std::function<Result<>()> &finish);
    [[nodiscard]] Result<> runSeparately(const Progress &progress, const std::function<Result<>()> &finish);
    [[nodiscard]] Result<> runOne(std::size_t index, const LedgerStatement *before);
    [[nodiscard]] Result<> inOwnTransaction(std::size_t index);
    [[nodiscard]] Result<> alone(std::size_t index, const LedgerStatement *before);
    [[nodiscard]] Result<> execute(std::size_t index);
    [[nodiscard]] Result<> withRetries(std::size_t index, const std::function<Result<>()> &once);
    [[nodiscard]] Result<> recordStatement(std::size_t index, const std::string &state, const std::string &error);
    [[nodiscard]] Result<> recordSection();
    [[nodiscard]] Result<> split(const Section &section, std::size_t ordinal);
    std::string beginSql() const;
    Error changed(std::size_t index) const;

    const Store &m_store;
    const RunOptions &m_options;
    ApplyObserver &m_observer;
    const Migration &m_migration;
    Direction m_direction;
    const Section *m_section = nullptr;
    std::size_t m_ordinal = 0;
    std::vector<ScriptStatement> m_statements;
    SectionRun *m_report = nullptr;
};

/// A time-out of a lock, a deadlock, a serialization failure, a busy SQLite file: worth another try.
bool isLockTimeout(const Error &error);

} // namespace kilter
