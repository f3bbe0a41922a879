#include "core/runner/repair.h"

#include "core/base/hash.h"
#include "core/migration/version.h"
#include "core/runner/checks.h"
#include "core/runner/concurrent.h"
#include "core/runner/run.h"

namespace kilter {

namespace {

/// The file, or, where there is none, what the ledger kept of it.
Result<Migration> migrationOf(const RevisionGraph &graph, const LedgerRow &row, const Store &store)
{
    if (const Migration *migration = graph.find(row.migrationId))
        return *migration;
    KILTER_TRY(Migration kept, parseMigration(row.script, row.migrationId, {{}, store.dialect().kind()}));
    kept.id = row.migrationId;
    return kept;
}

Result<RepairCase> caseOf(const Store &store, const RevisionGraph &graph, const Ledger &ledger,
                          const Unfinished &unfinished)
{
    RepairCase found;
    found.id = unfinished.row->migrationId;
    found.direction = unfinished.direction;
    found.error = unfinished.row->errorMessage.empty() ? "the run was interrupted" : unfinished.row->errorMessage;
    KILTER_TRY(const Migration migration, migrationOf(graph, *unfinished.row, store));
    found.fileChanged = unfinished.row->checksum != checksum(migration);
    const Progress progress(ledger, found.id, found.direction);
    const auto sections = migration.sectionsOf(found.direction);
    for (std::size_t i = 0; i < sections.size(); ++i) {
        SectionRun section;
        section.label = sections[i]->label(i + 1);
        section.stands = section.before = progress.section(i + 1) != nullptr;
        KILTER_TRY(const auto statements, store.dialect().split(sections[i]->text));
        for (std::size_t k = 0; k < statements.size(); ++k) {
            const LedgerStatement *record = progress.statement(i + 1, k + 1);
            if (!record)
                continue;
            if (record->state == "done") {
                StatementRun run;
                run.migrationId = found.id;
                run.section = i + 1;
                run.ordinal = k + 1;
                run.sql = withoutPasswords(statements[k].text);
                run.line = sections[i]->line + statements[k].line - 1;
                run.ms = double(record->ms);
                section.statements.push_back(std::move(run));
            } else if (record->state == "started") {
                KILTER_TRY(const Concurrent state, concurrentState(store.connection(), statements[k].text, false));
                if (state.state == ConcurrentState::Doubtful)
                    found.doubtful.push_back(*record);
            }
        }
        found.sections.push_back(std::move(section));
    }
    return found;
}

/// Records a person's decision on an unfinished run.
class Decision
{
public:
    Decision(Store &store, const Ledger &ledger, const Unfinished &unfinished, const Migration &migration)
        : m_store(store), m_ledger(ledger), m_unfinished(unfinished), m_migration(migration)
    {}

    Result<> markApplied()
    {
        return m_store.record([this]() -> Result<> {
            LedgerRow row = ledgerRowOf(m_migration, LedgerState::Applied);
            row.statementsDone = row.statementsTotal = m_unfinished.row->statementsTotal;
            row.ms = m_unfinished.row->ms;
            KILTER_CHECK(m_store.saveRow(row));
            KILTER_CHECK(m_store.clearStatements(row.migrationId, Direction::Down));
            if (isAbove(row.version, m_ledger.version()))
                KILTER_CHECK(m_store.addVersion(row.version, row.name, m_migration.breaking));
            return event("repair-mark-applied");
        });
    }

    Result<> markRolledBack()
    {
        return m_store.record([this]() -> Result<> {
            KILTER_CHECK(m_store.saveRow(ledgerRowOf(m_migration, LedgerState::RolledBack)));
            KILTER_CHECK(m_store.clearStatements(m_migration.id, Direction::Up));
            KILTER_CHECK(m_store.clearStatements(m_migration.id, Direction::Down));
            if (m_unfinished.direction == Direction::Down && !m_migration.version.empty())
                KILTER_CHECK(m_store.removeVersion(m_migration.version));
            return event("repair-mark-rolled-back");
        });
    }

private:
    Result<> event(const std::string &action)
    {
        KILTER_TRY(const std::int64_t number, m_store.beginEvent(m_migration.id, action));
        return m_store.endEvent(number, true, {});
    }

    Store &m_store;
    const Ledger &m_ledger;
    const Unfinished &m_unfinished;
    const Migration &m_migration;
};

Result<> decide(Store &store, const RevisionGraph &graph, RepairAction action, const RunOptions &options,
                ApplyObserver &observer, ApplyReport &report)
{
    KILTER_CHECK(store.checkWritable());
    KILTER_TRY(const StoreLock lock, store.lock(options.lockWait, options.stop));
    KILTER_TRY(const Ledger ledger, store.ledger());
    const auto unfinished = unfinishedRun(ledger);
    if (!unfinished)
        return failure(ErrorCode::Invalid, "there is nothing to repair: no run failed or was interrupted");
    KILTER_TRY(const Migration migration, migrationOf(graph, *unfinished->row, store));
    report.planned = {migration.id};
    if (action == RepairAction::MarkApplied || action == RepairAction::MarkRolledBack) {
        Decision decision(store, ledger, *unfinished, migration);
        KILTER_CHECK(action == RepairAction::MarkApplied ? decision.markApplied() : decision.markRolledBack());
        return rememberNow(store, options);
    }
    const Direction direction = action == RepairAction::RollBack ? Direction::Down : unfinished->direction;
    KILTER_CHECK(checkDialects(store, {&migration}));
    if (direction == Direction::Down)
        KILTER_CHECK(checkReversibility({&migration}, options));
    KILTER_CHECK(checkPrerequisites(store, {&migration}, direction));
    return Run(store, options, observer, report).migrations({&migration}, direction);
}

} // namespace

Result<RepairReport> repairReport(const Store &store, const RevisionGraph &graph)
{
    KILTER_TRY(const Ledger ledger, store.ledger());
    RepairReport report;
    if (const auto unfinished = unfinishedRun(ledger)) {
        KILTER_TRY(report.unfinished, caseOf(store, graph, ledger, *unfinished));
    }
    for (const LedgerRow &row : ledger.rows) {
        const Migration *migration = row.state == LedgerState::Applied ? graph.find(row.migrationId) : nullptr;
        if (migration && !row.checksum.empty() && row.checksum != checksum(*migration))
            report.changed.push_back(row.migrationId);
    }
    return report;
}

Result<> acceptChecksum(Store &store, const RevisionGraph &graph, const std::string &id, const RunOptions &options)
{
    KILTER_CHECK(store.checkWritable());
    KILTER_TRY(const StoreLock lock, store.lock(options.lockWait, options.stop));
    KILTER_TRY(const std::string full, graph.idOf(id));
    KILTER_TRY(const Ledger ledger, store.ledger());
    const LedgerRow *row = ledger.find(full);
    if (!row || row->state != LedgerState::Applied)
        return failure(ErrorCode::Invalid, full + " is not applied, so there is no text to take over");
    LedgerRow accepted = ledgerRowOf(*graph.find(full), LedgerState::Applied);
    accepted.ms = row->ms;
    accepted.statementsDone = row->statementsDone;
    accepted.statementsTotal = row->statementsTotal;
    return store.record([&]() -> Result<> {
        KILTER_CHECK(store.saveRow(accepted));
        KILTER_TRY(const std::int64_t event, store.beginEvent(full, "repair-accept"));
        return store.endEvent(event, true, {});
    });
}

ApplyReport repair(Store &store, const RevisionGraph &graph, RepairAction action, const RunOptions &options,
                   ApplyObserver &observer)
{
    ApplyReport report;
    if (auto done = decide(store, graph, action, options, observer, report); !done)
        report.error = std::move(done).error();
    return report;
}

} // namespace kilter
