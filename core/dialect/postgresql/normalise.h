#pragma once
#include "core/catalog/catalog.h"

namespace kilter::postgresql {

/// A catalog from files as the server would read it back, as far as that is certain without a server: types, defaults,
/// expressions over columns, predicates, partition keys and bounds, collations, operator classes, order of options.
/// What is not certain stays as it is written; texts that the server printed stay as they are.
Catalog normalised(Catalog catalog);

} // namespace kilter::postgresql
