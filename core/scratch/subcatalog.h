#pragma once
#include "core/catalog/catalog.h"

#include <set>

namespace kilter {

/// An extension, a publication …: what is neither a schema nor in one. PostgreSQL.
bool standsOutsideSchemas(const ObjectRef &ref);

/// The given objects of a catalog with what must exist to build them and nothing else: their tables with columns (of
/// others' columns only names and types) and keys, schemas, and what they need. Tables that are not named themselves
/// become plain ones.
Catalog subCatalog(const Catalog &catalog, const std::set<ObjectRef> &wanted);

} // namespace kilter
