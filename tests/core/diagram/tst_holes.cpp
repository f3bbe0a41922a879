#include "core/diagram/holes.h"
#include "core/diagram/packing.h"
#include "tests/core/diagram/layoutfaults.h"
#include "tests/core/diagram/madegraph.h"

#include <gtest/gtest.h>

using namespace kilter;
using namespace kilter::test;

/// A fan of tables leaves room above and below its handle: what hangs together with nothing goes there, and the picture does not grow.
TEST(DiagramLayout, SmallPartsFillTheRoomThatLargeOnesLeave)
{
    DiagramGraph graph = madeGraph({.tables = 13, .alone = 1});
    graph.edges.clear();
    const auto join = [&](std::size_t from, std::size_t to) {
        DiagramEdge edge;
        edge.from = from;
        edge.to = to;
        edge.id = graph.tables[from].id + '.' + graph.tables[to].id;
        edge.fromColumns = {1};
        edge.toColumns = {0};
        graph.edges.push_back(std::move(edge));
    };
    join(1, 0);
    join(2, 1);
    for (std::size_t i = 3; i < 10; i++)
        join(i, 2);
    DiagramGraph fan = graph;
    fan.tables.resize(10);
    const auto without = layOut(fan, defaults());
    join(11, 10);
    const auto with = layOut(graph, defaults());
    ASSERT_TRUE(with && without);
    EXPECT_EQ(faults(graph, *with), "");
    EXPECT_EQ(with->bounds.width, without->bounds.width);
    EXPECT_EQ(with->bounds.height, without->bounds.height);
}

TEST(DiagramPacking, ColumnsOfAGridAreAsWideAsWhatStandsInThem)
{
    const std::vector<DiagramRect> sizes{{0, 0, 300, 40}, {0, 0, 50, 60}, {0, 0, 60, 20}, {0, 0, 200, 40}, {0, 0, 80, 40}};
    const auto places = inGrid(sizes, 480, 20);
    EXPECT_EQ(places, (std::vector<DiagramPoint>{{0, 0}, {320, 0}, {420, 0}, {0, 80}, {320, 80}}));
    EXPECT_EQ(inGrid(sizes, 100, 20).back(), (DiagramPoint{0, 240}));
    EXPECT_TRUE(inGrid({}, 100, 20).empty());
}

TEST(DiagramHoles, AreFoundAtTheBorderFirst)
{
    Holes holes({0, 0, 320, 320});
    EXPECT_EQ(holes.room(40, 40), (DiagramPoint{0, 0}));
    holes.take({0, 0, 320, 64});
    EXPECT_EQ(holes.room(40, 40), (DiagramPoint{0, 64}));
    holes.take({0, 64, 160, 256});
    EXPECT_EQ(holes.room(160, 100), (DiagramPoint{160, 64}));
    EXPECT_FALSE(holes.room(161, 100));
    EXPECT_FALSE(holes.room(10, 400));
}
