#include "core/migration/revisiongraph.h"

#include <gtest/gtest.h>

using namespace kilter;

namespace {

using Ids = std::vector<std::string>;

Migration migration(std::string id, std::optional<Ids> depends = {})
{
    Migration m;
    m.id = std::move(id);
    m.path = m.id + ".sql";
    m.depends = std::move(depends);
    return m;
}

/// 1 → 2 → {3, 4} → 5
RevisionGraph diamond()
{
    auto graph = RevisionGraph::of({migration("0005_merge", Ids{"0003_left", "0004_right"}), migration("0001_initial"),
                                    migration("0003_left", Ids{"0002_two"}), migration("0002_two"),
                                    migration("0004_right", Ids{"0002_two"})});
    EXPECT_TRUE(graph) << toText(graph.error());
    return std::move(*graph);
}

std::string codeOf(std::vector<Migration> migrations)
{
    const auto graph = RevisionGraph::of(std::move(migrations));
    return graph ? "" : graph.error().diagnostics.front().code + " " + graph.error().diagnostics.front().hint;
}

} // namespace

TEST(RevisionGraph, sortsAndKnowsItsShape)
{
    const RevisionGraph graph = diamond();
    EXPECT_EQ(graph.ids(), (Ids{"0001_initial", "0002_two", "0003_left", "0004_right", "0005_merge"}));
    EXPECT_EQ(graph.heads(), Ids{"0005_merge"});
    EXPECT_EQ(graph.bases(), Ids{"0001_initial"});
    EXPECT_EQ(graph.branchPoints(), Ids{"0002_two"});
    EXPECT_EQ(graph.ancestors("0003_left"), (Ids{"0001_initial", "0002_two"}));
    EXPECT_EQ(graph.dependants("0003_left"), Ids{"0005_merge"});
    EXPECT_EQ(graph.frontier({"0001_initial", "0002_two", "0003_left"}), Ids{"0003_left"});
    EXPECT_EQ(graph.frontier({"0001_initial", "0002_two", "0003_left", "0004_right"}),
              (Ids{"0003_left", "0004_right"}));
}

TEST(RevisionGraph, withoutDependsTheOneBeforeIsNeeded)
{
    auto graph = RevisionGraph::of({migration("10_c"), migration("9_b"), migration("1_a")});
    ASSERT_TRUE(graph);
    EXPECT_EQ(graph->ids(), (Ids{"1_a", "9_b", "10_c"}));
    EXPECT_EQ(graph->parents("10_c"), Ids{"9_b"});
}

TEST(RevisionGraph, refusesWhatDoesNotFit)
{
    EXPECT_EQ(codeOf({migration("1_a"), migration("1_a")}), "duplicate-id Rename one of the files.");
    EXPECT_EQ(codeOf({migration("0001_initial"), migration("0002_b", Ids{"0001_inital"})}),
              "missing-dependency Did you mean 0001_initial?");
    EXPECT_EQ(codeOf({migration("1_a", Ids{"2_b"}), migration("2_b", Ids{"1_a"})}),
              "cycle Take one of the dependencies out.");
    EXPECT_EQ(codeOf({migration("1_a", Ids{"1_a"})}), "cycle Take one of the dependencies out.");
    EXPECT_EQ(codeOf({}), "");
}

TEST(RevisionGraph, pendingGoesUpToTheTarget)
{
    const RevisionGraph graph = diamond();
    const Ids one{"0001_initial"};
    EXPECT_EQ(*graph.pendingFor(one, "head"), (Ids{"0002_two", "0003_left", "0004_right", "0005_merge"}));
    EXPECT_EQ(*graph.pendingFor(one, "0004"), (Ids{"0002_two", "0004_right"}));
    EXPECT_EQ(*graph.pendingFor(one, "+2"), (Ids{"0002_two", "0003_left"}));
    EXPECT_EQ(*graph.pendingFor(graph.ids(), "head"), Ids{});
    EXPECT_EQ(graph.pendingFor(one, "+9").error().code, ErrorCode::Invalid);
    EXPECT_EQ(graph.pendingFor(one, "base").error().code, ErrorCode::Usage);
    const auto unknown = graph.pendingFor(one, "0003_lift");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(exitCode(unknown.error().code), 6);
    EXPECT_EQ(unknown.error().message, "no such revision: 0003_lift");
    EXPECT_EQ(unknown.error().hint, "Did you mean 0003_left?");
    EXPECT_EQ(exitCode(graph.idOf("000").error().code), 6);
    EXPECT_EQ(exitCode(graph.idOf("").error().code), 6);
}

TEST(RevisionGraph, rollBackTakesDependantsFirst)
{
    const RevisionGraph graph = diamond();
    const Ids applied = graph.ids();
    EXPECT_EQ(*graph.rollbackFor(applied, "0002"), (Ids{"0005_merge", "0004_right", "0003_left"}));
    EXPECT_EQ(*graph.rollbackFor(applied, "-2"), (Ids{"0005_merge", "0004_right"}));
    EXPECT_EQ(graph.rollbackFor(applied, "base")->size(), 5u);
    EXPECT_EQ(*graph.rollbackFor(applied, "0003"), Ids{"0005_merge"});
    EXPECT_EQ(exitCode(graph.rollbackFor({"0001_initial"}, "0002").error().code), 6);
    EXPECT_EQ(exitCode(graph.rollbackFor({"0001_initial"}, "-2").error().code), 6);
}

TEST(RevisionGraph, severalHeadsMustBeNamed)
{
    auto graph = RevisionGraph::of({migration("1_a"), migration("2_b", Ids{"1_a"}), migration("3_c", Ids{"1_a"})});
    ASSERT_TRUE(graph);
    EXPECT_EQ(graph->resolve("head", {}).error().message, "there are 2 heads: 2_b, 3_c");
    EXPECT_EQ(graph->pendingFor({}, "heads")->size(), 3u);
    EXPECT_EQ(*graph->resolve("-1", {"1_a", "2_b"}), "1_a");
    EXPECT_EQ(*graph->resolve("+1", {"1_a"}), "2_b");
    EXPECT_EQ(*graph->resolve("base", {"1_a"}), "");
}
