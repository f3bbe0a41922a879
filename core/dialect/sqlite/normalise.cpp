#include "core/dialect/sqlite/normalise.h"

namespace kilter::sqlite {

Catalog normalised(Catalog catalog)
{
    return catalog;
}

} // namespace kilter::sqlite
