#include "core/diagram/plantuml.h"

#include "core/base/text.h"

#include <array>
#include <cstdio>

namespace kilter {
namespace {

/// Text that PlantUML shows as it is: whatever its preprocessor, its grammar or Creole could take for markup stands as <U+hhhh>.
std::string shown(std::string_view text)
{
    static constexpr std::string_view plain = " ,.:;()?";
    std::string result;
    char previous = 0;
    for (const char c : oneLine(text)) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        const bool single = (c == '_' || c == '-') && previous != c && previous != 0; // doubled they are markup, at the start a visibility
        const bool inside = plain.find(c) != std::string_view::npos && (c == ' ' || previous != c) && previous != 0;
        if (letter || single || inside || (c == '_' && previous == 0)) {
            result += c;
        } else {
            std::array<char, 16> code{};
            std::snprintf(code.data(), code.size(), "<U+%04X>", static_cast<unsigned>(static_cast<unsigned char>(c)));
            result += code.data();
        }
        previous = c;
    }
    return result.empty() ? " " : result;
}

std::string field(const DiagramColumn &column)
{
    std::string text = std::string("  ") + (column.notNull || column.primaryKey ? "* " : "") + "{field} " + shown(column.name);
    if (!column.type.empty())
        text += " : " + shown(column.type);
    if (column.primaryKey)
        text += " <<PK>>";
    if (column.foreignKey)
        text += " <<FK>>";
    if (column.unique && !column.primaryKey)
        text += " <<UK>>";
    if (const std::string state = textOf(column.state, column.before); !state.empty())
        text += " (" + shown(state) + ')';
    if (!column.comment.empty())
        text += " <U+2013> " + shown(column.comment);
    return text + '\n';
}

std::string tableText(const DiagramTable &table, DiagramColumns columns)
{
    std::string keys, others;
    for (const DiagramColumn &column : table.columns) {
        if (isShown(column, columns))
            (column.primaryKey ? keys : others) += field(column);
    }
    const std::string word = wordFor(table.id);
    const bool view = table.ref.kind != Kind::Table;
    std::string text = "entity \"" + shown(table.id) + "\" as " + word + (view ? " <<view>>" : "") + " {\n" + keys +
                       (keys.empty() || others.empty() ? "" : "  --\n") + others + "}\n";
    std::vector<std::string> remarks;
    if (const std::string state = textOf(table.state, table.before); !state.empty())
        remarks.push_back(state);
    if (!table.comment.empty())
        remarks.push_back(table.comment);
    if (!remarks.empty())
        text += "note bottom of " + word + " : " + shown(joined(remarks, "; ")) + '\n';
    return text;
}

std::string lineText(const DiagramEdge &edge, const DiagramGraph &graph)
{
    const std::string child = wordFor(graph.tables[edge.from].id);
    const std::string parent = wordFor(graph.tables[edge.to].id);
    switch (edge.kind) {
    case DiagramEdgeKind::Inheritance:
    case DiagramEdgeKind::Partition:
        return parent + " <|-- " + child + '\n';
    case DiagramEdgeKind::Reads:
        return child + " ..> " + parent + '\n';
    case DiagramEdgeKind::Reference:
        break;
    }
    return parent + (edge.optional ? " |o--" : " ||--") + (edge.oneChild ? "o| " : "o{ ") + child + " : " +
           shown(edge.name.empty() ? textOf(edge, graph) : edge.name) + '\n';
}

} // namespace

std::string toPlantUml(const DiagramGraph &graph, const TextExportOptions &options)
{
    std::string text = "@startuml\n";
    if (!options.stamp.empty())
        text += "' " + oneLine(options.stamp) + '\n';
    if (!options.title.empty())
        text += "title " + shown(options.title) + '\n';
    text += "hide circle\nhide empty members\nleft to right direction\n";
    for (const DiagramTable &table : graph.tables)
        text += tableText(table, options.columns);
    for (const DiagramEdge &edge : graph.edges)
        text += lineText(edge, graph);
    return text + "@enduml\n";
}

} // namespace kilter
