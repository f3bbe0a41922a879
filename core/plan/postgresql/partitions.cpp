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

bool hasExpectedName(const Context &context, const Object &part)
{
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
    for (const Object &candidate : context.to().partsOf(partition, part.ref.kind)) {
        if (attachedTo(candidate) == part.ref.name)
            return &candidate;
    }
    return nullptr;
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
    if (!after || !context.comes(table) || !after->as<Table>().partitionOf)
        return false;
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
    return namesKeys || definesOtherwise(context, table);
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
    if (!parent || becomesPartition(context, table))
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
