#include "core/diagram/textexport.h"

#include "core/base/hash.h"
#include "core/base/text.h"

namespace kilter {

bool isShown(const DiagramColumn &column, DiagramColumns columns)
{
    return columns == DiagramColumns::All || (columns == DiagramColumns::Keys && (column.primaryKey || column.foreignKey || column.unique || column.state != DiagramState::Same));
}

namespace {

std::string columnsText(const DiagramTable &table, const std::vector<std::size_t> &columns)
{
    std::vector<std::string> names;
    for (const std::size_t column : columns)
        names.push_back(table.columns[column].name);
    return joined(names, ", ");
}

/// Text with every byte that is part of no well-formed character replaced.
std::string wellFormed(std::string_view text)
{
    std::string result;
    while (const auto bad = firstInvalidUtf8(text)) {
        result += std::string(text.substr(0, *bad)) + "\uFFFD";
        text.remove_prefix(*bad + 1);
    }
    result += text;
    return replaced(replaced(std::move(result), "\xEF\xBF\xBE", "\uFFFD"), "\xEF\xBF\xBF", "\uFFFD");
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

} // namespace

std::string textOf(const DiagramEdge &edge, const DiagramGraph &graph)
{
    switch (edge.kind) {
    case DiagramEdgeKind::Inheritance:
        return "inherits from";
    case DiagramEdgeKind::Partition:
        return "partition of";
    case DiagramEdgeKind::Reads:
        return "reads";
    case DiagramEdgeKind::Reference:
        break;
    }
    const DiagramTable &parent = graph.tables[edge.to];
    const std::string from = columnsText(graph.tables[edge.from], edge.fromColumns);
    const std::string to = columnsText(parent, edge.toColumns);
    return from + " → " + parent.id + (to.empty() ? "" : edge.toColumns.size() == 1 ? "." + to : " (" + to + ")");
}

std::string textOf(DiagramState state, const std::string &before)
{
    switch (state) {
    case DiagramState::Same:
        return {};
    case DiagramState::Added:
        return "added";
    case DiagramState::Removed:
        return "removed";
    case DiagramState::Changed:
        return before.empty() ? "changed" : "changed, was " + before;
    case DiagramState::Renamed:
        return before.empty() ? "renamed" : "renamed from " + before;
    }
    return {};
}

std::string oneLine(std::string_view text)
{
    std::string result;
    for (const char c : wellFormed(replaced(replaced(std::string(text), "\u2028", " "), "\u2029", " "))) {
        const char shown = isControl(c) ? ' ' : c;
        if (shown != ' ' || result.empty() || result.back() != ' ')
            result += shown;
    }
    return std::string(trimmed(result));
}

std::string xmlEscaped(std::string_view text)
{
    std::string result;
    for (const char c : wellFormed(text)) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            if (isControl(c) && c != '\n' && c != '\t')
                result += "\uFFFD";
            else
                result += c;
        }
    }
    return result;
}

std::string wordFor(std::string_view id)
{
    std::string word;
    bool exact = true; // a dot becomes '_' as well, so "a.b_c" and "a_b.c" must be told apart
    int dots = 0;
    for (const char c : id) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        word += plain ? c : '_';
        dots += c == '.';
        exact = exact && (plain || c == '.' || (c == '_' && id.find('.') == std::string_view::npos));
    }
    if (exact && dots <= 1 && !word.empty() && !(word[0] >= '0' && word[0] <= '9'))
        return "t_" + word;
    return "t_" + word + "_" + sha256(id).substr(0, 8);
}

} // namespace kilter
