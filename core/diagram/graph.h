#pragma once
#include "core/diff/diff.h"

#include <functional>

/// What an entity-relationship diagram shows, as a value that knows nothing of positions: tables with their columns, and the lines between
/// them. Made from any catalog, sorted, so that the same catalog gives the same graph and the same bytes in every export.
namespace kilter {

/// What a diagram that compares two catalogs says of a table, a column or a line.
enum class DiagramState { Same, Added, Removed, Changed, Renamed };

struct DiagramColumn
{
    std::string name;
    std::string type;
    std::string comment;
    std::string defaultText; ///< default, identity or generation expression, as SQL; empty: none
    bool primaryKey = false;
    bool foreignKey = false;
    bool unique = false; ///< alone unique: a constraint or a whole index of this column only
    bool notNull = false;
    DiagramState state = DiagramState::Same;
    std::string before; ///< what it was, where the state is Changed ("type integer; name old_name") or Renamed (its name)
    bool operator==(const DiagramColumn &) const = default;
};

struct DiagramTable
{
    ObjectRef ref;     ///< a table, view or materialized view
    /// "public.orders", on SQLite "orders": names it in links, in diagrams/*.json and in the exports. A part with a point, colon or quote in
    /// it is quoted as in SQL, so that no two tables have one id.
    std::string id;
    std::string level; ///< the model's level ("alpha" …); empty where no model is known
    std::string comment;
    bool partitioned = false;
    bool foreign = false;
    std::vector<DiagramColumn> columns; ///< in the table's order
    DiagramState state = DiagramState::Same;
    std::string before; ///< its former id, where the state is Renamed
    std::string group;  ///< the colour ("a" …) where it is no table but a collapsed group (collapse.h)
    bool operator==(const DiagramTable &) const = default;
};

enum class DiagramEdgeKind {
    Reference,   ///< a foreign key
    Inheritance, ///< child → parent
    Partition,   ///< partition → partitioned table; partitions are shown only when asked for
    Reads        ///< view → what it reads
};

/// A line from the child (the table with the foreign key, the view, the partition) to its parent.
struct DiagramEdge
{
    DiagramEdgeKind kind = DiagramEdgeKind::Reference;
    std::string id;   ///< "public.orders.orders_customer_id_fkey": stable, unique in the graph
    std::string name; ///< of the constraint; empty for the other kinds
    std::size_t from = 0;                 ///< index into DiagramGraph::tables
    std::size_t to = 0;                   ///< the same; equal to from for a self reference
    std::vector<std::size_t> fromColumns; ///< indexes into the table's columns, in the key's order; empty where the line is of the whole table
    std::vector<std::size_t> toColumns;
    bool optional = false; ///< a child may have no parent (a key column may be NULL): ring and bar at the parent instead of two bars
    bool oneChild = false; ///< a parent has at most one child (the key columns are unique): a bar at the child instead of a crow's foot
    DiagramState state = DiagramState::Same;
    bool operator==(const DiagramEdge &) const = default;
};

struct DiagramGraph
{
    std::vector<DiagramTable> tables; ///< sorted by id
    std::vector<DiagramEdge> edges;   ///< sorted by id
    bool operator==(const DiagramGraph &) const = default;

    const DiagramTable *find(std::string_view id) const;
};

struct GraphOptions
{
    std::vector<std::string> tables; ///< patterns (matchesPattern); empty: all
    std::string around;              ///< id (or name, where it is the only one) of the table in the middle; empty: none
    int depth = 1;                   ///< with around: so many lines away
    bool views = true;
    bool partitions = false;
    std::function<std::string(const ObjectRef &table)> levelOf; ///< may be empty
};

/// Error: around names no table, or several (they are named).
[[nodiscard]] Result<DiagramGraph> diagramGraph(const Catalog &catalog, const GraphOptions &options = {});

/// One graph of both catalogs: what is in one only is Added or Removed, what the decided renames join stands as one. The filters see both
/// sides; owners and privileges do not count.
[[nodiscard]] Result<DiagramGraph> diagramGraph(const Catalog &before, const Catalog &after, const std::vector<Rename> &renames,
                                                const GraphOptions &options = {});

/// Index of the table with the id, or the former id, or with the name where only one has it; else the error of diagramGraph.
[[nodiscard]] Result<std::size_t> tableNamed(const DiagramGraph &graph, const std::string &name);

std::string_view keyword(DiagramState state);   ///< "same" | "added" | "removed" | "changed" | "renamed"
std::string_view keyword(DiagramEdgeKind kind); ///< "reference" | "inheritance" | "partition" | "reads"

} // namespace kilter
