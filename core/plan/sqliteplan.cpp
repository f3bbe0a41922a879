#include "core/plan/sqliteplan.h"

namespace kilter {

Result<std::vector<Statement>> sqliteStatements(const Catalog &, const Catalog &, const ChangeList &changes, const PlanOptions &)
{
    if (changes.empty())
        return std::vector<Statement>();
    return failure(ErrorCode::Invalid, "SQLite schemas cannot be planned by this build");
}

} // namespace kilter
