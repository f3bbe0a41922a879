#include "core/diagram/lines.h"

#include "core/diagram/communities.h"

#include <cmath>

namespace kilter {
namespace {

constexpr double betweenLoops = 8;

/// The rows of a table's left side at which lines or badges end already, by their y.
using Taken = std::map<double, double>; ///< y → how far out it is taken

void placeBadge(EdgePlace &edge, const TablePlace &place, double y, Taken &left, Taken &right, bool lineArrives)
{
    const auto used = left.find(y);
    edge.fromRight = lineArrives && used == left.end();
    Taken &side = edge.fromRight ? right : left;
    double &out = side[y];
    DiagramRect &badge = *edge.badge;
    const double gap = out + (out > 0 ? 4 : badgeGap);
    badge.x = edge.fromRight ? place.rect.right() + gap : place.rect.x - gap - badge.width;
    badge.y = y - badgeHeight / 2;
    out = gap + badge.width;
}

std::vector<DiagramPoint> loop(const TablePlace &place, double fromY, double toY, std::size_t which)
{
    const double x = place.rect.right();
    const double out = x + loopReach - lineStub + betweenLoops * double(which);
    if (std::abs(fromY - toY) < 1)
        toY = fromY - 10; // a key that refers to itself: both ends on one row would lie on each other
    const double reach = std::min(12.0, std::abs(fromY - toY) / 2 + 4);
    std::vector<DiagramPoint> curve{{x, fromY}};
    appendStraight(curve, {out, fromY});
    appendCurve(curve, {out + reach * 4 / 3, fromY}, {out + reach * 4 / 3, toY}, {out, toY});
    appendStraight(curve, {x, toY});
    return curve;
}

} // namespace

void appendStraight(std::vector<DiagramPoint> &curve, DiagramPoint to)
{
    const DiagramPoint from = curve.back();
    curve.push_back({from.x + (to.x - from.x) / 3, from.y + (to.y - from.y) / 3});
    curve.push_back({from.x + (to.x - from.x) * 2 / 3, from.y + (to.y - from.y) * 2 / 3});
    curve.push_back(to);
}

void appendCurve(std::vector<DiagramPoint> &curve, DiagramPoint control1, DiagramPoint control2, DiagramPoint to)
{
    curve.push_back(control1);
    curve.push_back(control2);
    curve.push_back(to);
}

std::vector<LineForm> lineForms(const DiagramGraph &graph, const LayoutOptions &options)
{
    std::vector<std::size_t> degree(graph.tables.size());
    for (const DiagramEdge &edge : graph.edges)
        degree[edge.to] += edge.from != edge.to ? 1 : 0;
    std::vector<LineForm> forms;
    for (const DiagramEdge &edge : graph.edges) {
        const bool isHub = options.hubDegree > 0 && degree[edge.to] >= options.hubDegree && graph.tables[edge.to].id != options.middle;
        forms.push_back(edge.from == edge.to ? LineForm::Loop : isHub ? LineForm::Badge : LineForm::Line);
    }
    if (options.hubDegree > 0)
        shortenFarLines(graph, options, forms);
    return forms;
}

LineForm formIn(const DiagramGraph &graph, const DiagramLayout &layout, std::size_t edge)
{
    if (graph.edges[edge].from == graph.edges[edge].to)
        return LineForm::Loop;
    return layout.edges[edge].badge ? LineForm::Badge : LineForm::Line;
}

EdgesOfTables edgesOfTables(const DiagramGraph &graph)
{
    EdgesOfTables edges;
    edges.from.resize(graph.tables.size());
    edges.to.resize(graph.tables.size());
    for (std::size_t i = 0; i < graph.edges.size(); i++) {
        edges.from[graph.edges[i].from].push_back(i);
        if (graph.edges[i].from != graph.edges[i].to)
            edges.to[graph.edges[i].to].push_back(i);
    }
    return edges;
}

void placeOwn(const DiagramGraph &graph, DiagramLayout &layout, const EdgesOfTables &edges, std::size_t table)
{
    const TablePlace &place = layout.tables[table];
    std::set<double> arriving;
    for (const std::size_t i : edges.from[table]) {
        if (formIn(graph, layout, i) == LineForm::Line)
            arriving.insert(portOf(place, graph.edges[i].fromColumns));
    }
    Taken left;
    Taken right;
    std::size_t loops = 0;
    for (const std::size_t i : edges.from[table]) {
        const double y = portOf(place, graph.edges[i].fromColumns);
        EdgePlace &edge = layout.edges[i];
        const LineForm form = formIn(graph, layout, i);
        if (form == LineForm::Badge) {
            placeBadge(edge, place, y, left, right, arriving.contains(y));
        } else if (form == LineForm::Loop) {
            edge.fromRight = edge.toRight = true;
            edge.curve = loop(place, y, portOf(place, graph.edges[i].toColumns), loops++);
        }
    }
}

DiagramRect footprint(const DiagramGraph &graph, const DiagramLayout &layout, const EdgesOfTables &edges, std::size_t table)
{
    const DiagramRect &rect = layout.tables[table].rect;
    double left = rect.x;
    double right = rect.right();
    for (const std::size_t i : edges.from[table]) {
        const EdgePlace &edge = layout.edges[i];
        const LineForm form = formIn(graph, layout, i);
        if (form == LineForm::Badge) {
            left = std::min(left, edge.badge->x - 4);
            right = std::max(right, edge.badge->right() + 4);
        } else if (form == LineForm::Loop) {
            for (const DiagramPoint &point : edge.curve)
                right = std::max(right, point.x);
        }
    }
    return {left, rect.y, right - left, rect.height};
}

} // namespace kilter
