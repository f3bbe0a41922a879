#pragma once
#include "core/diagram/boxindex.h"
#include "core/diagram/lines.h"
#include "core/diagram/router.h"

#include <cmath>

/// What is wrong with a layout.
namespace kilter::test {

/// Px that an end may be from the middle of its row, or of a head: ends with different marks are spread.
inline double withinRow(const TablePlace &place)
{
    return (place.rows.empty() ? place.rect.height : place.rows.front().height) / 2 - 2;
}

/// What a picture must never show; empty when all is well.
inline std::string faults(const DiagramGraph &graph, const DiagramLayout &layout)
{
    std::string text;
    const auto say = [&](const std::string &words) { text += words + '\n'; };
    if (layout.tables.size() != graph.tables.size() || layout.edges.size() != graph.edges.size())
        return "not parallel to the graph\n";
    for (std::size_t a = 0; a < layout.tables.size(); a++) {
        for (std::size_t b = a + 1; b < layout.tables.size(); b++) {
            if (intersect(layout.tables[a].rect, layout.tables[b].rect))
                say(graph.tables[a].id + " lies on " + graph.tables[b].id);
        }
    }
    for (std::size_t i = 0; i < graph.edges.size(); i++) {
        const DiagramEdge &edge = graph.edges[i];
        const EdgePlace &place = layout.edges[i];
        const TablePlace &from = layout.tables[edge.from], &to = layout.tables[edge.to];
        if (place.badge) {
            for (const TablePlace &table : layout.tables) {
                if (intersect(*place.badge, table.rect))
                    say("the badge of " + edge.id + " covers a table");
            }
            if (std::abs(place.badge->y + place.badge->height / 2 - portOf(from, edge.fromColumns)) > withinRow(from))
                say("the badge of " + edge.id + " is not beside its row");
            continue;
        }
        if (place.curve.size() < 4 || place.curve.size() % 3 != 1) {
            say(edge.id + " has no curve");
            continue;
        }
        const DiagramPoint &first = place.curve.front(), &last = place.curve.back();
        if (first.x != (place.fromRight ? from.rect.right() : from.rect.x) || std::abs(first.y - portOf(from, edge.fromColumns)) > withinRow(from))
            say(edge.id + " does not begin at its row");
        const bool isLoop = edge.from == edge.to;
        if (last.x != (place.toRight ? to.rect.right() : to.rect.x) || (!isLoop && std::abs(last.y - portOf(to, edge.toColumns)) > withinRow(to)))
            say(edge.id + " does not end at its row");
        for (const DiagramPoint &point : place.curve) {
            if (point.x < layout.bounds.x || point.x > layout.bounds.right() || point.y < layout.bounds.y || point.y > layout.bounds.bottom())
                say(edge.id + " leaves the bounds");
        }
    }
    return text;
}

inline double shapeOf(const DiagramLayout &layout)
{
    return layout.bounds.width / layout.bounds.height;
}

/// Share of lines that run over a table or badge, in percent.
inline int blockedPercent(const DiagramGraph &graph, DiagramLayout layout)
{
    const Router router(graph, layout);
    int lines = 0;
    int blocked = 0;
    for (std::size_t i = 0; i < graph.edges.size(); i++) {
        if (formIn(graph, layout, i) != LineForm::Line)
            continue;
        lines++;
        blocked += router.isBlocked(i) ? 1 : 0;
    }
    return lines == 0 ? 0 : blocked * 100 / lines;
}

inline LayoutOptions defaults()
{
    LayoutOptions options;
    options.helper = KILTER_LAYOUT_PROGRAM;
    options.limit = std::chrono::minutes(4); // of a loaded machine
    return options;
}

} // namespace kilter::test
