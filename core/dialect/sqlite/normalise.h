#pragma once
#include "core/catalog/catalog.h"

namespace kilter::sqlite {

Catalog normalised(Catalog catalog);

} // namespace kilter::sqlite
