#include "core/diagram/layout.h"

#include <cmath>

namespace kilter {
namespace {

constexpr std::array<std::string_view, 3> columnWords{"none", "keys", "all"};
constexpr double belowRows = 4;   ///< px under the last row
constexpr double betweenTexts = 14; ///< px at least between a name and its type
constexpr double widthStep = 16;  ///< boxes of nearly the same width get the same one
constexpr double boundsMargin = 24;

double measured(const std::function<double(std::string_view)> &width, std::string_view text, double each)
{
    if (width)
        return width(text);
    return each * double(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool isShown(const DiagramColumn &column, DiagramColumns columns)
{
    if (columns == DiagramColumns::None)
        return false;
    return columns == DiagramColumns::All || column.primaryKey || column.foreignKey || column.unique || column.state != DiagramState::Same;
}

std::vector<DiagramRow> rowsOf(const DiagramTable &table, DiagramColumns columns, const DiagramMetrics &metrics, std::size_t mostRows)
{
    std::vector<DiagramRow> rows;
    double top = metrics.headHeight;
    const auto add = [&](std::optional<std::size_t> column, std::size_t more) {
        rows.push_back({column, more, top, metrics.rowHeight});
        top += metrics.rowHeight;
    };
    for (std::size_t i = 0; i < table.columns.size() && rows.size() < mostRows; i++) {
        if (isShown(table.columns[i], columns))
            add(i, 0);
    }
    if (columns != DiagramColumns::None && rows.size() < table.columns.size())
        add(std::nullopt, table.columns.size() - rows.size());
    return rows;
}

} // namespace

std::string_view keyword(DiagramColumns columns)
{
    return columnWords[std::size_t(columns)];
}

std::optional<DiagramColumns> diagramColumnsOf(std::string_view keyword)
{
    const auto found = std::ranges::find(columnWords, keyword);
    return found == columnWords.end() ? std::nullopt : std::optional(DiagramColumns(found - columnWords.begin()));
}

DiagramColumns fittingColumns(std::size_t tables)
{
    return tables <= 50 ? DiagramColumns::All : tables <= 300 ? DiagramColumns::Keys : DiagramColumns::None;
}

std::string shownName(const DiagramColumn &column)
{
    return column.state == DiagramState::Renamed && !column.before.empty() ? column.before + " → " + column.name : column.name;
}

TablePlace boxOf(const DiagramTable &table, DiagramColumns columns, const DiagramMetrics &metrics, std::size_t mostRows)
{
    TablePlace place;
    place.rows = rowsOf(table, columns, metrics, mostRows);
    constexpr double sides = diagramTextLeft + diagramTextRight;
    const double sign = table.state == DiagramState::Same ? 0 : 18; // the sign of a difference at the head's right
    double width = std::max(metrics.leastWidth, sides + sign + measured(metrics.headWidth, table.ref.name, 7.5));
    for (const DiagramRow &row : place.rows) {
        if (!row.column)
            continue;
        const DiagramColumn &column = table.columns[*row.column];
        const double type = column.type.empty() ? 0 : betweenTexts + measured(metrics.typeWidth, column.type, 6);
        width = std::max(width, sides + measured(metrics.nameWidth, shownName(column), 7) + type);
    }
    place.rect.width = std::min(std::ceil(width / widthStep) * widthStep, metrics.mostWidth);
    place.rect.height = place.rows.empty() ? metrics.headHeight : place.rows.back().top + place.rows.back().height + belowRows;
    return place;
}

double headHeightOf(const TablePlace &place)
{
    return place.rows.empty() ? place.rect.height : place.rows.front().top;
}

double portOf(const TablePlace &place, const std::vector<std::size_t> &columns)
{
    const auto middle = [&](const DiagramRow &row) { return place.rect.y + row.top + row.height / 2; };
    if (columns.empty() || place.rows.empty())
        return place.rect.y + headHeightOf(place) / 2;
    for (const DiagramRow &row : place.rows) {
        if (row.column == columns.front())
            return middle(row);
    }
    return middle(place.rows.back());
}

DiagramRect boundsOf(const DiagramLayout &layout)
{
    double left = 0, top = 0, right = 0, bottom = 0;
    bool isFirst = true;
    const auto add = [&](double x, double y) {
        left = isFirst ? x : std::min(left, x);
        right = isFirst ? x : std::max(right, x);
        top = isFirst ? y : std::min(top, y);
        bottom = isFirst ? y : std::max(bottom, y);
        isFirst = false;
    };
    const auto addRect = [&](const DiagramRect &rect) {
        add(rect.x, rect.y);
        add(rect.right(), rect.bottom());
    };
    for (const TablePlace &place : layout.tables)
        addRect(place.rect);
    for (const EdgePlace &edge : layout.edges) {
        for (const DiagramPoint &point : edge.curve)
            add(point.x, point.y);
        if (edge.badge)
            addRect(*edge.badge);
    }
    return {left - boundsMargin, top - boundsMargin, right - left + 2 * boundsMargin, bottom - top + 2 * boundsMargin};
}

} // namespace kilter
