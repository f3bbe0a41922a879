#pragma once
#include "core/diagram/graphvizblock.h"

namespace kilter {

/// The parts of a diagram that are laid out one by one, and the tables without lines.
struct LayoutParts
{
    std::vector<LayoutBlock> blocks; ///< with columns
    std::vector<std::size_t> alone;  ///< beside each other: those that refer to the same hub, then by id
};

/// Groups first, then what lines join; what would be too wide for the aimed shape is cut into several.
LayoutParts partsOf(const DiagramGraph &graph, const DiagramLayout &layout, const std::vector<DiagramRect> &footprints, const LayoutOptions &options);

} // namespace kilter
