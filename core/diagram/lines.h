#pragma once
#include "core/diagram/layouter.h"

/// What the parts of a layout share about lines: their form, their ends, and what stands at a table's sides.
namespace kilter {

enum class LineForm { Line, Badge, Loop };

inline constexpr double badgeHeight = 16;
inline constexpr double badgeGap = 16;  ///< px between table and badge: room for the crow's foot
inline constexpr double lineStub = 16;  ///< px that a line leaves straight from its port: room for the marks of its ends
inline constexpr double loopReach = 30; ///< px that the first loop of a table sticks out

std::vector<LineForm> lineForms(const DiagramGraph &graph, const LayoutOptions &options);

/// The form that a line has in this layout.
LineForm formIn(const DiagramGraph &graph, const DiagramLayout &layout, std::size_t edge);

/// Indexes of edges by child (lines to others, badges and loops) and by parent.
struct EdgesOfTables
{
    std::vector<std::vector<std::size_t>> from;
    std::vector<std::vector<std::size_t>> to; ///< without loops
};
EdgesOfTables edgesOfTables(const DiagramGraph &graph);

/// Puts the table's badges beside their rows, left where no line arrives at the row, and draws its loops at its right.
void placeOwn(const DiagramGraph &graph, DiagramLayout &layout, const EdgesOfTables &edges, std::size_t table);

/// The table with its badges and loops.
DiagramRect footprint(const DiagramGraph &graph, const DiagramLayout &layout, const EdgesOfTables &edges, std::size_t table);

void appendStraight(std::vector<DiagramPoint> &curve, DiagramPoint to);
void appendCurve(std::vector<DiagramPoint> &curve, DiagramPoint control1, DiagramPoint control2, DiagramPoint to);

} // namespace kilter
