#include "core/base/log.h"

#include "core/base/text.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <mutex>

namespace kilter {
namespace {

constexpr std::array<std::string_view, 6> names{"sql", "inspect", "diff", "plan", "scratch", "run"};

unsigned maskOf(std::string_view categories)
{
    unsigned mask = 0;
    for (const std::string &word : split(categories, ',')) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (word == "all" || trimmed(word) == names[i])
                mask |= 1u << i;
        }
    }
    return mask;
}

std::atomic<unsigned> &enabled()
{
    static std::atomic<unsigned> mask = [] {
        const char *variable = std::getenv("KILTER_LOG");
        return variable ? maskOf(variable) : 0u;
    }();
    return mask;
}

} // namespace

void enableLog(std::string_view categories)
{
    enabled() |= maskOf(categories);
}

bool isLogged(LogCategory category)
{
    return enabled() & (1u << unsigned(category));
}

void logLine(LogCategory category, std::string_view text)
{
    if (!isLogged(category))
        return;
    static const auto start = std::chrono::steady_clock::now();
    static std::mutex mutex;
    const std::chrono::duration<double, std::milli> since = std::chrono::steady_clock::now() - start;
    const std::scoped_lock lock(mutex);
    std::fprintf(stderr, "%9.1f ms %s: %.*s\n", since.count(), names[std::size_t(category)].data(), int(text.size()), text.data());
}

} // namespace kilter
