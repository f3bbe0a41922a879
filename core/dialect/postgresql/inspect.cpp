#include "core/dialect/postgresql/inspect.h"

namespace kilter::postgresql {

Result<Catalog> inspect(Connection &, const InspectOptions &)
{
    return Catalog();
}

} // namespace kilter::postgresql
