#pragma once
#include "core/diagram/layout.h"

namespace kilter {

/// Places for boxes of these sizes in an area of this width, so that none overlap: the largest first, each as high up and then as far left as
/// it fits. Stable: the same sizes give the same places.
std::vector<DiagramPoint> packed(const std::vector<DiagramRect> &sizes, double width);

/// The extent of packed boxes.
DiagramRect extentOf(const std::vector<DiagramRect> &sizes, const std::vector<DiagramPoint> &places);

/// Rows of boxes from left to right, in their order, in columns that are as wide as what stands in them; no wider than `width` where that is possible.
std::vector<DiagramPoint> inGrid(const std::vector<DiagramRect> &sizes, double width, double gap);

} // namespace kilter
