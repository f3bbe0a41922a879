#pragma once
#include "core/dialect/dialect.h"

namespace kilter::postgresql {

[[nodiscard]] Result<Catalog> inspect(Connection &connection, const InspectOptions &options);

} // namespace kilter::postgresql
