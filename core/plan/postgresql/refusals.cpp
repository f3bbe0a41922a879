#include "core/plan/postgresql/refusals.h"

#include "core/base/text.h"
#include "core/dialect/postgresql/quote.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

bool isIn(const std::vector<std::string> &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Columns that no two rows have alike; none when the object promises no such thing, or of some rows only.
std::vector<std::string> distinctColumns(const Object &object)
{
    std::vector<std::string> names;
    if (object.get<PrimaryKey>())
        names = object.as<PrimaryKey>().columns;
    else if (object.get<UniqueKey>())
        names = object.as<UniqueKey>().columns;
    else if (const Index *index = object.get<Index>(); index && index->unique && index->where.empty())
        for (const IndexKey &key : index->keys)
            names.push_back(key.isExpression ? std::string() : key.expression);
    return isIn(names, {}) ? std::vector<std::string>() : names;
}

/// Where `before` holds for all rows, `after` does.
bool implies(const Object &before, const Object &after)
{
    if (before.body == after.body)
        return true;
    if (const ForeignKey *old = before.get<ForeignKey>(); old && after.get<ForeignKey>()) {
        const ForeignKey &key = after.as<ForeignKey>();
        return old->valid && old->enforced && old->columns == key.columns && old->referencedTable == key.referencedTable && old->referencedColumns == key.referencedColumns
               && old->match == key.match;
    }
    if (const CheckConstraint *old = before.get<CheckConstraint>(); old && after.get<CheckConstraint>())
        return old->valid && old->enforced && old->expression == after.as<CheckConstraint>().expression;
    if ((after.get<PrimaryKey>() && after.as<PrimaryKey>().withoutOverlaps) || (after.get<UniqueKey>() && after.as<UniqueKey>().withoutOverlaps))
        return false; // equal ranges are not all that overlap
    const bool strict = (after.get<UniqueKey>() && after.as<UniqueKey>().nullsNotDistinct) || (after.get<Index>() && after.as<Index>().nullsNotDistinct);
    const std::vector<std::string> held = distinctColumns(before);
    const std::vector<std::string> wanted = distinctColumns(after);
    return !held.empty() && (!strict || before.get<PrimaryKey>())
           && std::all_of(held.begin(), held.end(), [&](const std::string &name) { return isIn(wanted, name); });
}

/// What was there has made the rows such that this holds, and no value of its columns changes.
bool hasHeld(const Context &context, const Object &after)
{
    const auto &needs = context.needsAfter(after.ref);
    if (std::any_of(needs.begin(), needs.end(), [&](const ObjectRef &need) { return need.kind == Kind::Column && isRetyped(context, need); }))
        return false;
    const auto held = context.from().partsOf(relationOf(context, after.ref));
    return std::any_of(held.begin(), held.end(), [&](const Object *before) { return implies(*before, after); });
}

/// All rows have NULL in one of the columns, or a number of their own.
bool isNewAndApart(const Context &context, const ObjectRef &column)
{
    const Object *object = context.comes(column) ? context.to().find(column) : nullptr;
    if (!object || !object->get<Column>())
        return false;
    const Column &added = object->as<Column>();
    const bool numbered = !added.identity.empty() || (added.defaultExpression && added.defaultExpression->starts_with("nextval("));
    return added.generated.empty() && (numbered || !added.defaultExpression);
}

bool hasColumnApart(const Context &context, const Object &after)
{
    const auto &needs = context.needsAfter(after.ref);
    return std::any_of(needs.begin(), needs.end(), [&](const ObjectRef &need) {
        return need.kind == Kind::Column && tableOf(need) == tableOf(after.ref) && isNewAndApart(context, need);
    });
}

/// What stands before "this fails while rows …" and after it; empty: it never does.
std::pair<std::string, std::string> refusalOf(const Context &context, const Object &after)
{
    if (after.get<PrimaryKey>() || (after.get<UniqueKey>() && !after.as<UniqueKey>().nullsNotDistinct))
        return hasColumnApart(context, after) ? std::pair<std::string, std::string>() : std::pair<std::string, std::string>("add-unique", "have equal values");
    if (after.get<UniqueKey>())
        return {"add-unique", "have equal values"};
    if (const Index *index = after.get<Index>()) {
        if (index->unique && (index->nullsNotDistinct || !hasColumnApart(context, after)))
            return {"add-unique", "have equal values"};
        const auto &needs = context.needsAfter(after.ref);
        const bool calls = std::any_of(needs.begin(), needs.end(), [](const ObjectRef &need) { return need.kind == Kind::Function; });
        return calls ? std::pair<std::string, std::string>("index-function", "make its function fail") : std::pair<std::string, std::string>();
    }
    if (const ForeignKey *key = after.get<ForeignKey>()) {
        const bool holds = !key->valid || !key->enforced || (key->match == "simple" && hasColumnApart(context, after));
        return holds ? std::pair<std::string, std::string>() : std::pair<std::string, std::string>("add-foreign-key", "refer to none of " + qualifiedName(key->referencedTable));
    }
    if (const CheckConstraint *check = after.get<CheckConstraint>(); check && !(check->valid && check->enforced))
        return {};
    return after.get<CheckConstraint>() ? std::pair<std::string, std::string>("add-check", "do not meet it")
                                        : std::pair<std::string, std::string>("add-exclusion", "exclude each other");
}

void say(const std::string &id, const Object &after, const std::string &rows, Statement &statement)
{
    statement.hazards.push_back({id, replaced(std::string(keyword(after.ref.kind)), "-", " ") + ' ' + qualifiedName(after.ref) + ": this fails while rows " + rows});
}

} // namespace

void sayWhatRowsRefuse(const Context &context, const Object &after, Statement &statement)
{
    const ObjectRef relation = relationOf(context, after.ref);
    if (context.comes(relation) || relation.kind == Kind::MaterializedView || hasHeld(context, after))
        return;
    if (const auto [id, rows] = refusalOf(context, after); !id.empty())
        say(id, after, rows, statement);
}

void sayWhatValidationRefuses(const Object &after, Statement &statement)
{
    const ForeignKey *key = after.get<ForeignKey>();
    say(key ? "add-foreign-key" : "add-check", after, key ? "refer to none of " + qualifiedName(key->referencedTable) : "do not meet it", statement);
}

void sayNotNullRefuses(const Context &context, const Object &after, Statement &statement)
{
    const std::string proof = '(' + quoted(after.ref.name) + " IS NOT NULL)";
    const auto checks = context.from().partsOf(tableOf(after.ref), Kind::Check);
    if (std::any_of(checks.begin(), checks.end(), [&](const Object &check) { return check.as<CheckConstraint>().valid && check.as<CheckConstraint>().enforced && check.as<CheckConstraint>().expression == proof; }))
        return;
    statement.hazards.push_back({"set-not-null", "column " + qualifiedName(after.ref) + " becomes NOT NULL: this fails while rows hold NULL"});
}

void sayTypeRefuses(const Context &context, const Object &after, Statement &statement)
{
    for (const ObjectRef &need : context.needsAfter(after.ref)) {
        const Object *domain = need.kind == Kind::Domain && context.comes(need) ? context.to().find(need) : nullptr;
        if (domain && (domain->as<Domain>().notNull || !domain->as<Domain>().constraints.empty()))
            statement.hazards.push_back({"domain-demands", "column " + qualifiedName(after.ref) + ": this fails while rows hold what domain " + qualifiedName(need) + " does not allow"});
        const Object *old = need.kind == Kind::Enum && context.fate(need) == Fate::Recreate ? context.from().find(need) : nullptr;
        if (!old)
            continue;
        std::vector<std::string> gone = old->as<EnumType>().labels;
        const auto &kept = context.to().find(need)->as<EnumType>().labels;
        std::erase_if(gone, [&](const std::string &label) { return isIn(kept, label); });
        if (!gone.empty())
            statement.hazards.push_back({"enum-label-removed", "column " + qualifiedName(after.ref) + ": this fails while rows hold " + joined(gone, ", ")});
    }
}

} // namespace kilter::postgresql
