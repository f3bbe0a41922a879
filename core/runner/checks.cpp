#include "core/runner/checks.h"

#include "core/base/text.h"
#include "core/migration/version.h"
#include "core/runner/run.h"
#include "core/runner/status.h"

namespace kilter {

Result<MigrationList> migrationsOf(const RevisionGraph &graph, const std::vector<std::string> &ids)
{
    MigrationList list;
    for (const std::string &id : ids) {
        const Migration *migration = graph.find(id);
        if (!migration)
            return failure(ErrorCode::Invalid, "the file of " + id + " is not there",
                           "Bring it back; kilter status lists what is missing.");
        list.push_back(migration);
    }
    return list;
}

Result<> checkDialects(const Store &store, const MigrationList &migrations)
{
    for (const Migration *migration : migrations) {
        if (migration->dialect != store.dialect().kind())
            return failure(ErrorCode::Refused,
                           migration->id + " is written for " + std::string(keyword(migration->dialect)) +
                               ", but this store is " + std::string(keyword(store.dialect().kind())),
                           "A store of another kind is built from the models (kilter ddl, kilter verify --sql), not "
                           "from these migrations.");
    }
    return {};
}

Result<> checkVersions(const MigrationList &pending, const std::string &present, Diagnostics &information)
{
    std::vector<Migration> copies;
    for (const Migration *migration : pending)
        copies.push_back(*migration);
    Diagnostics shared = sharedVersions(copies);
    if (!shared.empty())
        return tl::unexpected(
            Error{ErrorCode::Invalid, "pending migrations share a version", {}, {}, std::move(shared)});
    std::string highest = present;
    for (const Migration *migration : pending) {
        if (isAbove(migration->version, highest))
            highest = migration->version;
        else if (!migration->version.empty())
            information.push_back({Severity::Info,
                                   "version-not-above",
                                   "version " + migration->version + " of " + migration->id + " is not above " +
                                       highest + ": it is not recorded as the schema's version",
                                   {},
                                   {migration->path, 0, 0}});
    }
    return {};
}

Result<> checkPrerequisites(const Store &store, const MigrationList &migrations, Direction direction)
{
    KILTER_TRY(Diagnostics missing, missingPrerequisites(store, migrations, direction));
    if (missing.empty())
        return {};
    std::vector<std::string> words;
    for (const Diagnostic &each : missing)
        words.push_back(each.message);
    return tl::unexpected(Error{ErrorCode::Refused,
                                "the scripts name what the server lacks: " + joined(words, "; "),
                                "Nothing was run.",
                                {},
                                std::move(missing)});
}

Result<> checkForDrift(const Store &store, const Ledger &ledger, const RunOptions &options)
{
    const LedgerRow *newest = ledger.newest();
    const auto unfinished = unfinishedRun(ledger);
    if (options.allowDrift || !newest || newest->catalogHash.empty() || (unfinished && unfinished->partly))
        return {};
    KILTER_TRY(const Catalog actual, store.dialect().inspect(store.connection(), inspectOptionsFor(store, options)));
    return checkDrift(store, ledger, actual);
}

Result<> checkUnfinished(const Ledger &ledger, Direction direction)
{
    const auto unfinished = unfinishedRun(ledger);
    if (!unfinished || !unfinished->partly || unfinished->direction == direction)
        return {};
    const bool wasUp = unfinished->direction == Direction::Up;
    return failure(ErrorCode::Refused,
                   unfinished->row->migrationId + " stopped half-way " + (wasUp ? "up" : "down") +
                       (unfinished->row->errorMessage.empty() ? "" : ": " + unfinished->row->errorMessage),
                   std::string(wasUp ? "kilter apply" : "kilter rollback") +
                       " goes on with it; kilter repair shows what else can be done.");
}

Result<> checkReversibility(const MigrationList &migrations, const RunOptions &options)
{
    if (options.allowDataLoss)
        return {};
    for (const Migration *migration : migrations) {
        const Reversibility reversibility = migration->reversibility();
        if (reversibility == Reversibility::Exact)
            continue;
        const std::string reason = migration->irreversibleReason();
        const std::string what = reversibility == Reversibility::Impossible
                                     ? " cannot be rolled back"
                                     : " can be rolled back in structure only: data does not come back";
        return failure(ErrorCode::Refused, migration->id + what + (reason.empty() ? "" : ": " + reason),
                       "Nothing was run. --allow data-loss rolls it back nevertheless.");
    }
    return {};
}

} // namespace kilter
