#include "core/runner/schemacopy.h"

#include "core/plan/plan.h"

namespace kilter {

namespace {

/// SQLite keeps the text of each object; tables before what stands on them. Shadow tables come with their virtual
/// table.
Result<> copySqlite(const Store &store, Connection &scratch, const InspectOptions &options)
{
    KILTER_TRY(const Rows rows,
               store.connection().execute(
                   R"(SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')
AND tbl_name NOT IN ($1, $1 || '_event', $1 || '_statement', $1 || '_versions', 'migration_event', 'migration_statement', 'schema_versions')
ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid)",
                   {options.ledgerTable}));
    for (std::size_t i = 0; i < rows.rows.size(); ++i)
        KILTER_CHECK(scratch.execute(rows.text(i, 0)));
    return {};
}

Result<> copyByPlan(const Store &store, Connection &scratch, const InspectOptions &options, Diagnostics &information)
{
    KILTER_TRY(const Catalog present, store.dialect().inspect(store.connection(), options));
    KILTER_TRY(const Catalog there, store.dialect().inspect(scratch, options));
    PlanOptions planning;
    planning.diff.compareOwners = false;
    planning.diff.comparePrivileges = false;
    KILTER_TRY(const std::vector<Statement> statements, orderedStatements(there, present, store.dialect(), planning));
    for (const Statement &statement : statements)
        KILTER_CHECK(scratch.execute(statement.sql));
    for (Diagnostic note : present.notes) {
        note.message = "not in the copy that was tried: " + note.message;
        information.push_back(std::move(note));
    }
    return {};
}

} // namespace

Result<> copySchema(const Store &store, Connection &scratch, const InspectOptions &options, Diagnostics &information)
{
    if (scratch.dialect() != store.dialect().kind())
        return failure(ErrorCode::Usage, "the scratch place is of another kind than the store");
    auto done = store.dialect().kind() == DialectKind::Sqlite ? copySqlite(store, scratch, options)
                                                              : copyByPlan(store, scratch, options, information);
    if (!done && done.error().code != ErrorCode::Interrupted)
        done.error().message = "the schema could not be copied to the scratch place: " + done.error().message;
    return done;
}

} // namespace kilter
