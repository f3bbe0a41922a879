#include "core/comparison/comparison.h"

#include "core/base/text.h"
#include "core/comparison/scratchchoice.h"
#include "core/scratch/settle.h"
#include "core/workspace/models.h"
#include "core/workspace/sqlfiles.h"

#include <future>

namespace kilter {
namespace fs = std::filesystem;

namespace {

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
Result<> readBoth(const Source &from, const Source &to, const OpenWatch &watch, Comparison &comparison)
{
    const DialectKind dialect = comparison.dialect;
    if (from.type == Source::Type::Database && to.type == Source::Type::Database) {
        auto other = std::async(std::launch::async, [&] { return catalogOf(from, dialect, 0, watch); });
        auto second = catalogOf(to, dialect, 0, watch);
        KILTER_TRY(comparison.from, other.get());
        KILTER_TRY(comparison.to, std::move(second));
        return {};
    }
    const bool toFirst = to.type == Source::Type::Database; // its version decides where the other is built
    const Source &leading = toFirst ? to : from;
    const bool isDatabase = leading.type == Source::Type::Database;
    KILTER_TRY(Catalog first, catalogOf(leading, dialect, 0, watch, isDatabase ? &comparison.timeZone : nullptr));
    KILTER_TRY(Catalog second, catalogOf(toFirst ? from : to, dialect, majorOf(first), watch));
    comparison.from = toFirst ? std::move(second) : std::move(first);
    comparison.to = toFirst ? std::move(first) : std::move(second);
    return {};
}

void applyIgnore(const Source &source, DiffOptions &options)
{
    if (source.workspace)
        options.exclude.insert(options.exclude.end(), source.workspace->ignore.begin(), source.workspace->ignore.end());
}

/// Kinds that stand outside schemas: what is there of them may be the server's furniture (an extension of the provider, a language).
bool standsInSchemas(Kind kind)
{
    switch (kind) {
    case Kind::Extension:
    case Kind::Cast:
    case Kind::Language:
    case Kind::Transform:
    case Kind::AccessMethod:
    case Kind::ForeignDataWrapper:
    case Kind::ForeignServer:
    case Kind::UserMapping:
    case Kind::Publication:
    case Kind::Subscription:
    case Kind::EventTrigger:
    case Kind::DefaultPrivileges:
        return false;
    default:
        return true;
    }
}

/// Whether the workspace says what there is of the kind: in files that Kilter reads itself, or that a server has read; of kinds outside
/// schemas only where a file names one.
bool describes(const Catalog &workspace, Kind kind)
{
    if (isReadLocally(kind, workspace.dialect))
        return true;
    if (!isDescribedByWorkspace(kind) || workspace.dialect != DialectKind::PostgreSql || !workspace.settled)
        return false;
    return standsInSchemas(kind) || !workspace.all(kind).empty();
}

/// What the workspace says nothing of is left alone, and that is said.
void leaveUndescribed(const Catalog &workspace, Comparison &comparison, DiffOptions &options)
{
    for (int i = 0; i < kindCount; ++i) {
        const Kind kind = Kind(i);
        if (describes(workspace, kind))
            continue;
        options.exclude.push_back(std::string(keyword(kind)) + ":*");
        const std::size_t count = std::max(comparison.from.all(kind).size(), comparison.to.all(kind).size());
        const std::string name = replaced(std::string(keyword(kind)), "-", " ");
        if (count > 0)
            comparison.notes.push_back({Severity::Warning, "not-described", counted(count, name, name + " objects") + " left out: the workspace says nothing of them",
                                        isDescribedByWorkspace(kind) ? "kilter import writes them into sql/" : "keep them in migrations written by hand", {}});
    }
}

void excludeTable(const ObjectRef &table, DiffOptions &options)
{
    const std::string name = replaced(qualifiedName(table), "*", "?");
    options.exclude.push_back("*:" + name);
    options.exclude.push_back("*:" + name + ".*");
}

Result<> ignoreExternalPartitions(const Workspace &workspace, const Comparison &comparison, DiffOptions &options)
{
    KILTER_TRY(const auto models, readModels(workspace));
    excludeExternalPartitions(models, {&comparison.from, &comparison.to}, options);
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

void leaveUndescribed(const Catalog &workspace, DiffOptions &options)
{
    for (int i = 0; i < kindCount; ++i) {
        if (!describes(workspace, Kind(i)))
            options.exclude.push_back(std::string(keyword(Kind(i))) + ":*");
    }
}

void excludeExternalPartitions(const std::vector<Model> &models, std::initializer_list<const Catalog *> catalogs, DiffOptions &options)
{
    std::set<std::string> tables;
    for (const Model &model : models) {
        const Json *partition = model.json.find("x-partition");
        const Json *children = partition ? partition->find("children") : nullptr;
        if (children && children->text == "external")
            tables.insert(model.table);
    }
    for (const Catalog *catalog : catalogs) {
        for (const Object &table : catalog->all(Kind::Table)) {
            const auto &parent = table.as<Table>().partitionOf;
            if (parent && tables.contains(parent->name))
                excludeTable(table.ref, options);
        }
    }
}

Result<Comparison> compare(const Source &from, const Source &to, DiffOptions &options, const std::vector<std::string> &renames,
                           const OpenWatch &watch)
{
    Comparison comparison;
    KILTER_TRY(comparison.dialect, commonDialect(from, to));
    KILTER_CHECK(readBoth(from, to, watch, comparison));
    return compareRead(std::move(comparison), from, to, options, renames, watch);
}

Result<Comparison> compareRead(Comparison comparison, const Source &from, const Source &to, DiffOptions &options,
                               const std::vector<std::string> &renames, const OpenWatch &watch)
{
    for (const Source *source : {&from, &to}) {
        applyIgnore(*source, options);
        if (source->type != Source::Type::Workspace)
            continue;
        KILTER_CHECK(ignoreExternalPartitions(*source->workspace, comparison, options));
    }
    const Source &chooser = from.type == Source::Type::Database ? from : to;
    const int major = std::max(majorOf(comparison.from), majorOf(comparison.to));
    KILTER_TRY(ScratchOptions scratchPlace, scratchOptions(chooser.target ? &*chooser.target : nullptr, comparison.dialect, major, watch.stop));
    scratchPlace.timeZone = comparison.timeZone;
    ScratchOnDemand scratch(scratchPlace);
    for (const auto &[source, catalog] : {std::pair(&from, &comparison.from), std::pair(&to, &comparison.to)}) {
        if (source->type == Source::Type::Workspace)
            KILTER_CHECK(settleWorkspace(*source->workspace, scratch, *catalog, comparison.notes));
    }
    for (const auto &[source, catalog] : {std::pair(&from, &comparison.from), std::pair(&to, &comparison.to)}) {
        if (source->type == Source::Type::Workspace)
            leaveUndescribed(*catalog, comparison, options);
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

Result<Comparison> compareWithStore(const Workspace &workspace, const Target &target, Catalog actual, Catalog desired, std::string timeZone,
                                    DiffOptions &options, const std::stop_token &stop)
{
    Source store, models;
    store.text = target.url.text;
    models.type = Source::Type::Workspace;
    models.text = "the workspace";
    store.target = models.target = target;
    store.workspace = models.workspace = workspace;
    Comparison read;
    read.dialect = actual.dialect;
    read.timeZone = std::move(timeZone);
    read.from = std::move(actual);
    read.to = std::move(desired);
    OpenWatch watch;
    watch.stop = stop;
    return compareRead(std::move(read), store, models, options, {}, watch);
}

} // namespace kilter
