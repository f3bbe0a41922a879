#include "core/base/text.h"
#include "core/runner/checks.h"
#include "core/runner/run.h"

namespace kilter {

namespace {

/// The files, and for applied ones whose file is not there what the ledger kept of it.
Result<RevisionGraph> withLedgerScripts(const RevisionGraph &graph, const Ledger &ledger, const Store &store)
{
    std::vector<Migration> all = graph.migrations();
    // Dependencies that follow from the order of files must not change when one is put back.
    for (Migration &migration : all)
        migration.depends = graph.parents(migration.id);
    bool any = false;
    for (const std::string &id : standingIds(ledger)) {
        const LedgerRow *row = ledger.find(id);
        if (graph.find(id) || row->script.empty())
            continue;
        auto migration = parseMigration(row->script, id, {{}, store.dialect().kind()});
        if (!migration)
            continue;
        migration->id = id;
        migration->path.clear();
        migration->depends = std::vector<std::string>();
        all.push_back(std::move(*migration));
        any = true;
    }
    return any ? RevisionGraph::of(std::move(all)) : Result<RevisionGraph>(graph);
}

Result<std::vector<std::string>> onlyThis(const RevisionGraph &graph, const std::vector<std::string> &standing,
                                          const std::string &only)
{
    KILTER_TRY(const std::string id, graph.idOf(only));
    const auto stands = [&](const std::string &each) {
        return std::find(standing.begin(), standing.end(), each) != standing.end();
    };
    if (!stands(id))
        return failure(ErrorCode::Invalid, id + " is not applied", "kilter status shows where the store stands.");
    std::vector<std::string> dependants = graph.dependants(id);
    std::erase_if(dependants, [&](const std::string &each) { return !stands(each); });
    if (!dependants.empty())
        return failure(ErrorCode::Refused,
                       joined(dependants, ", ") + (dependants.size() == 1 ? " depends" : " depend") + " on " + id +
                           " and " + (dependants.size() == 1 ? "is" : "are") + " applied",
                       "Roll back those first, or give the revision to go back to.");
    return std::vector{id};
}

Result<> run(Store &store, const RevisionGraph &files, const ApplyRequest &request, ApplyObserver &observer,
             ApplyReport &report)
{
    KILTER_CHECK(store.checkWritable());
    KILTER_TRY(const StoreLock lock, store.lock(request.options.lockWait, request.options.stop));
    KILTER_TRY(const Ledger ledger, store.ledger());
    KILTER_TRY(const RevisionGraph graph, withLedgerScripts(files, ledger, store));
    const auto standing = standingIds(ledger);
    KILTER_TRY(report.planned, request.only.empty() ? graph.rollbackFor(standing, request.target)
                                                    : onlyThis(graph, standing, request.only));
    KILTER_TRY(const MigrationList migrations, migrationsOf(graph, report.planned));
    KILTER_CHECK(checkDialects(store, migrations));
    KILTER_CHECK(checkUnfinished(ledger, Direction::Down));
    KILTER_CHECK(checkReversibility(migrations, request.options));
    KILTER_CHECK(checkPrerequisites(store, migrations, Direction::Down));
    if (const auto drift = checkForDrift(store, ledger, request.options); !drift) {
        if (drift.error().code != ErrorCode::Refused)
            return drift;
        report.information.push_back({Severity::Warning, "drift", drift.error().message, {}, {}});
    }
    for (const Migration *migration : migrations) {
        if (!files.find(migration->id))
            report.information.push_back(
                {Severity::Warning,
                 "missing-file",
                 "the file of " + migration->id + " is not there: what the ledger kept of it is run",
                 {},
                 {}});
    }
    for (const Diagnostic &each : report.information)
        observer.warned(each);
    if (migrations.empty())
        return {};
    return Run(store, request.options, observer, report).migrations(migrations, Direction::Down);
}

} // namespace

ApplyReport rollBack(Store &store, const RevisionGraph &graph, const ApplyRequest &request, ApplyObserver &observer)
{
    ApplyReport report;
    if (auto done = run(store, graph, request, observer, report); !done)
        report.error = std::move(done).error();
    return report;
}

} // namespace kilter
