#pragma once
#include "core/catalog/catalog.h"

#include <set>

namespace kilter {

/// The given objects of a catalog with what must exist to build them and nothing else: their tables with columns (of
/// others' columns only names and types) and keys, schemas, and what they need. Tables that are not named themselves
/// become plain ones.
Catalog subCatalog(const Catalog &catalog, const std::set<ObjectRef> &wanted);

} // namespace kilter
