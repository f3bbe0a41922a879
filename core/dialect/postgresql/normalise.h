#pragma once
#include "core/catalog/catalog.h"

namespace kilter::postgresql {

Catalog normalised(Catalog catalog);

} // namespace kilter::postgresql
