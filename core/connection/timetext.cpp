#include "core/connection/timetext.h"

#include "core/base/text.h"

#include <charconv>
#include <cmath>

namespace kilter {

Result<std::chrono::milliseconds> millisecondsOf(std::string_view text)
{
    static constexpr std::pair<std::string_view, double> units[] = {
        {"", 1}, {"us", 0.001}, {"ms", 1}, {"s", 1000}, {"min", 60000}, {"h", 3600000.0}, {"d", 86400000.0}};
    const std::string_view whole = trimmed(text);
    double number = 0;
    const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), number);
    if (error == std::errc() && number >= 0 && number < 1e12) {
        const std::string_view unit = trimmed(whole.substr(std::size_t(end - whole.data())));
        for (const auto &[name, factor] : units) {
            if (unit == name && number * factor < 1e15)
                return std::chrono::milliseconds(std::llround(number * factor));
        }
    }
    return failure(ErrorCode::Usage, "\"" + std::string(text) + "\" is no time",
                   "write a number with ms, s, min, h or d, for example 4s");
}

} // namespace kilter
