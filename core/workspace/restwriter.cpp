#include "core/workspace/restwriter.h"

#include "core/base/text.h"
#include "core/dialect/postgresql/classify.h"
#include "core/dialect/postgresql/quote.h"
#include "core/dialect/postgresql/scan.h"
#include "core/plan/plan.h"
#include "core/workspace/sqlfiles.h"

#include <algorithm>
#include <map>

namespace kilter {
namespace {

/// The object in whose file a statement stands.
ObjectRef fileObject(const Catalog &catalog, const ObjectRef &ref)
{
    if (!isPartOfTable(ref.kind))
        return ref;
    for (const Kind kind : {Kind::View, Kind::MaterializedView}) {
        const ObjectRef view{kind, ref.schema, {}, ref.parent, {}};
        if (catalog.contains(view))
            return view;
    }
    return tableOf(ref);
}

/// Both sides alike in what a workspace leaves to others: owners of tables in models, labels, and what is never described.
void leaveToOthers(Catalog &described, Catalog &actual, Diagnostics &notes)
{
    for (const Object &object : actual.objects()) {
        if (!isDescribedByWorkspace(object.ref.kind))
            notes.push_back({Severity::Warning, "not-imported", replaced(std::string(keyword(object.ref.kind)), "-", " ") + ' ' + qualifiedName(object.ref) + " is not described in a workspace",
                             "It may hold secrets and names another place; keep it in a migration written by hand.", {}});
    }
    actual.removeIf([](const Object &object) { return !isDescribedByWorkspace(object.ref.kind); });
    std::vector<Object> objects = described.objects().values();
    for (Object &object : objects) {
        const Object *there = actual.find(object.ref);
        object.owner = there ? there->owner : std::string();
        object.grants = there && there->grants ? std::optional(std::vector<Grant>()) : std::nullopt;
        object.labels.reset();
        object.needs = there ? there->needs : object.needs;
    }
    described.removeIf([](const Object &) { return true; });
    described.addAll(std::move(objects));
}

/// Sessions' settings describe nothing; another role's grants would need its session.
bool isSetting(const std::string &sql)
{
    return postgresql::classify(sql) == postgresql::StatementClass::Set;
}

bool isDescribing(const std::string &sql)
{
    return postgresql::classify(sql) == postgresql::StatementClass::Ddl && !sql.starts_with("DROP ");
}

/// What the owner has or lacks of an object whose owner no file states: whoever makes it is meant.
std::string ofWhoeverOwnsIt(const std::string &sql, const std::string &owner)
{
    for (const std::string_view word : {" FROM ", " TO "}) {
        const std::string end = std::string(word) + postgresql::quoted(owner);
        if ((sql.starts_with("REVOKE ") || sql.starts_with("GRANT ")) && !owner.empty() && sql.ends_with(end))
            return sql.substr(0, sql.size() - end.size()) + std::string(word) + "CURRENT_USER";
    }
    return sql;
}

void noteUnsayable(const ObjectRef &object, Rest &rest)
{
    rest.notes.push_back({Severity::Warning, "not-imported", toText(object) + " cannot be described in full: its model says something else than the database", {}, {}});
}

} // namespace

Result<Rest> restOf(Catalog described, Catalog actual, const std::string &commonOwner)
{
    Rest rest;
    leaveToOthers(described, actual, rest.notes);
    PlanOptions options;
    options.diff.findRenames = false;
    KILTER_TRY(const std::vector<Statement> statements, orderedStatements(described, actual, Dialect::of(actual.dialect), options));
    std::map<ObjectRef, std::vector<std::string>> texts;
    bool asOtherRole = false;
    const std::string standardOwner = " OWNER TO " + postgresql::quoted(commonOwner);
    for (const Statement &statement : statements) {
        const std::string &sql = statement.sql;
        const ObjectRef object = fileObject(actual, statement.object);
        if (isSetting(sql)) {
            asOtherRole = sql.starts_with("SET ROLE");
            continue;
        }
        if (sql.starts_with("ALTER ") && sql.ends_with(standardOwner))
            continue;
        if (asOtherRole || !isDescribing(sql)) {
            noteUnsayable(object, rest);
            continue;
        }
        const Object *owned = actual.find(object);
        const bool isStated = owned && !described.contains(object) && owned->owner != commonOwner;
        texts[object].push_back(isStated || !owned ? sql : ofWhoeverOwnsIt(sql, owned->owner));
    }
    for (auto &[object, list] : texts)
        rest.objects.push_back({object, std::move(list)});
    return rest;
}

std::string createdBy(std::string_view statement)
{
    const auto tokens = postgresql::significantTokens(statement);
    const auto text = [&](std::size_t i) { return i < tokens.size() ? std::string(statement.substr(tokens[i].begin, tokens[i].end - tokens[i].begin)) : std::string(); };
    if (lowered(text(0)) != "create")
        return {};
    std::size_t at = 1;
    std::string kind;
    static constexpr std::string_view passed[] = {"or", "replace", "if", "not", "exists", "constraint", "unique", "trusted", "procedural", "default", "recursive", "unlogged"};
    static constexpr std::string_view leading[] = {"materialized", "event", "text", "search", "foreign", "data", "operator", "access"};
    for (; at < tokens.size(); ++at) {
        const std::string word = lowered(text(at));
        if (std::find(std::begin(passed), std::end(passed), word) != std::end(passed))
            continue;
        kind += (kind.empty() ? "" : " ") + word;
        const std::string next = lowered(text(at + 1));
        const bool more = std::find(std::begin(leading), std::end(leading), word) != std::end(leading);
        if (!more || (word == "operator" && next != "class" && next != "family"))
            break;
    }
    for (++at; at < tokens.size() && std::find(std::begin(passed), std::end(passed), lowered(text(at))) != std::end(passed);)
        ++at;
    std::string name;
    for (bool dotted = true; at < tokens.size() && dotted; ++at) {
        name += replaced(lowered(text(at)), "\"", "");
        dotted = text(at + 1) == ".";
        if (dotted) {
            name += '.';
            ++at;
        }
    }
    // What stands on a table has a name there only.
    const std::string_view word = kind == "trigger" || kind == "policy" ? "on" : kind == "rule" ? "to" : "";
    for (; !word.empty() && at < tokens.size(); ++at) {
        if (lowered(text(at)) == word)
            return kind + ' ' + name + " on " + replaced(lowered(text(at + 1)) + text(at + 2) + lowered(text(at + 3)), "\"", "");
    }
    return kind + ' ' + name;
}

} // namespace kilter
