#include "core/dialect/sqlite/sqlitedialect.h"

#include "core/dialect/sqlite/emit.h"
#include "core/dialect/sqlite/inspect.h"
#include "core/dialect/sqlite/normalise.h"
#include "core/dialect/sqlite/quote.h"
#include "core/dialect/sqlite/split.h"

namespace kilter {

std::string SqliteDialect::quoted(std::string_view identifier) const
{
    return sqlite::quoted(identifier);
}

std::string SqliteDialect::literal(std::string_view text) const
{
    return sqlite::literal(text);
}

Result<std::vector<ScriptStatement>> SqliteDialect::split(std::string_view script) const
{
    return sqlite::split(script);
}

std::string SqliteDialect::withoutComments(std::string_view script) const
{
    return sqlite::withoutComments(script);
}

Catalog SqliteDialect::normalised(Catalog catalog) const
{
    return sqlite::normalised(std::move(catalog));
}

Result<Catalog> SqliteDialect::inspect(Connection &connection, const InspectOptions &options) const
{
    return sqlite::inspect(connection, options);
}

std::vector<Statement> SqliteDialect::createStatements(const Catalog &catalog, const Object &object, const EmitOptions &options) const
{
    return sqlite::createStatements(catalog, object, options);
}

} // namespace kilter
