#include "core/base/text.h"
#include "core/migration/version.h"
#include "core/runner/checks.h"
#include "core/runner/run.h"

namespace kilter {

namespace {

bool contains(const std::vector<std::string> &ids, const std::string &id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Writes what a stamp changes. Versions rise as they would have by applying.
class Stamper
{
public:
    Stamper(Store &store, const Ledger &ledger) : m_store(store), m_version(ledger.version()), m_ledger(ledger) {}

    Result<> add(const LedgerRow &row, bool breaking)
    {
        KILTER_CHECK(m_store.clearStatements(row.migrationId, Direction::Up));
        KILTER_CHECK(m_store.clearStatements(row.migrationId, Direction::Down));
        KILTER_CHECK(m_store.newRow(row));
        if (isAbove(row.version, m_version)) {
            m_version = row.version;
            KILTER_CHECK(m_store.addVersion(row.version, row.name, breaking));
        }
        return event(row.migrationId, "stamp");
    }

    Result<> remove(const std::string &id)
    {
        const LedgerRow *row = m_ledger.find(id);
        if (row && !row->version.empty())
            KILTER_CHECK(m_store.removeVersion(row->version));
        KILTER_CHECK(m_store.clearStatements(id, Direction::Up));
        KILTER_CHECK(m_store.clearStatements(id, Direction::Down));
        KILTER_CHECK(m_store.removeRow(id));
        return event(id, "stamp-remove");
    }

private:
    Result<> event(const std::string &id, const std::string &action)
    {
        KILTER_TRY(const std::int64_t number, m_store.beginEvent(id, action));
        return m_store.endEvent(number, true, {});
    }

    Store &m_store;
    std::string m_version;
    const Ledger &m_ledger;
};

/// What must be recorded as applied, and what must be forgotten, so that the store stands at the target.
struct Stamp
{
    std::vector<std::string> add;
    std::vector<std::string> remove;
};

Result<Stamp> stampFor(const RevisionGraph &graph, const std::vector<std::string> &standing,
                       const ApplyRequest &request)
{
    if (!request.only.empty()) {
        KILTER_TRY(const std::string id, graph.idOf(request.only));
        return Stamp{contains(standing, id) ? std::vector<std::string>() : std::vector{id}, {}};
    }
    if (request.target == "heads") {
        KILTER_TRY(std::vector<std::string> pending, graph.pendingFor(standing, "heads"));
        return Stamp{std::move(pending), {}};
    }
    KILTER_TRY(const std::string id, graph.resolve(request.target, standing));
    Stamp stamp;
    if (id.empty()) {
        stamp.remove =
            request.target == "base" || request.target.starts_with('-') ? standing : std::vector<std::string>();
        return stamp;
    }
    KILTER_TRY(stamp.add, graph.pendingFor(standing, id));
    for (const std::string &later : graph.dependants(id)) {
        if (contains(standing, later))
            stamp.remove.push_back(later);
    }
    return stamp;
}

Result<> run(Store &store, const RevisionGraph &graph, const ApplyRequest &request, ApplyReport &report)
{
    KILTER_CHECK(store.checkWritable());
    KILTER_TRY(const StoreLock lock, store.lock(request.options.lockWait, request.options.stop));
    KILTER_TRY(const Ledger ledger, store.ledger());
    KILTER_TRY(const Stamp stamp, stampFor(graph, standingIds(ledger), request));
    KILTER_TRY(const MigrationList migrations, migrationsOf(graph, stamp.add));
    KILTER_CHECK(checkDialects(store, migrations));
    report.planned = stamp.add;
    KILTER_CHECK(store.createLedger());
    const auto recorded = store.record([&]() -> Result<> {
        Stamper stamper(store, ledger);
        for (const std::string &id : stamp.remove)
            KILTER_CHECK(stamper.remove(id));
        for (const Migration *migration : migrations)
            KILTER_CHECK(stamper.add(ledgerRowOf(*migration, LedgerState::Applied), migration->breaking));
        return {};
    });
    if (!recorded)
        return recorded;
    for (const std::string &id : stamp.remove)
        report.information.push_back(
            {Severity::Info, "stamp-removed", id + " is no longer recorded as applied", {}, {}});
    for (const Migration *migration : migrations)
        report.migrations.push_back({migration->id, migration->title, migration->version, Direction::Up, true, 0, {}});
    return rememberNow(store, request.options);
}

/// A row for an entry of the seed form; one without a file has no checksum.
LedgerRow adopted(const SeedEntry &entry, const Migration *migration)
{
    LedgerRow row;
    if (migration) {
        row = ledgerRowOf(*migration, LedgerState::Applied);
    } else {
        row.migrationId = entry.migrationId;
        row.name = entry.migrationId;
        row.state = LedgerState::Applied;
    }
    row.appliedAt = entry.appliedAt;
    return row;
}

Result<> adopt(Store &store, const RevisionGraph &graph, const RunOptions &options, ApplyReport &report)
{
    KILTER_CHECK(store.checkWritable());
    KILTER_TRY(const StoreLock lock, store.lock(options.lockWait, options.stop));
    KILTER_TRY(const std::vector<SeedEntry> entries, store.seedEntries());
    KILTER_TRY(const Ledger ledger, store.ledger());
    const auto standing = standingIds(ledger);
    KILTER_CHECK(store.createLedger());
    const auto recorded = store.record([&]() -> Result<> {
        Stamper stamper(store, ledger);
        for (const SeedEntry &entry : entries) {
            if (contains(standing, entry.migrationId))
                continue;
            const Migration *migration = graph.find(entry.migrationId);
            KILTER_CHECK(stamper.add(adopted(entry, migration), migration && migration->breaking));
            report.planned.push_back(entry.migrationId);
            report.migrations.push_back({entry.migrationId,
                                         migration ? migration->title : entry.migrationId,
                                         migration ? migration->version : std::string(),
                                         Direction::Up,
                                         true,
                                         0,
                                         {}});
            if (!migration)
                report.information.push_back(
                    {Severity::Warning,
                     "missing-file",
                     entry.migrationId + " is recorded in _migrations, but its file is not there",
                     {},
                     {}});
        }
        return {};
    });
    if (!recorded)
        return recorded;
    return rememberNow(store, options);
}

} // namespace

ApplyReport stamp(Store &store, const RevisionGraph &graph, const ApplyRequest &request)
{
    ApplyReport report;
    if (auto done = run(store, graph, request, report); !done)
        report.error = std::move(done).error();
    return report;
}

ApplyReport stampFromLedger(Store &store, const RevisionGraph &graph, const RunOptions &options)
{
    ApplyReport report;
    if (auto done = adopt(store, graph, options, report); !done)
        report.error = std::move(done).error();
    return report;
}

} // namespace kilter
