#include "app/cli/source.h"

#include "app/cli/output.h"
#include "app/cli/revisions.h"
#include "app/cli/scratchchoice.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/scratch/settle.h"
#include "core/workspace/models.h"

#include <future>

namespace kilter::cli {
namespace fs = std::filesystem;

namespace {

Result<Source> databaseSource(const Context &context, const std::string &url)
{
    Source source;
    KILTER_TRY(source.target, targetOfUrl(url, context.options.environment));
    source.text = source.target->url.text;
    return source;
}

Result<Source> defaultSource(const Context &context, bool isWorkspace)
{
    Source source;
    KILTER_TRY(source.workspace, context.workspaceIfAny());
    if (isWorkspace && !source.workspace) {
        KILTER_TRY(source.workspace, context.workspace()); // the error says that there is none
    }
    source.type = isWorkspace ? Source::Type::Workspace : Source::Type::Database;
    KILTER_TRY(source.target, context.target(source.workspace ? &*source.workspace : nullptr));
    source.text = isWorkspace ? "the workspace" : source.target->url.text;
    return source;
}

/// `timeZone`: the session's, in which literals of models and migrations mean what they mean; empty where there is none.
Result<Catalog> readDatabase(const Context &context, const Source &source, std::string *timeZone = nullptr)
{
    KILTER_TRY(auto connection, context.open(*source.target, {.mustExist = !source.target->isConfigured}));
    if (timeZone && connection->dialect() == DialectKind::PostgreSql) {
        KILTER_TRY(const Rows shown, connection->execute("SHOW TimeZone"));
        *timeZone = shown.text(0, 0);
    }
    return Dialect::of(connection->dialect()).inspect(*connection, inspectOptionsOf(source.target->store, context.stop));
}

Result<Catalog> readScript(const Context &context, const Source &source, DialectKind dialect, int majorHint)
{
    KILTER_TRY(const std::string script, readTextFile(source.argument));
    KILTER_TRY(const ScratchOptions options, scratchOptions(context, source.target ? &*source.target : nullptr, dialect, majorHint));
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

int majorOf(const Catalog &catalog)
{
    return catalog.dialect == DialectKind::PostgreSql ? catalog.serverVersion / 10000 : 0;
}

/// A workspace's catalog in the server's own words. Without a scratch place it stays as it is, and that is said.
Result<> settleWorkspace(const Workspace &workspace, ScratchOnDemand &scratch, Catalog &catalog, Diagnostics &notes)
{
    SettleOptions options;
    options.cacheFolder = cacheFolder(workspace);
    auto result = settled(catalog, scratch, options);
    if (result) {
        catalog = std::move(result->catalog);
        return {};
    }
    if (const auto place = scratch.place(); place)
        return tl::unexpected(result.error());
    notes.push_back({Severity::Warning, "not-settled",
                     "there is no scratch place to read the definitions back in the server's words, so some differences may be of spelling only: "
                         + result.error().message,
                     result.error().hint, {}});
    return {};
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

Result<Source> parseSource(const Context &context, const std::string &text, bool defaultIsWorkspace)
{
    if (text.empty())
        return defaultSource(context, defaultIsWorkspace);
    Source source;
    source.text = text;
    if (text.starts_with("workspace:")) {
        source.type = Source::Type::Workspace;
        KILTER_TRY(source.workspace, Workspace::open(text.substr(10)));
        return source;
    }
    if (text.starts_with("sql:")) {
        source.type = Source::Type::SqlFile;
        source.argument = text.substr(4);
        return source;
    }
    if (text.starts_with("revision:")) {
        source.type = Source::Type::Revision;
        source.argument = text.substr(9);
        KILTER_TRY(source.workspace, context.workspace());
        KILTER_TRY(source.target, context.target(&*source.workspace));
        return source;
    }
    return databaseSource(context, text);
}

Result<Catalog> catalogOf(const Context &context, const Source &source, DialectKind dialect, int majorHint)
{
    switch (source.type) {
    case Source::Type::Database:
        return readDatabase(context, source);
    case Source::Type::SqlFile:
        return readScript(context, source, dialect, majorHint);
    case Source::Type::Revision:
        return revisionCatalog(context, *source.workspace, *source.target, source.argument, majorHint);
    case Source::Type::Workspace:
        break;
    }
    const StoreConfig *store = source.target ? &source.target->store : storeFor(*source.workspace, dialect);
    if (!store || dialectKindOf(store->kind) != dialect)
        store = storeFor(*source.workspace, dialect);
    if (!store)
        return failure(ErrorCode::Usage, "the workspace " + source.text + " has no " + std::string(keyword(dialect)) + " store");
    return readWorkspace(*source.workspace, *store);
}

namespace {

Result<DialectKind> commonDialect(const Source &from, const Source &to)
{
    const auto a = dialectOf(from);
    const auto b = dialectOf(to);
    const bool fromFixed = a && from.type != Source::Type::Workspace;
    const bool toFixed = b && to.type != Source::Type::Workspace;
    if (fromFixed && toFixed && *a != *b)
        return failure(ErrorCode::Usage, from.text + " and " + to.text + " are databases of different kinds",
                       "Compare databases of one kind; a workspace compares with any.");
    if (fromFixed)
        return *a;
    if (toFixed)
        return *b;
    return a.value_or(b.value_or(DialectKind::PostgreSql));
}

/// Inspects both sides: two databases at once, since each waits for its own server.
Result<> readBoth(const Context &context, const Source &from, const Source &to, Comparison &comparison)
{
    const DialectKind dialect = comparison.dialect;
    if (from.type == Source::Type::Database && to.type == Source::Type::Database) {
        auto other = std::async(std::launch::async, [&] { return catalogOf(context, from, dialect, 0); });
        auto second = catalogOf(context, to, dialect, 0);
        KILTER_TRY(comparison.from, other.get());
        KILTER_TRY(comparison.to, std::move(second));
        return {};
    }
    const bool toFirst = to.type == Source::Type::Database; // its version decides where the other is built
    const Source &leading = toFirst ? to : from;
    const bool isDatabase = leading.type == Source::Type::Database;
    KILTER_TRY(Catalog first, isDatabase ? readDatabase(context, leading, &comparison.timeZone) : catalogOf(context, leading, dialect, 0));
    KILTER_TRY(Catalog second, catalogOf(context, toFirst ? from : to, dialect, majorOf(first)));
    comparison.from = toFirst ? std::move(second) : std::move(first);
    comparison.to = toFirst ? std::move(first) : std::move(second);
    return {};
}

void applyIgnore(const Source &source, DiffOptions &options)
{
    if (source.workspace)
        options.exclude.insert(options.exclude.end(), source.workspace->ignore.begin(), source.workspace->ignore.end());
}

void excludeTable(const ObjectRef &table, DiffOptions &options)
{
    const std::string name = replaced(qualifiedName(table), "*", "?");
    options.exclude.push_back("*:" + name);
    options.exclude.push_back("*:" + name + ".*");
}

/// "children": "external" leaves a table's partitions to another tool: patterns of those that are there.
Result<> ignoreExternalPartitions(const Workspace &workspace, const Comparison &comparison, DiffOptions &options)
{
    KILTER_TRY(const auto models, readModels(workspace));
    std::set<std::string> tables;
    for (const Model &model : models) {
        const Json *partition = model.json.find("x-partition");
        const Json *children = partition ? partition->find("children") : nullptr;
        if (children && children->text == "external")
            tables.insert(model.table);
    }
    for (const Catalog *catalog : {&comparison.from, &comparison.to}) {
        for (const Object &table : catalog->all(Kind::Table)) {
            const auto &parent = table.as<Table>().partitionOf;
            if (parent && tables.contains(parent->name))
                excludeTable(table.ref, options);
        }
    }
    return {};
}

/// Writes `to` as `from` spells it where that means the same, and compares.
Result<> compareSpelled(const Source &from, const Source &to, const DiffOptions &options, ScratchOnDemand &scratch, Comparison &comparison)
{
    const Workspace *workspace = from.workspace ? &*from.workspace : to.workspace ? &*to.workspace : nullptr;
    KILTER_TRY(Spelled spelled, spelledLike(comparison.from, comparison.to, options.renames, &scratch, workspace ? cacheFolder(*workspace) : fs::path()));
    comparison.to = std::move(spelled.to);
    comparison.notes.insert(comparison.notes.end(), spelled.notes.begin(), spelled.notes.end());
    comparison.changes = diff(comparison.from, comparison.to, options);
    for (Change &change : comparison.changes.changes) {
        if (change.type == ChangeType::Alter)
            change.perhapsSpelling = std::binary_search(spelled.open.begin(), spelled.open.end(), change.ref());
    }
    return {};
}

} // namespace

Result<Comparison> compare(const Context &context, const Source &from, const Source &to, DiffOptions &options,
                           const std::vector<std::string> &renames)
{
    Comparison comparison;
    KILTER_TRY(comparison.dialect, commonDialect(from, to));
    KILTER_CHECK(readBoth(context, from, to, comparison));
    for (const Source *source : {&from, &to}) {
        applyIgnore(*source, options);
        if (source->type == Source::Type::Workspace)
            KILTER_CHECK(ignoreExternalPartitions(*source->workspace, comparison, options));
    }
    const Source &chooser = from.type == Source::Type::Database ? from : to;
    const int major = std::max(majorOf(comparison.from), majorOf(comparison.to));
    KILTER_TRY(ScratchOptions scratchPlace, scratchOptions(context, chooser.target ? &*chooser.target : nullptr, comparison.dialect, major));
    scratchPlace.timeZone = comparison.timeZone;
    ScratchOnDemand scratch(scratchPlace);
    for (const auto &[source, catalog] : {std::pair(&from, &comparison.from), std::pair(&to, &comparison.to)}) {
        if (source->type == Source::Type::Workspace)
            KILTER_CHECK(settleWorkspace(*source->workspace, scratch, *catalog, comparison.notes));
    }
    for (const std::string &word : renames) {
        KILTER_TRY(Rename rename, parseRename(word, comparison.from));
        options.renames.push_back(std::move(rename));
    }
    KILTER_CHECK(compareSpelled(from, to, options, scratch, comparison));
    for (const Catalog *catalog : {&comparison.from, &comparison.to}) {
        for (const Diagnostic &note : catalog->notes) {
            if (std::find(comparison.notes.begin(), comparison.notes.end(), note) == comparison.notes.end())
                comparison.notes.push_back(note);
        }
    }
    return comparison;
}

} // namespace kilter::cli
