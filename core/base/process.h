#pragma once
#include "core/base/result.h"

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

namespace kilter {

struct ProcessOutput
{
    int exitCode = 0;
    std::string standardOutput;
    std::string standardError;
};

struct ProcessRequest
{
    std::string program; ///< a path, or a name searched on PATH
    std::vector<std::string> arguments;
    std::vector<std::pair<std::string, std::string>> environment; ///< added to this process's own
    std::string input;
    std::chrono::milliseconds timeout{60000};
    std::stop_token stop;
};

/// Runs a program to its end without a shell. Errors: not found, not started, timed out or cancelled (then it is ended).
[[nodiscard]] Result<ProcessOutput> run(const ProcessRequest &request);

/// Full path of a program on PATH or in `folders`; empty when there is none.
std::string findProgram(const std::string &name, const std::vector<std::string> &folders = {});

} // namespace kilter
