#pragma once
#include "core/diagram/graph.h"

namespace kilter {

/// One graph of two, joined by ids: `base` has the names of `after` (renames carried out); what happened is in `changes`.
DiagramGraph mergedGraph(DiagramGraph base, DiagramGraph after, const ChangeList &changes);

} // namespace kilter
