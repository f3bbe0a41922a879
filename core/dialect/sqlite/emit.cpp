#include "core/dialect/sqlite/emit.h"

namespace kilter::sqlite {

std::vector<Statement> createStatements(const Catalog &, const Object &, const EmitOptions &)
{
    return {};
}

} // namespace kilter::sqlite
