#include "core/dialect/dialect.h"

#include "core/dialect/postgresql/postgresqldialect.h"
#include "core/dialect/sqlite/sqlitedialect.h"

namespace kilter {

const Dialect &Dialect::of(DialectKind kind)
{
    static const PostgreSqlDialect postgreSql;
    static const SqliteDialect sqlite;
    if (kind == DialectKind::Sqlite)
        return sqlite;
    return postgreSql;
}

std::string Dialect::qualified(const ObjectRef &ref) const
{
    return ref.schema.empty() ? quoted(ref.name) : quoted(ref.schema) + '.' + quoted(ref.name);
}

} // namespace kilter
