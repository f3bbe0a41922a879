#pragma once
#include "core/diagram/layout.h"

namespace kilter {

/// Boxes by place: which of them an area touches. Boxes may be moved.
class BoxIndex
{
public:
    void insert(std::size_t id, const DiagramRect &box);

    /// Whether any box other than `except` touches the area.
    bool touches(const DiagramRect &area, std::size_t except = std::size_t(-1)) const;

    /// Calls visit(id, box) for boxes that may touch the area, some of them more than once; false ends it.
    template<class Visit>
    void each(const DiagramRect &area, Visit visit) const
    {
        const auto [left, right] = cells(area.x, area.right());
        const auto [top, bottom] = cells(area.y, area.bottom());
        for (std::int64_t x = left; x <= right; x++) {
            for (std::int64_t y = top; y <= bottom; y++) {
                const auto found = m_cells.find(x * 1000003 + y);
                if (found == m_cells.end())
                    continue;
                for (const auto &[id, box] : found->second) {
                    if (!visit(id, box))
                        return;
                }
            }
        }
    }

private:
    static std::pair<std::int64_t, std::int64_t> cells(double from, double to);

    std::unordered_map<std::int64_t, std::vector<std::pair<std::size_t, DiagramRect>>> m_cells;
};

/// Whether two areas have more than a border in common.
inline bool intersect(const DiagramRect &a, const DiagramRect &b)
{
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

} // namespace kilter
