#include "core/base/identifier.h"

#include "core/base/hash.h"
#include "core/base/text.h"

namespace kilter {
namespace {

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLowerOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool startsWord(std::string_view title, std::size_t i)
{
    if (i == 0 || !isUpper(title[i]))
        return false;
    if (isLowerOrDigit(title[i - 1]))
        return true;
    return isUpper(title[i - 1]) && i + 1 < title.size() && title[i + 1] >= 'a' && title[i + 1] <= 'z';
}

} // namespace

std::string fittedIdentifier(std::string_view name)
{
    if (name.size() <= longestIdentifier)
        return std::string(name);
    return std::string(cutUtf8(name, longestIdentifier - 9)) + '_' + sha256(name).substr(0, 8);
}

std::string snakeCase(std::string_view title)
{
    std::string name;
    for (std::size_t i = 0; i < title.size(); ++i) {
        const char c = title[i];
        const bool isSeparator = c == ' ' || c == '-' || c == '_' || c == '\t' || c == '.';
        if ((isSeparator || startsWord(title, i)) && !name.empty() && name.back() != '_')
            name += '_';
        if (!isSeparator)
            name += isUpper(c) ? char(c - 'A' + 'a') : c;
    }
    return name;
}

std::string tableNameOf(std::string_view title)
{
    std::string name = snakeCase(title);
    const auto endsIn = [&](std::string_view end) { return name.ends_with(end); };
    if (name.size() > 1 && name.back() == 'y' && std::string_view("aeiou").find(name[name.size() - 2]) == std::string_view::npos)
        return name.substr(0, name.size() - 1) + "ies";
    if (endsIn("s") || endsIn("x") || endsIn("z") || endsIn("ch") || endsIn("sh"))
        return name + "es";
    return name.empty() ? name : name + "s";
}

} // namespace kilter
