#pragma once
#include "core/dialect/dialect.h"

#include <cstdint>

namespace kilter::postgresql {

/// The whole catalog in one REPEATABLE READ READ ONLY transaction (or inside the caller's, where one is open), by a
/// fixed number of queries. Texts are read with an empty search_path, in UTC and ISO dates, so that they do not depend
/// on the session.
[[nodiscard]] Result<Catalog> inspect(Connection &connection, const InspectOptions &options);

/// A number that grows whenever the schema changes: the rows written to the system catalogs that hold it
/// (pg_stat_sys_tables). It may lag by a second, and never goes back except when the server's statistics are reset.
[[nodiscard]] Result<std::int64_t> changeCounter(Connection &connection);

} // namespace kilter::postgresql
