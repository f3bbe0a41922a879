#pragma once
#include "core/base/result.h"

#include <chrono>

namespace kilter {

/// PostgreSQL's time text ("4s", "500ms", "2 min", "0"; a bare number counts milliseconds). Usage error when it is
/// none.
[[nodiscard]] Result<std::chrono::milliseconds> millisecondsOf(std::string_view text);

} // namespace kilter
