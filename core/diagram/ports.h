#pragma once
#include "core/diagram/layout.h"

namespace kilter {

/// Where lines end at one row and one side with different marks (a crow's foot and two bars, say), moves their ends apart within the row, so that
/// no mark is painted over another; ends with the same mark share one. Lines that go up end above. The same again when called again.
void spreadEnds(const DiagramGraph &graph, DiagramLayout &layout);

/// The y of all rows that a key of these columns has, sorted; more than one where it is composite and its rows are shown.
std::vector<double> keyRowsOf(const TablePlace &place, const std::vector<std::size_t> &columns);

} // namespace kilter
