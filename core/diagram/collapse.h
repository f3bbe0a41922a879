#pragma once
#include "core/diagram/svg.h"

namespace kilter {

/// "group:Sales": the id of the box that a collapsed group is, among tables (no table's id has a bare colon) and saved places. `groups` are all
/// of the diagram: a title that came before gets a number.
std::string groupId(const std::vector<DiagramGroup> &groups, std::size_t index);

/// The graph with one box for each collapsed group instead of its tables. Lines within a group go; lines of one kind between the same two boxes
/// become one, at its column where they have one in common, with their number as its name. Without a collapsed group the graph as it is.
DiagramGraph collapsedGraph(const DiagramGraph &graph, const std::vector<DiagramGroup> &groups);

} // namespace kilter
