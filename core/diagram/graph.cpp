#include "core/diagram/graph.h"

#include "core/base/text.h"
#include "core/diagram/graphbuilder.h"
#include "core/diagram/graphdiff.h"

namespace kilter {
namespace {

/// The graph with only the tables that are marked, and the edges between them.
DiagramGraph kept(DiagramGraph graph, const std::vector<bool> &marked)
{
    DiagramGraph left;
    std::vector<std::size_t> place(graph.tables.size());
    for (std::size_t i = 0; i < graph.tables.size(); i++) {
        if (!marked[i])
            continue;
        place[i] = left.tables.size();
        left.tables.push_back(std::move(graph.tables[i]));
    }
    for (DiagramEdge &edge : graph.edges) {
        if (!marked[edge.from] || !marked[edge.to])
            continue;
        edge.from = place[edge.from];
        edge.to = place[edge.to];
        left.edges.push_back(std::move(edge));
    }
    return left;
}

/// Marks what is at most `depth` lines from the table, whichever way they point.
std::vector<bool> neighbourhood(const DiagramGraph &graph, std::size_t table, int depth)
{
    std::vector<std::vector<std::size_t>> neighbours(graph.tables.size());
    for (const DiagramEdge &edge : graph.edges) {
        neighbours[edge.from].push_back(edge.to);
        neighbours[edge.to].push_back(edge.from);
    }
    std::vector<bool> marked(graph.tables.size());
    marked[table] = true;
    std::vector<std::size_t> border{table};
    for (int step = 0; step < depth && !border.empty(); step++) {
        std::vector<std::size_t> next;
        for (const std::size_t from : border) {
            for (const std::size_t to : neighbours[from]) {
                if (!marked[to]) {
                    marked[to] = true;
                    next.push_back(to);
                }
            }
        }
        border = std::move(next);
    }
    return marked;
}

Result<DiagramGraph> filtered(DiagramGraph graph, const std::set<std::string> &partitions, const GraphOptions &options)
{
    std::vector<bool> marked;
    for (const DiagramTable &table : graph.tables) {
        const bool isNamed = options.tables.empty() || std::ranges::any_of(options.tables, [&](const std::string &pattern) {
            return matchesPattern(pattern, table.ref) || (!table.before.empty() && matchesGlob(pattern, table.before));
        });
        marked.push_back(isNamed && (options.views || table.ref.kind == Kind::Table) && (options.partitions || !partitions.contains(table.id)));
    }
    graph = kept(std::move(graph), marked);
    if (options.around.empty())
        return graph;
    KILTER_TRY(const std::size_t table, tableNamed(graph, options.around));
    const std::vector<bool> near = neighbourhood(graph, table, options.depth);
    return kept(std::move(graph), near);
}

void addPartitions(const Catalog &catalog, std::set<std::string> &ids)
{
    for (const Object &object : catalog.all(Kind::Table)) {
        if (object.as<Table>().partitionOf)
            ids.insert(diagramId(object.ref));
    }
}

} // namespace

const DiagramTable *DiagramGraph::find(std::string_view id) const
{
    const auto found = std::ranges::lower_bound(tables, id, {}, [](const DiagramTable &table) -> std::string_view { return table.id; });
    return found != tables.end() && found->id == id ? &*found : nullptr;
}

Result<DiagramGraph> diagramGraph(const Catalog &catalog, const GraphOptions &options)
{
    std::set<std::string> partitions;
    addPartitions(catalog, partitions);
    return filtered(wholeGraph(catalog, options.levelOf), partitions, options);
}

Result<DiagramGraph> diagramGraph(const Catalog &before, const Catalog &after, const std::vector<Rename> &renames, const GraphOptions &options)
{
    const std::vector<Rename> all = withFollowing(before, after, renames);
    const Catalog base = renamed(before, all);
    std::set<std::string> partitions;
    addPartitions(base, partitions);
    addPartitions(after, partitions);
    DiffOptions diffOptions;
    diffOptions.renames = renames;
    diffOptions.findRenames = false;
    diffOptions.compareOwners = false;
    diffOptions.comparePrivileges = false;
    DiagramGraph graph = mergedGraph(wholeGraph(base, options.levelOf), wholeGraph(after, options.levelOf), diff(before, after, diffOptions));
    return filtered(std::move(graph), partitions, options);
}

Result<std::size_t> tableNamed(const DiagramGraph &graph, const std::string &name)
{
    std::vector<std::string> ids;
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < graph.tables.size(); i++) {
        const DiagramTable &table = graph.tables[i];
        if (table.id == name || (!table.before.empty() && table.before == name))
            return i;
        ids.push_back(table.id);
        if (table.ref.name == name)
            found.push_back(i);
    }
    if (found.size() == 1)
        return found.front();
    if (found.empty()) {
        const auto near = nearMisses(name, ids);
        return failure(ErrorCode::Usage, "the diagram has no table " + name, near.empty() ? "" : "Near: " + joined(near, ", "));
    }
    std::vector<std::string> several;
    for (const std::size_t i : found)
        several.push_back(graph.tables[i].id);
    return failure(ErrorCode::Usage, "several tables are named " + name, "Name one of them: " + joined(several, ", "));
}

std::string_view keyword(DiagramState state)
{
    constexpr std::array<std::string_view, 5> words{"same", "added", "removed", "changed", "renamed"};
    return words[std::size_t(state)];
}

std::string_view keyword(DiagramEdgeKind kind)
{
    constexpr std::array<std::string_view, 4> words{"reference", "inheritance", "partition", "reads"};
    return words[std::size_t(kind)];
}

} // namespace kilter
