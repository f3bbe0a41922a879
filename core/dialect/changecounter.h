#pragma once
#include "core/base/result.h"
#include "core/connection/connection.h"

#include <cstdint>

namespace kilter {

/// A number that moves whenever the schema of the connection's database does, asked for in a few milliseconds: for watching. PostgreSQL: rows
/// written to the system catalogs (may lag by a second; work on temporary tables moves it too); SQLite: PRAGMA schema_version.
[[nodiscard]] Result<std::int64_t> changeCounter(Connection &connection);

} // namespace kilter
