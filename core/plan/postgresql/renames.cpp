#include "core/plan/postgresql/renames.h"

#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"
#include "core/diff/renamer.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

struct Pending
{
    ObjectRef ref; ///< under its present name, in a table that has its new name already
    std::string to;
    int group = 0; ///< schemas, then what stands in schemas, then parts of tables
};

int groupOf(const ObjectRef &ref)
{
    return ref.kind == Kind::Schema ? 0 : isPartOfTable(ref.kind) || isEnumLabel(ref) ? 2 : 1;
}

/// Where the name must be free.
std::string nameSpace(const ObjectRef &ref)
{
    switch (ref.kind) {
    case Kind::Schema:
        return "schema";
    case Kind::Column:
        return "column " + ref.schema + '\n' + ref.parent;
    case Kind::Check:
    case Kind::ForeignKey:
        return "constraint " + ref.schema + '\n' + ref.parent;
    case Kind::Enum:
    case Kind::Domain:
    case Kind::Range:
    case Kind::BaseType:
        return isEnumLabel(ref) ? "label " + ref.schema + '\n' + ref.parent : "type " + ref.schema;
    case Kind::Function:
    case Kind::Procedure:
    case Kind::Aggregate:
        return "routine " + ref.schema + '\n' + ref.signature;
    case Kind::Statistics:
    case Kind::EventTrigger:
        return std::string(keyword(ref.kind)) + ' ' + ref.schema;
    case Kind::Rule:
    case Kind::Trigger:
        return std::string(keyword(ref.kind)) + ' ' + ref.schema + '\n' + ref.parent;
    case Kind::Policy:
        return "policy " + ref.schema + '\n' + ref.parent;
    case Kind::Extension:
    case Kind::Collation:
    case Kind::TextSearchParser:
    case Kind::TextSearchTemplate:
    case Kind::TextSearchDictionary:
    case Kind::TextSearchConfiguration:
    case Kind::Operator:
    case Kind::OperatorFamily:
    case Kind::OperatorClass:
    case Kind::Cast:
    case Kind::Conversion:
    case Kind::Language:
    case Kind::Transform:
    case Kind::AccessMethod:
    case Kind::ForeignDataWrapper:
    case Kind::ForeignServer:
    case Kind::UserMapping:
    case Kind::Publication:
    case Kind::Subscription:
    case Kind::DefaultPrivileges:
        return std::string(keyword(ref.kind)) + ' ' + ref.schema;
    case Kind::Composite:
    case Kind::MaterializedView:
    case Kind::Exclusion:
    case Kind::Table:
    case Kind::View:
    case Kind::Sequence:
    case Kind::Index:
    case Kind::PrimaryKey:
    case Kind::Unique:
        return "relation " + ref.schema;
    }
    return {};
}

std::string renameSql(const ObjectRef &ref, const std::string &to)
{
    if (isEnumLabel(ref))
        return "ALTER TYPE " + quoted(ref.schema) + '.' + quoted(ref.parent) + " RENAME VALUE " + literal(ref.name) + " TO " + literal(to);
    const std::string end = " RENAME TO " + quoted(to);
    switch (ref.kind) {
    case Kind::Column:
        return "ALTER TABLE " + qualifiedTable(ref) + " RENAME COLUMN " + quoted(ref.name) + " TO " + quoted(to);
    case Kind::PrimaryKey:
    case Kind::Unique:
    case Kind::Check:
    case Kind::ForeignKey:
    case Kind::Exclusion:
        return "ALTER TABLE " + qualifiedTable(ref) + " RENAME CONSTRAINT " + quoted(ref.name) + " TO " + quoted(to);
    case Kind::Schema:
    case Kind::Enum:
    case Kind::Sequence:
    case Kind::Table:
    case Kind::Index:
    case Kind::Domain:
    case Kind::Composite:
    case Kind::Range:
    case Kind::BaseType:
    case Kind::Function:
    case Kind::Procedure:
    case Kind::Aggregate:
    case Kind::MaterializedView:
    case Kind::Rule:
    case Kind::EventTrigger:
    case Kind::Statistics:
    case Kind::View:
    case Kind::Trigger:
    case Kind::Extension:
    case Kind::Policy:
    case Kind::Collation:
    case Kind::TextSearchParser:
    case Kind::TextSearchTemplate:
    case Kind::TextSearchDictionary:
    case Kind::TextSearchConfiguration:
    case Kind::Operator:
    case Kind::OperatorFamily:
    case Kind::OperatorClass:
    case Kind::Cast:
    case Kind::Conversion:
    case Kind::Language:
    case Kind::Transform:
    case Kind::AccessMethod:
    case Kind::ForeignDataWrapper:
    case Kind::ForeignServer:
    case Kind::UserMapping:
    case Kind::Publication:
    case Kind::Subscription:
    case Kind::DefaultPrivileges:
        break;
    }
    return "ALTER " + named(ref) + end;
}

/// Inherited parts of partitions are renamed with their parent's.
bool isInherited(const Object &object)
{
    if (const Column *column = object.get<Column>())
        return column->inherited;
    if (const CheckConstraint *check = object.get<CheckConstraint>())
        return check->inherited;
    return false;
}

std::vector<Pending> pendingRenames(const Catalog &from, const Renamer &renamer)
{
    std::vector<Pending> pending;
    for (const auto &[ref, to] : renamer.known()) {
        if (!isEnumLabel(ref) && isInherited(*from.find(ref)))
            continue;
        ObjectRef present = renamer.mapped(ref);
        present.name = ref.name;
        pending.push_back({std::move(present), to, groupOf(ref)});
    }
    std::stable_sort(pending.begin(), pending.end(), [](const Pending &a, const Pending &b) { return a.group < b.group; });
    return pending;
}

bool isBlocked(const Pending &rename, const std::vector<Pending> &pending)
{
    return std::any_of(pending.begin(), pending.end(), [&](const Pending &other) {
        return other.group == rename.group && other.ref != rename.ref && other.ref.name == rename.to && nameSpace(other.ref) == nameSpace(rename.ref);
    });
}

Statement renaming(const ObjectRef &ref, const std::string &to)
{
    return statementFor(ref, renameSql(ref, to), isPartOfTable(ref.kind) || ref.kind == Kind::Table ? accessExclusive : "");
}

} // namespace

RenamePlan planRenames(const Catalog &from, const std::vector<Rename> &renames)
{
    std::vector<Rename> all = renames;
    for (const ObjectRef &occupant : Renamer(from, renames).occupants())
        all.push_back({occupant, asideName(occupant.name)});
    RenamePlan result;
    auto pending = pendingRenames(from, Renamer(from, all));
    while (!pending.empty()) {
        const int group = pending.front().group;
        const auto free = std::find_if(pending.begin(), pending.end(), [&](const Pending &p) { return p.group == group && !isBlocked(p, pending); });
        if (free != pending.end()) {
            result.statements.push_back(renaming(free->ref, free->to));
            pending.erase(free);
            continue;
        }
        const std::string temporary = asideName(pending.front().ref.name);
        result.statements.push_back(renaming(pending.front().ref, temporary));
        pending.front().ref.name = temporary;
    }
    result.catalog = renamed(from, all);
    return result;
}

} // namespace kilter::postgresql
