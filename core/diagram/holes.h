#pragma once
#include "core/diagram/layout.h"

namespace kilter {

/// Room for boxes in an area in which others stand, on a raster.
class Holes
{
public:
    explicit Holes(const DiagramRect &area);

    void take(const DiagramRect &box);
    /// The top left corner of room for such a box, as near to the area's border as there is; of two alike the upper left.
    std::optional<DiagramPoint> room(double width, double height);

private:
    void sum();
    std::size_t at(std::size_t column, std::size_t row) const { return row * (m_columns + 1) + column; }

    DiagramRect m_area;
    std::size_t m_columns = 0;
    std::size_t m_rows = 0;
    std::vector<char> m_taken;         ///< a flag a cell
    std::vector<std::uint32_t> m_sums; ///< how many cells left of and above a corner are taken
    bool m_isSummed = false;
};

} // namespace kilter
