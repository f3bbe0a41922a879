#pragma once
#include "core/diagram/layouter.h"

namespace kilter {

/// Tables with a saved place stand there; each other one, those with the most placed neighbours first, comes as near to its neighbours as a
/// free place is, or below everything. `footprints`: of each table at 0, 0.
void placeBesideNeighbours(const DiagramGraph &graph, const LayoutOptions &options, const std::vector<DiagramRect> &footprints, DiagramLayout &layout);

} // namespace kilter
