#include "core/runner/checks.h"
#include "core/runner/foreignkeys.h"
#include "core/runner/run.h"
#include "core/runner/schemacopy.h"
#include "core/runner/sectionrunner.h"
#include "core/runner/status.h"

namespace kilter {

namespace {

/// What would run, after the checks that apply makes; the store is only read.
Result<MigrationList> planned(const Store &store, const RevisionGraph &graph, const ApplyRequest &request,
                              ApplyReport &report)
{
    KILTER_TRY(const Ledger ledger, store.ledger());
    const auto standing = standingIds(ledger);
    if (request.only.empty()) {
        KILTER_TRY(report.planned, graph.pendingFor(standing, request.target));
    } else {
        KILTER_TRY(const std::string id, graph.idOf(request.only));
        report.planned = {id};
    }
    KILTER_TRY(MigrationList migrations, migrationsOf(graph, report.planned));
    KILTER_CHECK(checkDialects(store, migrations));
    KILTER_CHECK(checkUnfinished(ledger, Direction::Up));
    KILTER_TRY(report.information, checkChecksums(graph, ledger));
    KILTER_CHECK(checkVersions(migrations, ledger.version(), report.information));
    KILTER_CHECK(checkPrerequisites(store, migrations, Direction::Up));
    KILTER_CHECK(checkForDrift(store, ledger, request.options));
    return migrations;
}

Result<> runOnScratch(Store &store, Connection &scratch, const RevisionGraph &graph, const ApplyRequest &request,
                      ApplyObserver &observer, ApplyReport &report)
{
    KILTER_TRY(const MigrationList migrations, planned(store, graph, request, report));
    if (migrations.empty())
        return {};
    KILTER_CHECK(copySchema(store, scratch, inspectOptionsFor(store, request.options), report.information));
    // Who may do what is the store's own; on the copy the user who is connected does all.
    StoreOptions options = store.options();
    options.role.clear();
    KILTER_TRY(Store copy, Store::open(scratch, options));
    KILTER_TRY(const StoreLock lock, copy.lock(request.options.lockWait, request.options.stop));
    KILTER_CHECK(copy.createLedger());
    Run run(copy, request.options, observer, report);
    run.keepNoCatalogs();
    return run.migrations(migrations, Direction::Up);
}

/// One migration inside the open transaction.
Result<> tryOut(Store &store, const Migration &migration, const ApplyRequest &request, ApplyObserver &observer,
                ApplyReport &report)
{
    MigrationRun &run = report.migrations.emplace_back(
        MigrationRun{migration.id, migration.title, migration.version, Direction::Up, false, 0, {}});
    SectionRunner runner(store, request.options, observer, migration, Direction::Up);
    const auto sections = migration.sectionsOf(Direction::Up);
    for (std::size_t i = 0; i < sections.size(); ++i) {
        SectionRun &section = run.sections.emplace_back();
        section.label = sections[i]->label(i + 1);
        section.skipped = sections[i]->dialect.value_or(migration.dialect) != store.dialect().kind();
        if (section.skipped)
            continue;
        KILTER_CHECK(runner.tryOut(*sections[i], i + 1, section, report.information));
        run.ms += section.ms;
    }
    run.ok = true;
    return {};
}

Result<> runHere(Store &store, const RevisionGraph &graph, const ApplyRequest &request, ApplyObserver &observer,
                 ApplyReport &report)
{
    KILTER_TRY(const MigrationList migrations, planned(store, graph, request, report));
    if (migrations.empty())
        return {};
    KILTER_CHECK(store.checkWritable());
    KILTER_TRY(const StoreLock lock, store.lock(request.options.lockWait, request.options.stop));
    KILTER_CHECK(store.resetSession());
    KILTER_TRY(const ForeignKeysOff off, ForeignKeysOff::of(store.connection()));
    KILTER_TRY(const ForeignKeyViolations before, foreignKeyViolations(store.connection()));
    KILTER_TRY(Transaction transaction, Transaction::begin(store.connection()));
    std::size_t ordinal = 0;
    for (const Migration *migration : migrations) {
        observer.migrationStarted(*migration, Direction::Up, ++ordinal, migrations.size());
        auto done = tryOut(store, *migration, request, observer, report);
        if (done)
            done = checkForeignKeys(store.connection(), before);
        observer.migrationFinished(*migration, Direction::Up, done.has_value(), report.migrations.back().ms);
        if (!done) {
            Error error = done.error();
            error.message = migration->id + " would fail: " + withoutPasswords(error.message);
            error.hint =
                "Nothing was changed: all was rolled back." + (error.hint.empty() ? std::string() : "\n" + error.hint);
            return tl::unexpected(std::move(error));
        }
    }
    transaction.rollback();
    return {};
}

} // namespace

ApplyReport dryRun(Store &store, Connection &scratch, const RevisionGraph &graph, const ApplyRequest &request,
                   ApplyObserver &observer)
{
    ApplyReport report;
    if (auto done = runOnScratch(store, scratch, graph, request, observer, report); !done)
        report.error = std::move(done).error();
    return report;
}

ApplyReport dryRunHere(Store &store, const RevisionGraph &graph, const ApplyRequest &request, ApplyObserver &observer)
{
    ApplyReport report;
    if (auto done = runHere(store, graph, request, observer, report); !done)
        report.error = std::move(done).error();
    return report;
}

} // namespace kilter
