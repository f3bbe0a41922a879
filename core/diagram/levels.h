#pragma once
#include "core/diagram/graph.h"
#include "core/model/model.h"

namespace kilter {

/// The level of each table, for GraphOptions::levelOf: that of its model; "organizer" for a relationship table of one (all of its primary key are
/// foreign keys, and one leads to an organizer's table). Tables in `schema` (the store's own) are found by models that name none.
std::function<std::string(const ObjectRef &table)> levelsOf(const std::vector<Model> &models, const std::string &schema, const Catalog &catalog);

} // namespace kilter
