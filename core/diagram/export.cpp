#include "core/diagram/export.h"

#include "core/diagram/collapse.h"
#include "core/diagram/dbml.h"
#include "core/diagram/dot.h"
#include "core/diagram/markdown.h"
#include "core/diagram/mermaid.h"
#include "core/diagram/plantuml.h"
#include "core/diagram/svg.h"

#include <algorithm>
#include <array>

namespace kilter {
namespace {

constexpr std::array formats{"svg", "html", "dot", "mmd", "puml", "dbml", "md"};

std::string stampLine(const DiagramExport &what)
{
    if (!what.stamp)
        return {};
    std::string line = what.stamp->source;
    for (const std::string &more : {what.stamp->time, what.stamp->hash}) {
        if (!more.empty())
            line += (line.empty() ? "" : ", ") + more;
    }
    return line;
}

std::vector<DictionaryEntry> entriesOf(const DiagramExport &what)
{
    if (!what.catalog)
        return {};
    return what.before ? dictionaryOf(*what.before, *what.catalog, what.graph) : dictionaryOf(*what.catalog, what.graph);
}

Result<std::string> svg(const DiagramExport &whole, const std::stop_token &stop)
{
    DiagramExport what = whole;
    what.graph = collapsedGraph(whole.graph, whole.saved.groups);
    KILTER_TRY(const DiagramLayout layout, layoutOf(what, what.saved.columns, stop));
    SvgOptions options;
    options.title = what.title;
    options.dark = what.dark;
    options.fontFamily = what.fontFamily;
    options.metrics = what.layout.metrics;
    options.groups = what.saved.groups;
    options.notes = what.saved.notes;
    return svgOf(what.graph, layout, options);
}

/// All three modes, so that the reader can switch; the one that is shown first has the saved places.
Result<std::string> html(const DiagramExport &what, const std::stop_token &stop)
{
    HtmlDiagram page;
    page.title = what.title;
    page.graph = what.graph;
    page.shown = what.saved.columns;
    page.dictionary = entriesOf(what);
    page.stamp = what.stamp;
    page.compared = what.compared;
    page.groups = what.saved.groups;
    page.notes = what.saved.notes;
    for (const DiagramColumns columns : {DiagramColumns::None, DiagramColumns::Keys, DiagramColumns::All}) {
        KILTER_TRY(DiagramLayout layout, layoutOf(what, columns, stop));
        page.layouts.emplace_back(columns, std::move(layout));
    }
    return toHtml(page);
}

} // namespace

bool isDiagramTextFormat(std::string_view format)
{
    return std::find(formats.begin(), formats.end(), format) != formats.end();
}

Result<DiagramLayout> layoutOf(const DiagramExport &what, DiagramColumns columns, const std::stop_token &stop)
{
    LayoutOptions options = what.layout;
    options.columns = columns;
    options.places.clear();
    if (const auto places = what.saved.places.find(columns); places != what.saved.places.end())
        options.places = places->second;
    options.groups.clear();
    for (const DiagramGroup &group : what.saved.groups)
        options.groups.push_back(group.tables);
    return layOut(what.graph, options, stop);
}

Result<std::string> exportDiagram(const DiagramExport &what, std::string_view format, const std::stop_token &stop)
{
    const TextExportOptions text{what.title, stampLine(what), what.saved.columns};
    if (format == "svg")
        return svg(what, stop);
    if (format == "html")
        return html(what, stop);
    if (format == "dot")
        return toDot(what.graph, text);
    if (format == "mmd")
        return toMermaid(what.graph, text);
    if (format == "puml")
        return toPlantUml(what.graph, text);
    if (format == "dbml")
        return toDbml(what.graph, text);
    if (format == "md" && what.catalog)
        return toMarkdown(what.graph, entriesOf(what), {what.title, stampLine(what)});
    return tl::unexpected(Error{ErrorCode::Usage, "a diagram cannot be written as \"" + std::string(format) + "\"", "Formats: svg, html, dot, mmd, puml, dbml, md.", {}, {}});
}

} // namespace kilter
