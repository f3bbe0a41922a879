#pragma once
#include "core/diagram/helper.h"

namespace kilter {

/// askLayout, with the answers of the latest questions kept: a diagram that differs only in what Graphviz does not see (names, types, colours)
/// is not laid out again. From any thread.
[[nodiscard]] Result<std::string> cachedLayout(const LayoutQuestion &question, const std::stop_token &stop);

} // namespace kilter
