#include "core/base/file.h"
#include "core/diagram/helper.h"
#include "core/diagram/lines.h"
#include "core/diagram/packing.h"
#include "core/diagram/router.h"
#include "tests/core/diagram/layoutfaults.h"
#include "tests/core/diagram/madegraph.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sys/stat.h>
#include <thread>

using namespace kilter;
using namespace kilter::test;

namespace {

/// A program that stands in for kilter-layout.
class FalseHelper
{
public:
    explicit FalseHelper(const std::string &script)
    {
        auto folder = TemporaryFolder::create();
        EXPECT_TRUE(folder);
        m_folder.emplace(std::move(*folder));
        std::ofstream(path()) << "#!/bin/sh\n" << script;
        chmod(path().c_str(), 0755);
    }
    std::string path() const { return (m_folder->path() / "helper").string(); }

private:
    std::optional<TemporaryFolder> m_folder;
};

std::string words(const DiagramLayout &layout)
{
    std::string text;
    for (const Diagnostic &note : layout.notes)
        text += toText(note) + '\n';
    return text;
}

/// A graph whose tables have the names, with one line from the first to each other one.
DiagramGraph star(std::size_t children)
{
    DiagramGraph graph = madeGraph({.tables = children + 1, .alone = 1});
    graph.edges.clear();
    for (std::size_t i = 1; i <= children; i++) {
        DiagramEdge edge;
        edge.from = i;
        edge.to = 0;
        edge.id = graph.tables[i].id + ".key";
        edge.fromColumns = {1};
        edge.toColumns = {0};
        graph.tables[i].columns[1].foreignKey = true;
        graph.edges.push_back(edge);
    }
    return graph;
}

} // namespace

class DiagramShapes : public testing::TestWithParam<MadeShape>
{
};

TEST_P(DiagramShapes, NothingOverlapsEveryLineEndsAtItsRowAndTheShapeIsThatOfAView)
{
    const DiagramGraph graph = madeGraph(GetParam());
    for (const DiagramColumns columns : {DiagramColumns::None, DiagramColumns::Keys, DiagramColumns::All}) {
        LayoutOptions options = defaults();
        options.columns = columns;
        const auto layout = layOut(graph, options);
        ASSERT_TRUE(layout) << toText(layout.error());
        EXPECT_EQ(faults(graph, *layout), "") << layout->engine;
        EXPECT_TRUE(words(*layout).empty() || layout->engine == "sfdp") << words(*layout);
        if (graph.tables.size() >= 50) {
            EXPECT_GT(shapeOf(*layout), 0.5) << keyword(columns);
            EXPECT_LT(shapeOf(*layout), 3) << keyword(columns);
        }
        EXPECT_LE(blockedPercent(graph, *layout), layout->engine == "dot" ? 5 : 60) << layout->engine;
        const auto again = layOut(graph, options);
        ASSERT_TRUE(again);
        EXPECT_EQ(*layout, *again);
    }
}

INSTANTIATE_TEST_SUITE_P(Made, DiagramShapes,
                         testing::Values(MadeShape{.tables = 1}, MadeShape{.tables = 10}, MadeShape{.tables = 50, .seed = 2}, MadeShape{.tables = 50, .seed = 3, .alone = 0},
                                         MadeShape{.tables = 50, .keysEach = 3}, MadeShape{.tables = 200, .seed = 4}, MadeShape{.tables = 200, .seed = 5, .alone = 0.5},
                                         MadeShape{.tables = 200, .keysEach = 2}, MadeShape{.tables = 1000, .seed = 6}, MadeShape{.tables = 1000, .keysEach = 3}),
                         [](const auto &made) { return "Of" + std::to_string(made.param.tables) + "Seed" + std::to_string(made.param.seed) + "Alone" + std::to_string(int(made.param.alone * 100)) + "Keys" + std::to_string(made.param.keysEach); });

TEST(DiagramLayouts, AChainIsFolded)
{
    DiagramGraph graph = star(60);
    for (std::size_t i = 0; i < graph.edges.size(); i++)
        graph.edges[i].to = i; // each to the one before it
    const auto layout = layOut(graph, defaults());
    ASSERT_TRUE(layout);
    EXPECT_EQ(faults(graph, *layout), "");
    EXPECT_LT(shapeOf(*layout), 3);
}

TEST(DiagramLayouts, LinesToAHubAreBadgesExceptAroundIt)
{
    const DiagramGraph graph = star(8);
    LayoutOptions options = defaults();
    auto layout = layOut(graph, options);
    ASSERT_TRUE(layout);
    EXPECT_EQ(faults(graph, *layout), "");
    EXPECT_TRUE(std::ranges::all_of(layout->edges, [](const EdgePlace &edge) { return edge.badge && edge.curve.empty(); }));
    options.middle = graph.tables[0].id;
    layout = layOut(graph, options);
    ASSERT_TRUE(layout);
    EXPECT_TRUE(std::ranges::none_of(layout->edges, [](const EdgePlace &edge) { return edge.badge.has_value(); }));
    const DiagramGraph fewer = star(7);
    layout = layOut(fewer, defaults());
    ASSERT_TRUE(layout);
    EXPECT_TRUE(std::ranges::none_of(layout->edges, [](const EdgePlace &edge) { return edge.badge.has_value(); }));
}

TEST(DiagramLayouts, AnEmptyGraphIsAnEmptyPicture)
{
    const auto layout = layOut({}, defaults());
    ASSERT_TRUE(layout);
    EXPECT_TRUE(layout->tables.empty());
    EXPECT_TRUE(gridLayout({}, defaults()).edges.empty());
}

TEST(DiagramLayouts, TheGridNeedsNoGraphviz)
{
    for (const std::size_t tables : {1u, 10u, 200u, 1000u}) {
        const DiagramGraph graph = madeGraph({.tables = tables});
        const DiagramLayout layout = gridLayout(graph, LayoutOptions());
        EXPECT_EQ(layout.engine, "grid");
        EXPECT_EQ(faults(graph, layout), "");
        if (tables >= 50) {
            EXPECT_GT(shapeOf(layout), 0.5);
            EXPECT_LT(shapeOf(layout), 3);
        }
    }
}

TEST(DiagramLayouts, GroupsStandTogether)
{
    const DiagramGraph graph = madeGraph({.tables = 30});
    LayoutOptions options = defaults();
    options.groups = {{}, {}};
    for (std::size_t i = 0; i < 12; i++)
        options.groups[i % 2].push_back(graph.tables[i].id);
    const auto layout = layOut(graph, options);
    ASSERT_TRUE(layout);
    EXPECT_EQ(faults(graph, *layout), "");
    // No table of another one stands in a group's area.
    for (std::size_t group = 0; group < 2; group++) {
        double left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;
        for (std::size_t i = group; i < 12; i += 2) {
            const DiagramRect &rect = layout->tables[i].rect;
            left = std::min(left, rect.x);
            top = std::min(top, rect.y);
            right = std::max(right, rect.right());
            bottom = std::max(bottom, rect.bottom());
        }
        for (std::size_t i = 0; i < graph.tables.size(); i++) {
            if (i >= 12 || i % 2 != group) {
                EXPECT_FALSE(intersect(layout->tables[i].rect, {left, top, right - left, bottom - top})) << graph.tables[i].id;
            }
        }
    }
}

TEST(DiagramPlaces, ANewTableMovesNoOther)
{
    const DiagramGraph whole = madeGraph({.tables = 60, .seed = 9});
    DiagramGraph graph = whole; // without the last three
    graph.tables.resize(57);
    std::erase_if(graph.edges, [](const DiagramEdge &edge) { return edge.from >= 57 || edge.to >= 57; });
    const auto before = layOut(graph, defaults());
    ASSERT_TRUE(before);
    LayoutOptions options = defaults();
    options.helper = "/nowhere"; // not needed for it
    for (std::size_t i = 0; i < graph.tables.size(); i++)
        options.places[graph.tables[i].id] = {before->tables[i].rect.x, before->tables[i].rect.y};
    const auto after = layOut(whole, options);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->engine, "saved");
    EXPECT_EQ(faults(whole, *after), "");
    for (std::size_t i = 0; i < graph.tables.size(); i++)
        EXPECT_EQ(after->tables[i].rect, before->tables[i].rect) << graph.tables[i].id;
    // Beside a neighbour, not at the end of the world.
    for (const DiagramEdge &edge : whole.edges) {
        if (edge.from < 57 || edge.to >= 57)
            continue;
        const DiagramRect &own = after->tables[edge.from].rect, &parent = after->tables[edge.to].rect;
        EXPECT_LT(std::hypot(own.x - parent.x, own.y - parent.y), 1600) << edge.id;
    }
}

TEST(DiagramPlaces, ARemovedTableLeavesItsPlaceEmpty)
{
    const DiagramGraph whole = madeGraph({.tables = 20});
    LayoutOptions options;
    const DiagramLayout first = gridLayout(whole, options);
    for (std::size_t i = 0; i < whole.tables.size(); i++)
        options.places[whole.tables[i].id] = {first.tables[i].rect.x, first.tables[i].rect.y};
    DiagramGraph less = whole;
    less.tables.pop_back();
    std::erase_if(less.edges, [](const DiagramEdge &edge) { return edge.from == 19 || edge.to == 19; });
    const DiagramLayout second = gridLayout(less, options);
    for (std::size_t i = 0; i < less.tables.size(); i++)
        EXPECT_EQ(second.tables[i].rect, first.tables[i].rect);
}

TEST(DiagramRouting, AMovedTableTakesItsLinesWithIt)
{
    const DiagramGraph graph = madeGraph({.tables = 40, .seed = 3});
    auto layout = layOut(graph, defaults());
    ASSERT_TRUE(layout);
    const DiagramLayout before = *layout;
    const std::vector<std::size_t> moved{4};
    layout->tables[4].rect.x = before.bounds.right() + 50;
    layout->tables[4].rect.y += 130;
    route(graph, *layout, moved);
    EXPECT_EQ(faults(graph, *layout), "");
    std::size_t same = 0;
    for (std::size_t i = 0; i < graph.edges.size(); i++)
        same += layout->edges[i] == before.edges[i] ? 1 : 0;
    EXPECT_GT(same, graph.edges.size() / 2); // what has nothing to do with it stays
    EXPECT_LT(same, graph.edges.size());
}

TEST(DiagramRouting, LinesLeadRoundATableThatIsPutBetween)
{
    DiagramGraph graph = star(2);
    graph.edges.pop_back();
    LayoutOptions options;
    options.places = {{graph.tables[0].id, {0, 0}}, {graph.tables[1].id, {700, 0}}, {graph.tables[2].id, {300, -60}}};
    DiagramLayout layout = gridLayout(graph, options);
    EXPECT_EQ(blockedPercent(graph, layout), 0);
    EXPECT_EQ(faults(graph, layout), "");
}

TEST(DiagramHelper, ItsDeathIsSurvivedAndSaid)
{
    const DiagramGraph graph = madeGraph({.tables = 30, .alone = 0});
    const std::array<std::pair<std::string, std::string>, 4> ends{{{"kill -ABRT $$", "it aborted"}, {"kill -KILL $$", "signal 9"}, {"exit 3", "exit code 3"}, {"echo failed 6; printf refuse", "refuse"}}};
    for (const auto &[script, said] : ends) {
        const FalseHelper helper(script);
        LayoutOptions options = defaults();
        options.helper = helper.path();
        const auto layout = layOut(graph, options);
        ASSERT_TRUE(layout) << script;
        EXPECT_EQ(layout->engine, "grid") << script;
        EXPECT_NE(words(*layout).find(said), std::string::npos) << words(*layout);
        EXPECT_EQ(faults(graph, *layout), "") << script;
    }
    LayoutOptions options = defaults();
    options.helper = "/nowhere/kilter-layout";
    const auto layout = layOut(graph, options);
    ASSERT_TRUE(layout);
    EXPECT_NE(words(*layout).find("could not be started"), std::string::npos) << words(*layout);
}

TEST(DiagramHelper, WhenDotFailsSfdpFollows)
{
    const DiagramGraph graph = madeGraph({.tables = 30, .alone = 0});
    const FalseHelper helper("read first\ncase \"$first\" in *dot*) kill -ABRT $$;; esac\n(echo \"$first\"; cat) | exec " KILTER_LAYOUT_PROGRAM);
    LayoutOptions options = defaults();
    options.helper = helper.path();
    const auto layout = layOut(graph, options);
    ASSERT_TRUE(layout);
    EXPECT_EQ(layout->engine, "sfdp") << words(*layout);
    EXPECT_EQ(faults(graph, *layout), "");
}

TEST(DiagramHelper, TheLimitEndsIt)
{
    const DiagramGraph graph = madeGraph({.tables = 20, .alone = 0});
    const FalseHelper helper("exec sleep 600");
    LayoutOptions options = defaults();
    options.helper = helper.path();
    options.limit = std::chrono::milliseconds(300);
    const auto layout = layOut(graph, options);
    ASSERT_TRUE(layout);
    EXPECT_EQ(layout->engine, "grid");
    EXPECT_NE(words(*layout).find("was not ready"), std::string::npos) << words(*layout);
}

TEST(DiagramHelper, CancelEndsIt)
{
    const DiagramGraph graph = madeGraph({.tables = 20, .alone = 0});
    const FalseHelper helper("exec sleep 600");
    LayoutOptions options = defaults();
    options.helper = helper.path();
    std::stop_source source;
    std::thread canceller([&] { source.request_stop(); });
    const auto layout = layOut(graph, options, source.get_token());
    canceller.join();
    ASSERT_FALSE(layout);
    EXPECT_EQ(layout.error().code, ErrorCode::Interrupted);
}

TEST(DiagramHelper, SeveralThreadsMayAsk)
{
    std::vector<std::jthread> threads;
    std::array<std::string, 4> results;
    for (unsigned i = 0; i < results.size(); i++) {
        threads.emplace_back([&results, i] {
            const DiagramGraph graph = madeGraph({.tables = 25, .seed = 100 + i});
            const auto layout = layOut(graph, defaults());
            results[i] = layout ? layout->engine + faults(graph, *layout) : toText(layout.error());
        });
    }
    threads.clear();
    for (const std::string &result : results)
        EXPECT_EQ(result, "dot");
}

TEST(DiagramPacking, BoxesNeverOverlap)
{
    std::mt19937 random(4);
    for (int run = 0; run < 50; run++) {
        std::vector<DiagramRect> sizes;
        for (int i = 0; i < 40; i++)
            sizes.push_back({0, 0, double(10 + random() % 400), double(10 + random() % 300)});
        const auto places = packed(sizes, double(300 + random() % 1500));
        for (std::size_t a = 0; a < sizes.size(); a++) {
            for (std::size_t b = a + 1; b < sizes.size(); b++) {
                const DiagramRect first{places[a].x, places[a].y, sizes[a].width, sizes[a].height};
                const DiagramRect second{places[b].x, places[b].y, sizes[b].width, sizes[b].height};
                ASSERT_FALSE(intersect(first, second)) << run << ' ' << a << ' ' << b;
            }
        }
    }
}
