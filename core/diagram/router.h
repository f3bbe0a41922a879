#pragma once
#include "core/diagram/boxindex.h"
#include "core/diagram/lines.h"

namespace kilter {

/// Leads lines round tables and badges: straight from a row, down or up in the room between columns, along between tables when it must be, and
/// straight into the other row. Lines of one parent's row share their way where they end
/// alike there; others keep apart where there is room.
class Router
{
public:
    Router(const DiagramGraph &graph, DiagramLayout &layout);

    /// A line that stays as it is: others keep apart from it.
    void keep(std::size_t edge);
    /// A new way for a line; where none is free, its present one if that passes no table, else the shortest.
    void lead(std::size_t edge);
    /// The same, but only ways that need no corridor between tables are looked at.
    void leadQuickly(std::size_t edge);

    /// Whether the edge's curve runs over a table or a badge.
    bool isBlocked(std::size_t edge) const;

private:
    struct Port
    {
        DiagramPoint at;
        double out = 1; ///< 1: it leaves to the right, -1: to the left
    };

    /// The corners of a way: x1, then y, then x2, between two ports. A way with x1 == x2 has one vertical part only.
    struct Way
    {
        Port from;
        Port to;
        double x1 = 0;
        double y = 0;
        double x2 = 0;
        double cost = 0;
    };

    std::vector<Way> sidesOf(std::size_t edge) const;
    void settle(std::size_t edge, std::optional<Way> best, const std::vector<Way> &sides);
    Port portAt(std::size_t edge, bool child, bool right) const;
    void tryWays(Way way, std::optional<Way> &best) const;
    void tryVertical(const Way &way, double x, std::optional<Way> &best) const;
    void tryAround(const Way &way, std::optional<Way> &best) const;
    std::vector<double> corridors(double left, double right, double from, double to) const;
    void offer(Way way, std::optional<Way> &best) const;
    bool isFree(const Way &way) const;
    bool isFreeAcross(double x1, double x2, double y) const;
    bool isFreeAlong(double x, double y1, double y2) const;
    double crowding(const Way &way) const;
    void draw(std::size_t edge, const Way &way);
    void remember(std::size_t edge, const Way &way);

    /// A vertical or horizontal part of a line that has its way: `at` is its x or y.
    struct Part
    {
        double at = 0;
        double from = 0;
        double to = 0;
        std::size_t bundle = 0;
    };
    using Parts = std::unordered_map<std::int64_t, std::vector<Part>>;
    static void addPart(Parts &parts, const Part &part);
    static double overlapIn(const Parts &parts, const Part &part);
    std::size_t bundleOf(std::size_t edge) const;

    const DiagramGraph &m_graph;
    DiagramLayout &m_layout;
    BoxIndex m_boxes;
    Parts m_vertical;
    Parts m_horizontal;
    std::size_t m_bundle = 0; ///< of the line that is being led
};

/// All lines as a first picture has them: some run over tables.
void routeQuickly(const DiagramGraph &graph, DiagramLayout &layout);

} // namespace kilter
