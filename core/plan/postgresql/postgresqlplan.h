#pragma once
#include "core/plan/plan.h"

namespace kilter::postgresql {

/// Statements that turn a PostgreSQL database with catalog `from` into `to`.
[[nodiscard]] Result<std::vector<Statement>> statements(const Catalog &from, const Catalog &to, const PlanOptions &options);

} // namespace kilter::postgresql
