#include "core/diagram/collapse.h"

#include "core/base/text.h"

namespace kilter {
namespace {

constexpr std::size_t noTable = std::size_t(-1);

class Collapser
{
public:
    Collapser(const DiagramGraph &graph, const std::vector<DiagramGroup> &groups) : m_graph(graph), m_newIndex(graph.tables.size(), noTable)
    {
        for (std::size_t i = 0; i < groups.size(); i++) {
            if (groups[i].collapsed)
                addBox(groups[i], groupId(groups, i));
        }
    }

    DiagramGraph collapsed()
    {
        if (m_boxes.empty())
            return m_graph;
        placeTables();
        for (const DiagramEdge &edge : m_graph.edges)
            addEdge(edge);
        for (auto &[key, bundle] : m_bundles)
            m_result.edges.push_back(bundled(bundle));
        std::ranges::sort(m_result.edges, {}, &DiagramEdge::id);
        return std::move(m_result);
    }

private:
    /// Lines that become one.
    struct Bundle
    {
        DiagramEdge edge; ///< with the ends in the new graph
        std::size_t count = 0;
    };

    void addBox(const DiagramGroup &group, const std::string &id)
    {
        DiagramTable box;
        box.ref.kind = Kind::Table;
        box.group = group.colour;
        box.id = id;
        std::size_t count = 0;
        for (const std::string &member : group.tables) {
            const DiagramTable *table = m_graph.find(member);
            if (!table || m_boxOf.contains(member))
                continue;
            m_boxOf[member] = id;
            box.comment += (count++ ? ", " : "") + table->ref.name;
            if (table->state != DiagramState::Same)
                box.state = DiagramState::Changed;
        }
        if (count == 0)
            return;
        box.ref.name = group.title + " (" + std::to_string(count) + ')';
        m_boxes.push_back(std::move(box));
    }

    void placeTables()
    {
        for (const DiagramTable &table : m_graph.tables) {
            if (!m_boxOf.contains(table.id))
                m_result.tables.push_back(table);
        }
        m_result.tables.insert(m_result.tables.end(), m_boxes.begin(), m_boxes.end());
        std::ranges::sort(m_result.tables, {}, &DiagramTable::id);
        for (std::size_t i = 0; i < m_graph.tables.size(); i++) {
            const auto box = m_boxOf.find(m_graph.tables[i].id);
            m_newIndex[i] = std::size_t(m_result.find(box == m_boxOf.end() ? m_graph.tables[i].id : box->second) - m_result.tables.data());
        }
    }

    bool isBox(std::size_t table) const { return !m_result.tables[table].group.empty(); }

    void addEdge(DiagramEdge edge)
    {
        const bool isWithin = m_newIndex[edge.from] == m_newIndex[edge.to];
        edge.from = m_newIndex[edge.from];
        edge.to = m_newIndex[edge.to];
        if (!isBox(edge.from) && !isBox(edge.to)) {
            m_result.edges.push_back(std::move(edge));
            return;
        }
        if (isWithin)
            return;
        if (isBox(edge.from))
            edge.fromColumns.clear();
        if (isBox(edge.to))
            edge.toColumns.clear();
        Bundle &bundle = m_bundles[{edge.from, edge.to, edge.kind}];
        if (bundle.count++ == 0) {
            bundle.edge = std::move(edge);
            return;
        }
        DiagramEdge &all = bundle.edge;
        if (all.fromColumns != edge.fromColumns)
            all.fromColumns.clear();
        if (all.toColumns != edge.toColumns)
            all.toColumns.clear();
        all.optional = all.optional && edge.optional;
        all.oneChild = all.oneChild && edge.oneChild;
        if (all.state != edge.state)
            all.state = DiagramState::Changed;
    }

    DiagramEdge bundled(const Bundle &bundle) const
    {
        DiagramEdge edge = bundle.edge;
        edge.id = m_result.tables[edge.from].id + " → " + m_result.tables[edge.to].id + ' ' + std::string(keyword(edge.kind));
        if (bundle.count > 1)
            edge.name = counted(bundle.count, "line");
        return edge;
    }

    const DiagramGraph &m_graph;
    std::vector<std::size_t> m_newIndex; ///< of each table of the graph
    std::vector<DiagramTable> m_boxes;
    std::map<std::string, std::string> m_boxOf; ///< id of a table → id of its box
    std::map<std::tuple<std::size_t, std::size_t, DiagramEdgeKind>, Bundle> m_bundles;
    DiagramGraph m_result;
};

} // namespace

std::string groupId(const std::vector<DiagramGroup> &groups, std::size_t index)
{
    std::size_t before = 0;
    for (std::size_t i = 0; i < index; i++)
        before += groups[i].title == groups[index].title;
    return "group:" + groups[index].title + (before > 0 ? '#' + std::to_string(before + 1) : std::string());
}

DiagramGraph collapsedGraph(const DiagramGraph &graph, const std::vector<DiagramGroup> &groups)
{
    return Collapser(graph, groups).collapsed();
}

} // namespace kilter
