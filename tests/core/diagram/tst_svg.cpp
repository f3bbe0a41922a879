#include "core/base/text.h"
#include "core/diagram/svg.h"
#include "core/diagram/ends.h"
#include "core/diagram/ports.h"
#include "tests/core/diagram/madegraph.h"

#include <gtest/gtest.h>

#include <regex>

using namespace kilter;
using namespace kilter::test;

namespace {

std::size_t count(const std::string &text, const std::string &what)
{
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        n++;
    return n;
}

/// Reads XML strictly enough for what the writer can get wrong: nesting, quotes, bare & and <. Empty when it is well-formed.
std::string xmlFault(const std::string &xml)
{
    static const std::regex token("<(/?)([a-z]+)((?: [a-z:A-Z0-9-]+=\"[^\"<>]*\")*)(/?)>|([^<>]+)");
    static const std::regex bareAmpersand("&(?!(amp|lt|gt|quot|#39);)");
    std::vector<std::string> open;
    std::size_t at = 0;
    for (std::sregex_iterator it(xml.begin(), xml.end(), token), end; it != end; it++) {
        if (std::size_t(it->position()) != at)
            return "no token at: " + xml.substr(at, 60);
        at += std::size_t(it->length());
        if (std::regex_search(it->str(), bareAmpersand))
            return "a bare &: " + it->str();
        const std::string name = (*it)[2];
        if (name.empty() || (*it)[4].length() > 0)
            continue;
        if ((*it)[1].length() == 0)
            open.push_back(name);
        else if (open.empty() || open.back() != name)
            return "closes " + name;
        else
            open.pop_back();
    }
    return at == xml.size() && open.empty() ? std::string() : "ends early: " + xml.substr(at, 60);
}

DiagramGraph hostileGraph()
{
    DiagramGraph graph = madeGraph({.tables = 3, .alone = 0});
    graph.tables[0].ref.name = "<script>alert('x')</script> & \"co\"";
    graph.tables[0].comment = "</style><img src=x onerror=alert(1)>\x01";
    graph.tables[0].columns[0].name = "a\"b'c<d>&amp;";
    graph.tables[1].id = "public.\"a b\".\xFF";
    return graph;
}

} // namespace

TEST(DiagramSvg, IsTextWithTitlesAndStableBytes)
{
    const DiagramGraph graph = madeGraph({.tables = 20});
    const DiagramLayout layout = gridLayout(graph);
    SvgOptions options;
    options.title = "Shop";
    const std::string svg = svgOf(graph, layout, options);
    EXPECT_EQ(xmlFault(svg), "");
    EXPECT_EQ(svg, svgOf(graph, layout, options));
    EXPECT_NE(svg.find("<title>Shop</title>"), std::string::npos);
    EXPECT_NE(svg.find("<desc>20 tables, "), std::string::npos);
    for (const DiagramTable &table : graph.tables)
        EXPECT_EQ(count(svg, "id=\"" + svgId(table) + '"'), 1u) << table.id;
    for (const DiagramEdge &edge : graph.edges)
        EXPECT_EQ(count(svg, edge.name + ")</title>"), 1u) << edge.name;
    for (const char *unknown : {"marker", "clip", "var(", "foreignObject", "filter"})
        EXPECT_EQ(count(svg, unknown), 0u) << unknown;
}

TEST(DiagramSvg, HostileNamesAreText)
{
    const DiagramGraph graph = hostileGraph();
    SvgOptions options;
    options.title = "</title><script>";
    options.groups = {{"<b>", "a", {graph.tables[0].id}}};
    options.notes = {{"1 < 2 & 3", {0, 0, 100, 40}}};
    options.fontFamily = "x';}</style>";
    const std::string svg = svgOf(graph, gridLayout(graph), options);
    EXPECT_EQ(xmlFault(svg), "") << svg;
    for (const char *bad : {"<script", "<img", "</style", "<b>"})
        EXPECT_EQ(count(svg, bad), 0u) << bad;
}

TEST(DiagramSvg, ThemesDifferInColoursOnly)
{
    const DiagramGraph graph = madeGraph({.tables = 8});
    const DiagramLayout layout = gridLayout(graph);
    SvgOptions options;
    const std::string light = svgOf(graph, layout, options);
    options.dark = true;
    const std::string dark = svgOf(graph, layout, options);
    static const std::regex colour("#[0-9A-F]{6}");
    EXPECT_NE(light, dark);
    EXPECT_EQ(std::regex_replace(light, colour, ""), std::regex_replace(dark, colour, ""));
}

TEST(DiagramSvg, DifferencesHaveSignsAndOutlines)
{
    DiagramGraph graph = madeGraph({.tables = 4, .alone = 1});
    const std::array states{DiagramState::Added, DiagramState::Removed, DiagramState::Changed, DiagramState::Renamed};
    for (std::size_t i = 0; i < states.size(); i++)
        graph.tables[i].state = states[i];
    graph.tables[2].columns[1].state = DiagramState::Removed;
    graph.tables[2].columns[2].state = DiagramState::Changed;
    graph.tables[2].columns[0].state = DiagramState::Renamed;
    graph.tables[2].columns[0].before = "number";
    const std::string svg = svgOf(graph, gridLayout(graph));
    for (const char *sign : {">+<", ">−<", ">~<", ">»<", "stroke-dasharray=\"5 4\"", "<path d=\"M22 ", ">number → id<"})
        EXPECT_GE(count(svg, sign), 1u) << sign;
    // Heads of all four, and rows of the changed table.
    for (const auto &[tint, rows] : std::map<std::string, std::size_t>{{"#E4F4EA", 1}, {"#FCE9E7", 2}, {"#FBF1D9", 2}, {"#E5EFFB", 2}})
        EXPECT_EQ(count(svg, "fill=\"" + tint), rows) << tint;
}

TEST(DiagramSvg, GroupsAndNotesWidenThePicture)
{
    const DiagramGraph graph = madeGraph({.tables = 6});
    const DiagramLayout layout = gridLayout(graph);
    SvgOptions options;
    options.groups = {{"All of them", "b", {}}};
    for (const DiagramTable &table : graph.tables)
        options.groups[0].tables.push_back(table.id);
    options.notes = {{"Ask first\nthen change", {layout.bounds.right() + 100, 0, 160, 60}}};
    const std::string svg = svgOf(graph, layout, options);
    EXPECT_NE(svg.find("All of them"), std::string::npos);
    EXPECT_NE(svg.find(">then change<"), std::string::npos);
    const auto area = areaOf(options.groups[0], graph, layout);
    ASSERT_TRUE(area);
    for (const TablePlace &place : layout.tables) {
        EXPECT_GE(place.rect.x, area->x);
        EXPECT_GE(place.rect.y, area->y);
        EXPECT_LE(place.rect.right(), area->right());
        EXPECT_LE(place.rect.bottom(), area->bottom());
    }
    EXPECT_FALSE(areaOf({"none", "a", {"nowhere"}}, graph, layout));
    const double width = std::stod(svg.substr(svg.find("width=\"") + 7));
    EXPECT_GE(width, layout.bounds.width + 100 + 160);
}

TEST(DiagramEnds, SayHowMany)
{
    DiagramGraph graph = madeGraph({.tables = 2, .alone = 1});
    DiagramEdge edge;
    edge.from = 1;
    edge.id = "key";
    edge.fromColumns = {1};
    edge.toColumns = {0};
    graph.tables[1].columns[1].foreignKey = true;
    graph.edges = {edge};
    DiagramLayout layout = gridLayout(graph);
    EXPECT_EQ(childMark(graph, layout, 0).strokes.front().size(), 3u); // a crow's foot
    EXPECT_EQ(parentMark(graph, layout, 0).strokes.size(), 2u);        // two bars
    EXPECT_FALSE(parentMark(graph, layout, 0).ring);
    graph.edges[0].optional = graph.edges[0].oneChild = true;
    EXPECT_EQ(childMark(graph, layout, 0).strokes.front().size(), 2u); // a bar
    EXPECT_EQ(parentMark(graph, layout, 0).strokes.size(), 1u);
    EXPECT_TRUE(parentMark(graph, layout, 0).ring);
    graph.edges[0].kind = DiagramEdgeKind::Inheritance;
    EXPECT_EQ(parentMark(graph, layout, 0).triangle.size(), 3u);
    EXPECT_TRUE(childMark(graph, layout, 0).strokes.empty());
}

/// Of what stands at one side of one table: marks that are not the same keep apart.
TEST(DiagramEnds, AreNotPaintedOverEachOther)
{
    struct Mark
    {
        double y = 0;
        EndMark mark;
    };
    std::size_t spread = 0;
    for (const DiagramColumns columns : {DiagramColumns::Keys, DiagramColumns::None}) {
        const DiagramGraph graph = madeGraph({.tables = 80, .seed = 5});
        LayoutOptions options;
        options.columns = columns;
        const DiagramLayout layout = gridLayout(graph, options);
        std::map<std::tuple<std::size_t, bool, std::vector<std::size_t>>, std::vector<Mark>> ports;
        for (std::size_t i = 0; i < graph.edges.size(); i++) {
            const EdgePlace &place = layout.edges[i];
            if (place.curve.empty())
                continue;
            const DiagramEdge &edge = graph.edges[i];
            const bool heads = columns == DiagramColumns::None;
            ports[{edge.from, place.fromRight, heads ? std::vector<std::size_t>() : edge.fromColumns}].push_back({place.curve.front().y, childMark(graph, layout, i)});
            ports[{edge.to, place.toRight, heads ? std::vector<std::size_t>() : edge.toColumns}].push_back({place.curve.back().y, parentMark(graph, layout, i)});
        }
        for (const auto &[port, marks] : ports) {
            for (const Mark &a : marks) {
                for (const Mark &b : marks) {
                    const double apart = std::abs(a.y - b.y);
                    EXPECT_TRUE(a.mark == b.mark ? apart < 0.01 : apart > 4.9) << graph.tables[std::get<0>(port)].id << ' ' << apart;
                    spread += apart > 4.9;
                }
            }
        }
    }
    EXPECT_GT(spread, 10u);
}

TEST(DiagramEnds, SpreadingThemTwiceChangesNothing)
{
    const DiagramGraph graph = madeGraph({.tables = 60, .seed = 6});
    DiagramLayout layout = gridLayout(graph);
    const DiagramLayout once = layout;
    spreadEnds(graph, layout);
    for (std::size_t i = 0; i < once.edges.size(); i++) {
        ASSERT_EQ(layout.edges[i].curve.size(), once.edges[i].curve.size());
        for (std::size_t k = 0; k < once.edges[i].curve.size(); k++)
            EXPECT_NEAR(layout.edges[i].curve[k].y, once.edges[i].curve[k].y, 0.01);
    }
}

TEST(DiagramEnds, BracketCompositeKeys)
{
    DiagramGraph graph = madeGraph({.tables = 2, .alone = 1});
    DiagramEdge edge;
    edge.from = 1;
    edge.fromColumns = {1};
    edge.toColumns = {0};
    graph.edges = {edge};
    LayoutOptions options;
    options.columns = DiagramColumns::All;
    const std::size_t strokes = childMark(graph, gridLayout(graph, options), 0).strokes.size();
    graph.edges[0].fromColumns = {1, 2};
    graph.edges[0].toColumns = {0, 1};
    const DiagramLayout layout = gridLayout(graph, options);
    const EndMark child = childMark(graph, layout, 0), parent = parentMark(graph, layout, 0);
    ASSERT_EQ(child.strokes.size(), strokes + 3); // two ticks, and what joins them
    EXPECT_EQ(parent.strokes.size(), 5u);
    EXPECT_EQ(child.strokes[strokes].front().y, portOf(layout.tables[1], {1}));
    EXPECT_EQ(child.strokes[strokes + 1].front().y, portOf(layout.tables[1], {2}));
}

TEST(DiagramSvg, LongTextsAreCutToTheBox)
{
    DiagramGraph graph = madeGraph({.tables = 1});
    graph.tables[0].ref.name = std::string(100, 'w');
    graph.tables[0].columns[0].type = std::string(80, 'y');
    LayoutOptions layoutOptions;
    const auto width = [](std::string_view text) { return 7.0 * double(text.size()); };
    layoutOptions.metrics.headWidth = layoutOptions.metrics.nameWidth = layoutOptions.metrics.typeWidth = width;
    SvgOptions options;
    options.metrics = layoutOptions.metrics;
    const DiagramLayout layout = gridLayout(graph, layoutOptions);
    EXPECT_EQ(layout.tables[0].rect.width, layoutOptions.metrics.mostWidth);
    const std::string svg = svgOf(graph, layout, options);
    EXPECT_NE(svg.find("www…</text>"), std::string::npos);
    EXPECT_NE(svg.find("yyy…</text>"), std::string::npos);
}
