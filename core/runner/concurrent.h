#pragma once
#include "core/connection/connection.h"

namespace kilter {

enum class ConcurrentState
{
    Run,      ///< it did not happen, or may safely happen again
    Done,     ///< it has happened
    Doubtful, ///< the catalog does not say
};

/// What became of a statement that cannot run in a transaction and that an earlier run began.
struct Concurrent
{
    ConcurrentState state = ConcurrentState::Run;
    std::string cleanUp; ///< SQL to run before it: drops the invalid index that it left
};

/// CREATE and DROP INDEX CONCURRENTLY are decided by the catalog; VACUUM, REINDEX and the like may run again; of others
/// nobody knows, unless the server itself said that they `failed`.
[[nodiscard]] Result<Concurrent> concurrentState(Connection &connection, const std::string &sql, bool failed);

} // namespace kilter
