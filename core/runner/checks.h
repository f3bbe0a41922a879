#pragma once
#include "core/runner/progress.h"
#include "core/runner/runner.h"

namespace kilter {

/// What is checked before anything runs. Each returns the first reason not to.
using MigrationList = std::vector<const Migration *>;

[[nodiscard]] Result<MigrationList> migrationsOf(const RevisionGraph &graph, const std::vector<std::string> &ids);

/// Refused (exit 5): SQL of one dialect on a store of another.
[[nodiscard]] Result<> checkDialects(const Store &store, const MigrationList &migrations);

/// Invalid: two pending migrations of one version. Versions that will add no row, because they are not above the
/// present one, are information.
[[nodiscard]] Result<> checkVersions(const MigrationList &pending, const std::string &present,
                                     Diagnostics &information);

/// Refused: roles, extensions, tablespaces that are named but missing; all of them are listed.
[[nodiscard]] Result<> checkPrerequisites(const Store &store, const MigrationList &migrations, Direction direction);

/// Refused: the schema is not what the ledger says. While a run is half done it cannot be.
[[nodiscard]] Result<> checkForDrift(const Store &store, const Ledger &ledger, const RunOptions &options);

/// Refused: a run of the other direction stopped half-way.
[[nodiscard]] Result<> checkUnfinished(const Ledger &ledger, Direction direction);

/// Refused: the way down loses data, or there is none.
[[nodiscard]] Result<> checkReversibility(const MigrationList &migrations, const RunOptions &options);

} // namespace kilter
