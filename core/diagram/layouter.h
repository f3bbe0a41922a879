#pragma once
#include "core/diagram/layout.h"

#include <map>
#include <span>

namespace kilter {

struct LayoutOptions
{
    DiagramMetrics metrics;
    DiagramColumns columns = DiagramColumns::Keys;
    std::size_t mostRows = 40; ///< of a table, then "N more"
    double aspect = 1.6;       ///< width to height that is aimed at
    /// Lines to a table to which so many lead are badges, and so are, where more than 60 tables hang together, lines between tables that are far
    /// from each other; 0: never.
    std::size_t hubDegree = 8;
    std::string middle;        ///< id of the table that the diagram is around: its lines are never badges
    std::chrono::milliseconds limit{20000}; ///< of Graphviz altogether
    std::string helper;                     ///< path of kilter-layout; empty: the one beside the program
    /// Top left corners by table id, as saved: these tables stand there, whatever else; tables that are not named are placed beside their
    /// neighbours.
    std::map<std::string, DiagramPoint> places;
    /// Ids of tables that stand together.
    std::vector<std::vector<std::string>> groups;
};

/// Where everything stands. Without saved places Graphviz decides, in the process kilter-layout: dot, when that fails or takes too long sfdp, and
/// then a grid; the layout's notes say why. Errors: only Interrupted. From any thread; a graph that was laid out lately costs no second run.
[[nodiscard]] Result<DiagramLayout> layOut(const DiagramGraph &graph, const LayoutOptions &options = {}, const std::stop_token &stop = {});

/// The same at once and without Graphviz: saved places, and a grid for what has none. For the first picture.
DiagramLayout gridLayout(const DiagramGraph &graph, const LayoutOptions &options = {});

/// Draws the lines, loops and badges that touch the moved tables (indexes; their rects are where they were moved to) anew, and what the moved
/// tables now stand on. Bounds follow. Tables stay. A few milliseconds at 1,000 tables, for use while dragging.
void route(const DiagramGraph &graph, DiagramLayout &layout, std::span<const std::size_t> moved);

/// All lines, loops and badges.
void routeAll(const DiagramGraph &graph, DiagramLayout &layout);

} // namespace kilter
