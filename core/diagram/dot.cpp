#include "core/diagram/dot.h"

#include "core/base/text.h"

namespace kilter {
namespace {

/// A quoted ID of the DOT language, in which only \" is an escape; the backslash is doubled so that one at the end does not escape the quote.
std::string quotedId(std::string_view text)
{
    return '"' + replaced(replaced(std::string(text), "\\", "\\\\"), "\"", "\\\"") + '"';
}

std::string htmlText(std::string_view text)
{
    return xmlEscaped(oneLine(text));
}

/// Light tints of the level for the head; the state wins over it.
std::string_view headColour(const DiagramTable &table)
{
    switch (table.state) {
    case DiagramState::Added:
        return "#E4F4EA";
    case DiagramState::Removed:
        return "#FCE9E7";
    case DiagramState::Changed:
        return "#FBF1D9";
    case DiagramState::Renamed:
        return "#E5EFFB";
    case DiagramState::Same:
        break;
    }
    static const std::pair<std::string_view, std::string_view> tints[] = {
        {"alpha", "#DCE4F2"}, {"beta", "#D3EAE6"}, {"gamma", "#E9E0F4"}, {"qualifier", "#F1E7D2"}, {"organizer", "#F5DFE7"}};
    for (const auto &[level, tint] : tints) {
        if (table.level == level)
            return tint;
    }
    return "#F3F4F6";
}

std::string columnRow(const DiagramColumn &column, std::size_t index)
{
    const std::string name = htmlText(column.name.empty() ? " " : column.name);
    const std::string type = htmlText(column.type);
    const std::string port = std::to_string(index);
    const std::string keys = column.primaryKey ? "PK" : column.foreignKey ? "FK" : column.unique ? "UK" : "";
    const std::string state = textOf(column.state, column.before);
    return "    <TR><TD ALIGN=\"LEFT\" PORT=\"w" + port + "\">" + (keys.empty() ? " " : keys) + "</TD><TD ALIGN=\"LEFT\">" +
           (column.primaryKey ? "<B>" + name + "</B>" : name) + "</TD><TD ALIGN=\"RIGHT\" PORT=\"e" + port + "\">" + (type.empty() ? " " : type) +
           (column.notNull ? "" : " ?") + (state.empty() ? "" : " <I>" + htmlText(state) + "</I>") + "</TD></TR>\n";
}

std::string tableNode(const DiagramTable &table, DiagramColumns columns)
{
    const std::string state = textOf(table.state, table.before);
    std::string text = "  " + quotedId(table.id) + " [tooltip=" + quotedId(oneLine(table.comment.empty() ? table.id : table.comment)) + ", label=<\n";
    text += "    <TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\" COLOR=\"#838A96\" BGCOLOR=\"#FFFFFF\">\n";
    text += "    <TR><TD COLSPAN=\"3\" BGCOLOR=\"" + std::string(headColour(table)) + "\"><B>" + htmlText(table.id) + "</B>" +
            (state.empty() ? "" : " <I>" + htmlText(state) + "</I>") + "</TD></TR>\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (isShown(table.columns[i], columns))
            text += columnRow(table.columns[i], i);
    }
    return text + "    </TABLE>>];\n";
}

/// A node's name, with the port of its column at that side ('w' or 'e') where the column is shown.
std::string endOf(const DiagramTable &table, const std::vector<std::size_t> &columns, char side, const TextExportOptions &options)
{
    if (columns.empty() || !isShown(table.columns[columns.front()], options.columns))
        return quotedId(table.id);
    return quotedId(table.id) + ':' + side + std::to_string(columns.front()) + ':' + side;
}

std::string_view lineStyle(const DiagramEdge &edge)
{
    switch (edge.kind) {
    case DiagramEdgeKind::Reference:
        break;
    case DiagramEdgeKind::Inheritance:
    case DiagramEdgeKind::Partition:
        return "arrowtail=none, arrowhead=onormal";
    case DiagramEdgeKind::Reads:
        return "arrowtail=none, arrowhead=vee, style=dashed";
    }
    if (edge.oneChild)
        return edge.optional ? "arrowtail=teeodot, arrowhead=teeodot" : "arrowtail=teeodot, arrowhead=teetee";
    return edge.optional ? "arrowtail=crowodot, arrowhead=teeodot" : "arrowtail=crowodot, arrowhead=teetee";
}

std::string_view stateStyle(DiagramState state)
{
    switch (state) {
    case DiagramState::Same:
        return "";
    case DiagramState::Added:
        return ", color=\"#19703D\", penwidth=2";
    case DiagramState::Removed:
        return ", color=\"#B82B27\", style=dashed";
    case DiagramState::Changed:
        return ", color=\"#835500\", penwidth=2";
    case DiagramState::Renamed:
        return ", color=\"#1A5FAE\", penwidth=2";
    }
    return "";
}

} // namespace

std::string toDot(const DiagramGraph &graph, const TextExportOptions &options)
{
    std::string text;
    if (!options.stamp.empty())
        text += "// " + oneLine(options.stamp) + '\n';
    text += "digraph " + quotedId(options.title.empty() ? "schema" : options.title) + " {\n";
    if (!options.title.empty())
        text += "  label=" + quotedId(options.title) + "; labelloc=t;\n";
    text += "  graph [rankdir=RL, charset=\"UTF-8\", fontname=\"DejaVu Sans\", nodesep=0.3, ranksep=1.2];\n"
            "  node [shape=plain, fontname=\"DejaVu Sans\", fontsize=10];\n"
            "  edge [dir=both, color=\"#737B88\", fontname=\"DejaVu Sans\", fontsize=9];\n";
    for (const DiagramTable &table : graph.tables)
        text += tableNode(table, options.columns);
    for (const DiagramEdge &edge : graph.edges) {
        const char childSide = edge.from == edge.to ? 'e' : 'w'; // parents stand left; a loop stays on one side
        text += "  " + endOf(graph.tables[edge.from], edge.fromColumns, childSide, options) + " -> " +
                endOf(graph.tables[edge.to], edge.toColumns, 'e', options) + " [" + std::string(lineStyle(edge)) +
                std::string(stateStyle(edge.state)) + ", tooltip=" + quotedId(oneLine((edge.name.empty() ? "" : edge.name + ": ") + textOf(edge, graph))) + "];\n";
    }
    return text + "}\n";
}

} // namespace kilter
