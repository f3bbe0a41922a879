#include "core/dialect/postgresql/postgresqldialect.h"

#include "core/dialect/postgresql/emit.h"
#include "core/dialect/postgresql/inspect.h"
#include "core/dialect/postgresql/normalise.h"
#include "core/dialect/postgresql/quote.h"
#include "core/dialect/postgresql/split.h"

namespace kilter {

std::string PostgreSqlDialect::quoted(std::string_view identifier) const
{
    return postgresql::quoted(identifier);
}

std::string PostgreSqlDialect::literal(std::string_view text) const
{
    return postgresql::literal(text);
}

Result<std::vector<ScriptStatement>> PostgreSqlDialect::split(std::string_view script) const
{
    return postgresql::split(script);
}

std::string PostgreSqlDialect::withoutComments(std::string_view script) const
{
    return postgresql::withoutComments(script);
}

Catalog PostgreSqlDialect::normalised(Catalog catalog) const
{
    return postgresql::normalised(std::move(catalog));
}

Result<Catalog> PostgreSqlDialect::inspect(Connection &connection, const InspectOptions &options) const
{
    return postgresql::inspect(connection, options);
}

std::vector<Statement> PostgreSqlDialect::createStatements(const Catalog &catalog, const Object &object, const EmitOptions &options) const
{
    return postgresql::createStatements(catalog, object, options);
}

} // namespace kilter
