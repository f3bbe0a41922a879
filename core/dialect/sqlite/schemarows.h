#pragma once
#include "core/connection/connection.h"
#include "core/dialect/sqlite/createtable.h"

#include <map>

namespace kilter::sqlite {

/// A row of sqlite_schema with what PRAGMA table_list says of it.
struct SchemaRow
{
    std::string type; ///< table | index | view | trigger
    std::string name;
    std::string table;
    std::string sql;      ///< empty: an index of a constraint
    std::string listType; ///< table | view | virtual | shadow; of tables and views
    bool withoutRowid = false;
    bool strict = false;
};

struct PragmaColumn
{
    std::string name;
    std::string type;
    bool notNull = false;
    std::optional<std::string> defaultText;
    int keyPlace = 0; ///< from 1; 0: not in the primary key
    int hidden = 0;   ///< 2: virtual, 3: stored generated column
};

/// The columns of a UNIQUE constraint or of a primary key that has an index.
struct PragmaKey
{
    bool isPrimary = false;
    std::vector<std::string> columns;
};

/// What SQLite's pragmas say of one table.
struct PragmaTable
{
    std::vector<PragmaColumn> columns;
    std::vector<PragmaKey> keys;
    std::vector<ParsedConstraint> foreignKeys;
};

struct SchemaRows
{
    std::vector<SchemaRow> objects; ///< in the order in which they were made
    std::map<std::string, PragmaTable, std::less<>> tables;
};

/// The schema of "main": one query over sqlite_schema and one a pragma.
[[nodiscard]] Result<SchemaRows> readSchemaRows(Connection &connection);

/// The table as the pragmas alone show it, for a text that was not understood: without checks, names, collations.
ParsedTable tableOf(const SchemaRow &row, const PragmaTable &pragmas);

/// Where the text, as it was understood, and the pragmas contradict each other; empty: nowhere.
std::string contradiction(const ParsedTable &table, const PragmaTable &pragmas);

} // namespace kilter::sqlite
