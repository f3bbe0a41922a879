#pragma once
#include "core/catalog/objectref.h"
#include "core/dialect/sqlite/token.h"

#include <optional>
#include <span>

/// What the CREATE statements of sqlite_schema say beyond SQLite's pragmas: names of constraints, texts of checks, defaults and generated
/// columns, conflict clauses. Grammar: sqlite.org/lang_createtable.html, and SQLite's parse.y where it takes more than the manual says.
/// Names are unquoted, texts are as written.
namespace kilter::sqlite {

struct IndexedColumn
{
    std::string expression; ///< a name (unquoted) or SQL text
    bool isExpression = false;
    std::string collation; ///< name; empty: none written
    bool descending = false;
};

struct ParsedReference
{
    std::string table;
    std::vector<std::string> columns; ///< empty: the primary key
    std::string onDelete = "no action";
    std::string onUpdate = "no action";
    std::string match = "simple";
    bool deferrable = false;
    bool initiallyDeferred = false;
};

struct ParsedConstraint
{
    Kind kind = Kind::Check; ///< PrimaryKey, Unique, Check or ForeignKey
    std::string name;        ///< empty: none written
    std::string column;      ///< the column it is written at; empty: at the table
    std::vector<IndexedColumn> columns;
    std::string expression;
    std::string conflict; ///< lower case
    bool autoIncrement = false;
    ParsedReference reference;
};

struct ParsedColumn
{
    std::string name;
    std::string type;
    bool notNull = false;
    std::optional<std::string> defaultText;
    std::string collation;
    std::string generated; ///< "" | "stored" | "virtual"
    std::string generationExpression;
    bool hasUnmodelled = false; ///< NOT NULL ON CONFLICT …
};

struct ParsedTable
{
    std::string name;
    std::vector<ParsedColumn> columns;
    std::vector<ParsedConstraint> constraints; ///< as written, those of columns first
    bool strict = false;
    bool withoutRowid = false;
};

struct ParsedIndex
{
    std::string name;
    std::string table;
    std::vector<IndexedColumn> keys;
    bool unique = false;
    std::string where;
};

struct ParsedView
{
    std::string name;
    std::vector<std::string> columns; ///< where they are listed
    std::string query;
};

struct ParsedTrigger
{
    std::string name;
    std::string table;
};

[[nodiscard]] Result<ParsedTable> parseTable(std::string_view sql);
[[nodiscard]] Result<ParsedIndex> parseIndex(std::string_view sql);
[[nodiscard]] Result<ParsedView> parseView(std::string_view sql);
[[nodiscard]] Result<ParsedTrigger> parseTrigger(std::string_view sql);

} // namespace kilter::sqlite
