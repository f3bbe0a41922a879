#pragma once
#include "core/dialect/dialect.h"

namespace kilter {

class SqliteDialect : public Dialect
{
public:
    DialectKind kind() const override { return DialectKind::Sqlite; }
    std::string quoted(std::string_view identifier) const override;
    std::string literal(std::string_view text) const override;
    Result<std::vector<ScriptStatement>> split(std::string_view script) const override;
    std::string withoutComments(std::string_view script) const override;
    Catalog normalised(Catalog catalog) const override;
    Result<Catalog> inspect(Connection &connection, const InspectOptions &options) const override;
    std::vector<Statement> createStatements(const Catalog &catalog, const Object &object,
                                            const EmitOptions &options) const override;
};

} // namespace kilter
