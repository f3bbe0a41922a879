#include "core/diagram/blocks.h"

#include "core/diagram/ranks.h"

#include <cmath>
#include <numeric>

namespace kilter {
namespace {

// Px around a table that lines take in the mean.
constexpr double besideTable = 90;
constexpr double belowTable = 26;
constexpr double leastColumn = 360;

class Sets
{
public:
    explicit Sets(std::size_t size) : m_parents(size) { std::iota(m_parents.begin(), m_parents.end(), std::size_t(0)); }
    std::size_t of(std::size_t i)
    {
        while (m_parents[i] != i)
            i = m_parents[i] = m_parents[m_parents[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) { m_parents[std::max(of(a), of(b))] = std::min(of(a), of(b)); }

private:
    std::vector<std::size_t> m_parents;
};

class Splitter
{
public:
    Splitter(const DiagramGraph &graph, const DiagramLayout &layout, const std::vector<DiagramRect> &footprints, const LayoutOptions &options)
        : m_graph(graph), m_layout(layout), m_footprints(footprints), m_options(options)
    {
        double area = 0;
        for (const DiagramRect &box : footprints) {
            area += (box.width + besideTable) * (box.height + belowTable);
            m_meanWidth += (box.width + besideTable) / double(footprints.size());
        }
        m_mostColumns = std::max(5, int(1.35 * std::sqrt(area * options.aspect) / std::max(1.0, m_meanWidth)));
    }

    LayoutParts split()
    {
        // 0: no group; what has one is joined only with its like.
        std::vector<std::size_t> group(m_graph.tables.size());
        for (std::size_t i = 0; i < m_options.groups.size(); i++) {
            for (const std::string &id : m_options.groups[i]) {
                if (const DiagramTable *table = m_graph.find(id))
                    group[std::size_t(table - m_graph.tables.data())] = i + 1;
            }
        }
        Sets sets(m_graph.tables.size());
        std::map<std::size_t, std::size_t> first;
        for (std::size_t i = 0; i < group.size(); i++) {
            if (group[i] > 0)
                sets.join(first.emplace(group[i], i).first->second, i);
        }
        for (std::size_t i = 0; i < m_graph.edges.size(); i++) {
            const DiagramEdge &edge = m_graph.edges[i];
            if (formIn(m_graph, m_layout, i) == LineForm::Line && group[edge.from] == group[edge.to])
                sets.join(edge.from, edge.to);
        }
        std::map<std::size_t, std::vector<std::size_t>> members;
        for (std::size_t i = 0; i < m_graph.tables.size(); i++)
            members[sets.of(i)].push_back(i);
        for (auto &[root, tables] : members) {
            if (tables.size() == 1 && group[tables.front()] == 0)
                m_parts.alone.push_back(tables.front());
            else
                addBlock(std::move(tables), group[root] == 0);
        }
        sortAlone();
        return std::move(m_parts);
    }

private:
    void addBlock(std::vector<std::size_t> tables, bool mayBeCut)
    {
        LayoutBlock block;
        block.tables = std::move(tables);
        rank(block);
        const int columns = *std::ranges::max_element(block.columns) + 1;
        if (!mayBeCut || columns <= m_mostColumns) {
            m_parts.blocks.push_back(std::move(block));
            return;
        }
        // Strips of columns; what is still joined in one is a block.
        const int strips = (columns + m_mostColumns - 1) / m_mostColumns;
        std::map<std::size_t, std::size_t> nodes;
        for (std::size_t i = 0; i < block.tables.size(); i++)
            nodes.emplace(block.tables[i], i);
        const auto strip = [&](std::size_t node) { return block.columns[node] * strips / columns; };
        Sets sets(block.tables.size());
        for (const std::size_t i : block.edges) {
            const std::size_t from = nodes.at(m_graph.edges[i].from), to = nodes.at(m_graph.edges[i].to);
            if (strip(from) == strip(to))
                sets.join(from, to);
        }
        std::map<std::size_t, std::vector<std::size_t>> members;
        for (std::size_t i = 0; i < block.tables.size(); i++)
            members[sets.of(i)].push_back(block.tables[i]);
        for (auto &[root, inOne] : members)
            addBlock(std::move(inOne), false);
    }

    /// Finds the block's lines and columns.
    void rank(LayoutBlock &block) const
    {
        std::map<std::size_t, std::size_t> nodes;
        RankRequest request;
        double area = 0;
        for (std::size_t i = 0; i < block.tables.size(); i++) {
            const DiagramRect &box = m_footprints[block.tables[i]];
            area += (box.width + besideTable) * (box.height + belowTable);
            nodes.emplace(block.tables[i], i);
            request.heights.push_back(m_footprints[block.tables[i]].height + belowTable);
        }
        for (std::size_t i = 0; i < m_graph.edges.size(); i++) {
            const auto from = nodes.find(m_graph.edges[i].from), to = nodes.find(m_graph.edges[i].to);
            if (from == nodes.end() || to == nodes.end() || formIn(m_graph, m_layout, i) != LineForm::Line)
                continue;
            block.edges.push_back(i);
            request.arcs.emplace_back(to->second, from->second);
        }
        request.columnHeight = std::max(leastColumn, std::sqrt(area / m_options.aspect));
        block.columns = columnsOfNodes(request);
    }

    void sortAlone()
    {
        const EdgesOfTables edges = edgesOfTables(m_graph);
        const auto hub = [&](std::size_t table) {
            const auto &from = edges.from[table];
            return from.empty() ? m_graph.tables.size() : m_graph.edges[from.front()].to;
        };
        std::ranges::stable_sort(m_parts.alone, {}, hub);
    }

    const DiagramGraph &m_graph;
    const DiagramLayout &m_layout;
    const std::vector<DiagramRect> &m_footprints;
    const LayoutOptions &m_options;
    LayoutParts m_parts;
    double m_meanWidth = 0;
    int m_mostColumns = 0;
};

} // namespace

LayoutParts partsOf(const DiagramGraph &graph, const DiagramLayout &layout, const std::vector<DiagramRect> &footprints, const LayoutOptions &options)
{
    return Splitter(graph, layout, footprints, options).split();
}

} // namespace kilter
