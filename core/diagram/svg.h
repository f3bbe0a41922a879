#pragma once
#include "core/diagram/layout.h"

namespace kilter {

/// An area behind tables: its box is that of its tables, with a title above them.
struct DiagramGroup
{
    std::string title;
    std::string colour = "a";        ///< "a" … "d"
    std::vector<std::string> tables; ///< ids, sorted
    bool collapsed = false;          ///< one box stands for all of them (collapse.h)
    bool operator==(const DiagramGroup &) const = default;
};

struct DiagramNote
{
    std::string text; ///< lines parted by \n
    DiagramRect rect;
    bool operator==(const DiagramNote &) const = default;
};

/// Where a group's area is; nothing when none of its tables is shown.
std::optional<DiagramRect> areaOf(const DiagramGroup &group, const DiagramGraph &graph, const DiagramLayout &layout);

struct SvgOptions
{
    std::string title;       ///< empty: "Diagram"
    std::string description; ///< empty: what it counts ("20 tables, 23 references")
    bool dark = false;
    std::string fontFamily = "DejaVu Sans"; ///< the one that the metrics have measured
    DiagramMetrics metrics;                 ///< those of the layout: texts that are too long are cut with them
    std::vector<DiagramGroup> groups;
    std::vector<DiagramNote> notes;
    std::function<std::string(const DiagramTable &table)> link; ///< where a table's head leads; may be empty, and say nothing
};

/// A picture of its own: text is text, tables and columns have ids (svgId) and titles; only attributes and paths that every reader of SVG 1.1 knows.
/// The same layout gives the same bytes.
std::string svgOf(const DiagramGraph &graph, const DiagramLayout &layout, const SvgOptions &options = {});

/// The id of a table's, or a column's, element: "t.public.orders", "t.public.orders.id"; bytes that are no letters, digits, '-' or '.' as _hh.
std::string svgId(const DiagramTable &table, std::string_view column = {});

} // namespace kilter
