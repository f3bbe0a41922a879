#include "core/scratch/settle.h"

#include "core/base/log.h"
#include "core/plan/plan.h"
#include "core/scratch/settlecache.h"
#include "core/scratch/subcatalog.h"
#include "core/scratch/texts.h"
#include "core/scratch/unread.h"

namespace kilter {
namespace {

constexpr int mostRounds = 3;

/// The schemas of the catalog: what else an empty database has (public) is not part of it.
InspectOptions inspectOptionsFor(const Catalog &catalog)
{
    std::set<std::string> schemas;
    for (const Object &object : catalog.objects())
        schemas.insert(object.ref.kind == Kind::Schema ? object.ref.name : object.ref.schema);
    InspectOptions options;
    options.leaveOutLedgers = false;
    if (catalog.dialect == DialectKind::PostgreSql)
        options.schemas.assign(schemas.begin(), schemas.end());
    return options;
}

/// Where a file defines the object, or the table that it is part of.
SourcePlace sourceOf(const Catalog &catalog, const ObjectRef &ref)
{
    const Object *object = catalog.find(ref);
    if (object && !object->source.file.empty())
        return object->source;
    const Object *table = isPartOfTable(ref.kind) ? catalog.find(tableOf(ref)) : nullptr;
    return table ? table->source : SourcePlace{};
}

Error cannotBuild(const Catalog &catalog, const ScratchPlace::Failed &failed, const std::string &where)
{
    Error error = failed.error;
    error.code = ErrorCode::Invalid;
    error.diagnostics.push_back({Severity::Error, "cannot-build",
                                 "cannot build " + toText(failed.object) + ": " + error.message,
                                 error.sql ? error.sql->hint : "", sourceOf(catalog, failed.object)});
    error.message = "cannot build " + toText(failed.object) + " in " + where + ": " + error.message;
    return error;
}

/// With every schema that is used; one that the catalog does not mention would be dropped from the empty place.
Catalog withSchemas(Catalog catalog, const Catalog &base, const std::vector<std::string> &schemas)
{
    for (const std::string &schema : schemas) {
        const Object *there = base.find(schemaRef(schema));
        if (!schema.empty())
            catalog.add(there ? *there : Object(schemaRef(schema), Schema{}));
    }
    catalog.serverVersion = base.serverVersion;
    return catalog;
}

/// The role that builds; none on SQLite.
Result<std::string> roleOf(const Catalog &catalog, ScratchPlace &place)
{
    if (catalog.dialect != DialectKind::PostgreSql)
        return std::string();
    KILTER_TRY(const Rows role, place.connection().execute("SELECT current_user"));
    return role.text(0, 0);
}

/// A statement of a file, or of the plan.
struct Ranked
{
    int rank = rankOfPlanned;
    const UnreadSql *unread = nullptr;
    Statement statement;
};

Result<std::vector<Ranked>> rankedWithUnread(const Catalog &catalog, std::vector<Statement> planned, ScratchPlace &place)
{
    std::vector<Ranked> all;
    for (Statement &statement : planned)
        all.push_back({rankOfPlanned, nullptr, std::move(statement)});
    KILTER_TRY(const std::string own, roleOf(catalog, place));
    bool handsOver = false;
    for (const UnreadSql &unread : catalog.unread) {
        Statement statement;
        statement.sql = unread.sql;
        const bool toOwn = grantsToRole(unread, own);
        handsOver = handsOver || toOwn;
        all.push_back({toOwn ? rankOfGrantsToRole : runningRank(unread.sql), &unread, std::move(statement)});
    }
    if (handsOver) {
        Statement statement;
        statement.sql = handToStandInSql();
        all.push_back({rankOfHandingOver, nullptr, std::move(statement)});
    }
    std::stable_sort(all.begin(), all.end(), [](const Ranked &a, const Ranked &b) { return a.rank < b.rank; });
    return all;
}

/// Checks and defaults of the tables that could not be made: what they call may need the table in turn, which only the server knows of files.
std::set<ObjectRef> partsOfFailed(const Catalog &catalog, const std::vector<ScratchPlace::Failed> &failures)
{
    std::set<ObjectRef> parts;
    for (const ScratchPlace::Failed &failed : failures) {
        for (const Object *part : failed.object.kind == Kind::Table ? catalog.partsOf(failed.object) : std::vector<const Object *>()) {
            if (part->get<CheckConstraint>() || (part->get<Column>() && part->as<Column>().defaultExpression))
                parts.insert(part->ref);
        }
    }
    return parts;
}

std::vector<Statement> statementsOf(std::span<const Ranked> ranked)
{
    std::vector<Statement> statements;
    for (const Ranked &one : ranked)
        statements.push_back(one.statement);
    return statements;
}

/// Files of SQL with the statements that build the catalog from `base`. Which needs which is for the server to say.
Result<> buildWithUnread(const Catalog &catalog, const Catalog &base, const Catalog &wanted, PlanOptions options, ScratchPlace &place)
{
    for (;;) {
        KILTER_TRY(std::vector<Statement> planned, orderedStatements(base, wanted, Dialect::of(catalog.dialect), options));
        KILTER_TRY(const std::vector<Ranked> all, rankedWithUnread(catalog, std::move(planned), place));
        // What acts on objects that come after it waits until all are there, however often they had to be tried.
        const auto late = std::find_if(all.begin(), all.end(), [](const Ranked &one) { return one.rank >= rankOfHandingOver; });
        KILTER_TRY(std::vector<ScratchPlace::Failed> failures, place.runInAnyOrder(statementsOf({all.begin(), late})));
        if (failures.empty()) {
            KILTER_TRY(failures, place.runInAnyOrder(statementsOf({late, all.end()})));
            for (ScratchPlace::Failed &failed : failures)
                failed.statement += std::size_t(late - all.begin());
        }
        if (failures.empty())
            return {};
        const std::size_t known = options.apart.size();
        options.apart.merge(partsOfFailed(catalog, failures));
        if (options.apart.size() > known) {
            KILTER_CHECK(place.empty());
            continue;
        }
        const UnreadSql *unread = all[failures.front().statement].unread;
        if (!unread)
            return tl::unexpected(cannotBuild(catalog, failures.front(), place.description()));
        Error error = failures.front().error;
        error.code = ErrorCode::Invalid;
        error.diagnostics.push_back({Severity::Error, "cannot-build", error.message, error.sql ? error.sql->hint : "", unread->source});
        error.message = unread->source.file + ':' + std::to_string(unread->source.line) + " cannot be built in " + place.description() + ": " + error.message;
        return tl::unexpected(std::move(error));
    }
}

/// Only what the files made, not what the empty place has; the place's own role owns what no file says the owner of.
Result<Catalog> readWithUnread(const Catalog &catalog, const Catalog &base, ScratchPlace &place)
{
    InspectOptions all;
    all.leaveOutLedgers = false;
    KILTER_TRY(Catalog result, place.inspected(all));
    KILTER_TRY(const std::string own, roleOf(catalog, place));
    std::vector<Object> objects;
    for (const Object &object : result.objects()) {
        if (base.contains(object.ref) && !catalog.contains(object.ref))
            continue;
        objects.push_back(object);
        if (objects.back().owner == own || objects.back().owner == standInOwner)
            objects.back().owner.clear();
    }
    result.removeIf([](const Object &) { return true; });
    result.addAll(std::move(objects));
    return result;
}

/// Builds from empty and reads back; what failed is added to `unsettled` unless it is known already.
Result<Catalog> builtOnce(const Catalog &catalog, ScratchPlace &place, bool tolerant, std::vector<Unsettled> &unsettled)
{
    const InspectOptions inspect = inspectOptionsFor(catalog);
    KILTER_CHECK(place.empty());
    KILTER_TRY(const Catalog empty, place.inspectedEmpty(catalog.unread.empty() ? inspect : InspectOptions()));
    Catalog base = empty;
    // Extensions that the place has for what its server's types need.
    base.removeIf([&](const Object &object) { return standsOutsideSchemas(object.ref) && !catalog.contains(object.ref); });
    PlanOptions options;
    options.diff.compareOwners = false;
    options.diff.comparePrivileges = false;
    options.diff.findRenames = false;
    const Catalog wanted = withSchemas(catalog, base, inspect.schemas);
    if (!catalog.unread.empty()) {
        KILTER_CHECK(buildWithUnread(catalog, base, wanted, options, place));
        return readWithUnread(catalog, empty, place);
    }
    KILTER_TRY(const std::vector<Statement> statements, orderedStatements(base, wanted, Dialect::of(catalog.dialect), options));
    KILTER_TRY(const auto failures, place.runTolerantly(statements, tolerant ? SIZE_MAX : 0));
    for (const ScratchPlace::Failed &failed : failures) {
        Error error = cannotBuild(catalog, failed, place.description());
        if (!tolerant)
            return tl::unexpected(std::move(error));
        const bool known = std::any_of(unsettled.begin(), unsettled.end(),
                                       [&](const Unsettled &one) { return one.object == failed.object; });
        if (!known)
            unsettled.push_back({failed.object, std::move(error)});
    }
    return place.inspected(inspect);
}

/// Objects of both whose texts are not the same.
std::set<ObjectRef> movedTexts(const Catalog &before, const Catalog &after)
{
    std::set<ObjectRef> moved;
    for (const Object &object : after.objects()) {
        const Object *old = before.find(object.ref);
        if (old && !sameTexts(*old, object))
            moved.insert(object.ref);
    }
    return moved;
}

/// Only what moved, with what it needs. What cannot be built that way stays as the whole catalog gave it.
Result<Catalog> builtAgain(const Catalog &catalog, const std::set<ObjectRef> &moved, ScratchPlace &place)
{
    std::vector<Unsettled> ignored;
    KILTER_TRY(Catalog again, builtOnce(subCatalog(catalog, moved), place, true, ignored));
    again.removeIf([&](const Object &object) { return !moved.contains(object.ref); });
    return again;
}

/// What the server does not know stays as it was given: owners, privileges, labels, places in files, the order of columns.
void carryOver(Catalog &catalog, const Catalog &given)
{
    catalog.removeIf([&](const Object &one) {
        return given.unread.empty() && (one.ref.kind == Kind::Schema || standsOutsideSchemas(one.ref)) && !given.contains(one.ref);
    });
    const bool privileges = statesPrivileges(given.unread);
    std::vector<SharedObject> objects;
    for (const Object &settled : catalog.objects()) {
        Object object = settled;
        const SharedObject before = given.shared(object.ref);
        if (before || given.unread.empty())
            object.owner = before ? before->owner : std::string();
        if (!privileges)
            object.grants = before ? before->grants : std::nullopt;
        object.labels = before ? before->labels : std::nullopt;
        object.source = before ? before->source : SourcePlace{};
        if (before && object.ref.kind == Kind::Table)
            object.as<Table>().columnOrder = before->as<Table>().columnOrder;
        objects.push_back(before && identical(*before, object) ? before : SharedObject(std::move(object)));
    }
    Catalog result;
    result.dialect = catalog.dialect;
    result.serverVersion = catalog.serverVersion;
    result.settled = true;
    result.notes = given.notes;
    result.addShared(std::move(objects));
    catalog = std::move(result);
}

/// Objects that did not come back because they, or what they stand on, could not be built keep the text that they had.
void keepUnsettled(Catalog &catalog, const Catalog &given)
{
    std::vector<Object> missing;
    for (const Object &object : given.objects()) {
        if (!catalog.contains(object.ref))
            missing.push_back(object);
    }
    catalog.addAll(std::move(missing));
    catalog.settled = false;
}

} // namespace

Result<Settled> settled(const Catalog &catalog, ScratchOnDemand &scratch, const SettleOptions &options)
{
    KILTER_TRY(const std::string server, scratch.serverKey());
    const std::string key = "settled 3 " + server + " " + catalogHash(catalog);
    const SettleCache cache(options.cacheFolder);
    Settled result;
    if (auto kept = cache.find(key)) {
        result.catalog = std::move(*kept);
        carryOver(result.catalog, catalog);
        return result;
    }
    KILTER_TRY(ScratchPlace * place, scratch.place());
    const auto start = std::chrono::steady_clock::now();
    KILTER_TRY(result.catalog, builtOnce(catalog, *place, options.tolerant, result.unsettled));
    std::set<ObjectRef> moved = movedTexts(catalog, result.catalog);
    int rounds = 1;
    for (; !moved.empty() && rounds < mostRounds; ++rounds) {
        KILTER_TRY(const Catalog again, builtAgain(result.catalog, moved, *place));
        moved = movedTexts(result.catalog, again);
        for (const ObjectRef &ref : moved)
            copyTexts(*again.find(ref), *result.catalog.edit(ref));
    }
    if (isLogged(LogCategory::Scratch)) {
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
        logLine(LogCategory::Scratch, "settled " + std::to_string(catalog.size()) + " objects in " +
                                          place->description() + ", " + std::to_string(rounds) + " rounds, " +
                                          std::to_string(took) + " ms");
    }
    if (result.unsettled.empty())
        cache.keep(key, result.catalog);
    carryOver(result.catalog, catalog);
    if (!result.unsettled.empty())
        keepUnsettled(result.catalog, catalog);
    return result;
}

} // namespace kilter
