#include "core/dialect/sqlite/schemarows.h"

#include "core/base/text.h"

#include <algorithm>

namespace kilter::sqlite {
namespace {

/// Ordinary tables: of a virtual one the module may be missing, and asking would fail.
constexpr std::string_view ordinaryTables = "FROM pragma_table_list l JOIN sqlite_schema m ON m.type = 'table' AND m.name = l.name AND l.schema = 'main' AND l.type = 'table' ";

Result<Rows> queried(Connection &connection, std::string_view select, std::string_view join)
{
    return connection.execute(std::string(select) + ' ' + std::string(ordinaryTables) + std::string(join));
}

Result<> readObjects(Connection &connection, SchemaRows &schema)
{
    // Joined here: SQLite would go through the whole list for each row of sqlite_schema.
    KILTER_TRY(const Rows list, connection.execute("SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'"));
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < list.rows.size(); ++i)
        places.emplace(list.text(i, 0), i);
    KILTER_TRY(const Rows rows, connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        SchemaRow row{rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3), {}, false, false};
        const auto place = row.type == "table" || row.type == "view" ? places.find(row.name) : places.end();
        if (place != places.end()) {
            row.listType = list.text(place->second, 1);
            row.withoutRowid = list.isTrue(place->second, 2);
            row.strict = list.isTrue(place->second, 3);
        }
        schema.objects.push_back(std::move(row));
    }
    return {};
}

Result<> readColumns(Connection &connection, SchemaRows &schema)
{
    KILTER_TRY(const Rows rows, queried(connection, "SELECT m.name, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden",
                                        "JOIN pragma_table_xinfo(m.name, 'main') x ORDER BY m.name, x.cid"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        schema.tables[rows.text(i, 0)].columns.push_back(
            {rows.text(i, 1), rows.text(i, 2), rows.isTrue(i, 3), rows.rows[i][4], int(rows.integer(i, 5)), int(rows.integer(i, 6))});
    }
    return {};
}

Result<> readForeignKeys(Connection &connection, SchemaRows &schema)
{
    // SQLite numbers them from the last to the first.
    KILTER_TRY(const Rows rows, queried(connection, "SELECT m.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete",
                                        "JOIN pragma_foreign_key_list(m.name, 'main') f ORDER BY m.name, f.id DESC, f.seq"));
    std::string last;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        std::vector<ParsedConstraint> &keys = schema.tables[rows.text(i, 0)].foreignKeys;
        if (const std::string id = rows.text(i, 0) + '\0' + rows.text(i, 1); id != last) {
            last = id;
            ParsedConstraint &key = keys.emplace_back();
            key.kind = Kind::ForeignKey;
            key.reference.table = rows.text(i, 2);
            key.reference.onUpdate = lowered(rows.text(i, 5));
            key.reference.onDelete = lowered(rows.text(i, 6));
        }
        keys.back().columns.push_back({rows.text(i, 3), false, {}, false});
        if (rows.rows[i][4])
            keys.back().reference.columns.push_back(rows.text(i, 4));
    }
    return {};
}

Result<> readKeys(Connection &connection, SchemaRows &schema)
{
    KILTER_TRY(const Rows rows, queried(connection, "SELECT m.name, i.name, i.origin, x.name",
                                        "JOIN pragma_index_list(m.name, 'main') i JOIN pragma_index_xinfo(i.name, 'main') x WHERE i.origin <> 'c' AND x.key ORDER BY m.name, i.seq DESC, x.seqno"));
    std::string last;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        std::vector<PragmaKey> &keys = schema.tables[rows.text(i, 0)].keys;
        if (rows.text(i, 1) != last) {
            last = rows.text(i, 1);
            keys.push_back({rows.text(i, 2) == "pk", {}});
        }
        keys.back().columns.push_back(rows.text(i, 3));
    }
    return {};
}

std::vector<std::string> primaryColumns(const PragmaTable &pragmas)
{
    std::vector<const PragmaColumn *> columns;
    for (const PragmaColumn &column : pragmas.columns) {
        if (column.keyPlace > 0)
            columns.push_back(&column);
    }
    std::ranges::sort(columns, {}, &PragmaColumn::keyPlace);
    std::vector<std::string> names;
    std::ranges::transform(columns, std::back_inserter(names), &PragmaColumn::name);
    return names;
}

ParsedConstraint keyOf(Kind kind, const std::vector<std::string> &columns)
{
    ParsedConstraint constraint;
    constraint.kind = kind;
    for (const std::string &column : columns)
        constraint.columns.push_back({column, false, {}, false});
    return constraint;
}

bool sameNames(const std::vector<IndexedColumn> &columns, const std::vector<std::string> &names)
{
    return std::ranges::equal(columns, names, [](const IndexedColumn &a, const std::string &b) { return equalsIgnoringCase(a.expression, b); });
}

std::string columnContradiction(const ParsedTable &table, const PragmaTable &pragmas)
{
    if (table.columns.size() != pragmas.columns.size())
        return "number of columns";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const ParsedColumn &parsed = table.columns[i];
        const PragmaColumn &seen = pragmas.columns[i];
        if (parsed.name != seen.name || !equalsIgnoringCase(parsed.generated, seen.hidden == 2 ? "virtual" : seen.hidden == 3 ? "stored" : ""))
            return "column " + seen.name;
        if (parsed.defaultText.has_value() != seen.defaultText.has_value())
            return "default of column " + seen.name;
    }
    return {};
}

} // namespace

Result<SchemaRows> readSchemaRows(Connection &connection)
{
    SchemaRows schema;
    KILTER_CHECK(readObjects(connection, schema));
    KILTER_CHECK(readColumns(connection, schema));
    KILTER_CHECK(readForeignKeys(connection, schema));
    KILTER_CHECK(readKeys(connection, schema));
    return schema;
}

ParsedTable tableOf(const SchemaRow &row, const PragmaTable &pragmas)
{
    ParsedTable table;
    table.name = row.name;
    table.strict = row.strict;
    table.withoutRowid = row.withoutRowid;
    for (const PragmaColumn &seen : pragmas.columns) {
        ParsedColumn column;
        column.name = seen.name;
        column.type = seen.type;
        column.notNull = seen.notNull;
        column.defaultText = seen.defaultText;
        table.columns.push_back(std::move(column));
    }
    if (const auto primary = primaryColumns(pragmas); !primary.empty())
        table.constraints.push_back(keyOf(Kind::PrimaryKey, primary));
    for (const PragmaKey &key : pragmas.keys) {
        if (!key.isPrimary)
            table.constraints.push_back(keyOf(Kind::Unique, key.columns));
    }
    table.constraints.insert(table.constraints.end(), pragmas.foreignKeys.begin(), pragmas.foreignKeys.end());
    return table;
}

std::string contradiction(const ParsedTable &table, const PragmaTable &pragmas)
{
    if (std::string column = columnContradiction(table, pragmas); !column.empty())
        return column;
    std::size_t foreignKeys = 0;
    std::vector<std::string> primary = primaryColumns(pragmas);
    for (const ParsedConstraint &constraint : table.constraints) {
        const auto isSame = [&](const PragmaKey &key) { return sameNames(constraint.columns, key.columns); };
        foreignKeys += constraint.kind == Kind::ForeignKey;
        if (constraint.kind == Kind::PrimaryKey && !sameNames(constraint.columns, std::exchange(primary, {})))
            return "primary key";
        if (constraint.kind == Kind::Unique && !std::ranges::any_of(pragmas.keys, isSame) && !sameNames(constraint.columns, primaryColumns(pragmas)))
            return "unique constraint";
    }
    if (foreignKeys != pragmas.foreignKeys.size())
        return "number of foreign keys";
    return primary.empty() ? std::string() : "primary key";
}

} // namespace kilter::sqlite
