#include "core/comparison/source.h"

#include "core/base/file.h"
#include "core/comparison/revisioncatalog.h"
#include "core/comparison/scratchchoice.h"

namespace kilter {
namespace fs = std::filesystem;

namespace {

/// `timeZone`: the session's, in which literals of models and migrations mean what they mean; empty where there is none.
Result<Catalog> readDatabase(const Source &source, const OpenWatch &watch, std::string *timeZone)
{
    KILTER_TRY(auto connection, openTarget(*source.target, {.mustExist = !source.target->isConfigured}, watch));
    if (timeZone && connection->dialect() == DialectKind::PostgreSql) {
        KILTER_TRY(const Rows shown, connection->execute("SHOW TimeZone"));
        *timeZone = shown.text(0, 0);
    }
    return Dialect::of(connection->dialect()).inspect(*connection, inspectOptionsOf(source.target->store, watch.stop));
}

Result<Catalog> readScript(const Source &source, DialectKind dialect, int majorHint, const std::stop_token &stop)
{
    KILTER_TRY(const std::string script, readTextFile(source.argument));
    KILTER_TRY(const ScratchOptions options, scratchOptions(source.target ? &*source.target : nullptr, dialect, majorHint, stop));
    KILTER_TRY(auto place, ScratchPlace::open(options));
    return place->builtFromScript(script, source.argument);
}

/// The store of a workspace that speaks the dialect: the default one, else the first.
const StoreConfig *storeFor(const Workspace &workspace, DialectKind dialect)
{
    const StoreConfig *preferred = workspace.store(workspace.defaultStore);
    if (preferred && dialectKindOf(preferred->kind) == dialect)
        return preferred;
    for (const auto &[name, store] : workspace.stores) {
        const bool isSql = store.kind == StoreKind::PostgreSql || store.kind == StoreKind::Sqlite;
        if (isSql && dialectKindOf(store.kind) == dialect)
            return &store;
    }
    return nullptr;
}

} // namespace

std::optional<DialectKind> dialectOf(const Source &source)
{
    if (source.target && source.type != Source::Type::SqlFile)
        return dialectKindOf(source.target->url.kind);
    const StoreConfig *store = source.workspace ? source.workspace->store(source.workspace->defaultStore) : nullptr;
    if (store)
        return dialectKindOf(store->kind);
    return std::nullopt;
}

Catalog emptyDatabase(const Catalog &like)
{
    Catalog nothing;
    nothing.dialect = like.dialect;
    nothing.serverVersion = like.serverVersion;
    nothing.settled = true;
    if (const Object *standard = like.find(schemaRef("public")))
        nothing.add(*standard);
    return nothing;
}

fs::path cacheFolder(const Workspace &workspace)
{
    return workspace.folder / ".kilter" / "cache";
}

InspectOptions inspectOptionsOf(const StoreConfig &store, const std::stop_token &stop)
{
    InspectOptions options;
    options.schemas = store.schemas;
    options.ledgerTable = store.ledger;
    options.stop = stop;
    return options;
}

Result<Catalog> catalogOf(const Source &source, DialectKind dialect, int majorHint, const OpenWatch &watch, std::string *timeZone)
{
    switch (source.type) {
    case Source::Type::Database:
        return readDatabase(source, watch, timeZone);
    case Source::Type::SqlFile:
        return readScript(source, dialect, majorHint, watch.stop);
    case Source::Type::Revision:
        return revisionCatalog(*source.workspace, *source.target, source.argument, majorHint, watch.stop);
    case Source::Type::Workspace:
        break;
    }
    const StoreConfig *store = source.target ? &source.target->store : storeFor(*source.workspace, dialect);
    if (!store || dialectKindOf(store->kind) != dialect)
        store = storeFor(*source.workspace, dialect);
    if (!store)
        return failure(ErrorCode::Usage, source.text + " has no " + std::string(keyword(dialect)) + " store");
    return readWorkspace(*source.workspace, *store);
}

Result<RevisionGraph> graphOf(const Workspace &workspace, const StoreConfig &store)
{
    MigrationDefaults defaults;
    defaults.store = workspace.defaultStore;
    defaults.dialect = dialectKindOf(store.kind);
    KILTER_TRY(auto migrations, readMigrations(workspace.folder / "migrations", store.name, defaults));
    return RevisionGraph::of(std::move(migrations));
}

} // namespace kilter
