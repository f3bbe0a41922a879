#include "ui/document/jsonplace.h"

#include "core/base/text.h"
#include "core/model/edit.h"

namespace kilter::ui {

std::size_t offsetOf(std::string_view text, int line, int column)
{
    std::size_t at = 0;
    for (int i = 1; i < line; ++i) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string_view::npos)
            return text.size();
        at = end + 1;
    }
    for (int i = 1; i < column && at < text.size() && text[at] != '\n'; ++i) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
            ++at;
    }
    return at;
}

std::string pointerAt(const Json &root, std::size_t offset)
{
    std::string pointer;
    const Json *value = &root;
    for (bool found = true; found;) {
        found = false;
        for (const JsonMember &member : value->members) {
            if (offset >= member.keyBegin && offset < member.value.end) {
                pointer = pointerTo(pointer, member.key);
                value = &member.value;
                found = true;
                break;
            }
        }
        for (std::size_t i = 0; !found && i < value->items.size(); ++i) {
            if (offset >= value->items[i].begin && offset < value->items[i].end) {
                pointer = pointerTo(pointer, std::to_string(i));
                value = &value->items[i];
                found = true;
            }
        }
    }
    return pointer;
}

std::vector<std::string> pointerParts(std::string_view pointer)
{
    std::vector<std::string> parts;
    if (pointer.empty())
        return parts;
    for (const std::string &part : split(pointer.substr(1), '/'))
        parts.push_back(replaced(replaced(part, "~1", "/"), "~0", "~"));
    return parts;
}

} // namespace kilter::ui
