#pragma once
#include "core/diagram/graph.h"

#include <chrono>
#include <optional>
#include <stop_token>

/// Where everything of a diagram stands: what the view paints and the exports write. Units are pixels at 100 % zoom, y grows downwards.
namespace kilter {

struct DiagramPoint
{
    double x = 0;
    double y = 0;
    bool operator==(const DiagramPoint &) const = default;
};

struct DiagramRect
{
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
    bool operator==(const DiagramRect &) const = default;
};

/// Which columns a table shows. "All" can be long: then the last row says "8 more".
enum class DiagramColumns { None, Keys, All };
std::string_view keyword(DiagramColumns columns); ///< "none" | "keys" | "all"
std::optional<DiagramColumns> diagramColumnsOf(std::string_view keyword);

/// All columns while a reader can take them in, keys for more, names alone where it is an overview.
DiagramColumns fittingColumns(std::size_t tables);

/// Sizes of a table's box. The caller measures its text with the font it paints with; without functions widths are guessed.
struct DiagramMetrics
{
    double headHeight = 24;
    double rowHeight = 18;
    double leastWidth = 128;
    double mostWidth = 320; ///< longer texts are cut by who paints
    std::function<double(std::string_view)> headWidth; ///< of a table's name in the head's font
    std::function<double(std::string_view)> nameWidth; ///< of a column's name
    std::function<double(std::string_view)> typeWidth; ///< of a type
};

struct DiagramRow
{
    std::optional<std::size_t> column; ///< index into the table's columns; none: the row "N more"
    std::size_t more = 0;              ///< with no column: how many are not shown
    double top = 0;                    ///< from the top of the table
    double height = 0;
    bool operator==(const DiagramRow &) const = default;
};

struct TablePlace
{
    DiagramRect rect;
    std::vector<DiagramRow> rows;
    bool operator==(const TablePlace &) const = default;
};

struct EdgePlace
{
    /// A curve of cubic Béziers: a start and three points a piece, from the child's port to the parent's. Empty: the line is shown as a badge.
    std::vector<DiagramPoint> curve;
    bool fromRight = false; ///< it leaves the child at its right side
    bool toRight = false;   ///< it arrives at the parent's right side
    std::optional<DiagramRect> badge; ///< a pill with the parent's name beside the child's row: the parent is a hub
    bool operator==(const EdgePlace &) const = default;
};

struct DiagramLayout
{
    DiagramRect bounds;              ///< of everything, with a margin
    std::vector<TablePlace> tables;  ///< parallel to the graph's tables
    std::vector<EdgePlace> edges;    ///< parallel to the graph's edges
    std::string engine;              ///< "dot" | "sfdp" | "grid" | "saved"
    Diagnostics notes;               ///< why it is not what was asked for: time limit, the helper's end
    bool operator==(const DiagramLayout &) const = default;
};

/// What a box leaves free at its sides for marks (level, key) and between name and type.
inline constexpr double diagramTextLeft = 22;
inline constexpr double diagramTextRight = 8;

/// A column's name as a row says it: "mail → email" where it was renamed.
std::string shownName(const DiagramColumn &column);

/// A table's box at 0, 0 with the rows that it shows. Of all columns at most `mostRows` are shown, then "N more".
TablePlace boxOf(const DiagramTable &table, DiagramColumns columns, const DiagramMetrics &metrics, std::size_t mostRows = 40);

/// Where a line of these columns touches the table's sides: the middle of the first one's row; of the row "N more" when it is not shown;
/// of the head, when there are no columns or no rows.
double portOf(const TablePlace &place, const std::vector<std::size_t> &columns);

/// The head's height of a placed table.
double headHeightOf(const TablePlace &place);

/// Everything with a margin: tables, curves, badges.
DiagramRect boundsOf(const DiagramLayout &layout);

} // namespace kilter
