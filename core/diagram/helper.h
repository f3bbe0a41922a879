#pragma once
#include "core/base/result.h"

#include <chrono>
#include <stop_token>

namespace kilter {

/// A question to the process kilter-layout, which holds Graphviz (app/layout describes what they say to each other).
struct LayoutQuestion
{
    std::string engine; ///< "dot" | "sfdp" …
    std::string dot;
    std::chrono::milliseconds limit{20000};
    std::string program; ///< path of kilter-layout; empty: the one that layoutProgram finds
};

/// The answer's lines. A helper stays warm for the next question; one that was stopped, aborted or took too long is replaced. Errors: Interrupted
/// (then it is ended), Failed: no helper, its end, its refusal, the limit. From any thread; questions of several threads have helpers of their own.
[[nodiscard]] Result<std::string> askLayout(const LayoutQuestion &question, const std::stop_token &stop = {});

/// kilter-layout beside the running program, or in the libexec folder beside the folder of that; KILTER_LAYOUT names another one. Empty: none.
std::string layoutProgram();

} // namespace kilter
