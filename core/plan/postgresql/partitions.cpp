#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/dialect/postgresql/emittable.h"
#include "core/plan/postgresql/rules.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// The name that the server chooses (ChooseIndexName) when a parent's index or key spreads to its partitions; empty where it depends on
/// how the server calls an expression.
std::string expectedName(const Object &part)
{
    if (part.get<PrimaryKey>())
        return generatedName(part.ref.parent, {}, "pkey");
    if (const UniqueKey *key = part.get<UniqueKey>()) {
        std::vector<std::string> columns = key->columns;
        columns.insert(columns.end(), key->include.begin(), key->include.end());
        return generatedName(part.ref.parent, joined(columns, "_"), "key");
    }
    const Index &index = part.as<Index>();
    std::vector<std::string> columns;
    for (const IndexKey &key : index.keys) {
        if (key.isExpression)
            return {};
        columns.push_back(key.expression);
    }
    columns.insert(columns.end(), index.include.begin(), index.include.end());
    return generatedName(part.ref.parent, joined(columns, "_"), "idx");
}

/// The index of a constraint that implements a plain index of the parent: the server makes none such, it only takes one that is there.
bool isKeyUnderIndex(const Catalog &catalog, const Object &part)
{
    const auto above = part.get<Index>() || attachedTo(part).empty() ? std::nullopt : parentPart(catalog, part.ref, attachedTo(part));
    return above && above->kind == Kind::Index;
}

/// What the server copies from the parent's index beside the columns.
std::pair<OptionList, std::string> storageOf(const Object &part)
{
    if (const PrimaryKey *key = part.get<PrimaryKey>())
        return {key->storage, key->tablespace};
    if (const UniqueKey *key = part.get<UniqueKey>())
        return {key->storage, key->tablespace};
    return {part.as<Index>().storage, part.as<Index>().tablespace};
}

/// Whether a partition's index or key has another storage than its parent's.
bool isStoredOtherwise(const Catalog &catalog, const Object &part)
{
    const auto above = attachedTo(part).empty() ? std::nullopt : parentPart(catalog, part.ref, attachedTo(part));
    const Object *parent = above ? catalog.find(*above) : nullptr;
    return parent && storageOf(*parent) != storageOf(part);
}

bool hasExpectedName(const Context &context, const Object &part)
{
    if (isKeyUnderIndex(context.to(), part) || isStoredOtherwise(context.to(), part))
        return false;
    const std::string name = expectedName(part);
    if (name.empty() || name != part.ref.name)
        return false;
    // Of two that would get one name the second gets another.
    for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Index}) {
        for (const Object &other : context.to().partsOf(tableOf(part.ref), kind)) {
            if (other.ref != part.ref && expectedName(other) == name)
                return false;
        }
    }
    const ObjectRef present{part.ref.kind, part.ref.schema, part.ref.parent, name, {}};
    return !context.from().contains(present) || context.comes(tableOf(part.ref));
}

/// Whether a column of the partition has another generation expression than its parent's (PostgreSQL 16), or another name of NOT NULL (18).
bool definesOtherwise(const Context &context, const ObjectRef &table)
{
    const auto columns = context.to().partsOf(table, Kind::Column);
    return std::any_of(columns.begin(), columns.end(), [&](const Object &column) {
        if (!column.as<Column>().notNullName.empty())
            return true;
        const auto parent = column.as<Column>().generated.empty() ? std::nullopt : parentPart(context.to(), column.ref, column.ref.name);
        const Object *above = parent ? context.to().find(*parent) : nullptr;
        return above && above->as<Column>().generationExpression != column.as<Column>().generationExpression;
    });
}

/// What implements the part on a partition.
const Object *implementation(const Context &context, const Object &part, const ObjectRef &partition)
{
    for (const Kind kind : {Kind::Index, Kind::PrimaryKey, Kind::Unique}) {
        if (kind != part.ref.kind && part.ref.kind != Kind::Index)
            continue;
        for (const Object &candidate : context.to().partsOf(partition, kind)) {
            if (attachedTo(candidate) == part.ref.name)
                return &candidate;
        }
    }
    return nullptr;
}

/// Whether columns stand in another order than the one in which a new partition or heir gets them: those of its parents first.
bool ordersOtherwise(const Context &context, const Table &table)
{
    std::vector<ObjectRef> parents = table.inherits;
    if (table.partitionOf)
        parents.push_back(*table.partitionOf);
    std::vector<std::string> order;
    const auto append = [&](const std::vector<std::string> &columns) {
        for (const std::string &column : columns) {
            if (std::find(order.begin(), order.end(), column) == order.end())
                order.push_back(column);
        }
    };
    for (const ObjectRef &parent : parents) {
        const Object *above = context.to().find(parent);
        append(above && above->get<Table>() ? above->as<Table>().columnOrder : std::vector<std::string>());
    }
    append(table.columnOrder);
    return order != table.columnOrder && std::is_permutation(order.begin(), order.end(), table.columnOrder.begin(), table.columnOrder.end());
}

/// Whether all that an heir shares with its parents is declared by itself too, so that it can become their heir after it was made.
bool declaresAll(const Context &context, const ObjectRef &table)
{
    const auto columns = context.to().partsOf(table, Kind::Column);
    const auto checks = context.to().partsOf(table, Kind::Check);
    return std::none_of(columns.begin(), columns.end(), [](const Object &column) { return column.as<Column>().inherited; })
           && std::none_of(checks.begin(), checks.end(), [](const Object &check) { return check.as<CheckConstraint>().inherited; });
}

} // namespace

bool renamesNotNull(const Context &context, const ObjectRef &table)
{
    const Object *before = context.from().find(table);
    const Object *after = context.to().find(table);
    const bool stays = context.from().serverVersion >= 180000 && before && after && after->get<Table>() && after->as<Table>().partitionOf;
    if (!stays || before->as<Table>().partitionOf != after->as<Table>().partitionOf)
        return false;
    const auto columns = context.to().partsOf(table, Kind::Column);
    return std::any_of(columns.begin(), columns.end(), [&](const Object &column) {
        const Object *old = context.from().find(column.ref);
        if (!old || !old->as<Column>().notNull || !column.as<Column>().notNull || old->as<Column>().notNullName == column.as<Column>().notNullName)
            return false;
        return notNullNameOf(context.from(), *old) != notNullNameOf(context.to(), column);
    });
}

bool becomesPartition(const Context &context, const ObjectRef &table)
{
    if (context.comes(table))
        return isAttachedLater(context, table);
    const Object *before = context.from().find(table);
    const Object *after = context.to().find(table);
    if (!before || !after || !after->as<Table>().partitionOf)
        return false;
    return before->as<Table>().partitionOf != after->as<Table>().partitionOf || renamesNotNull(context, table)
           || before->as<Table>().partitionBound != after->as<Table>().partitionBound || context.goes(*after->as<Table>().partitionOf);
}

const std::string &attachedTo(const Object &part)
{
    if (const PrimaryKey *key = part.get<PrimaryKey>())
        return key->attachedTo;
    if (const UniqueKey *key = part.get<UniqueKey>())
        return key->attachedTo;
    return part.as<Index>().attachedTo;
}

bool namedByServer(const Context &context, const Object &part)
{
    if (!hasExpectedName(context, part))
        return false;
    const auto &partitions = context.partitionsAfter(tableOf(part.ref));
    return std::all_of(partitions.begin(), partitions.end(), [&](const ObjectRef &partition) {
        const Object *own = implementation(context, part, partition);
        return !own || !context.comes(own->ref) || becomesPartition(context, partition) || namedByServer(context, *own);
    });
}

bool isAttachedLater(const Context &context, const ObjectRef &table)
{
    const Object *after = context.to().find(table);
    if (!after || !context.comes(table))
        return false;
    const Table &wanted = after->as<Table>();
    if (!wanted.partitionOf)
        return !wanted.inherits.empty() && ordersOtherwise(context, wanted) && declaresAll(context, table);
    for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Index}) {
        for (const Object &part : context.to().partsOf(table, kind)) {
            if (!attachedTo(part).empty() && !hasExpectedName(context, part))
                return true;
        }
    }
    const auto keys = context.to().partsOf(table, Kind::ForeignKey);
    const bool namesKeys = std::any_of(keys.begin(), keys.end(), [&](const Object &key) {
        const auto above = foreignKeyAbove(context.to(), key);
        return above && above->name != key.ref.name && !context.comes(*above);
    });
    return namesKeys || definesOtherwise(context, table) || ordersOtherwise(context, wanted);
}

bool goesWithParent(const Context &context, const Object &before, const ObjectRef &parent)
{
    return !attachedTo(before).empty() && parentPart(context.from(), before.ref, attachedTo(before)) == parent && staysUnder(context, tableOf(before.ref), tableOf(parent));
}

bool takesKeysAlong(const Context &context, const Object &index)
{
    const ObjectRef table = tableOf(index.ref);
    const auto &partitions = context.partitionsBefore(table);
    return std::any_of(partitions.begin(), partitions.end(), [&](const ObjectRef &partition) {
        if (context.goes(partition) || !staysUnder(context, partition, table))
            return false;
        const auto implements = [&](const Object &key) { return attachedTo(key) == index.ref.name && isKeyUnderIndex(context.from(), key); };
        const auto primary = context.from().partsOf(partition, Kind::PrimaryKey);
        const auto unique = context.from().partsOf(partition, Kind::Unique);
        return std::any_of(primary.begin(), primary.end(), implements) || std::any_of(unique.begin(), unique.end(), implements);
    });
}

bool keepsStorage(const Context &context, const Object &part)
{
    const Object *table = context.from().find(tableOf(part.ref));
    return table && table->get<Table>() && !table->as<Table>().partitionBy.empty();
}

bool isMadeAlone(const Context &context, const Object &part)
{
    if (part.get<Index>() && part.as<Index>().onlyParent)
        return true; // not whole yet: some partition has none
    const auto &partitions = context.partitionsAfter(tableOf(part.ref));
    return std::any_of(partitions.begin(), partitions.end(), [&](const ObjectRef &partition) {
        const Object *own = implementation(context, part, partition);
        if (!own || becomesPartition(context, partition))
            return false;
        return context.comes(own->ref) ? !namedByServer(context, *own) : isMadeAlone(context, *own);
    });
}

std::optional<StepKey> madeWith(const Context &context, const Object &part)
{
    const ObjectRef table = tableOf(part.ref);
    const std::string &parentName = attachedTo(part);
    const auto parent = parentName.empty() ? std::nullopt : parentPart(context.to(), part.ref, parentName);
    if (!parent || becomesPartition(context, table) || isKeyUnderIndex(context.to(), part))
        return std::nullopt;
    const bool tableComes = context.comes(table);
    if (!context.comes(*parent))
        return tableComes ? std::optional(StepKey{table, Phase::Create}) : std::nullopt;
    const Object *parentObject = context.to().find(*parent);
    if (!parentObject || isMadeAlone(context, *parentObject))
        return std::nullopt;
    if (part.ref.kind != Kind::Index && comesWithTable(context, *parent))
        return tableComes ? std::optional(StepKey{table, Phase::Create}) : std::nullopt;
    return StepKey{*parent, Phase::Create};
}

bool isAttachedAlone(const Context &context, const Object &part)
{
    return !attachedTo(part).empty() && !becomesPartition(context, tableOf(part.ref)) && !madeWith(context, part);
}

} // namespace kilter::postgresql
