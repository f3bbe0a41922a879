#pragma once
#include "core/diagram/layouter.h"

#include <algorithm>
#include <random>

/// Made-up schemas for the tests and the benchmark, the same for the same numbers.
namespace kilter::test {

struct MadeShape
{
    std::size_t tables = 50;
    unsigned seed = 1;
    int keysEach = 0;       ///< foreign keys a table, to any other table; 0: as schemas have them: modules, hubs, some tables alone
    double alone = 0.12;    ///< share of tables without lines, with keysEach == 0
};

class GraphMaker
{
public:
    explicit GraphMaker(const MadeShape &shape) : m_shape(shape), m_random(shape.seed) {}

    DiagramGraph make()
    {
        for (std::size_t i = 0; i < m_shape.tables; i++)
            addTable(i);
        m_degree.assign(m_shape.tables, 1);
        for (std::size_t i = 1; i < m_shape.tables; i++)
            addKeys(i);
        std::ranges::sort(m_graph.edges, {}, &DiagramEdge::id);
        return std::move(m_graph);
    }

private:
    std::size_t below(std::size_t end) { return std::size_t(m_random() % end); } // distributions differ between libraries

    void addTable(std::size_t i)
    {
        DiagramTable table;
        std::string digits = std::to_string(i);
        table.ref = tableRef("public", "table_" + std::string(5 - digits.size(), '0') + digits);
        table.id = "public." + table.ref.name;
        constexpr std::array levels{"alpha", "beta", "gamma", "qualifier", "organizer", ""};
        table.level = levels[below(levels.size())];
        table.columns.push_back(column("id", "bigint"));
        table.columns.front().primaryKey = table.columns.front().notNull = true;
        const std::size_t more = 2 + below(9);
        constexpr std::array types{"text", "integer", "timestamp with time zone", "character varying(200)"};
        for (std::size_t k = 0; k < more; k++)
            table.columns.push_back(column("column_" + std::to_string(k), types[below(types.size())]));
        m_graph.tables.push_back(std::move(table));
    }

    static DiagramColumn column(std::string name, std::string type)
    {
        DiagramColumn column;
        column.name = std::move(name);
        column.type = std::move(type);
        return column;
    }

    void addKeys(std::size_t i)
    {
        if (m_shape.keysEach == 0 && double(below(1000)) < m_shape.alone * 1000)
            return;
        const std::size_t keys = m_shape.keysEach > 0 ? std::size_t(m_shape.keysEach) : 1 + (below(4) == 0) + (below(4) == 0);
        for (std::size_t k = 0; k < keys; k++)
            addKey(i, parentOf(i), k);
        if (below(15) == 0)
            addKey(i, i, keys);
    }

    /// Mostly of the same module, and rather one to which many refer already.
    std::size_t parentOf(std::size_t i)
    {
        const std::size_t modules = std::max<std::size_t>(1, m_shape.tables / 18);
        for (int tries = 0; tries < 30; tries++) {
            const std::size_t parent = below(i);
            if (m_shape.keysEach == 0 && parent % modules != i % modules && below(10) != 0)
                continue;
            if (m_shape.keysEach > 0 || int(below(12)) < m_degree[parent] + 2)
                return parent;
        }
        return below(i);
    }

    void addKey(std::size_t from, std::size_t to, std::size_t number)
    {
        m_degree[to]++;
        DiagramTable &child = m_graph.tables[from];
        DiagramColumn key = column("key_" + std::to_string(number), "bigint");
        key.foreignKey = true;
        key.notNull = below(2) == 0;
        DiagramEdge edge;
        edge.from = from;
        edge.to = to;
        edge.name = child.ref.name + "_key_" + std::to_string(number);
        edge.id = child.id + '.' + edge.name;
        edge.fromColumns = {child.columns.size()};
        edge.toColumns = {0};
        edge.optional = !key.notNull;
        child.columns.push_back(std::move(key));
        m_graph.edges.push_back(std::move(edge));
    }

    MadeShape m_shape;
    std::mt19937 m_random;
    DiagramGraph m_graph;
    std::vector<int> m_degree;
};

inline DiagramGraph madeGraph(const MadeShape &shape)
{
    return GraphMaker(shape).make();
}

} // namespace kilter::test
