#pragma once
#include "core/diagram/layout.h"

namespace kilter {

/// The mark of a line's end, to be drawn over the line: strokes, and shapes that are filled with the ground.
struct EndMark
{
    std::vector<std::vector<DiagramPoint>> strokes;
    std::optional<DiagramRect> ring;      ///< of an ellipse: a child may have no parent
    std::vector<DiagramPoint> triangle;   ///< closed, hollow: the parent of what inherits
    bool operator==(const EndMark &) const = default;
};

/// Crow's foot, or one bar where a parent has at most one child. Of lines, loops and badges; none for the other kinds of edges.
EndMark childMark(const DiagramGraph &graph, const DiagramLayout &layout, std::size_t edge);

/// Two bars, or bar and ring where a child may have no parent; a triangle for inheritance and partitions, an open arrow for what is read. A badge
/// has none.
EndMark parentMark(const DiagramGraph &graph, const DiagramLayout &layout, std::size_t edge);

/// The line from a badge to its row.
std::array<DiagramPoint, 2> badgeLine(const DiagramGraph &graph, const DiagramLayout &layout, std::size_t edge);

} // namespace kilter
