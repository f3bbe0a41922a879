#pragma once
#include "core/dialect/dialect.h"

namespace kilter::postgresql {

std::vector<Statement> createStatements(const Catalog &catalog, const Object &object, const EmitOptions &options);

} // namespace kilter::postgresql
