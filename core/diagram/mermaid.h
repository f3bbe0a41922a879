#pragma once
#include "core/diagram/textexport.h"

namespace kilter {

/// The graph as Mermaid's erDiagram. Its words for types and columns are narrow ([A-Za-z0-9_] and brackets): a name that had to be changed
/// stands unchanged in the column's comment.
std::string toMermaid(const DiagramGraph &graph, const TextExportOptions &options = {});

} // namespace kilter
