#pragma once
#include "core/dialect/dialect.h"

namespace kilter::sqlite {

[[nodiscard]] Result<Catalog> inspect(Connection &connection, const InspectOptions &options);

/// How a note about what is not modelled of a table that is modelled begins: a rebuild would lose it.
std::string notePrefix(std::string_view table);

} // namespace kilter::sqlite
