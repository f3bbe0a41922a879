#pragma once
#include "core/catalog/catalog.h"

namespace kilter {

/// Fills Object::needs of a catalog that was not inspected: types and sequences that columns use, the columns of constraints and indexes,
/// tables and keys that foreign keys refer to, parents of partitions. What stands there already (views) stays.
void linkNeeds(Catalog &catalog);

} // namespace kilter
