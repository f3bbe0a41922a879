#include "core/dialect/sqlite/inspect.h"

namespace kilter::sqlite {

Result<Catalog> inspect(Connection &, const InspectOptions &)
{
    return Catalog();
}

} // namespace kilter::sqlite
