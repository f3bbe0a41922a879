#pragma once
#include "core/diagram/html.h"
#include "core/diagram/layouter.h"
#include "core/diagram/saved.h"

/// One diagram in any of the formats that are texts: what `kilter diagram` and the workbench write.
namespace kilter {

struct DiagramExport
{
    std::string title;
    DiagramGraph graph;
    std::shared_ptr<const Catalog> before; ///< of a graph that compares two; else null
    std::shared_ptr<const Catalog> catalog; ///< what the dictionary describes; null: no dictionary, and no Markdown
    SavedDiagram saved;                    ///< columns that are shown, places, groups, notes
    LayoutOptions layout;                  ///< metrics, limit, aspect …; columns, places and groups come from `saved`
    std::string fontFamily = "DejaVu Sans"; ///< the one that the metrics have measured
    bool dark = false;                     ///< svg
    std::optional<HtmlStamp> stamp;        ///< none: two exports of the same schema are the same bytes
    std::optional<std::pair<std::string, std::string>> compared; ///< names of both sides
};

/// Collapsed groups are one box in the picture (svg); the other formats, which are searched, have all tables.
/// "svg", "html", "dot", "mmd", "puml", "dbml", "md": endings of files.
bool isDiagramTextFormat(std::string_view format);

/// Where everything of it stands when those columns are shown.
[[nodiscard]] Result<DiagramLayout> layoutOf(const DiagramExport &what, DiagramColumns columns, const std::stop_token &stop = {});

/// Errors: Usage for another format, or Markdown without a catalog; Interrupted.
[[nodiscard]] Result<std::string> exportDiagram(const DiagramExport &what, std::string_view format, const std::stop_token &stop = {});

} // namespace kilter
