#include "core/diagram/ends.h"

#include "core/diagram/ports.h"

namespace kilter {
namespace {

// Px from the port.
constexpr double bracketAt = 3;
constexpr double footLength = 10;
constexpr double footWidth = 5;
constexpr double firstBar = 6;
constexpr double secondBar = 9;
constexpr double barHalf = 4;
constexpr double ringAt = 12;
constexpr double ringRadius = 3;

struct End
{
    DiagramPoint port;
    double out = 1; ///< 1: the line leaves to the right
};

End childEnd(const DiagramGraph &graph, const DiagramLayout &layout, std::size_t edge)
{
    const EdgePlace &place = layout.edges[edge];
    const TablePlace &table = layout.tables[graph.edges[edge].from];
    const double y = place.badge ? place.badge->y + place.badge->height / 2 : portOf(table, graph.edges[edge].fromColumns);
    return {{place.fromRight ? table.rect.right() : table.rect.x, y}, place.fromRight ? 1.0 : -1.0};
}

std::vector<DiagramPoint> bar(const End &end, double distance)
{
    const double x = end.port.x + end.out * distance;
    return {{x, end.port.y - barHalf}, {x, end.port.y + barHalf}};
}

/// A composite key is bracketed: a tick at each of its rows, and what joins them.
void addBracket(EndMark &mark, const End &end, const TablePlace &table, const std::vector<std::size_t> &columns)
{
    const std::vector<double> rows = keyRowsOf(table, columns);
    if (rows.size() < 2)
        return;
    const double x = end.port.x + end.out * bracketAt;
    for (const double y : rows)
        mark.strokes.push_back({{end.port.x, y}, {x, y}});
    mark.strokes.push_back({{x, std::min(rows.front(), end.port.y)}, {x, std::max(rows.back(), end.port.y)}});
}

} // namespace

EndMark childMark(const DiagramGraph &graph, const DiagramLayout &layout, std::size_t edge)
{
    EndMark mark;
    if (graph.edges[edge].kind != DiagramEdgeKind::Reference)
        return mark;
    End end = childEnd(graph, layout, edge);
    if (!layout.edges[edge].curve.empty())
        end.port = layout.edges[edge].curve.front();
    if (graph.edges[edge].oneChild) {
        mark.strokes.push_back(bar(end, firstBar));
    } else {
        const DiagramPoint tip{end.port.x + end.out * footLength, end.port.y};
        mark.strokes.push_back({{end.port.x, end.port.y - footWidth}, tip, {end.port.x, end.port.y + footWidth}});
    }
    addBracket(mark, end, layout.tables[graph.edges[edge].from], graph.edges[edge].fromColumns);
    return mark;
}

EndMark parentMark(const DiagramGraph &graph, const DiagramLayout &layout, std::size_t edge)
{
    EndMark mark;
    const EdgePlace &place = layout.edges[edge];
    if (place.curve.empty())
        return mark;
    const End end{place.curve.back(), place.toRight ? 1.0 : -1.0};
    const auto away = [&](double distance, double y) { return DiagramPoint{end.port.x + end.out * distance, end.port.y + y}; };
    switch (graph.edges[edge].kind) {
    case DiagramEdgeKind::Reference:
        mark.strokes.push_back(bar(end, firstBar));
        if (graph.edges[edge].optional)
            mark.ring = DiagramRect{end.port.x + end.out * ringAt - ringRadius, end.port.y - ringRadius, 2 * ringRadius, 2 * ringRadius};
        else
            mark.strokes.push_back(bar(end, secondBar));
        addBracket(mark, end, layout.tables[graph.edges[edge].to], graph.edges[edge].toColumns);
        break;
    case DiagramEdgeKind::Inheritance:
    case DiagramEdgeKind::Partition: mark.triangle = {away(0, 0), away(footLength, -footWidth), away(footLength, footWidth)}; break;
    case DiagramEdgeKind::Reads: mark.strokes.push_back({away(7, -4), away(0, 0), away(7, 4)}); break;
    }
    return mark;
}

std::array<DiagramPoint, 2> badgeLine(const DiagramGraph &graph, const DiagramLayout &layout, std::size_t edge)
{
    const End end = childEnd(graph, layout, edge);
    const EdgePlace &place = layout.edges[edge];
    if (!place.badge)
        return {end.port, end.port};
    return {DiagramPoint{place.fromRight ? place.badge->x : place.badge->right(), end.port.y}, end.port};
}

} // namespace kilter
