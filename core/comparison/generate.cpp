#include "core/comparison/generate.h"

#include "core/base/file.h"
#include "core/base/text.h"

#include <chrono>

namespace kilter {
namespace {

Result<DraftRequest> draftRequest(const RevisionGraph &graph, const StoreConfig &store, const GenerateRequest &request)
{
    const auto heads = graph.heads();
    if (heads.size() > 1 && request.depends.empty())
        return failure(ErrorCode::Refused, "there are " + std::to_string(heads.size()) + " heads: " + joined(heads, ", "),
                       "Join them first: 'kilter new -m \"Merge\" --depends " + joined(heads, " --depends ") + "' makes a migration that follows all of them.");
    DraftRequest draft;
    draft.title = request.title;
    draft.description = request.description;
    draft.store = store.name;
    draft.id = freshMigrationId(graph, request.title);
    draft.depends = request.depends.empty() ? heads : request.depends;
    return draft;
}

} // namespace

std::string presentVersion(const RevisionGraph &graph, const Ledger *ledger)
{
    std::string version = ledger ? ledger->version() : std::string();
    for (const Migration &migration : graph.migrations()) {
        if (isAbove(migration.version, version))
            version = migration.version;
    }
    return version;
}

std::string freshMigrationId(const RevisionGraph &graph, const std::string &title)
{
    auto moment = std::chrono::system_clock::now();
    std::string id = newMigrationId(title, moment);
    const auto taken = [&] {
        return std::any_of(graph.migrations().begin(), graph.migrations().end(),
                           [&](const Migration &m) { return m.id.substr(0, m.id.find('_')) >= id.substr(0, id.find('_')) && m.id.size() > 14 && m.id[14] == '_'; });
    };
    for (int i = 0; taken() && i < 86400; ++i) {
        moment += std::chrono::seconds(1);
        id = newMigrationId(title, moment);
    }
    return id;
}

bool carriesData(Kind kind)
{
    return kind == Kind::Table || kind == Kind::Column || kind == Kind::Sequence || kind == Kind::Schema || kind == Kind::Enum;
}

Result<Generated> generated(const RevisionGraph &graph, const StoreConfig &store, const Ledger *ledger, const Comparison &comparison,
                            const DiffOptions &options, const GenerateRequest &request)
{
    KILTER_TRY(DraftRequest draft, draftRequest(graph, store, request));
    KILTER_TRY(Applied target, applied(comparison.from, comparison.to, comparison.changes));
    PlanOptions planOptions;
    planOptions.renames = options.renames;
    planOptions.diff = options;
    Generated result;
    KILTER_TRY(result.plan, plan(comparison.from, target.catalog, Dialect::of(comparison.dialect), planOptions));
    result.version = proposedVersion(presentVersion(graph, ledger), comparison.changes);
    if (!request.version.empty()) {
        if (!parseSemVer(request.version))
            return failure(ErrorCode::Usage, "\"" + request.version + "\" is no version", "Versions are like 1.4.0.");
        result.version.version = request.version;
        result.version.reason = "as given";
    }
    draft.version = result.version.version;
    draft.breaking = result.version.breaking;
    result.migration = draftMigration(draft, result.plan);
    result.added = std::move(target.added);
    return result;
}

Result<std::filesystem::path> writeMigration(const Workspace &workspace, const Migration &migration)
{
    const auto path = workspace.folder / "migrations" / (migration.id + ".sql");
    if (std::filesystem::exists(path))
        return failure(ErrorCode::Invalid, path.string() + " is there already");
    KILTER_CHECK(writeTextFile(path, migration.text));
    return path;
}

} // namespace kilter
