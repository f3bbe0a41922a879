#include "core/diagram/placenew.h"

#include "core/diagram/boxindex.h"

#include <cmath>

namespace kilter {
namespace {

constexpr double step = 24; ///< px of the grid on which places are tried
constexpr double roomX = 56; ///< px to others that a new table keeps at its sides, for lines
constexpr double roomY = 22;
constexpr int mostRings = 60;

class Placer
{
public:
    Placer(const DiagramGraph &graph, const std::vector<DiagramRect> &footprints, DiagramLayout &layout)
        : m_footprints(footprints), m_layout(layout), m_placed(graph.tables.size()), m_neighbours(graph.tables.size())
    {
        for (const DiagramEdge &edge : graph.edges) {
            if (edge.from == edge.to)
                continue;
            m_neighbours[edge.from].push_back({edge.to, 1});
            m_neighbours[edge.to].push_back({edge.from, -1});
        }
    }

    void put(std::size_t table, DiagramPoint at)
    {
        DiagramRect &rect = m_layout.tables[table].rect;
        rect.x = at.x;
        rect.y = at.y;
        DiagramRect box = m_footprints[table];
        box.x += at.x;
        box.y += at.y;
        m_boxes.insert(table, box);
        m_left = std::min(m_left, box.x);
        m_top = std::min(m_top, box.y);
        m_right = std::max(m_right, box.right());
        m_bottom = std::max(m_bottom, box.bottom());
        m_placed[table] = true;
    }

    /// The rest, in a stable order.
    void placeAll()
    {
        for (;;) {
            std::optional<std::size_t> next;
            std::size_t most = 0;
            for (std::size_t i = 0; i < m_placed.size(); i++) {
                if (!m_placed[i] && (!next || placedNeighbours(i) > most)) {
                    next = i;
                    most = placedNeighbours(i);
                }
            }
            if (!next)
                return;
            put(*next, most > 0 ? besideNeighbours(*next) : belowAll(*next));
        }
    }

private:
    struct Neighbour
    {
        std::size_t table = 0;
        double side = 1; ///< 1: it is the parent, so this table is to stand right of it
    };

    std::size_t placedNeighbours(std::size_t table) const
    {
        return std::size_t(std::ranges::count_if(m_neighbours[table], [&](const Neighbour &other) { return m_placed[other.table]; }));
    }

    bool isFree(std::size_t table, DiagramPoint at) const
    {
        const DiagramRect &box = m_footprints[table];
        return !m_boxes.touches({at.x + box.x - roomX / 2, at.y - roomY / 2, box.width + roomX, box.height + roomY});
    }

    /// The mean of the places where it would stand right of a parent or left of a child, and from there outwards.
    DiagramPoint besideNeighbours(std::size_t table)
    {
        const DiagramRect &own = m_layout.tables[table].rect;
        DiagramPoint wish;
        double count = 0;
        for (const Neighbour &other : m_neighbours[table]) {
            if (!m_placed[other.table])
                continue;
            const DiagramRect &rect = m_layout.tables[other.table].rect;
            wish.x += other.side > 0 ? rect.right() + roomX + 20 : rect.x - roomX - 20 - own.width;
            wish.y += rect.y;
            count++;
        }
        wish = {std::round(wish.x / count), std::round(wish.y / count)};
        return nearestFree(table, wish);
    }

    DiagramPoint nearestFree(std::size_t table, DiagramPoint wish)
    {
        std::optional<DiagramPoint> best;
        double bestDistance = HUGE_VAL;
        for (int ring = 0; ring <= mostRings && ring * step < bestDistance; ring++) {
            for (int x = -ring; x <= ring; x++) {
                for (int y = -ring; y <= ring; y += (std::abs(x) == ring || ring == 0) ? 1 : 2 * ring) {
                    const DiagramPoint at{wish.x + x * step, wish.y + y * step};
                    const double distance = std::hypot(at.x - wish.x, at.y - wish.y);
                    if (distance < bestDistance && isFree(table, at)) {
                        best = at;
                        bestDistance = distance;
                    }
                }
            }
        }
        return best ? *best : belowAll(table);
    }

    DiagramPoint belowAll(std::size_t table)
    {
        if (m_left > m_right)
            return {0, 0};
        // In the row that was begun below everything, else in a new one.
        const DiagramRect &box = m_footprints[table];
        for (double x = m_left; x + box.width <= std::max(m_right, m_left + box.width); x += step) {
            if (m_row && isFree(table, {x - box.x, *m_row}))
                return {x - box.x, *m_row};
        }
        m_row = m_bottom + roomY;
        return {m_left - box.x, *m_row};
    }

    const std::vector<DiagramRect> &m_footprints;
    DiagramLayout &m_layout;
    std::vector<bool> m_placed;
    std::vector<std::vector<Neighbour>> m_neighbours;
    BoxIndex m_boxes;
    double m_left = HUGE_VAL;
    double m_top = HUGE_VAL;
    double m_right = -HUGE_VAL;
    double m_bottom = -HUGE_VAL;
    std::optional<double> m_row; ///< top of the row of tables without neighbours
};

} // namespace

void placeBesideNeighbours(const DiagramGraph &graph, const LayoutOptions &options, const std::vector<DiagramRect> &footprints, DiagramLayout &layout)
{
    Placer placer(graph, footprints, layout);
    for (std::size_t i = 0; i < graph.tables.size(); i++) {
        if (const auto found = options.places.find(graph.tables[i].id); found != options.places.end())
            placer.put(i, found->second);
    }
    placer.placeAll();
}

} // namespace kilter
