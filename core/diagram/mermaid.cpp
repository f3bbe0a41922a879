#include "core/diagram/mermaid.h"

#include "core/base/json.h"
#include "core/base/text.h"

namespace kilter {
namespace {

/// Text between double quotes. Mermaid has no escapes there but entity codes (#34;), which it decodes after it has drawn.
std::string quotedText(std::string_view text)
{
    static constexpr std::string_view special = "\"#%\\<>;{}`&~";
    std::string result = "\"";
    for (const char c : oneLine(text)) {
        if (special.find(c) == std::string_view::npos)
            result += c;
        else
            result += '#' + std::to_string(static_cast<int>(c)) + ';';
    }
    return result + '"';
}

std::string entity(const DiagramTable &table)
{
    const std::string quoted = quotedText(table.id);
    return quoted == "\"\"" ? "\"#32;\"" : quoted;
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// An attribute's word. PK, FK and UK are taken as keys wherever they stand.
std::string attributeWord(std::string_view text, std::string_view allowed)
{
    std::string word;
    for (const char c : text)
        word += isLetter(c) || isDigit(c) || c == '_' || allowed.find(c) != std::string_view::npos ? c : '_';
    const std::string low = lowered(word);
    if (word.empty() || !(isLetter(word[0]) || word[0] == '_') || low == "pk" || low == "fk" || low == "uk")
        word = '_' + word;
    return word;
}

std::string typeWord(const std::string &type)
{
    return type.empty() ? "untyped" : attributeWord(oneLine(type), "()[]");
}

std::string attribute(const DiagramColumn &column)
{
    const std::string word = attributeWord(column.name, "");
    std::vector<std::string> keys;
    if (column.primaryKey)
        keys.emplace_back("PK");
    if (column.foreignKey)
        keys.emplace_back("FK");
    if (column.unique && !column.primaryKey)
        keys.emplace_back("UK");
    std::vector<std::string> remarks;
    if (word != column.name)
        remarks.push_back("name: " + column.name);
    if (column.notNull && !column.primaryKey)
        remarks.emplace_back("not null");
    if (const std::string state = textOf(column.state, column.before); !state.empty())
        remarks.push_back(state);
    if (!column.comment.empty())
        remarks.push_back(column.comment);
    return "    " + typeWord(column.type) + ' ' + word + (keys.empty() ? "" : ' ' + joined(keys, ", ")) +
           (remarks.empty() ? "" : ' ' + quotedText(joined(remarks, "; "))) + '\n';
}

std::string tableText(const DiagramTable &table, DiagramColumns columns)
{
    std::string text;
    std::vector<std::string> remarks;
    if (const std::string state = textOf(table.state, table.before); !state.empty())
        remarks.push_back(state);
    if (!table.comment.empty())
        remarks.push_back(table.comment);
    if (!remarks.empty()) // braces would start a directive
        text += "  %% " + replaced(replaced(oneLine(table.id + ": " + joined(remarks, "; ")), "{", "("), "}", ")") + '\n';
    std::string body;
    for (const DiagramColumn &column : table.columns) {
        if (isShown(column, columns))
            body += attribute(column);
    }
    return text + "  " + entity(table) + (body.empty() ? "\n" : " {\n" + body + "  }\n");
}

std::string lineText(const DiagramEdge &edge, const DiagramGraph &graph)
{
    const DiagramTable &child = graph.tables[edge.from];
    std::string ends;
    if (edge.kind == DiagramEdgeKind::Reference) {
        bool identifying = !edge.fromColumns.empty();
        for (const std::size_t column : edge.fromColumns)
            identifying = identifying && child.columns[column].primaryKey;
        ends = std::string(edge.optional ? "|o" : "||") + (identifying ? "--" : "..") + (edge.oneChild ? "o|" : "o{");
    } else {
        ends = edge.kind == DiagramEdgeKind::Reads ? "}o..o{" : "||--o|";
    }
    return "  " + entity(graph.tables[edge.to]) + ' ' + ends + ' ' + entity(child) + " : " +
           quotedText(edge.name.empty() ? textOf(edge, graph) : edge.name) + '\n';
}

} // namespace

std::string toMermaid(const DiagramGraph &graph, const TextExportOptions &options)
{
    std::string text;
    if (!options.title.empty())
        text += "---\ntitle: " + quotedJson(oneLine(options.title)) + "\n---\n"; // YAML, of which a JSON string is a part
    text += "erDiagram\n";
    if (!options.stamp.empty())
        text += "  %% " + replaced(replaced(oneLine(options.stamp), "{", "("), "}", ")") + '\n';
    for (const DiagramTable &table : graph.tables)
        text += tableText(table, options.columns);
    for (const DiagramEdge &edge : graph.edges)
        text += lineText(edge, graph);
    return text;
}

} // namespace kilter
