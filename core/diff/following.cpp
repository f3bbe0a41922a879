#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/diff/diff.h"
#include "core/diff/renamer.h"

#include <algorithm>

namespace kilter {
namespace {

/// What PostgreSQL makes a name of: "<table>_<middle>_<label>".
struct NameParts
{
    std::string table;
    std::string middle;
    std::string label;
};

std::string middleOf(const std::vector<std::string> &columns, const std::vector<std::string> &include = {})
{
    std::vector<std::string> all = columns;
    all.insert(all.end(), include.begin(), include.end());
    return joined(all, "_");
}

std::string indexMiddle(const Index &index)
{
    std::vector<std::string> columns;
    for (const IndexKey &key : index.keys)
        columns.push_back(key.expression);
    return middleOf(columns, index.include);
}

std::optional<NameParts> namePartsOf(const Object &object)
{
    const std::string &table = object.ref.parent;
    if (object.get<PrimaryKey>())
        return NameParts{table, {}, "pkey"};
    if (const UniqueKey *key = object.get<UniqueKey>())
        return NameParts{table, middleOf(key->columns, key->include), "key"};
    if (const ForeignKey *key = object.get<ForeignKey>())
        return NameParts{table, middleOf(key->columns), "fkey"};
    if (const Index *index = object.get<Index>(); index && std::ranges::none_of(index->keys, &IndexKey::isExpression))
        return NameParts{table, indexMiddle(*index), "idx"};
    if (const Sequence *sequence = object.get<Sequence>(); sequence && sequence->ownedBy)
        return NameParts{sequence->ownedBy->parent, sequence->ownedBy->name, "seq"};
    return std::nullopt;
}

/// A check's name may hold its column: both readings, with the table's columns before and after.
std::vector<std::pair<NameParts, NameParts>> readings(const Catalog &from, const Object &before, const Object &renamedObject, const Renamer &renamer)
{
    std::vector<std::pair<NameParts, NameParts>> result;
    if (!before.get<CheckConstraint>()) {
        if (const auto parts = namePartsOf(before))
            result.emplace_back(*parts, *namePartsOf(renamedObject));
        return result;
    }
    const std::string &newTable = renamedObject.ref.parent;
    result.push_back({{before.ref.parent, {}, "check"}, {newTable, {}, "check"}});
    const ObjectRef table = tableOf(before.ref);
    for (const Object &column : from.partsOf(table, Kind::Column))
        result.push_back({{before.ref.parent, column.ref.name, "check"}, {newTable, renamer.columnName(table, column.ref.name), "check"}});
    return result;
}

bool isNumbered(const std::string &name, const NameParts &parts)
{
    for (int number = 0; number < 10; ++number)
        if (name == generatedName(parts.table, parts.middle, parts.label + (number ? std::to_string(number) : std::string())))
            return true;
    return false;
}

/// The object of `to` that the renamed one is, by the server's name for it and its shape.
const Object *follower(const Catalog &base, const Catalog &to, const Object &present, const NameParts &parts)
{
    for (int number = 0; number < 10; ++number) {
        ObjectRef ref = present.ref;
        ref.name = generatedName(parts.table, parts.middle, parts.label + (number ? std::to_string(number) : std::string()));
        const Object *candidate = to.find(ref);
        if (candidate && !base.contains(ref) && shapeHash(*candidate) == shapeHash(present))
            return candidate;
    }
    return nullptr;
}

} // namespace

std::vector<Rename> withFollowing(const Catalog &from, const Catalog &to, std::vector<Rename> renames)
{
    if (renames.empty() || from.dialect != DialectKind::PostgreSql)
        return renames;
    const Renamer renamer(from, renames);
    const Catalog base = renamed(from, renames);
    std::set<ObjectRef> taken;
    for (const Kind kind : {Kind::Sequence, Kind::PrimaryKey, Kind::Unique, Kind::Check, Kind::ForeignKey, Kind::Index}) {
        for (const Object &before : from.all(kind)) {
            const Object *present = base.find(renamer.mapped(before.ref));
            if (renamer.known().contains(before.ref) || !present || to.contains(present->ref))
                continue;
            for (const auto &[old, wanted] : readings(from, before, *present, renamer)) {
                const bool changes = old.table != wanted.table || old.middle != wanted.middle;
                const Object *found = changes && isNumbered(before.ref.name, old) ? follower(base, to, *present, wanted) : nullptr;
                if (!found || !taken.insert(found->ref).second)
                    continue;
                renames.push_back({before.ref, found->ref.name});
                break;
            }
        }
    }
    return renames;
}

} // namespace kilter
