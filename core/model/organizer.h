#pragma once
#include "core/model/tablebuilder.h"

namespace kilter {

/// The relationship tables of an organizer, one for each model it organises: <organizer>_<table> with both primary keys as composite
/// primary key and cascading foreign keys. `tables` holds the objects of the models' own tables.
std::vector<Object> relationshipTables(const Model &organizer, const MappingContext &context, const Catalog &tables);

} // namespace kilter
