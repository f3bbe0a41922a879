#include "core/dialect/changecounter.h"

#include "core/dialect/postgresql/inspect.h"

namespace kilter {

Result<std::int64_t> changeCounter(Connection &connection)
{
    if (connection.dialect() == DialectKind::PostgreSql)
        return postgresql::changeCounter(connection);
    KILTER_TRY(const Rows rows, connection.execute("PRAGMA schema_version"));
    return rows.integer(0, 0);
}

} // namespace kilter
