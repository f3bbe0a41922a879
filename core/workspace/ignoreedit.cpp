#include "core/workspace/ignoreedit.h"

#include "core/base/text.h"
#include "core/workspace/configreader.h"

namespace kilter {
namespace {

/// Byte offset of a place; columns count code points.
std::size_t offsetOf(std::string_view text, const toml::source_position &place)
{
    std::size_t at = 0;
    for (toml::source_index line = 1; line < place.line && at < text.size(); ++line)
        at = std::min(text.find('\n', at), text.size() - 1) + 1;
    for (toml::source_index column = 1; column < place.column && at < text.size(); ++column) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
            ++at;
    }
    return at;
}

/// A basic string of TOML.
std::string tomlText(std::string_view value)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out = "\"";
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (byte < 0x20 || byte == 0x7F)
            out += std::string("\\u00") + hex[byte >> 4] + hex[byte & 15];
        else
            out += c;
    }
    return out + '"';
}

std::size_t endOfLine(std::string_view text, std::size_t at)
{
    const std::size_t end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end;
}

/// The blanks with which the line of an offset begins.
std::string indentationAt(std::string_view text, std::size_t at)
{
    const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    return std::string(text.substr(begin, text.find_first_not_of(" \t", begin) - begin));
}

/// Puts an item behind the last one: on a line of its own where the items have lines of their own, behind its neighbour's comment.
void addBehind(std::string &text, const toml::node &last, std::size_t listBegin, const std::string &item)
{
    const std::size_t begin = offsetOf(text, last.source().begin);
    std::size_t end = offsetOf(text, last.source().end);
    const bool hasOwnLines = text.find('\n', listBegin) < begin;
    if (!hasOwnLines) {
        text.insert(end, ", " + item);
        return;
    }
    const std::string line = '\n' + indentationAt(text, begin) + item + ',';
    const std::size_t next = text.find_first_not_of(" \t", end);
    if (next == std::string::npos || text[next] != ',')
        text.insert(end, ",");
    const std::size_t bracket = text.find_first_not_of(" \t,", end);
    const bool closesHere = bracket != std::string::npos && text[bracket] == ']';
    text.insert(closesHere ? bracket : endOfLine(text, end), closesHere ? line + '\n' : line);
}

Result<std::string> withItem(std::string text, const toml::node &objects, const std::string &pattern)
{
    const toml::array *list = objects.as_array();
    if (!list)
        return failure(ErrorCode::Invalid, "[ignore] objects of kilter.toml is no list", "Write objects = [\"table:name\"].");
    for (const toml::node &item : *list) {
        if (item.value<std::string>() == pattern)
            return text;
    }
    const std::size_t begin = offsetOf(text, list->source().begin);
    if (list->empty())
        text.insert(begin + 1, tomlText(pattern));
    else
        addBehind(text, list->back(), begin, tomlText(pattern));
    return text;
}

} // namespace

std::string ignorePattern(const ObjectRef &ref)
{
    return replaced(toText(ref), "*", "?");
}

Result<std::string> withIgnored(std::string text, const std::string &pattern)
{
    const std::string item = tomlText(pattern);
    try {
        const toml::table root = toml::parse(withPlainConnectionKeys(text), std::string_view("kilter.toml"));
        const toml::table *ignore = root["ignore"].as_table();
        if (const toml::node *objects = ignore ? ignore->get("objects") : nullptr)
            return withItem(std::move(text), *objects, pattern);
        if (ignore && !ignore->is_inline()) {
            text.insert(endOfLine(text, offsetOf(text, ignore->source().begin)), "\nobjects = [" + item + ']');
            return text;
        }
        if (ignore)
            return failure(ErrorCode::Invalid, "[ignore] of kilter.toml is written on one line, in braces", "Write it as a table: [ignore].");
    } catch (const toml::parse_error &error) {
        return failure(ErrorCode::Invalid, "kilter.toml cannot be read as TOML: " + std::string(error.description()));
    }
    if (!text.empty() && text.back() != '\n')
        text += '\n';
    return text + "\n[ignore]\nobjects = [\n    " + item + ",\n]\n";
}

} // namespace kilter
