#include "core/diagram/dbml.h"

#include "core/base/text.h"

#include <set>

namespace kilter {
namespace {

/// Quoted with `quote`; escapes are those of DBML's strings, line ends too.
std::string quotedWith(std::string_view text, char quote)
{
    std::string result(1, quote);
    for (const char c : text) {
        if (c == quote || c == '\\')
            result += '\\';
        if (c == '\n')
            result += "\\n";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            result += ' ';
        else
            result += c;
    }
    return result + quote;
}

std::string name(std::string_view text)
{
    return quotedWith(text.empty() ? " " : text, '"');
}

std::string note(std::string_view text)
{
    return quotedWith(text, '\'');
}

std::string tableName(const DiagramTable &table)
{
    return (table.ref.schema.empty() ? "" : name(table.ref.schema) + '.') + name(table.ref.name);
}

bool isExpression(const std::string &text)
{
    return text.find('`') == std::string::npos && text.find('\\') == std::string::npos;
}

std::string columnText(const DiagramColumn &column, bool alonePrimary)
{
    std::vector<std::string> settings;
    std::vector<std::string> remarks;
    if (alonePrimary && column.primaryKey)
        settings.emplace_back("pk");
    if (column.unique && !column.primaryKey)
        settings.emplace_back("unique");
    if (column.notNull)
        settings.emplace_back("not null");
    if (const std::string state = textOf(column.state, column.before); !state.empty())
        remarks.push_back(state);
    if (!column.defaultText.empty() && isExpression(column.defaultText))
        settings.push_back("default: `" + oneLine(column.defaultText) + '`');
    else if (!column.defaultText.empty())
        remarks.push_back("default " + column.defaultText);
    if (!column.comment.empty())
        remarks.push_back(column.comment);
    if (!remarks.empty())
        settings.push_back("note: " + note(joined(remarks, "; ")));
    return "  " + name(column.name) + ' ' + name(column.type.empty() ? "untyped" : oneLine(column.type)) +
           (settings.empty() ? "" : " [" + joined(settings, ", ") + ']') + '\n';
}

std::string tableText(const DiagramTable &table)
{
    if (table.columns.empty())
        return "// " + oneLine(table.id) + " has no columns\n\n";
    std::vector<std::string> primary;
    for (const DiagramColumn &column : table.columns) {
        if (column.primaryKey)
            primary.push_back(name(column.name));
    }
    std::string text = "Table " + tableName(table) + " {\n";
    for (const DiagramColumn &column : table.columns)
        text += columnText(column, primary.size() == 1);
    if (primary.size() > 1)
        text += "\n  indexes {\n    (" + joined(primary, ", ") + ") [pk]\n  }\n";
    std::vector<std::string> remarks;
    if (table.ref.kind != Kind::Table)
        remarks.emplace_back(table.ref.kind == Kind::View ? "view" : "materialized view");
    if (const std::string state = textOf(table.state, table.before); !state.empty())
        remarks.push_back(state);
    if (!table.comment.empty())
        remarks.push_back(table.comment);
    if (!remarks.empty())
        text += "\n  Note: " + note(joined(remarks, "; ")) + '\n';
    return text + "}\n\n";
}

std::string endText(const DiagramTable &table, const std::vector<std::size_t> &columns)
{
    std::vector<std::string> names;
    for (const std::size_t column : columns)
        names.push_back(name(table.columns[column].name));
    return tableName(table) + '.' + (names.size() == 1 ? names.front() : '(' + joined(names, ", ") + ')');
}

std::string referenceText(const DiagramEdge &edge, const DiagramGraph &graph, std::set<std::string> &seen)
{
    const DiagramTable &child = graph.tables[edge.from];
    const DiagramTable &parent = graph.tables[edge.to];
    const std::string comment = "// " + oneLine(child.id + ": " + (edge.name.empty() ? "" : edge.name + ": ") + textOf(edge, graph)) + '\n';
    if (edge.kind != DiagramEdgeKind::Reference || edge.fromColumns.empty() || edge.fromColumns.size() != edge.toColumns.size())
        return comment;
    const std::string from = endText(child, edge.fromColumns);
    const std::string to = endText(parent, edge.toColumns);
    if (from == to || !seen.insert(from + ' ' + to).second || !seen.insert(to + ' ' + from).second)
        return comment;
    return "Ref" + (edge.name.empty() ? "" : ' ' + name(edge.name)) + ": " + from + (edge.oneChild ? " - " : " > ") + to + '\n';
}

} // namespace

std::string toDbml(const DiagramGraph &graph, const TextExportOptions &options)
{
    std::string text;
    if (!options.stamp.empty())
        text += "// " + oneLine(options.stamp) + '\n';
    if (!options.title.empty())
        text += "Project " + name(oneLine(options.title)) + " {\n  Note: " + note(options.title) + "\n}\n\n";
    for (const DiagramTable &table : graph.tables)
        text += tableText(table);
    std::set<std::string> seen;
    for (const DiagramEdge &edge : graph.edges)
        text += referenceText(edge, graph, seen);
    return text;
}

} // namespace kilter
