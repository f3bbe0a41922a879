#pragma once
#include "core/catalog/catalog.h"

#include <set>

namespace kilter {

/// The table, view, sequence or type that an object is, or is a part of: what a person ticks in a list.
ObjectRef rowOf(const ObjectRef &ref);

/// What can be chosen of a catalog: all that is no part of a table and no schema, without the sequences that belong to a column.
std::vector<ObjectRef> choicesOf(const Catalog &catalog);

/// The catalog with the chosen objects, all their parts, and the schemas that they stand in. A foreign key to a table that was not chosen is
/// left out, and noted.
Catalog chosenFrom(const Catalog &catalog, const std::set<ObjectRef> &chosen);

} // namespace kilter
