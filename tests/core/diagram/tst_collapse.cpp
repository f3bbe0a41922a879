#include "core/diagram/collapse.h"
#include "core/diagram/layouter.h"
#include "tests/core/diagram/madegraph.h"

#include <gtest/gtest.h>

using namespace kilter;
using namespace kilter::test;

namespace {

DiagramTable table(const std::string &name)
{
    DiagramTable result;
    result.ref = tableRef("public", name);
    result.id = "public." + name;
    result.columns.resize(4);
    return result;
}

/// "from.column" → "to.column".
DiagramEdge line(const std::string &name, std::size_t from, std::size_t fromColumn, std::size_t to)
{
    DiagramEdge edge;
    edge.id = edge.name = name;
    edge.from = from;
    edge.to = to;
    edge.fromColumns = {fromColumn};
    edge.toColumns = {0};
    return edge;
}

/// a → b, a → c twice, b → c, c → d, d → d.
DiagramGraph graph()
{
    DiagramGraph graph;
    graph.tables = {table("a"), table("b"), table("c"), table("d")};
    graph.edges = {line("ab", 0, 1, 1), line("ac", 0, 1, 2), line("ac2", 0, 2, 2), line("bc", 1, 1, 2), line("cd", 2, 1, 3), line("dd", 3, 1, 3)};
    return graph;
}

std::string textOf(const DiagramGraph &graph)
{
    std::string text;
    for (const DiagramTable &each : graph.tables)
        text += each.id + (each.group.empty() ? "" : "[" + each.ref.name + ": " + each.comment + "]") + ' ';
    for (const DiagramEdge &edge : graph.edges)
        text += "\n" + graph.tables[edge.from].id + ' ' + std::to_string(edge.fromColumns.size()) + " > " + graph.tables[edge.to].id + ' ' + std::to_string(edge.toColumns.size()) + ' ' + edge.name;
    return text;
}

} // namespace

TEST(DiagramCollapse, OneBoxWithItsLinesBundled)
{
    EXPECT_EQ(collapsedGraph(graph(), {{"Sales", "b", {"public.b", "public.c"}}}), graph()) << "it is not collapsed";
    const DiagramGraph shown = collapsedGraph(graph(), {{"Sales", "b", {"public.b", "public.c", "public.gone"}, true}});
    EXPECT_EQ(textOf(shown), "group:Sales[Sales (2): b, c] public.a public.d "
                             "\npublic.d 1 > public.d 1 dd"
                             "\ngroup:Sales 0 > public.d 1 cd"
                             "\npublic.a 0 > group:Sales 0 3 lines");
    EXPECT_EQ(shown.tables[0].group, "b");
}

TEST(DiagramCollapse, LinesOfOneColumnStayAtIt)
{
    DiagramGraph made = graph();
    made.edges.erase(made.edges.begin() + 2);
    const DiagramGraph shown = collapsedGraph(made, {{"Sales", "b", {"public.b", "public.c"}, true}});
    EXPECT_NE(textOf(shown).find("\npublic.a 1 > group:Sales 0 2 lines"), std::string::npos) << textOf(shown);
}

TEST(DiagramCollapse, GroupsOfOneTitleAreTold)
{
    const std::vector<DiagramGroup> groups{{"Sales", "a", {"public.a"}, true}, {"Sales", "b", {"public.b", "public.a"}, true}, {"Empty", "c", {"public.x"}, true}};
    EXPECT_EQ(groupId(groups, 0), "group:Sales");
    EXPECT_EQ(groupId(groups, 1), "group:Sales#2");
    EXPECT_TRUE(textOf(collapsedGraph(graph(), groups)).starts_with("group:Sales[Sales (1): a] group:Sales#2[Sales (1): b] public.c public.d "));
}

TEST(DiagramCollapse, ADifferenceInsideIsSeenOutside)
{
    DiagramGraph made = graph();
    made.tables[1].state = DiagramState::Added;
    made.edges[0].state = DiagramState::Added;
    const DiagramGraph shown = collapsedGraph(made, {{"Sales", "b", {"public.b", "public.c"}, true}});
    EXPECT_EQ(shown.tables[0].state, DiagramState::Changed);
    EXPECT_EQ(shown.edges[2].state, DiagramState::Changed);
}

/// Of any graph: every line ends at tables that are there, sorted as every graph is, and can be laid out.
TEST(DiagramCollapse, HoldsForMadeGraphs)
{
    const DiagramGraph made = madeGraph({.tables = 90, .seed = 3});
    std::vector<DiagramGroup> groups;
    for (std::size_t i = 0; i < 90; i += 9) {
        groups.push_back({"Group " + std::to_string(i), "a", {}, i % 2 == 0});
        for (std::size_t k = i; k < i + 9; k++)
            groups.back().tables.push_back(made.tables[k].id);
    }
    const DiagramGraph shown = collapsedGraph(made, groups);
    EXPECT_EQ(shown.tables.size(), 90u - 5 * 9 + 5);
    EXPECT_TRUE(std::ranges::is_sorted(shown.tables, {}, &DiagramTable::id));
    EXPECT_TRUE(std::ranges::is_sorted(shown.edges, {}, &DiagramEdge::id));
    std::set<std::string> ids;
    for (const DiagramEdge &edge : shown.edges) {
        EXPECT_TRUE(ids.insert(edge.id).second) << edge.id;
        ASSERT_LT(std::max(edge.from, edge.to), shown.tables.size());
        for (const std::size_t column : edge.fromColumns)
            EXPECT_LT(column, shown.tables[edge.from].columns.size());
    }
    EXPECT_EQ(gridLayout(shown).edges.size(), shown.edges.size());
}
