#include "core/workspace/configedit.h"

#include "core/base/text.h"

#include <toml++/toml.h>

namespace kilter {
namespace {

/// A person may write connection = "dev" above [store.main.connection.dev], which TOML does not know (workspace.cpp reads it as
/// default_connection). Here it becomes another key of the same length, so that every place stays.
std::string withPlainConnectionKeys(std::string text)
{
    bool inStore = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::size_t first = std::min(text.find_first_not_of(" \t", at), end);
        const std::string_view line = std::string_view(text).substr(first, end - first);
        if (line.starts_with('['))
            inStore = line.starts_with("[store.") && line.substr(0, line.find(']')).find('.', 7) == std::string_view::npos;
        const std::string_view value = inStore && line.starts_with("connection") ? trimmed(line.substr(10)) : std::string_view();
        const std::string_view given = value.starts_with('=') ? trimmed(value.substr(1)) : std::string_view();
        if (given.starts_with('"') || given.starts_with('\''))
            text[first + 9] = '_';
        at = end;
    }
    return text;
}

Result<toml::table> parsed(const std::string &text)
{
    try {
        return toml::parse(withPlainConnectionKeys(text));
    } catch (const toml::parse_error &error) {
        return failure(ErrorCode::Invalid, "kilter.toml cannot be edited: line " + std::to_string(error.source().begin.line) + ": "
                                               + std::string(error.description()));
    }
}

std::string dotted(const std::vector<std::string> &table)
{
    return joined(table, ".");
}

/// Offset of the beginning of a line (from 1).
std::size_t lineStart(std::string_view text, std::size_t line)
{
    std::size_t at = 0;
    for (std::size_t i = 1; i < line && at < text.size(); ++i) {
        const std::size_t end = text.find('\n', at);
        at = end == std::string_view::npos ? text.size() : end + 1;
    }
    return at;
}

std::size_t offsetOf(std::string_view text, const toml::source_position &position)
{
    std::size_t at = lineStart(text, position.line);
    for (std::size_t column = 1; column < position.column && at < text.size(); ++column) { // columns count code points
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
            ++at;
    }
    return at;
}

const toml::table *tableAt(const toml::table &root, const std::vector<std::string> &path)
{
    const toml::table *table = &root;
    for (const std::string &part : path) {
        const toml::node *node = table->get(part);
        table = node ? node->as_table() : nullptr;
        if (!table)
            return nullptr;
    }
    return table;
}

bool isHeaderAt(std::string_view text, std::size_t at)
{
    return at < text.size() && text[at] == '[';
}

/// Where the header line of a table begins; none: it is not written with a header.
std::optional<std::size_t> headerOf(std::string_view text, const toml::table &table)
{
    const std::size_t at = lineStart(text, table.source().begin.line);
    const std::size_t bracket = text.find_first_not_of(" \t", at);
    if (table.source().begin.line == 0 || table.is_inline() || bracket == std::string_view::npos || !isHeaderAt(text, bracket))
        return std::nullopt;
    return at;
}

/// The headers of all tables below `table`, and its own.
void collectHeaders(std::string_view text, const toml::table &table, std::vector<std::size_t> &headers)
{
    if (const auto header = headerOf(text, table))
        headers.push_back(*header);
    for (const auto &[key, node] : table) {
        if (const toml::table *child = node.as_table())
            collectHeaders(text, *child, headers);
        const toml::array *list = node.as_array();
        for (std::size_t i = 0; list && i < list->size(); ++i) {
            if (const toml::table *child = (*list)[i].as_table())
                collectHeaders(text, *child, headers);
        }
    }
}

std::vector<std::size_t> headersOf(std::string_view text, const toml::table &root)
{
    std::vector<std::size_t> headers;
    collectHeaders(text, root, headers);
    std::sort(headers.begin(), headers.end());
    return headers;
}

/// Where a table's own keys end: before the comments and blank lines above the next header.
std::size_t endOfKeys(std::string_view text, const toml::table &root, std::size_t header)
{
    std::size_t end = text.size();
    for (const std::size_t other : headersOf(text, root)) {
        if (other > header) {
            end = other;
            break;
        }
    }
    while (end > header) { // back over blank and comment lines
        const std::size_t before = end >= 2 ? text.rfind('\n', end - 2) : std::string_view::npos;
        const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
        const std::string_view line = trimmed(text.substr(start, end - start));
        if (start <= header || !(line.empty() || line.front() == '#'))
            break;
        end = start;
    }
    return end;
}

std::string keyText(const std::string &key)
{
    const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-'; });
    return bare ? key : tomlText(key);
}

std::string headerText(const std::vector<std::string> &path)
{
    std::vector<std::string> parts;
    for (const std::string &part : path)
        parts.push_back(keyText(part));
    return '[' + joined(parts, ".") + ']';
}

void ensureNewline(std::string &text)
{
    if (!text.empty() && text.back() != '\n')
        text += '\n';
}

Result<std::string> edited(std::string text, const ConfigEdit &edit)
{
    KILTER_TRY(const toml::table root, parsed(text));
    const toml::table *table = tableAt(root, edit.table);
    const auto header = table ? headerOf(text, *table) : std::nullopt;
    if (table && !header)
        return failure(ErrorCode::Invalid, dotted(edit.table) + " is not written as a table of its own in kilter.toml",
                       "Write it under the header " + headerText(edit.table) + ", or change it by hand.");
    if (const toml::node *node = table ? table->get(edit.key) : nullptr) {
        const std::size_t begin = offsetOf(text, node->source().begin);
        const std::size_t end = offsetOf(text, node->source().end);
        if (edit.value)
            return text.replace(begin, end - begin, *edit.value);
        const std::size_t line = text.rfind('\n', begin) + 1;
        const std::size_t next = text.find('\n', end);
        return text.erase(line, next == std::string::npos ? std::string::npos : next + 1 - line);
    }
    if (!edit.value)
        return text;
    const std::string line = keyText(edit.key) + " = " + *edit.value + '\n';
    if (table) {
        std::size_t at = endOfKeys(text, root, *header);
        if (at == text.size())
            ensureNewline(text), at = text.size();
        return text.insert(at, line);
    }
    ensureNewline(text);
    return text + (text.empty() ? "" : "\n") + headerText(edit.table) + '\n' + line;
}

} // namespace

std::string tomlText(std::string_view text)
{
    std::string literal = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            literal += '\\';
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
            literal += c;
            continue;
        }
        static constexpr std::string_view digits = "0123456789ABCDEF";
        literal += "\\u00";
        literal += digits[static_cast<unsigned char>(c) >> 4];
        literal += digits[static_cast<unsigned char>(c) & 15];
    }
    return literal + '"';
}

Result<std::string> editedConfig(std::string text, const std::vector<ConfigEdit> &edits)
{
    for (const ConfigEdit &edit : edits) {
        KILTER_TRY(text, edited(std::move(text), edit));
    }
    KILTER_CHECK(parsed(text));
    return text;
}

Result<std::string> withoutTable(std::string text, const std::vector<std::string> &path)
{
    KILTER_TRY(const toml::table root, parsed(text));
    const toml::table *table = tableAt(root, path);
    if (!table)
        return text;
    std::vector<std::size_t> own;
    collectHeaders(text, *table, own);
    if (own.empty())
        return failure(ErrorCode::Invalid, dotted(path) + " is not written as a table of its own in kilter.toml", "Take it out by hand.");
    std::sort(own.rbegin(), own.rend()); // from the end, so that offsets stay
    for (const std::size_t header : own) {
        const std::size_t end = endOfKeys(text, root, header);
        std::size_t begin = header;
        while (begin > 0) { // comment lines directly above
            const std::size_t before = begin >= 2 ? text.rfind('\n', begin - 2) : std::string::npos;
            const std::size_t start = before == std::string::npos ? 0 : before + 1;
            if (trimmed(std::string_view(text).substr(start, begin - start)).substr(0, 1) != "#")
                break;
            begin = start;
        }
        text.erase(begin, end - begin);
        if (text.substr(begin).starts_with("\n") && (begin == 0 || text.substr(0, begin).ends_with("\n\n")))
            text.erase(begin, 1);
    }
    KILTER_CHECK(parsed(text));
    return text;
}

} // namespace kilter
