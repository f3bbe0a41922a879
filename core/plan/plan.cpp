#include "core/plan/plan.h"

#include "core/plan/postgresql/postgresqlplan.h"
#include "core/plan/sqliteplan.h"

namespace kilter {

Result<std::vector<Statement>> orderedStatements(const Catalog &from, const Catalog &to, const Dialect &dialect, const PlanOptions &options)
{
    PlanOptions whole = options;
    whole.renames = withFollowing(from, to, options.renames);
    DiffOptions compared = options.diff;
    compared.renames = whole.renames;
    compared.findRenames = false;
    const ChangeList changes = diff(from, to, compared);
    if (changes.empty())
        return std::vector<Statement>();
    if (dialect.kind() == DialectKind::Sqlite)
        return sqliteStatements(from, to, changes, whole);
    return postgresql::statements(from, to, whole);
}

Result<std::vector<Statement>> statementsBack(const Catalog &from, const Catalog &to, const Dialect &dialect, const PlanOptions &options)
{
    PlanOptions back = options;
    back.renames = inverted(withFollowing(from, to, options.renames), from);
    return orderedStatements(to, from, dialect, back);
}

Result<Plan> plan(const Catalog &from, const Catalog &to, const Dialect &dialect, const PlanOptions &options)
{
    Plan result;
    result.dialect = dialect.kind();
    KILTER_TRY(result.up, orderedStatements(from, to, dialect, options));
    KILTER_TRY(result.down, statementsBack(from, to, dialect, options));
    DiffOptions compared = options.diff;
    compared.renames = options.renames;
    compared.findRenames = false;
    result.information = diff(from, to, compared).information;
    return result;
}

} // namespace kilter
