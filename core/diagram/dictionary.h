#pragma once
#include "core/diagram/graph.h"

/// What people look up about a table: everything of it, as texts, for the Markdown dictionary and the pages of the HTML export.
namespace kilter {

/// A constraint or an index.
struct DictionaryPart
{
    std::string kind; ///< "primary key" | "unique" | "check" | "exclusion" | "index" | "unique index"
    std::string name;
    std::string definition; ///< "(order_id, line)", "amount > 0", "btree (lower(email)) WHERE active": SQL
    std::string comment;
    bool operator==(const DictionaryPart &) const = default;
};

/// A foreign key, seen from one of its tables.
struct DictionaryReference
{
    std::string name;
    std::string table; ///< id of the other table, which need not be in the diagram
    std::vector<std::string> columns;      ///< of the child
    std::vector<std::string> otherColumns; ///< of the parent
    std::string rules; ///< "on delete cascade, deferrable"; empty: the default
    std::string comment;
    bool operator==(const DictionaryReference &) const = default;
};

struct DictionaryEntry
{
    std::string kind; ///< "table" | "view" | "materialized view" | "foreign table" | "partitioned table"
    std::vector<DictionaryPart> keys;
    std::vector<DictionaryPart> indexes;
    std::vector<DictionaryReference> references;   ///< this table's foreign keys
    std::vector<DictionaryReference> referencedBy; ///< others' foreign keys to this table, and its own to itself
    std::string ddl; ///< CREATE statements, each with its semicolon, and line ends between them
    bool operator==(const DictionaryEntry &) const = default;
};

/// An entry a table of the graph, in the graph's order.
std::vector<DictionaryEntry> dictionaryOf(const Catalog &catalog, const DiagramGraph &graph);

/// For a graph of two catalogs: a table as it is after, one that was removed as it was before.
std::vector<DictionaryEntry> dictionaryOf(const Catalog &before, const Catalog &after, const DiagramGraph &graph);

} // namespace kilter
