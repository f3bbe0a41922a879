#pragma once
#include "core/migration/revisiongraph.h"
#include "core/store/store.h"

namespace kilter {

/// A script that runs the migrations `ids` in order without Kilter: `psql -v ON_ERROR_STOP=1` or `sqlite3 -bail`. Each section is a transaction, what cannot
/// run in one stands alone, and the ledger's statements stand in the transaction of the last section, so that Kilter sees afterwards what ran.
/// Holds no secret. Invalid when a file is missing or cannot be split.
[[nodiscard]] Result<std::string> offlineScript(const Store &store, const RevisionGraph &graph, const std::vector<std::string> &ids, Direction direction);

} // namespace kilter
