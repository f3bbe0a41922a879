#include "ui/document/textpatch.h"

#include <algorithm>

namespace kilter::ui {
namespace {

bool continuesCodePoint(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

} // namespace

TextPatch patchBetween(std::string_view from, std::string_view to)
{
    const std::size_t least = std::min(from.size(), to.size());
    std::size_t before = std::size_t(std::mismatch(from.begin(), from.begin() + std::ptrdiff_t(least), to.begin()).first - from.begin());
    while (before > 0 && ((before < from.size() && continuesCodePoint(from[before])) || (before < to.size() && continuesCodePoint(to[before]))))
        --before;
    std::size_t behind = 0;
    while (behind < least - before && from[from.size() - 1 - behind] == to[to.size() - 1 - behind])
        ++behind;
    while (behind > 0 && continuesCodePoint(from[from.size() - behind]))
        --behind;
    return {before, std::string(from.substr(before, from.size() - before - behind)), std::string(to.substr(before, to.size() - before - behind))};
}

} // namespace kilter::ui
