#pragma once
#include "core/diagram/graph.h"

namespace kilter {

/// Everything that the catalog has to show, before any filter; sorted.
DiagramGraph wholeGraph(const Catalog &catalog, const std::function<std::string(const ObjectRef &table)> &levelOf);

/// The id of a table or view: "public.orders".
std::string diagramId(const ObjectRef &table);

/// Sorts tables and edges by id and keeps what the edges point to.
void sortById(DiagramGraph &graph);

} // namespace kilter
