#pragma once
#include "core/dialect/dialect.h"

namespace kilter::sqlite {

[[nodiscard]] Result<Catalog> inspect(Connection &connection, const InspectOptions &options);

} // namespace kilter::sqlite
