#pragma once
#include "core/plan/plan.h"

namespace kilter {

/// Statements that turn a SQLite database with catalog `from` into `to`: ALTER TABLE where that is possible, else the documented 12-step
/// rebuild (sqlite.org/lang_altertable.html). `changes` is diff(from, to) with the decided renames of `options`.
[[nodiscard]] Result<std::vector<Statement>> sqliteStatements(const Catalog &from, const Catalog &to, const ChangeList &changes,
                                                              const PlanOptions &options);

} // namespace kilter
