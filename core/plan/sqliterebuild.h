#pragma once
#include "core/plan/plan.h"
#include "core/plan/sqlitetable.h"

namespace kilter::sqlite {

/// The table in which a rebuild notes what it counted; its CHECKs stop the plan where rows are missing or foreign keys are on, under
/// which dropping the old table would delete the rows of others (ON DELETE CASCADE).
Statement createRebuildGuard();
Statement dropRebuildGuard();

/// The 12 steps of sqlite.org/lang_altertable.html, section 7, that concern the table itself: a new table, its rows, the old one dropped,
/// the new one renamed. Foreign keys are off and legacy_alter_table is on around the plan. Rowids that no column shows stay too, and so
/// does the counter of AUTOINCREMENT. Values are not cast: the new column's affinity converts what it can without loss.
std::vector<Statement> rebuildStatements(const PlanCatalogs &catalogs, const TablePlan &table);

} // namespace kilter::sqlite
