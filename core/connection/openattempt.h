#pragma once
#include "core/connection/connection.h"

namespace kilter {

/// One try to open a connection; worthRetrying: the same call may succeed a little later (a server that starts, a
/// lock).
struct OpenAttempt
{
    Result<std::unique_ptr<Connection>> connection;
    bool worthRetrying = false;
};

/// Wait before the next attempt: 200 ms doubled with each, at most 10 s, of which half is left to chance (0 … 1), so
/// that many clients of one server do not come back together.
std::chrono::milliseconds backOff(int attempt, double chance);

} // namespace kilter
