#pragma once
#include "core/dialect/dialect.h"
#include "core/diff/diff.h"

#include <set>

namespace kilter {

struct PlanOptions
{
    std::vector<Rename> renames; ///< decided renames, in the direction from → to
    DiffOptions diff;            ///< include, exclude, owners; its renames are ignored in favour of the above
    std::set<ObjectRef> apart;   ///< PostgreSQL: checks, and columns with their defaults, for which CREATE TABLE does not wait
};

/// Ordered statements that turn `from` into `to`, and those that turn it back. Running `up` on a database with catalog `from` gives `to`.
struct Plan
{
    DialectKind dialect = DialectKind::PostgreSql;
    std::vector<Statement> up;
    std::vector<Statement> down;
    Diagnostics information;

    bool empty() const { return up.empty() && down.empty(); }
};

/// Up is statements(from → to), down statements(to → from) by the same code with renames inverted.
[[nodiscard]] Result<Plan> plan(const Catalog &from, const Catalog &to, const Dialect &dialect, const PlanOptions &options = {});

/// One direction only. Invalid when something cannot be planned (says what).
[[nodiscard]] Result<std::vector<Statement>> orderedStatements(const Catalog &from, const Catalog &to, const Dialect &dialect, const PlanOptions &options);

/// What plan() puts into `down` for the same arguments: back from `to` to `from`.
[[nodiscard]] Result<std::vector<Statement>> statementsBack(const Catalog &from, const Catalog &to, const Dialect &dialect, const PlanOptions &options);

struct ScriptOptions
{
    bool transactions = true;  ///< BEGIN and COMMIT around what can run in a transaction; SQLite: with the pragmas of a rebuild
    bool hazardComments = true;
};

/// SQL that `psql -v ON_ERROR_STOP=1` or `sqlite3 -bail` runs; hazards stand in comments.
std::string scriptOf(const std::vector<Statement> &statements, const Dialect &dialect, const ScriptOptions &options = {});

} // namespace kilter
