#include "core/dialect/postgresql/emit.h"

namespace kilter::postgresql {

std::vector<Statement> createStatements(const Catalog &, const Object &, const EmitOptions &)
{
    return {};
}

} // namespace kilter::postgresql
