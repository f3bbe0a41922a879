#pragma once
#include "core/diagram/textexport.h"

namespace kilter {

/// The graph in Graphviz's language: a node with a port a row for each table, crow's feet at the lines. `dot -Tsvg` lays it out.
std::string toDot(const DiagramGraph &graph, const TextExportOptions &options = {});

} // namespace kilter
