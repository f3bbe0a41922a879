#pragma once
#include "core/base/result.h"

#include <filesystem>
#include <vector>

namespace kilter {

/// All files of an ending below a folder, sorted by path; none when there is no such folder. Hidden ones are left out. Links are followed,
/// each folder is entered once, so that a loop of links ends.
[[nodiscard]] Result<std::vector<std::filesystem::path>> filesBelow(const std::filesystem::path &folder, const std::string &ending);

} // namespace kilter
