#pragma once
#include "core/diagram/layout.h"

/// What the exports as text (DOT, Mermaid, PlantUML, DBML) have in common.
namespace kilter {

struct TextExportOptions
{
    std::string title;                            ///< empty: none
    std::string stamp;                            ///< one line about source and time, written as a comment; empty: none
    DiagramColumns columns = DiagramColumns::All; ///< DBML describes a schema and always has all
};

/// Whether a column is shown. Keys are primary, foreign and unique ones; what differs is always shown with them.
bool isShown(const DiagramColumn &column, DiagramColumns columns);

/// "order_id → orders.id", for lines of composite keys too; for the other kinds "reads", "inherits from", "partition of".
std::string textOf(const DiagramEdge &edge, const DiagramGraph &graph);

/// "added", "changed: was integer" …; empty for what is the same.
std::string textOf(DiagramState state, const std::string &before);

/// On one line: line ends and control characters become blanks, what is no character (U+FFFE, U+FFFF, bad UTF-8) becomes U+FFFD.
std::string oneLine(std::string_view text);

/// For the text and the quoted attributes of XML, HTML and SVG: & < > " ' as entities, control characters that XML 1.0 forbids as U+FFFD.
std::string xmlEscaped(std::string_view text);

/// A word of [A-Za-z0-9_] that stands for the id: the id itself where it is such a word with '_' for '.', else with a part of its hash, so that
/// two ids never give one word and a new table changes no other's.
std::string wordFor(std::string_view id);

} // namespace kilter
