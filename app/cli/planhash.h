#pragma once
#include "app/cli/site.h"

namespace kilter::cli {

/// The ids that an apply (or a roll back) to the target would run, in order.
[[nodiscard]] Result<std::vector<std::string>> idsToRun(const Site &site, const std::string &target, const std::string &only, Direction direction);

/// Hash of what would run and of the database that it would run on: 16 hex digits over the ids, their text and the catalog's hash.
[[nodiscard]] Result<std::string> planHash(const Context &context, const Site &site, const std::string &target, const std::string &only,
                                           Direction direction);

} // namespace kilter::cli
