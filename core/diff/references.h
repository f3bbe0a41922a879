#pragma once
#include "core/catalog/catalog.h"

namespace kilter {

/// The objects of the catalog that this one needs: its schema and table, what its body names (columns of a key, the table and key that a
/// foreign key points to, the type and the sequence of a column …), what its texts name, and Object::needs. Sorted, without itself; only
/// what the catalog has. Inspected catalogs know more from the server's own dependencies; those from files only what can be read here.
std::vector<ObjectRef> references(const Catalog &catalog, const Object &object);

} // namespace kilter
