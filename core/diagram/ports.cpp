#include "core/diagram/ports.h"

#include "core/diagram/lines.h"

#include <cmath>
#include <ranges>

namespace kilter {
namespace {

constexpr double markHeight = 9; ///< px between two ends with different marks
constexpr double rowMargin = 2.5; ///< px between an end and the edge of its row

/// A side of a row, or of a head.
struct Port
{
    std::size_t table = 0;
    bool right = false;
    long y = 0; ///< tenths
    auto operator<=>(const Port &) const = default;
};

struct LineEnd
{
    std::size_t edge = 0;
    bool isChild = false;
    double y = 0;      ///< of the row
    double towards = 0; ///< y of the line's other end
};

/// Ends with the same mark, by a number that stands for it.
using Ends = std::map<int, std::vector<LineEnd>>;

/// 0: no mark.
int markOf(const DiagramEdge &edge, bool isChild)
{
    const bool isComposite = (isChild ? edge.fromColumns : edge.toColumns).size() > 1; // it has a bracket
    const int states = 10 * int(edge.state) + (isComposite ? 100 : 0);
    if (edge.kind == DiagramEdgeKind::Reference)
        return 1 + states + (isChild ? (edge.oneChild ? 1 : 0) : edge.optional ? 2 : 3);
    return isChild ? 0 : states + (edge.kind == DiagramEdgeKind::Reads ? 5 : 6);
}

double portY(const DiagramGraph &graph, const DiagramLayout &layout, std::size_t edge, bool isChild)
{
    const DiagramEdge &line = graph.edges[edge];
    return portOf(layout.tables[isChild ? line.from : line.to], isChild ? line.fromColumns : line.toColumns);
}

std::map<Port, Ends> endsByPort(const DiagramGraph &graph, const DiagramLayout &layout)
{
    std::map<Port, Ends> ports;
    for (std::size_t i = 0; i < graph.edges.size(); i++) {
        const EdgePlace &place = layout.edges[i];
        for (const bool isChild : {true, false}) {
            const int mark = markOf(graph.edges[i], isChild);
            if (mark == 0 || (place.curve.empty() && !(isChild && place.badge)))
                continue;
            LineEnd end{i, isChild, portY(graph, layout, i, isChild), 0};
            end.towards = place.badge ? end.y : portY(graph, layout, i, !isChild);
            if (graph.edges[i].from == graph.edges[i].to && end.towards == end.y)
                end.towards += isChild ? 1 : -1; // a loop of one row goes round upwards
            const std::size_t table = isChild ? graph.edges[i].from : graph.edges[i].to;
            ports[{table, isChild ? place.fromRight : place.toRight, std::lround(end.y * 10)}][mark].push_back(end);
        }
    }
    return ports;
}

double meanWay(const std::vector<LineEnd> &ends)
{
    double sum = 0;
    for (const LineEnd &end : ends)
        sum += end.towards - end.y;
    return sum / double(ends.size());
}

double heightAt(const TablePlace &place, double y)
{
    for (const DiagramRow &row : place.rows) {
        if (std::abs(place.rect.y + row.top + row.height / 2 - y) < 1)
            return row.height;
    }
    return headHeightOf(place);
}

/// By how much each end of each edge is off its row's middle.
struct Offsets
{
    std::vector<double> child;
    std::vector<double> parent;
};

void spread(const Ends &ends, double height, Offsets &offsets)
{
    std::vector<const std::vector<LineEnd> *> groups;
    for (const auto &[mark, group] : ends)
        groups.push_back(&group);
    std::ranges::stable_sort(groups, {}, [](const auto *group) { return meanWay(*group); });
    const double steps = double(groups.size()) - 1;
    const double step = steps > 0 ? std::min(markHeight, (height - 2 * rowMargin) / steps) : 0;
    for (std::size_t i = 0; i < groups.size(); i++) {
        for (const LineEnd &end : *groups[i])
            (end.isChild ? offsets.child : offsets.parent)[end.edge] = (double(i) - steps / 2) * step;
    }
}

/// Moves one end with the level part that begins at it.
template<class Points>
void shift(Points points, double by)
{
    const double level = points.front().y;
    for (DiagramPoint &point : points) {
        if (std::abs(point.y - level) > 0.01)
            return;
        point.y += by;
    }
}

/// A level line whose ends part: an S in its middle.
std::vector<DiagramPoint> stepped(DiagramPoint from, DiagramPoint to)
{
    const double middle = (from.x + to.x) / 2, along = to.x > from.x ? 1 : -1;
    const double half = std::min(8.0, std::abs(to.x - from.x) / 4);
    std::vector<DiagramPoint> curve{from};
    appendStraight(curve, {middle - along * half, from.y});
    appendCurve(curve, {middle, from.y}, {middle, to.y}, {middle + along * half, to.y});
    appendStraight(curve, to);
    return curve;
}

void moveEnds(std::vector<DiagramPoint> &curve, double atChild, double atParent)
{
    if (std::abs(atChild) < 0.01 && std::abs(atParent) < 0.01)
        return;
    const bool isLevel = std::ranges::all_of(curve, [&](const DiagramPoint &point) { return std::abs(point.y - curve.front().y) < 0.01; });
    if (isLevel && std::abs(atChild - atParent) > 0.01) {
        const DiagramPoint from = curve.front(), to = curve.back();
        curve = stepped({from.x, from.y + atChild}, {to.x, to.y + atParent});
        return;
    }
    shift(std::span(curve), atChild);
    if (!isLevel)
        shift(std::span(curve) | std::views::reverse, atParent);
}

} // namespace

std::vector<double> keyRowsOf(const TablePlace &place, const std::vector<std::size_t> &columns)
{
    std::vector<double> rows;
    for (const std::size_t column : columns)
        rows.push_back(portOf(place, {column}));
    std::ranges::sort(rows);
    const auto same = std::ranges::unique(rows);
    rows.erase(same.begin(), same.end());
    return rows;
}

void spreadEnds(const DiagramGraph &graph, DiagramLayout &layout)
{
    Offsets offsets{std::vector<double>(graph.edges.size()), std::vector<double>(graph.edges.size())};
    for (const auto &[port, ends] : endsByPort(graph, layout))
        spread(ends, heightAt(layout.tables[port.table], double(port.y) / 10), offsets);
    for (std::size_t i = 0; i < graph.edges.size(); i++) {
        EdgePlace &place = layout.edges[i];
        const double child = portY(graph, layout, i, true) + offsets.child[i], parent = portY(graph, layout, i, false) + offsets.parent[i];
        if (place.badge)
            place.badge->y = child - place.badge->height / 2;
        else if (!place.curve.empty())
            moveEnds(place.curve, child - place.curve.front().y, parent - place.curve.back().y);
    }
}

} // namespace kilter
