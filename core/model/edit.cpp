#include "core/model/edit.h"

#include "core/base/text.h"
#include "core/model/model.h"

namespace kilter {
namespace {

/// How the text is laid out around a place: what a new value has to follow.
struct Layout
{
    std::string unit = "  "; ///< indentation of one level
    std::string lineEnd = "\n";
};

Layout layoutOf(const std::string &text)
{
    Layout layout;
    if (text.find("\r\n") != std::string::npos)
        layout.lineEnd = "\r\n";
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
        const std::size_t first = text.find_first_not_of(" \t", at + 1);
        if (first == std::string::npos || first == at + 1 || text[first] == '\n' || text[first] == '\r')
            continue;
        layout.unit = text.substr(at + 1, first - at - 1);
        break;
    }
    return layout;
}

/// The blanks at the beginning of the line in which a byte stands.
std::string indentationAt(const std::string &text, std::size_t at)
{
    const std::size_t lineBegin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    const std::size_t first = text.find_first_not_of(" \t", lineBegin);
    return text.substr(lineBegin, std::min(first, at) - lineBegin);
}

bool isOneLine(const std::string &text, const Json &container)
{
    return text.substr(container.begin, container.end - container.begin).find('\n') == std::string::npos;
}

/// A value as text that stands behind `indentation`: short ones on one line.
std::string rendered(const Json &value, const std::string &indentation, const Layout &layout, bool oneLine)
{
    const std::string line = toText(value);
    const bool isContainer = value.isObject() || value.isArray();
    if (oneLine || !isContainer || line.size() + indentation.size() <= 100)
        return value.isObject() && !value.members.empty() ? "{ " + line.substr(1, line.size() - 2) + " }" : line;
    std::string pretty = value.isObject() ? "{" : "[";
    const std::string inner = indentation + layout.unit;
    bool first = true;
    const auto item = [&](const std::string &prefix, const Json &part) {
        pretty += (first ? "" : ",") + layout.lineEnd + inner + prefix + rendered(part, inner, layout, false);
        first = false;
    };
    for (const JsonMember &member : value.members)
        item(quotedJson(member.key) + ": ", member.value);
    for (const Json &part : value.items)
        item({}, part);
    return pretty + layout.lineEnd + indentation + (value.isObject() ? "}" : "]");
}

/// Length of the string literal that begins at a byte.
std::size_t quotedEnd(const std::string &text, std::size_t at)
{
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != '"')
        end += text[end] == '\\' ? 2 : 1;
    return end + 1 - at;
}

struct Pointer
{
    std::string parent;
    std::string key; ///< unescaped
};

Pointer splitPointer(const std::string &pointer)
{
    const std::size_t slash = pointer.rfind('/');
    return {pointer.substr(0, slash), replaced(replaced(pointer.substr(slash + 1), "~1", "/"), "~0", "~")};
}

/// First byte of a member (its key) or item, and the byte behind it.
struct Span
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Span> spansOf(const Json &container)
{
    std::vector<Span> spans;
    for (const JsonMember &member : container.members)
        spans.push_back({member.keyBegin, member.value.end});
    for (const Json &item : container.items)
        spans.push_back({item.begin, item.end});
    return spans;
}

std::string appended(const std::string &text, const Json &container, const std::string &prefix, const Json &value, const Layout &layout)
{
    const std::vector<Span> spans = spansOf(container);
    const bool oneLine = isOneLine(text, container);
    std::string out = text;
    if (spans.empty()) {
        const std::string outer = indentationAt(text, container.begin);
        const std::string inner = outer + layout.unit;
        const bool isRoot = container.begin == text.find_first_not_of(" \t\r\n");
        const std::string body = isRoot ? layout.lineEnd + inner + prefix + rendered(value, inner, layout, false) + layout.lineEnd + outer
                                        : ' ' + prefix + rendered(value, inner, layout, true) + ' ';
        return out.replace(container.begin + 1, container.end - container.begin - 2, body);
    }
    const Span &last = spans.back();
    if (oneLine)
        return out.insert(last.end, ", " + prefix + rendered(value, {}, layout, true));
    const bool lineEach = spans.size() < 2 || text.substr(spans[spans.size() - 2].end, last.begin - spans[spans.size() - 2].end).find('\n') != std::string::npos;
    if (!lineEach)
        return out.insert(last.end, ", " + prefix + rendered(value, {}, layout, true));
    const std::string indentation = indentationAt(text, last.begin);
    return out.insert(last.end, ',' + layout.lineEnd + indentation + prefix + rendered(value, indentation, layout, false));
}

std::string without(const std::string &text, const Json &container, std::size_t index)
{
    const std::vector<Span> spans = spansOf(container);
    std::size_t begin = spans[index].begin, end = spans[index].end;
    if (spans.size() == 1) {
        begin = container.begin + 1;
        end = container.end - 1;
    } else if (index + 1 < spans.size()) {
        end = spans[index + 1].begin;
    } else {
        begin = spans[index - 1].end;
    }
    return text.substr(0, begin) + text.substr(end);
}

std::optional<std::size_t> indexOf(const Json &container, const std::string &key)
{
    if (container.isObject()) {
        for (std::size_t i = 0; i < container.members.size(); ++i) {
            if (container.members[i].key == key)
                return i;
        }
        return std::nullopt;
    }
    if (key.empty() || key.size() > 9 || key.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    const std::size_t index = std::stoul(key);
    return index < container.items.size() ? std::optional(index) : std::nullopt;
}

/// The text with the item at `from` at place `to`, which counts the others only: what stands between the items stays where it is.
std::string moved(const std::string &text, const Json &container, std::size_t from, std::size_t to)
{
    const std::vector<Span> spans = spansOf(container);
    std::vector<std::size_t> order(spans.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    order.erase(order.begin() + std::ptrdiff_t(from));
    order.insert(order.begin() + std::ptrdiff_t(std::min(to, order.size())), from);
    std::string out = text.substr(0, spans.front().begin);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Span &span = spans[order[i]];
        out += text.substr(span.begin, span.end - span.begin);
        out += i + 1 < spans.size() ? text.substr(spans[i].end, spans[i + 1].begin - spans[i].end) : text.substr(spans[i].end);
    }
    return out;
}

Result<std::string> renamedMember(const std::string &text, const Json &container, std::size_t index, const std::string &key)
{
    const JsonMember &member = container.members[index];
    if (member.key == key)
        return text;
    if (container.find(key))
        return failure(ErrorCode::Invalid, "there is a member \"" + key + "\" already");
    const std::size_t end = member.keyBegin + quotedEnd(text, member.keyBegin);
    return text.substr(0, member.keyBegin) + quotedJson(key) + text.substr(end);
}

/// Renaming and moving of what is there.
Result<std::string> rearrangedOnce(const std::string &text, const JsonEdit &edit)
{
    KILTER_TRY(const Json root, parseJson(text));
    Pointer pointer = splitPointer(edit.pointer);
    const Json *container = edit.pointer.empty() ? nullptr : valueAt(root, pointer.parent);
    if (container && container->isArray() && pointer.key == "-" && !container->items.empty())
        pointer.key = std::to_string(container->items.size() - 1);
    const auto index = container ? indexOf(*container, pointer.key) : std::nullopt;
    if (!index || (edit.key && !container->isObject()))
        return failure(ErrorCode::Invalid, "the JSON has no place " + edit.pointer + " to change");
    if (edit.index)
        return moved(text, *container, *index, *edit.index);
    return renamedMember(text, *container, *index, *edit.key);
}

Result<std::string> editedOnce(const std::string &text, const JsonEdit &edit)
{
    KILTER_TRY(const Json root, parseJson(text));
    const Layout layout = layoutOf(text);
    const auto missing = [&] { return failure(ErrorCode::Invalid, "the JSON has no place " + edit.pointer + " to change"); };
    if (edit.pointer.empty())
        return edit.value ? Result<std::string>(text.substr(0, root.begin) + rendered(*edit.value, {}, layout, false) + text.substr(root.end))
                          : missing();
    const Pointer pointer = splitPointer(edit.pointer);
    const Json *container = valueAt(root, pointer.parent);
    if (!container || !(container->isObject() || container->isArray()))
        return missing();
    const auto index = indexOf(*container, pointer.key);
    if (!edit.value)
        return index ? without(text, *container, *index) : text;
    if (!index) {
        if (container->isArray() && pointer.key != "-" && pointer.key != std::to_string(container->items.size()))
            return missing();
        return appended(text, *container, container->isObject() ? quotedJson(pointer.key) + ": " : std::string(), *edit.value, layout);
    }
    const Json &present = container->isObject() ? container->members[*index].value : container->items[*index];
    if (present == *edit.value)
        return text;
    const std::string value = rendered(*edit.value, indentationAt(text, present.begin), layout, isOneLine(text, *container));
    return text.substr(0, present.begin) + value + text.substr(present.end);
}

} // namespace

Result<std::string> edited(std::string text, const std::vector<JsonEdit> &edits)
{
    for (const JsonEdit &edit : edits) {
        const bool rearranges = edit.key || edit.index;
        if (edit.value || !rearranges) {
            KILTER_TRY(text, editedOnce(text, edit));
        }
        if (edit.index) {
            KILTER_TRY(text, rearrangedOnce(text, {edit.pointer, std::nullopt, std::nullopt, edit.index}));
        }
        if (edit.key) {
            KILTER_TRY(text, rearrangedOnce(text, {edit.pointer, std::nullopt, edit.key}));
        }
    }
    return text;
}

std::vector<JsonEdit> editsBetween(const Json &from, const Json &to, const std::string &at)
{
    if (from == to)
        return {};
    std::vector<JsonEdit> edits;
    const auto addAll = [&](std::vector<JsonEdit> more) { std::move(more.begin(), more.end(), std::back_inserter(edits)); };
    if (from.isArray() && to.isArray()) {
        std::size_t before = 0, behind = 0;
        const std::size_t least = std::min(from.items.size(), to.items.size());
        while (before < least && from.items[before] == to.items[before])
            ++before;
        while (behind < least - before && from.items[from.items.size() - 1 - behind] == to.items[to.items.size() - 1 - behind])
            ++behind;
        const std::size_t fromEnd = from.items.size() - behind, toEnd = to.items.size() - behind;
        const std::size_t common = std::min(fromEnd, toEnd);
        for (std::size_t i = before; i < common; ++i)
            addAll(editsBetween(from.items[i], to.items[i], pointerTo(at, std::to_string(i))));
        for (std::size_t i = fromEnd; i > common; --i)
            edits.push_back({pointerTo(at, std::to_string(i - 1)), std::nullopt});
        for (std::size_t i = common; i < toEnd; ++i)
            edits.push_back({pointerTo(at, "-"), to.items[i], std::nullopt, behind > 0 ? std::optional(i) : std::nullopt});
        return edits;
    }
    if (!from.isObject() || !to.isObject())
        return {{at, to}};
    for (const JsonMember &member : from.members) {
        if (!to.find(member.key))
            edits.push_back({pointerTo(at, member.key), std::nullopt});
    }
    for (const JsonMember &member : to.members) {
        const Json *present = from.find(member.key);
        const std::string pointer = pointerTo(at, member.key);
        if (present)
            addAll(editsBetween(*present, member.value, pointer));
        else
            edits.push_back({pointer, member.value});
    }
    return edits;
}

std::string pointerTo(std::string_view parent, std::string_view key)
{
    return std::string(parent) + '/' + replaced(replaced(std::string(key), "~", "~0"), "/", "~1");
}

} // namespace kilter
