#pragma once
#include "core/workspace/workspace.h"

namespace kilter::cli {

/// Patterns for diff of the tables of the models that are named by title or table; none named: none, which is all. Usage error with near misses
/// for a name that no model has.
[[nodiscard]] Result<std::vector<std::string>> patternsOfModels(const Workspace &workspace, const StoreConfig &store,
                                                                const std::vector<std::string> &names);

} // namespace kilter::cli
