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

const std::string &attachedTo(const Object &part)
{
    static const std::string none;
    if (const PrimaryKey *key = part.get<PrimaryKey>())
        return key->attachedTo;
    if (const UniqueKey *key = part.get<UniqueKey>())
        return key->attachedTo;
    const Index *index = part.get<Index>();
    return index ? index->attachedTo : none;
}

/// Whether the part of the partitioned table that `part` implements is the same on both sides, and so is the partition.
bool isParentKept(const Catalog &base, const Catalog &to, const Object &part)
{
    const Object *table = base.find(tableOf(part.ref));
    if (attachedTo(part).empty() || !table || !table->get<Table>() || !table->as<Table>().partitionOf)
        return false;
    const Object *wanted = to.find(table->ref);
    if (!wanted || !sameContent(*table, *wanted))
        return false;
    const ObjectRef &above = *table->as<Table>().partitionOf;
    ObjectRef parent{part.ref.kind, above.schema, above.name, attachedTo(part), {}};
    if (!base.contains(parent))
        parent.kind = Kind::Index; // a key can implement a plain index
    const Object *before = base.find(parent);
    const Object *after = to.find(parent);
    return before && after && sameContent(*before, *after);
}

/// What implements the same part of the parent on the same partition, under another name.
const Object *otherImplementation(const Catalog &base, const Catalog &to, const Object &present)
{
    for (const Object &candidate : to.partsOf(tableOf(present.ref), present.ref.kind)) {
        if (!base.contains(candidate.ref) && attachedTo(candidate) == attachedTo(present) && shapeHash(candidate) == shapeHash(present))
            return &candidate;
    }
    return nullptr;
}

bool isInheritedKey(const Object &object)
{
    const ForeignKey *key = object.get<ForeignKey>();
    return key && key->inherited;
}

/// The foreign key that `present`, on a partition, comes from, and whether it stays: a renamed one leaves those of partitions their names
/// (tablecmds.c, rename_constraint_internal).
bool isParentKeyKept(const Catalog &base, const Catalog &to, const Object &present)
{
    const Object *table = base.find(tableOf(present.ref));
    if (!table || !table->get<Table>() || !table->as<Table>().partitionOf)
        return false;
    for (const Object &above : base.partsOf(*table->as<Table>().partitionOf, Kind::ForeignKey)) {
        const Object *after = to.find(above.ref);
        if (above.as<ForeignKey>().columns == present.as<ForeignKey>().columns && after && sameContent(above, *after))
            return true;
    }
    return false;
}

/// The inherited foreign key of another name and the same shape on the same partition.
const Object *otherInheritedKey(const Catalog &base, const Catalog &to, const Object &present)
{
    for (const Object &candidate : to.partsOf(tableOf(present.ref), Kind::ForeignKey)) {
        if (!base.contains(candidate.ref) && isInheritedKey(candidate) && shapeHash(candidate) == shapeHash(present))
            return &candidate;
    }
    return nullptr;
}

/// Looks for what follows, object by object.
class Followers
{
public:
    Followers(const Catalog &from, const Catalog &to, const std::vector<Rename> &renames)
        : m_from(from), m_to(to), m_renamer(from, renames), m_base(renamed(from, renames))
    {
    }

    std::vector<Rename> find()
    {
        for (const Kind kind : {Kind::Sequence, Kind::PrimaryKey, Kind::Unique, Kind::Check, Kind::ForeignKey, Kind::Index}) {
            for (const Object &before : m_from.all(kind)) {
                const Object *present = m_base.find(m_renamer.mapped(before.ref));
                if (!m_renamer.known().contains(before.ref) && present && !m_to.contains(present->ref))
                    follow(before, *present);
            }
        }
        return std::move(m_found);
    }

private:
    void follow(const Object &before, const Object &present)
    {
        const Object *found = isParentKept(m_base, m_to, present) ? otherImplementation(m_base, m_to, present) : nullptr;
        if (isInheritedKey(present) && isParentKeyKept(m_base, m_to, present))
            found = otherInheritedKey(m_base, m_to, present);
        for (const auto &[old, wanted] : readings(m_from, before, present, m_renamer)) {
            const bool changes = old.table != wanted.table || old.middle != wanted.middle;
            if (!found && changes && isNumbered(before.ref.name, old))
                found = follower(m_base, m_to, present, wanted);
        }
        if (found && m_taken.insert(found->ref).second)
            m_found.push_back({before.ref, found->ref.name});
    }

    const Catalog &m_from;
    const Catalog &m_to;
    Renamer m_renamer;
    Catalog m_base;
    std::set<ObjectRef> m_taken;
    std::vector<Rename> m_found;
};

bool hasOtherImplementations(const Catalog &from, const Catalog &to)
{
    const auto keys = from.all(Kind::ForeignKey);
    if (std::ranges::any_of(keys, [&](const Object &key) { return isInheritedKey(key) && !to.contains(key.ref); }))
        return true;
    for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Index}) {
        const auto parts = from.all(kind);
        if (std::ranges::any_of(parts, [&](const Object &part) { return !attachedTo(part).empty() && !to.contains(part.ref); }))
            return true;
    }
    return false;
}

} // namespace

std::vector<Rename> withFollowing(const Catalog &from, const Catalog &to, std::vector<Rename> renames)
{
    if (from.dialect != DialectKind::PostgreSql || (renames.empty() && !hasOtherImplementations(from, to)))
        return renames;
    // From parents down: what a part implements may itself have got another name.
    for (;;) {
        std::vector<Rename> following = Followers(from, to, renames).find();
        if (following.empty())
            return renames;
        renames.insert(renames.end(), following.begin(), following.end());
    }
}

} // namespace kilter
