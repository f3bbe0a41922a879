#pragma once
#include "core/catalog/catalog.h"

namespace kilter::sqlite {

/// Every text in its one spelling, names in references as their tables spell them, references without columns made explicit,
/// dependencies found anew; what SQLite does not store (comments, owners, other index methods …) taken away.
Catalog canonical(Catalog catalog);

/// canonical(), and for a catalog that comes from files the constraints with default names marked as unnamed.
Catalog normalised(Catalog catalog);

} // namespace kilter::sqlite
