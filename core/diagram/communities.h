#pragma once
#include "core/diagram/lines.h"

namespace kilter {

/// In a part that is too large to be followed line by line, tables that refer to each other much stay joined by lines, and the lines between such
/// neighbourhoods become badges. Tables of groups keep their lines.
void shortenFarLines(const DiagramGraph &graph, const LayoutOptions &options, std::vector<LineForm> &forms);

} // namespace kilter
