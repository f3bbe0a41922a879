#include "core/dialect/postgresql/emittable.h"

#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/dialect/postgresql/emitserver.h"
#include "core/dialect/postgresql/emittext.h"
#include "core/dialect/postgresql/quote.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// A key of one column under the name that the server gives stands with its column.
bool standsWithColumn(const Object &constraint)
{
    const ObjectRef &ref = constraint.ref;
    if (const PrimaryKey *key = constraint.get<PrimaryKey>()) {
        return key->columns.size() == 1 && key->include.empty() && !key->deferrable && key->attachedTo.empty() && key->storage.empty() && key->tablespace.empty()
               && ref.name == generatedName(ref.parent, {}, "pkey");
    }
    const UniqueKey *key = constraint.get<UniqueKey>();
    return key && key->columns.size() == 1 && key->include.empty() && !key->deferrable && !key->nullsNotDistinct && key->attachedTo.empty()
           && key->storage.empty() && key->tablespace.empty()
           && ref.name == generatedName(ref.parent, key->columns.front(), "key");
}

std::vector<const Object *> constraintsOf(const Catalog &catalog, const ObjectRef &table, const TableLayout &layout)
{
    std::vector<const Object *> constraints;
    for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Check}) {
        for (const Object &part : catalog.partsOf(table, kind)) {
            if (standsInTable(part, layout) && !repeatsAnotherKey(catalog, part))
                constraints.push_back(&part);
        }
    }
    return constraints;
}

std::string columnsOf(const Object &constraint)
{
    if (const PrimaryKey *key = constraint.get<PrimaryKey>())
        return key->columns.front();
    return constraint.as<UniqueKey>().columns.front();
}

std::string columnLine(const Object &column, const std::vector<const Object *> &constraints, const TableLayout &layout)
{
    const ColumnStyle style = layout.withoutDefault.contains(column.ref) ? ColumnStyle::WithoutDefault : ColumnStyle::WithDefault;
    std::string keys;
    bool primary = false;
    for (const Object *constraint : constraints) {
        if (!standsWithColumn(*constraint) || columnsOf(*constraint) != column.ref.name)
            continue;
        primary = primary || constraint->get<PrimaryKey>();
        keys += constraint->get<PrimaryKey>() ? " PRIMARY KEY" : " UNIQUE";
    }
    if (!primary)
        return columnDefinition(column, style) + keys;
    Object keyColumn = column; // a primary key says NOT NULL by itself
    keyColumn.as<Column>().notNull = !column.as<Column>().notNullName.empty();
    return columnDefinition(keyColumn, style) + keys;
}

std::string notNullClause(const Column &column)
{
    if (!column.notNull || !column.notNullValid) // NOT VALID can only be added
        return {};
    return (column.notNullName.empty() ? "" : " CONSTRAINT " + quoted(column.notNullName)) + " NOT NULL" + (column.notNullNoInherit ? " NO INHERIT" : "");
}

bool hasDefault(const Object &column, const TableLayout &layout)
{
    return column.as<Column>().defaultExpression && !layout.withoutDefault.contains(column.ref);
}

/// A typed table's column that has nothing beyond what the type gives it.
bool isTypeOnly(const Object &column, const TableLayout &layout)
{
    return !column.as<Column>().notNull && !hasDefault(column, layout);
}

std::string optionsLine(const Object &object, const TableLayout &layout)
{
    const Column &column = object.as<Column>();
    return quoted(object.ref.name) + " WITH OPTIONS" + notNullClause(column)
           + (hasDefault(object, layout) ? " DEFAULT " + expressionText(*column.defaultExpression) : "");
}

/// For a partition that is made by itself: its NOT NULL has the parent's name already, its identity it gets when it is attached.
Object asOfItself(const Catalog &catalog, const Object &column, const Table &table)
{
    Object named = column;
    if (table.partitionOf)
        named.as<Column>().identity.clear();
    const std::string name = column.as<Column>().notNull && catalog.serverVersion >= 180000 ? notNullNameOf(catalog, column) : std::string();
    if (name != kilter::generatedName(column.ref.parent, column.ref.name, "not_null"))
        named.as<Column>().notNullName = name;
    return named;
}

/// Whether an heir's own column is one that its parents generate in the very same way: then it is declared without the expression, as pg_dump
/// does; servers before PostgreSQL 16 refuse it with one (tablecmds.c, MergeAttributes).
bool isGeneratedAbove(const Catalog &catalog, const Table &table, const Object &column)
{
    const Column &own = column.as<Column>();
    bool above = false;
    for (const ObjectRef &parent : table.inherits) {
        const Object *other = own.generated.empty() ? nullptr : catalog.find(columnRef(parent.schema, parent.name, column.ref.name));
        if (!other)
            continue;
        if (other->as<Column>().generated != own.generated || other->as<Column>().generationExpression != own.generationExpression)
            return false;
        above = true;
    }
    return above;
}

bool isNotNullAbove(const Catalog &catalog, const Table &table, const Object &column)
{
    return std::any_of(table.inherits.begin(), table.inherits.end(), [&](const ObjectRef &parent) {
        const Object *above = catalog.find(columnRef(parent.schema, parent.name, column.ref.name));
        return above && above->as<Column>().notNull;
    });
}

/// What must be said of a partition that is a heap: it would take the access method of a parent that has one (PostgreSQL 17).
std::string methodBesideParents(const Catalog &catalog, const Table &partition)
{
    const Object *parent = catalog.find(*partition.partitionOf);
    return parent && !parent->as<Table>().accessMethod.empty() && partition.foreignServer.empty() ? "heap" : "";
}

/// The column as CREATE TABLE declares it.
Object declared(const Catalog &catalog, const Object &column, const Table &table, const TableLayout &layout)
{
    if (!layout.asPartition)
        return asOfItself(catalog, column, table);
    Object own = column;
    if (isGeneratedAbove(catalog, table, column))
        own.as<Column>().generated.clear();
    // An heir's NOT NULL has its parent's name where it is only the parent's (PostgreSQL 18).
    if (catalog.serverVersion >= 180000 && own.as<Column>().notNull && own.as<Column>().notNullName.empty() && isNotNullAbove(catalog, table, column))
        own.as<Column>().notNull = false;
    if (layout.namesNotNull && own.as<Column>().notNull && own.as<Column>().notNullName.empty())
        own.as<Column>().notNullName = kilter::generatedName(column.ref.parent, column.ref.name, "not_null");
    return own;
}

} // namespace

bool standsInTable(const Object &part, const TableLayout &layout)
{
    if (layout.apart.contains(part.ref))
        return false;
    if (const CheckConstraint *check = part.get<CheckConstraint>())
        return check->valid && !(check->inherited && layout.asPartition);
    if (const PrimaryKey *key = part.get<PrimaryKey>())
        return key->attachedTo.empty() || !layout.asPartition;
    if (const UniqueKey *key = part.get<UniqueKey>())
        return key->attachedTo.empty() || !layout.asPartition;
    return false;
}

bool repeatsAnotherKey(const Catalog &catalog, const Object &constraint)
{
    const UniqueKey *key = constraint.get<UniqueKey>();
    if (!key)
        return false;
    const ObjectRef table = tableOf(constraint.ref);
    for (const Object &object : catalog.partsOf(table, Kind::PrimaryKey)) {
        const PrimaryKey &primary = object.as<PrimaryKey>();
        if (primary.columns == key->columns && primary.include == key->include && primary.deferrable == key->deferrable
            && primary.withoutOverlaps == key->withoutOverlaps && primary.initiallyDeferred == key->initiallyDeferred)
            return true;
    }
    for (const Object &object : catalog.partsOf(table, Kind::Unique)) {
        const UniqueKey &other = object.as<UniqueKey>();
        if (object.ref < constraint.ref && other.columns == key->columns && other.include == key->include && other.deferrable == key->deferrable
            && other.initiallyDeferred == key->initiallyDeferred && other.nullsNotDistinct == key->nullsNotDistinct && other.withoutOverlaps == key->withoutOverlaps)
            return true;
    }
    return false;
}

std::string identityClause(const Object &object)
{
    const Column &column = object.as<Column>();
    std::string options;
    if (!column.identitySequence.empty())
        options = "SEQUENCE NAME " + quoted(object.ref.schema) + '.' + quoted(column.identitySequence);
    if (column.identityOptions) {
        const std::string others = sequenceOptions(*column.identityOptions, false);
        options += (options.empty() || others.empty() ? "" : " ") + others;
    }
    return (column.identity == "always" ? "ALWAYS AS IDENTITY" : "BY DEFAULT AS IDENTITY") + (options.empty() ? "" : " (" + options + ')');
}

std::string columnDefinition(const Object &object, ColumnStyle style)
{
    const Column &column = object.as<Column>();
    std::string text = quoted(object.ref.name) + ' ' + typeText(column.type) + optionsClause(column.foreignOptions);
    if (!column.collation.empty())
        text += " COLLATE " + column.collation;
    if (!column.generated.empty())
        text += " GENERATED ALWAYS AS (" + expressionText(column.generationExpression) + ") " + (column.generated == "virtual" ? "VIRTUAL" : "STORED");
    else if (!column.identity.empty())
        text += " GENERATED " + identityClause(object);
    text += notNullClause(column);
    if (style == ColumnStyle::WithDefault && column.generated.empty() && column.defaultExpression)
        text += " DEFAULT " + expressionText(*column.defaultExpression);
    return text;
}

std::string addNotNull(const Object &object)
{
    const Column &column = object.as<Column>();
    return "ALTER TABLE " + qualifiedTable(object.ref) + " ADD" + (column.notNullName.empty() ? "" : " CONSTRAINT " + quoted(column.notNullName)) + " NOT NULL "
           + quoted(object.ref.name) + (column.notNullNoInherit ? " NO INHERIT" : "") + (column.notNullValid ? "" : " NOT VALID");
}

std::string notNullNameOf(const Catalog &catalog, const Object &column)
{
    if (!column.as<Column>().notNullName.empty())
        return column.as<Column>().notNullName;
    const Object *table = column.as<Column>().inherited ? catalog.find(tableOf(column.ref)) : nullptr;
    if (table && table->get<Table>()) {
        std::vector<ObjectRef> parents = table->as<Table>().inherits;
        if (table->as<Table>().partitionOf)
            parents.push_back(*table->as<Table>().partitionOf);
        for (const ObjectRef &parent : parents) {
            const Object *above = catalog.find(columnRef(parent.schema, parent.name, column.ref.name));
            if (above && above->as<Column>().notNull)
                return notNullNameOf(catalog, *above);
        }
    }
    return kilter::generatedName(column.ref.parent, column.ref.name, "not_null");
}

std::string createTable(const Catalog &catalog, const Object &object, const TableLayout &layout)
{
    const Table &table = object.as<Table>();
    const bool partition = table.partitionOf && layout.asPartition;
    const bool typed = !table.ofType.empty();
    // Their columns come from elsewhere, and keys have no column to stand with.
    const bool keysApart = partition || typed || (!table.inherits.empty() && layout.asPartition);
    const auto constraints = constraintsOf(catalog, object.ref, layout);
    std::vector<std::string> lines;
    for (const Object *column : catalog.columnsOf(object.ref)) {
        const bool fromParent = column->as<Column>().inherited && !table.inherits.empty() && layout.asPartition;
        if (typed && !isTypeOnly(*column, layout))
            lines.push_back(optionsLine(*column, layout));
        else if (!typed && !layout.apart.contains(column->ref) && !partition && !fromParent)
            lines.push_back(columnLine(declared(catalog, *column, table, layout), keysApart ? std::vector<const Object *>() : constraints, layout));
        else if (!typed && fromParent && !column->as<Column>().notNullName.empty())
            lines.push_back("CONSTRAINT " + quoted(column->as<Column>().notNullName) + " NOT NULL " + quoted(column->ref.name));
    }
    for (const Object *constraint : constraints) {
        if (keysApart || !standsWithColumn(*constraint))
            lines.push_back("CONSTRAINT " + quoted(constraint->ref.name) + ' ' + constraintDefinition(*constraint));
    }
    const bool foreign = !table.foreignServer.empty();
    std::string sql = std::string("CREATE ") + (table.unlogged ? "UNLOGGED " : "") + (foreign ? "FOREIGN " : "") + "TABLE " + (layout.ifNotExists ? "IF NOT EXISTS " : "")
                      + qualified(object.ref);
    if (partition)
        sql += " PARTITION OF " + qualified(*table.partitionOf);
    if (typed)
        sql += " OF " + table.ofType;
    if (!lines.empty() || (!partition && !typed))
        sql += lines.empty() ? " (\n)" : " (\n    " + joined(lines, ",\n    ") + "\n)";
    if (partition)
        sql += ' ' + table.partitionBound;
    if (foreign)
        sql += " SERVER " + quoted(table.foreignServer) + optionsClause(table.foreignOptions);
    if (!table.inherits.empty() && layout.asPartition) {
        std::vector<std::string> parents;
        for (const ObjectRef &parent : table.inherits)
            parents.push_back(qualified(parent));
        sql += " INHERITS (" + joined(parents, ", ") + ')';
    }
    if (!table.partitionBy.empty())
        sql += " PARTITION BY " + table.partitionBy;
    if (const std::string method = partition && table.accessMethod.empty() ? methodBesideParents(catalog, table) : table.accessMethod; !method.empty())
        sql += " USING " + quoted(method);
    if (!table.storage.empty())
        sql += " WITH (" + joined(table.storage, ", ") + ')';
    return table.tablespace.empty() ? sql : sql + " TABLESPACE " + quoted(table.tablespace);
}

} // namespace kilter::postgresql
