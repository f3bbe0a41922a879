#include "core/diagram/colours.h"

#include <array>
#include <utility>

namespace kilter {

std::string colourText(std::string_view name, bool dark)
{
    std::uint32_t value = 0;
    for (const DiagramColour &colour : diagramColours) {
        if (colour.name == name)
            value = dark ? colour.dark : colour.light;
    }
    std::string text = "#000000";
    for (std::size_t i = 6; i > 0; i--, value >>= 4)
        text[i] = "0123456789ABCDEF"[value & 15];
    return text;
}

std::string_view levelMark(std::string_view level)
{
    using Mark = std::pair<std::string_view, std::string_view>;
    constexpr std::array marks{Mark{"alpha", "α"}, Mark{"beta", "β"}, Mark{"gamma", "γ"}, Mark{"qualifier", "q"}, Mark{"organizer", "o"}};
    for (const auto &[name, mark] : marks) {
        if (name == level)
            return mark;
    }
    return {};
}

} // namespace kilter
