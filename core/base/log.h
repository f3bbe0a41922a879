#pragma once
#include <string_view>

namespace kilter {

/// One category a component; silent by default. `--trace` and KILTER_LOG="sql,plan" or "all" turn them on; they go to standard error.
/// Never pass a URL, a password or a bound value.
enum class LogCategory { Sql, Inspect, Diff, Plan, Scratch, Run };

void enableLog(std::string_view categories);
bool isLogged(LogCategory category);
void logLine(LogCategory category, std::string_view text);

} // namespace kilter
