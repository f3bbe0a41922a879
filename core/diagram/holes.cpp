#include "core/diagram/holes.h"

#include <cmath>

namespace kilter {
namespace {

constexpr double cell = 16; ///< px

std::size_t cellsOf(double length)
{
    return std::size_t(std::max(0.0, std::ceil(length / cell)));
}

} // namespace

Holes::Holes(const DiagramRect &area) : m_area(area), m_columns(std::size_t(area.width / cell)), m_rows(std::size_t(area.height / cell)), m_taken(m_columns * m_rows) {}

void Holes::take(const DiagramRect &box)
{
    const auto index = [](double from, std::size_t end) { return std::size_t(std::clamp(std::floor(from / cell), 0.0, double(end))); };
    const std::size_t right = std::min(m_columns, cellsOf(box.right() - m_area.x)), bottom = std::min(m_rows, cellsOf(box.bottom() - m_area.y));
    for (std::size_t row = index(box.y - m_area.y, m_rows); row < bottom; row++) {
        for (std::size_t column = index(box.x - m_area.x, m_columns); column < right; column++)
            m_taken[row * m_columns + column] = 1;
    }
    m_isSummed = false;
}

void Holes::sum()
{
    m_sums.assign((m_columns + 1) * (m_rows + 1), 0);
    for (std::size_t row = 0; row < m_rows; row++) {
        for (std::size_t column = 0; column < m_columns; column++)
            m_sums[at(column + 1, row + 1)] = m_sums[at(column, row + 1)] + m_sums[at(column + 1, row)] - m_sums[at(column, row)] + (m_taken[row * m_columns + column] ? 1u : 0u);
    }
    m_isSummed = true;
}

std::optional<DiagramPoint> Holes::room(double width, double height)
{
    if (!m_isSummed)
        sum();
    const std::size_t across = cellsOf(width), down = cellsOf(height);
    if (across > m_columns || down > m_rows)
        return std::nullopt;
    std::optional<DiagramPoint> best;
    std::size_t least = std::size_t(-1);
    for (std::size_t row = 0; row + down <= m_rows; row++) {
        for (std::size_t column = 0; column + across <= m_columns; column++) {
            const std::size_t inside = std::min({row, column, m_rows - row - down, m_columns - column - across});
            if (inside >= least)
                continue;
            const auto taken = m_sums[at(column + across, row + down)] + m_sums[at(column, row)] - m_sums[at(column, row + down)] - m_sums[at(column + across, row)];
            if (taken > 0)
                continue;
            least = inside;
            best = DiagramPoint{m_area.x + double(column) * cell, m_area.y + double(row) * cell};
        }
    }
    return best;
}

} // namespace kilter
