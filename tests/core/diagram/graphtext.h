#pragma once
#include "core/diagram/graph.h"

/// A graph as short text, for the tests.
namespace kilter::test {

inline std::string mark(DiagramState state, const std::string &before)
{
    if (state == DiagramState::Same)
        return {};
    return " [" + std::string(keyword(state)) + (before.empty() ? "" : ": " + before) + ']';
}

/// "t: id pk int!, name text" a table; "pk", "fk" and "uq" stand before the type, "!" for not null.
inline std::string tableText(const DiagramTable &table)
{
    std::string text = table.id + (table.level.empty() ? "" : " " + table.level) + mark(table.state, table.before) + ':';
    for (const DiagramColumn &column : table.columns) {
        text += (&column == &table.columns.front() ? " " : ", ") + column.name + (column.primaryKey ? " pk" : "") + (column.foreignKey ? " fk" : "")
            + (column.unique ? " uq" : "") + (column.type.empty() ? "" : " " + column.type) + (column.notNull ? "!" : "")
            + mark(column.state, column.before);
    }
    return text;
}

/// "a(x, y) >--|| b(p, q)": > many, - one child; || a parent always, o| perhaps.
inline std::string edgeText(const DiagramGraph &graph, const DiagramEdge &edge)
{
    const auto end = [&](std::size_t at, const std::vector<std::size_t> &columns) {
        std::string text = graph.tables[at].id;
        for (const std::size_t column : columns)
            text += (column == columns.front() ? "(" : ", ") + graph.tables[at].columns.at(column).name;
        return text + (columns.empty() ? "" : ")");
    };
    const std::string line = edge.kind != DiagramEdgeKind::Reference ? std::string(keyword(edge.kind))
                                                                     : std::string(edge.oneChild ? "-" : ">") + (edge.optional ? "--o|" : "--||");
    return end(edge.from, edge.fromColumns) + ' ' + line + ' ' + end(edge.to, edge.toColumns) + mark(edge.state, {});
}

inline std::string graphText(const DiagramGraph &graph)
{
    std::string text;
    for (const DiagramTable &table : graph.tables)
        text += tableText(table) + '\n';
    for (const DiagramEdge &edge : graph.edges)
        text += edgeText(graph, edge) + '\n';
    return text;
}

} // namespace kilter::test
