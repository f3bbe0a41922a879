#pragma once
#include "core/diagram/dictionary.h"
#include "core/diagram/svg.h"

/// The diagram as one HTML file that opens from file:// without a network: the page of resources/diagram, which carries the graph, its layouts
/// and the dictionary as JSON and draws them itself.
namespace kilter {

/// Where the export comes from. Leave it out where two exports of the same schema must be the same bytes.
struct HtmlStamp
{
    std::string source;
    std::string time;
    std::string hash;
};

struct HtmlDiagram
{
    std::string title;
    DiagramGraph graph;
    std::vector<std::pair<DiagramColumns, DiagramLayout>> layouts; ///< at least one, each parallel to the graph; the reader switches between them
    DiagramColumns shown = DiagramColumns::Keys;                   ///< the first one shown; the first layout where it is none of them
    std::vector<DictionaryEntry> dictionary;                       ///< parallel to the graph's tables, or empty
    std::vector<DiagramGroup> groups;
    std::vector<DiagramNote> notes; ///< at the places of the layout that is shown first
    std::optional<HtmlStamp> stamp;
    std::optional<std::pair<std::string, std::string>> compared; ///< names of both sides, where the graph is of two catalogs
};

/// Same input, same bytes. One line a table and a line in each layout, so that two exports can be compared as text. All text of the schema is
/// data of a JSON block in which <, > and & are escaped; scripts and styles run by the hashes in the page's own security policy only.
std::string toHtml(const HtmlDiagram &diagram);

/// The JSON of the page alone.
std::string htmlData(const HtmlDiagram &diagram);

} // namespace kilter
