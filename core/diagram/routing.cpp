#include "core/diagram/ports.h"
#include "core/diagram/router.h"

namespace kilter {
namespace {

/// Whether the box around the curve touches one of the areas.
bool isNear(const std::vector<DiagramPoint> &curve, const std::vector<DiagramRect> &areas)
{
    if (curve.empty())
        return false;
    const auto [left, right] = std::ranges::minmax(curve, {}, &DiagramPoint::x);
    const auto [top, bottom] = std::ranges::minmax(curve, {}, &DiagramPoint::y);
    const DiagramRect box{left.x - 1, top.y - 1, right.x - left.x + 2, bottom.y - top.y + 2};
    return std::ranges::any_of(areas, [&](const DiagramRect &area) { return intersect(box, area); });
}

} // namespace

void routeQuickly(const DiagramGraph &graph, DiagramLayout &layout)
{
    const EdgesOfTables edges = edgesOfTables(graph);
    for (std::size_t i = 0; i < graph.tables.size(); i++)
        placeOwn(graph, layout, edges, i);
    Router router(graph, layout);
    for (std::size_t i = 0; i < graph.edges.size(); i++) {
        if (formIn(graph, layout, i) == LineForm::Line)
            router.leadQuickly(i);
    }
    spreadEnds(graph, layout);
    layout.bounds = boundsOf(layout);
}

void routeAll(const DiagramGraph &graph, DiagramLayout &layout)
{
    const EdgesOfTables edges = edgesOfTables(graph);
    for (std::size_t i = 0; i < graph.tables.size(); i++)
        placeOwn(graph, layout, edges, i);
    Router router(graph, layout);
    std::vector<std::pair<double, std::size_t>> order; // short lines first: they have the least choice
    for (std::size_t i = 0; i < graph.edges.size(); i++) {
        const DiagramRect &from = layout.tables[graph.edges[i].from].rect, &to = layout.tables[graph.edges[i].to].rect;
        if (formIn(graph, layout, i) == LineForm::Line)
            order.emplace_back(std::abs(from.x - to.x) + std::abs(from.y - to.y), i);
    }
    std::ranges::sort(order);
    for (const auto &[distance, i] : order)
        router.lead(i);
    spreadEnds(graph, layout);
    layout.bounds = boundsOf(layout);
}

void route(const DiagramGraph &graph, DiagramLayout &layout, std::span<const std::size_t> moved)
{
    const EdgesOfTables edges = edgesOfTables(graph);
    for (const std::size_t i : moved)
        placeOwn(graph, layout, edges, i);
    Router router(graph, layout);
    std::vector<DiagramRect> stands; // what the moved tables cover now
    for (const std::size_t i : moved)
        stands.push_back(footprint(graph, layout, edges, i));
    std::vector<bool> again(graph.edges.size());
    for (std::size_t i = 0; i < graph.edges.size(); i++) {
        if (formIn(graph, layout, i) != LineForm::Line)
            continue;
        const auto isMoved = [&](std::size_t table) { return std::ranges::find(moved, table) != moved.end(); };
        const bool touches = isMoved(graph.edges[i].from) || isMoved(graph.edges[i].to);
        if (touches)
            layout.edges[i].curve.clear();
        again[i] = touches || (isNear(layout.edges[i].curve, stands) && router.isBlocked(i));
        if (!again[i])
            router.keep(i);
    }
    for (std::size_t i = 0; i < again.size(); i++) {
        if (again[i])
            router.lead(i);
    }
    spreadEnds(graph, layout);
    layout.bounds = boundsOf(layout);
}

} // namespace kilter
