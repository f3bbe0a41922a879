#include "core/dialect/postgresql/normalise.h"

namespace kilter::postgresql {

Catalog normalised(Catalog catalog)
{
    return catalog;
}

} // namespace kilter::postgresql
