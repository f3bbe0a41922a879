#include "core/plan/sqlitetable.h"

#include "core/base/text.h"
#include "core/dialect/sqlite/canonical.h"
#include "core/dialect/sqlite/constraintnames.h"
#include "core/dialect/sqlite/tableparts.h"

#include <algorithm>
#include <set>

namespace kilter::sqlite {
namespace {

bool sameName(const std::string &a, const std::string &b)
{
    return equalsIgnoringCase(a, b);
}

bool mentions(std::string_view expression, std::string_view column)
{
    const auto tokens = tokensOf(expression);
    return !tokens || std::ranges::any_of(*tokens, [&](const Token &token) {
        return (token.kind == TokenKind::Word || token.kind == TokenKind::QuotedName) && equalsIgnoringCase(nameOf(token), column);
    });
}

/// RENAME COLUMN fails on a column of the primary key of a table WITHOUT ROWID when a UNIQUE behind the key names it too (tried on 3.40: "no
/// such column" after the rename): such names change with a rebuild.
bool renamesByRebuild(const PlanCatalogs &catalogs, const ObjectRef &before)
{
    const Object *key = catalogs.from.primaryKeyOf(before);
    if (!key || !catalogs.from.find(before)->as<Table>().withoutRowid)
        return false;
    const auto isRenamedKey = [&](const std::string &name) {
        return catalogs.renamed.contains(columnRef(before.schema, before.name, name)) && std::ranges::count(key->as<PrimaryKey>().columns, name) > 0;
    };
    return std::ranges::any_of(catalogs.from.partsOf(before, Kind::Unique), [&](const Object &unique) {
        return std::ranges::any_of(unique.as<UniqueKey>().columns, isRenamedKey);
    });
}

/// Finds an order for renames of one table's columns, parking names where they stand in each other's way.
class ColumnRenamer
{
public:
    ColumnRenamer(const PlanCatalogs &catalogs, TablePlan &plan) : m_plan(plan)
    {
        for (const Object *column : catalogs.from.columnsOf(plan.before)) {
            const std::string &name = column->ref.name;
            m_current.push_back(name);
            if (catalogs.isDropped(column->ref))
                m_dropped.push_back({name, name});
            else if (const std::string wanted = catalogs.inBase(column->ref).name; wanted != name)
                m_pending.push_back({name, wanted});
        }
    }

    void run(bool byRebuild)
    {
        while (!m_pending.empty() && !byRebuild) {
            const auto ready = std::ranges::find_if(m_pending, [&](const ColumnRename &r) { return !isTaken(r.to); });
            if (ready == m_pending.end()) {
                park(m_pending.front().to);
                continue;
            }
            rename(ready->from, ready->to);
            m_pending.erase(ready);
        }
        for (const ColumnRename &pending : m_pending)
            m_plan.copiedAs.emplace(pending.to, pending.from);
        for (const ColumnRename &dropped : m_dropped) {
            m_plan.droppedNames.push_back(dropped.from);
            m_plan.droppedColumns.push_back(dropped.to);
        }
    }

private:
    bool isTaken(const std::string &name) const
    {
        return std::ranges::any_of(m_current, [&](const std::string &other) { return sameName(other, name); });
    }

    void rename(const std::string &from, const std::string &to)
    {
        m_plan.columnRenames.push_back({from, to});
        *std::ranges::find(m_current, from) = to;
    }

    void park(const std::string &name)
    {
        const std::string present = *std::ranges::find_if(m_current, [&](const std::string &other) { return sameName(other, name); });
        std::string parked;
        do
            parked = "kilter_old_" + std::to_string(++m_parked);
        while (isTaken(parked));
        rename(present, parked);
        for (ColumnRename &pending : m_pending) {
            if (pending.from == present)
                pending.from = parked;
        }
        for (ColumnRename &dropped : m_dropped) {
            if (dropped.to == present)
                dropped.to = parked;
        }
    }

    TablePlan &m_plan;
    std::vector<std::string> m_current;
    std::vector<ColumnRename> m_pending;
    std::vector<ColumnRename> m_dropped; ///< own name → present name
    int m_parked = 0;
};

class TableComparison
{
public:
    TableComparison(const PlanCatalogs &catalogs, TablePlan &plan) : m_catalogs(catalogs), m_plan(plan) {}

    void run()
    {
        compareTable();
        compareColumns();
        compareConstraints();
        placeAdded();
    }

private:
    void need(const std::string &reason)
    {
        if (m_plan.rebuildReason.empty())
            m_plan.rebuildReason = reason;
    }

    void compareTable()
    {
        const Table &before = m_catalogs.from.find(m_plan.before)->as<Table>();
        const Table &after = m_catalogs.to.find(m_plan.after)->as<Table>();
        if (before.strict != after.strict)
            need("STRICT changes");
        if (before.withoutRowid != after.withoutRowid)
            need("WITHOUT ROWID changes");
        if (!m_plan.copiedAs.empty())
            need("the primary key's column gets another name");
    }

    void compareColumns()
    {
        std::set<std::string> kept;
        for (const Object &column : m_catalogs.from.partsOf(m_plan.before, Kind::Column)) {
            if (m_catalogs.isDropped(column.ref))
                continue;
            const ObjectRef ref = m_catalogs.inBase(column.ref);
            kept.insert(ref.name);
            if (!sameContent(*m_catalogs.base.find(ref), *m_catalogs.to.find(ref)))
                need("column " + ref.name + " changes");
        }
        if (kept.empty())
            need("no column stays");
        for (const Object *column : m_catalogs.to.columnsOf(m_plan.after)) {
            if (!kept.contains(column->ref.name))
                m_plan.addedColumns.push_back(column);
        }
    }

    /// The name that each written or unwritten constraint has once tables and columns have their new names.
    void compareConstraints()
    {
        const std::vector<TablePart> parts = tableParts(m_catalogs.from, m_plan.before);
        std::vector<NamedConstraint> named;
        for (const TablePart &part : parts)
            named.push_back(namedAfter(part));
        const std::vector<std::string> names = constraintNames(m_plan.after.name, named);
        for (std::size_t i = 0; i < parts.size(); ++i)
            compareConstraint(*parts[i].object, names[i]);
        for (const Kind kind : {Kind::PrimaryKey, Kind::Unique, Kind::Check, Kind::ForeignKey}) {
            for (const Object &object : m_catalogs.to.partsOf(m_plan.after, kind)) {
                if (!m_present.contains(object.ref))
                    m_newParts.push_back(&object);
            }
        }
    }

    std::string columnAfter(const std::string &column) const
    {
        return m_catalogs.inBase(columnRef(m_plan.before.schema, m_plan.before.name, column)).name;
    }

    NamedConstraint namedAfter(const TablePart &part) const
    {
        NamedConstraint named;
        named.kind = part.object->ref.kind;
        named.column = part.column.empty() ? std::string() : columnAfter(part.column);
        named.name = part.written ? part.object->ref.name : std::string();
        const std::vector<std::string> *columns = nullptr;
        if (const PrimaryKey *primary = part.object->get<PrimaryKey>())
            columns = &primary->columns;
        else if (const UniqueKey *unique = part.object->get<UniqueKey>())
            columns = &unique->columns;
        else if (const ForeignKey *foreign = part.object->get<ForeignKey>())
            columns = &foreign->columns;
        for (std::size_t i = 0; columns && i < columns->size(); ++i)
            named.columns.push_back(columnAfter((*columns)[i]));
        return named;
    }

    void compareConstraint(const Object &before, const std::string &name)
    {
        const ObjectRef ref{before.ref.kind, m_plan.after.schema, m_plan.after.name, name, {}};
        const Object *wanted = m_catalogs.to.find(ref);
        const Object *inBase = m_catalogs.base.find(m_catalogs.inBase(before.ref));
        if (!wanted || !inBase) {
            need(std::string(keyword(before.ref.kind)) + ' ' + name + " goes");
            return;
        }
        Object present = *inBase;
        if (present.get<ForeignKey>()) { // the text keeps naming the table as before, and its columns where a rebuild renames them
            present.as<ForeignKey>().referencedTable = before.as<ForeignKey>().referencedTable;
            if (renamesByRebuild(m_catalogs, before.as<ForeignKey>().referencedTable))
                present.as<ForeignKey>().referencedColumns = before.as<ForeignKey>().referencedColumns;
        }
        if (sameContent(present, *wanted))
            m_present.insert(ref);
        else
            need(std::string(keyword(before.ref.kind)) + ' ' + name + " changes");
    }

    /// New constraints must come with a new column, new columns must be such as ADD COLUMN takes.
    void placeAdded()
    {
        for (const Object *part : m_newParts) {
            const auto column = std::ranges::find_if(m_plan.addedColumns.rbegin(), m_plan.addedColumns.rend(), [&](const Object *c) { return belongsTo(*part, c->ref.name); });
            // A name that is not written must come back as the default one of what stands at a column.
            const bool fits = column != m_plan.addedColumns.rend()
                              && (!isUnnamed(*part) || part->ref.name == defaultName(m_plan.after.name, {part->ref.kind, {(*column)->ref.name}, (*column)->ref.name, {}}));
            if (!fits)
                need(std::string(keyword(part->ref.kind)) + ' ' + part->ref.name + " comes");
            else
                m_plan.addedParts.push_back(part);
        }
        for (const Object *column : m_plan.addedColumns) {
            const bool hasForeignKey = std::ranges::any_of(m_plan.addedParts, [&](const Object *part) {
                return part->ref.kind == Kind::ForeignKey && part->as<ForeignKey>().columns.at(0) == column->ref.name;
            });
            if (!canBeAdded(column->as<Column>(), hasForeignKey))
                need("column " + column->ref.name + " cannot be added in place");
        }
    }

    const PlanCatalogs &m_catalogs;
    TablePlan &m_plan;
    std::set<ObjectRef> m_present;
    std::vector<const Object *> m_newParts;
};

} // namespace

ObjectRef PlanCatalogs::inBase(const ObjectRef &ref) const
{
    if (const auto found = renamed.find(ref); found != renamed.end())
        return found->second;
    ObjectRef mapped = ref;
    if (isPartOfTable(ref.kind)) {
        for (const Kind kind : {Kind::Table, Kind::View}) {
            if (const auto table = renamed.find({kind, ref.schema, {}, ref.parent, {}}); table != renamed.end())
                mapped.parent = table->second.name;
        }
    }
    return mapped;
}

bool PlanCatalogs::isDropped(const ObjectRef &ref) const
{
    const ObjectRef mapped = inBase(ref);
    if (!to.contains(mapped))
        return true;
    // Another object is renamed to this one's name.
    return !renamed.contains(ref)
           && std::ranges::any_of(renamed, [&](const auto &rename) { return rename.second == mapped && rename.first != ref; });
}

TablePlan tablePlan(const PlanCatalogs &catalogs, const ObjectRef &before)
{
    TablePlan plan;
    plan.before = before;
    plan.after = catalogs.inBase(before);
    ColumnRenamer(catalogs, plan).run(renamesByRebuild(catalogs, before));
    TableComparison(catalogs, plan).run();
    return plan;
}

bool canBeAdded(const Column &column, bool hasForeignKey)
{
    if (column.autoIncrement || column.generated == "stored" || (column.generated == "virtual" && column.notNull))
        return false;
    const bool hasValue = column.defaultExpression && !equalsIgnoringCase(*column.defaultExpression, "null");
    if (hasValue && !isConstantDefault(*column.defaultExpression))
        return false;
    return hasForeignKey ? !hasValue && !column.notNull : !column.notNull || hasValue;
}

bool belongsTo(const Object &constraint, const std::string &column)
{
    if (const ForeignKey *key = constraint.get<ForeignKey>())
        return key->columns.size() == 1 && key->columns[0] == column;
    const CheckConstraint *check = constraint.get<CheckConstraint>();
    return check && mentions(check->expression, column);
}

bool hasRowidAlias(const Catalog &catalog, const ObjectRef &table)
{
    const Object *key = catalog.primaryKeyOf(table);
    if (catalog.find(table)->as<Table>().withoutRowid || !key || key->as<PrimaryKey>().columns.size() != 1)
        return false;
    const Object *column = catalog.find(columnRef(table.schema, table.name, key->as<PrimaryKey>().columns[0]));
    return column && column->as<Column>().type == "INTEGER";
}

} // namespace kilter::sqlite
