#pragma once
#include "app/cli/context.h"
#include "core/comparison/comparison.h"

namespace kilter::cli {

/// The words of --from and --to. An empty text is the default: the chosen store (`defaultIsWorkspace` false) or the workspace.
[[nodiscard]] Result<Source> parseSource(const Context &context, const std::string &text, bool defaultIsWorkspace);

/// kilter::compare(), with what happens on the way said to the user.
[[nodiscard]] Result<Comparison> compare(const Context &context, const Source &from, const Source &to, DiffOptions &options,
                                         const std::vector<std::string> &renames = {});

} // namespace kilter::cli
