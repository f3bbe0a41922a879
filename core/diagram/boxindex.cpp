#include "core/diagram/boxindex.h"

#include <cmath>

namespace kilter {
namespace {

constexpr double cellSize = 256; ///< px: about a table

} // namespace

std::pair<std::int64_t, std::int64_t> BoxIndex::cells(double from, double to)
{
    return {std::int64_t(std::floor(from / cellSize)), std::int64_t(std::floor(to / cellSize))};
}

void BoxIndex::insert(std::size_t id, const DiagramRect &box)
{
    const auto [left, right] = cells(box.x, box.right());
    const auto [top, bottom] = cells(box.y, box.bottom());
    for (std::int64_t x = left; x <= right; x++) {
        for (std::int64_t y = top; y <= bottom; y++)
            m_cells[x * 1000003 + y].emplace_back(id, box);
    }
}

bool BoxIndex::touches(const DiagramRect &area, std::size_t except) const
{
    bool isTouched = false;
    each(area, [&](std::size_t id, const DiagramRect &box) {
        isTouched = id != except && intersect(area, box);
        return !isTouched;
    });
    return isTouched;
}

} // namespace kilter
