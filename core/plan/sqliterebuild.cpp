#include "core/plan/sqliterebuild.h"

#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/dialect/sqlite/inspect.h"
#include "core/dialect/sqlite/quote.h"
#include "core/dialect/sqlite/tableparts.h"

#include <algorithm>
#include <array>

namespace kilter::sqlite {
namespace {

/// Column affinity (sqlite.org/datatype3.html, section 3.1).
enum class Affinity { Integer, Text, Blob, Real, Numeric };

Affinity affinityOf(std::string_view upperCaseType)
{
    const auto has = [&](std::string_view part) { return upperCaseType.find(part) != std::string_view::npos; };
    if (has("INT"))
        return Affinity::Integer;
    if (has("CHAR") || has("CLOB") || has("TEXT"))
        return Affinity::Text;
    if (has("BLOB") || upperCaseType.empty() || upperCaseType == "ANY")
        return Affinity::Blob;
    if (has("REAL") || has("FLOA") || has("DOUB"))
        return Affinity::Real;
    return Affinity::Numeric;
}

/// Whether the way back gives other values: '007' becomes 7, 0.1 becomes '0.1' with 15 digits.
bool changesValues(Affinity from, Affinity to)
{
    if (from == to || to == Affinity::Blob)
        return false;
    if (from == Affinity::Text || from == Affinity::Blob)
        return to != Affinity::Text || from == Affinity::Blob;
    return to == Affinity::Text ? from != Affinity::Integer : to == Affinity::Real;
}

class Rebuild
{
public:
    Rebuild(const PlanCatalogs &catalogs, const TablePlan &table) : m_catalogs(catalogs), m_table(table), m_name(table.after.name)
    {
        m_new = "kilter_new_" + m_name;
        const auto isTaken = [&](const Catalog &catalog) { return catalog.contains(tableRef({}, m_new)) || catalog.contains({Kind::View, {}, {}, m_new, {}}); };
        while (isTaken(catalogs.from) || isTaken(catalogs.to))
            m_new += '_';
        for (const Object *column : catalogs.to.columnsOf(table.after)) {
            const bool isNew = std::ranges::find(table.addedColumns, column) != table.addedColumns.end();
            if (!isNew && column->as<Column>().generated.empty())
                m_copied.push_back(column->ref.name);
        }
    }

    std::vector<Statement> statements()
    {
        add(tableSql(m_catalogs.to, *m_catalogs.to.find(m_table.after), m_new));
        addCopy();
        add("INSERT INTO temp.kilter_rebuild SELECT " + literal(m_name) + ", (SELECT count(*) FROM " + quoted(m_name) + "), (SELECT count(*) FROM "
            + quoted(m_new) + "), foreign_keys FROM pragma_foreign_keys");
        addSequence();
        addDrop();
        add("ALTER TABLE " + quoted(m_new) + " RENAME TO " + quoted(m_name));
        return std::move(m_statements);
    }

private:
    Statement &add(std::string sql)
    {
        Statement &statement = m_statements.emplace_back();
        statement.sql = std::move(sql);
        statement.object = m_table.after;
        return statement;
    }

    void addCopy()
    {
        std::vector<std::string> into;
        std::ranges::transform(m_copied, std::back_inserter(into), [](const std::string &name) { return quoted(name); });
        std::vector<std::string> values;
        std::ranges::transform(m_copied, std::back_inserter(values), [&](const std::string &name) {
            const auto old = m_table.copiedAs.find(name);
            return quoted(old == m_table.copiedAs.end() ? name : old->second);
        });
        if (const std::string rowid = hiddenRowid(); !rowid.empty()) {
            into.insert(into.begin(), rowid);
            values.insert(values.begin(), rowid);
        }
        if (into.empty())
            copyNothingButRows(into, values);
        Statement &statement = add("INSERT INTO " + quoted(m_new) + " (" + joined(into, ", ") + ") SELECT " + joined(values, ", ") + " FROM " + quoted(m_name));
        statement.rewrites = true;
        statement.scans = true;
        judgeColumns(statement);
    }

    /// A name of the rowid where no column of either table shows it or hides the name; empty: none.
    std::string hiddenRowid() const
    {
        const bool hasRowids = !m_catalogs.from.find(m_table.before)->as<Table>().withoutRowid && !m_catalogs.to.find(m_table.after)->as<Table>().withoutRowid;
        if (!hasRowids || hasRowidAlias(m_catalogs.from, m_table.before) || hasRowidAlias(m_catalogs.to, m_table.after))
            return {};
        for (const std::string_view name : {"rowid", "_rowid_", "oid"}) {
            const auto isColumn = [&](const Catalog &catalog, const ObjectRef &table) {
                return std::ranges::any_of(catalog.partsOf(table, Kind::Column), [&](const Object &c) { return equalsIgnoringCase(c.ref.name, name); });
            };
            if (!isColumn(m_catalogs.from, m_table.before) && !isColumn(m_catalogs.to, m_table.after))
                return std::string(name);
        }
        return {};
    }

    /// No column stays: as many rows as before, of defaults.
    void copyNothingButRows(std::vector<std::string> &into, std::vector<std::string> &values) const
    {
        for (const Object *object : m_catalogs.to.columnsOf(m_table.after)) {
            const Column &column = object->as<Column>();
            if (!column.generated.empty())
                continue;
            into.push_back(quoted(object->ref.name));
            values.push_back(column.defaultExpression ? '(' + *column.defaultExpression + ')' : std::string("NULL"));
            return;
        }
    }

    void judgeColumns(Statement &statement) const
    {
        for (const std::string &name : m_copied) {
            const ObjectRef ref = columnRef(m_table.after.schema, m_name, name);
            const Column &before = m_catalogs.base.find(ref)->as<Column>();
            const Column &after = m_catalogs.to.find(ref)->as<Column>();
            if (after.notNull && !before.notNull)
                hazard(statement, "set-not-null", "column " + name + " of " + m_name + " becomes NOT NULL: fails where it holds NULL");
            if (changesValues(affinityOf(before.type), affinityOf(after.type))) {
                hazard(statement, "change-type", "the values of " + m_name + '.' + name + " are converted from " + shown(before.type) + " to " + shown(after.type));
                statement.reversibility = Reversibility::StructureOnly;
                statement.reason = "the conversion of " + name + " may not give the same values on the way back";
            }
        }
        for (const Object *column : m_table.addedColumns) {
            const Column &body = column->as<Column>();
            const bool fills = body.defaultExpression || !body.generated.empty() || (hasRowidAlias(m_catalogs.to, m_table.after) && isPrimary(*column));
            if (body.notNull && !fills)
                hazard(statement, "add-not-null-column", "new column " + column->ref.name + " of " + m_name + " is NOT NULL without a default: fails when rows exist");
        }
    }

    bool isPrimary(const Object &column) const
    {
        const Object *key = m_catalogs.to.primaryKeyOf(m_table.after);
        return key && key->as<PrimaryKey>().columns == std::vector{column.ref.name};
    }

    static std::string shown(const std::string &type) { return type.empty() ? "no type" : type; }

    static void hazard(Statement &statement, std::string id, std::string message)
    {
        statement.hazards.push_back({std::move(id), std::move(message)});
    }

    bool countsUp(const Catalog &catalog, const ObjectRef &table) const
    {
        return std::ranges::any_of(catalog.partsOf(table, Kind::Column), [](const Object &column) { return column.as<Column>().autoIncrement; });
    }

    /// The counter goes with the name that the table has then; the copy began one of its own.
    void addSequence()
    {
        if (!countsUp(m_catalogs.from, m_table.before) || !countsUp(m_catalogs.to, m_table.after))
            return;
        add("DELETE FROM sqlite_sequence WHERE name = " + literal(m_new));
        add("INSERT INTO sqlite_sequence (name, seq) SELECT " + literal(m_new) + ", seq FROM sqlite_sequence WHERE name = " + literal(m_name));
    }

    void addDrop()
    {
        Statement &statement = add("DROP TABLE " + quoted(m_name));
        std::vector<std::string> lost;
        for (const Diagnostic &note : m_catalogs.from.notes) {
            if (note.code != "not-modelled" || !note.message.starts_with(notePrefix(m_table.before.name)))
                continue;
            hazard(statement, "not-modelled", "the rebuild loses what is not modelled: " + note.message);
            lost = {"what is not modelled"};
        }
        for (const std::string &column : m_table.droppedNames) {
            const Object *object = m_catalogs.from.find(columnRef(m_table.before.schema, m_table.before.name, column));
            if (!object->as<Column>().generated.empty())
                continue;
            lost.push_back("the values of " + column);
            hazard(statement, "drop-column", "column " + column + " of " + m_name + " is dropped with its values");
        }
        statement.losesData = std::ranges::any_of(statement.hazards, [](const Hazard &h) { return h.id == "drop-column"; });
        if (countsUp(m_catalogs.from, m_table.before) && !countsUp(m_catalogs.to, m_table.after))
            lost.push_back("the counter of AUTOINCREMENT");
        if (lost.empty())
            return;
        statement.reversibility = Reversibility::StructureOnly;
        statement.reason = joined(lost, ", ") + (lost.size() == 1 && !lost[0].starts_with("the values") ? " is lost" : " are lost");
    }

    const PlanCatalogs &m_catalogs;
    const TablePlan &m_table;
    std::string m_name;
    std::string m_new;
    std::vector<std::string> m_copied;
    std::vector<Statement> m_statements;
};

} // namespace

Statement createRebuildGuard()
{
    Statement statement;
    statement.sql = "CREATE TEMP TABLE kilter_rebuild (table_name, rows_before, rows_after, foreign_keys, "
                    "CONSTRAINT every_row_is_copied CHECK (rows_before = rows_after), CONSTRAINT foreign_keys_are_off CHECK (foreign_keys = 0))";
    return statement;
}

Statement dropRebuildGuard()
{
    Statement statement;
    statement.sql = "DROP TABLE temp.kilter_rebuild";
    return statement;
}

std::vector<Statement> rebuildStatements(const PlanCatalogs &catalogs, const TablePlan &table)
{
    return Rebuild(catalogs, table).statements();
}

} // namespace kilter::sqlite
