#include "tests/campaigns/rowstate.h"

#include "core/base/text.h"
#include "core/dialect/dialect.h"

#include <algorithm>
#include <stdexcept>

namespace kilter::campaign {

namespace {

constexpr const char *ownRelations = R"(n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))";

constexpr const char *columnsQuery = R"(
SELECT n.nspname, c.relname, c.relkind, c.relispartition, a.attname, format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum AND a.attgenerated <> ''
WHERE c.relkind IN ('r', 'p') AND %1 ORDER BY n.nspname, c.relname, a.attnum)";

constexpr const char *parentsQuery = R"(
SELECT n.nspname, c.relname, pn.nspname, p.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace WHERE c.relkind IN ('r', 'p'))";

constexpr const char *sequencesQuery = R"(
SELECT n.nspname, c.relname, pg_sequence_last_value(c.oid), t.relname, a.attname, tn.nspname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i')
LEFT JOIN pg_class t ON t.oid = o.refobjid LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
WHERE c.relkind = 'S' AND %1)";

Rows ask(Connection &connection, const std::string &sql)
{
    auto rows = connection.execute(sql);
    if (!rows)
        throw std::runtime_error(kilter::toText(rows.error()) + "\n" + sql);
    return std::move(*rows);
}

std::string own(const char *query)
{
    return replaced(query, "%1", ownRelations);
}

ObjectRef tableRef(const std::string &schema, const std::string &name)
{
    return {Kind::Table, schema, {}, name, {}};
}

void readRows(Connection &connection, const ObjectRef &ref, StoredTable &table)
{
    const Dialect &dialect = Dialect::of(DialectKind::PostgreSql);
    std::vector<std::string> columns;
    for (const StoredColumn &column : table.columns)
        columns.push_back(dialect.quoted(column.name) + "::text");
    table.rows = ask(connection, "SELECT " + joined(columns, ", ") + " FROM " + (table.partitioned ? "" : "ONLY ") + dialect.qualified(ref)).rows;
    std::sort(table.rows.begin(), table.rows.end());
}

} // namespace

StoredState stateOf(Connection &connection)
{
    StoredState state;
    const Rows columns = ask(connection, own(columnsQuery));
    for (std::size_t row = 0; row < columns.rows.size(); ++row) {
        StoredTable &table = state.tables[tableRef(columns.text(row, 0), columns.text(row, 1))];
        table.partitioned = columns.text(row, 2) == "p";
        if (columns.rows[row][4])
            table.columns.push_back({columns.text(row, 4), columns.text(row, 5), columns.text(row, 6)});
    }
    const Rows parents = ask(connection, parentsQuery);
    for (std::size_t row = 0; row < parents.rows.size(); ++row)
        if (const auto table = state.tables.find(tableRef(parents.text(row, 0), parents.text(row, 1))); table != state.tables.end())
            table->second.parents.push_back(tableRef(parents.text(row, 2), parents.text(row, 3)));
    const Rows types = ask(connection, "SELECT n.nspname, c.relname, tn.nspname, t.typname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                                       "JOIN pg_type t ON t.oid = c.reloftype JOIN pg_namespace tn ON tn.oid = t.typnamespace");
    for (std::size_t row = 0; row < types.rows.size(); ++row)
        if (const auto table = state.tables.find(tableRef(types.text(row, 0), types.text(row, 1))); table != state.tables.end())
            table->second.parents.push_back({Kind::Composite, types.text(row, 2), {}, types.text(row, 3), {}});
    for (auto &[ref, table] : state.tables)
        readRows(connection, ref, table);
    const Rows sequences = ask(connection, own(sequencesQuery));
    for (std::size_t row = 0; row < sequences.rows.size(); ++row) {
        StoredSequence sequence{sequences.rows[row][2], std::nullopt};
        if (sequences.rows[row][3])
            sequence.owner = ObjectRef{Kind::Column, sequences.text(row, 5), sequences.text(row, 3), sequences.text(row, 4), {}};
        state.sequences.emplace(ObjectRef{Kind::Sequence, sequences.text(row, 0), {}, sequences.text(row, 1), {}}, std::move(sequence));
    }
    const Rows views = ask(connection, own("SELECT n.nspname, c.relname, c.relispopulated FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                                           "WHERE c.relkind = 'm' AND %1"));
    for (std::size_t row = 0; row < views.rows.size(); ++row)
        state.populated.emplace(ObjectRef{Kind::MaterializedView, views.text(row, 0), {}, views.text(row, 1), {}}, views.isTrue(row, 2));
    return state;
}

} // namespace kilter::campaign
