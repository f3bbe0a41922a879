#pragma once
#include "core/base/result.h"

#include <filesystem>
#include <vector>

namespace kilter {

struct InitReport
{
    std::vector<std::filesystem::path> files; ///< written, relative to the folder
};

/// Makes a workspace in the folder (made where it is missing): kilter.toml, folders, .gitignore; with `sample` the content framework of the
/// sample. Refused when a workspace is there, or any file that would be overwritten.
[[nodiscard]] Result<InitReport> initWorkspace(const std::filesystem::path &folder, bool sample);

} // namespace kilter
