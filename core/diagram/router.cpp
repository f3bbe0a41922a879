#include "core/diagram/router.h"

#include <cmath>

namespace kilter {
namespace {

constexpr double clearance = 6;   ///< px between a line and a table
constexpr double lane = 7;        ///< px between two lines side by side
constexpr double softness = 13;   ///< half the width of the S in which a line changes its height
constexpr double tallS = 40;      ///< px up to which a change of height is an S
constexpr double bendCost = 24;   ///< px of detour that two bends less are worth
constexpr double crowdCost = 60;  ///< the same for not lying on another line
constexpr int lanesTried = 9;
constexpr std::size_t corridorsTried = 90;

DiagramRect between(double x1, double x2, double y1, double y2, double besideX, double besideY)
{
    const double left = std::min(x1, x2) - besideX, top = std::min(y1, y2) - besideY;
    return {left, top, std::abs(x1 - x2) + 2 * besideX, std::abs(y1 - y2) + 2 * besideY};
}

/// Adds the way from the curve's end, along its height to the vertical at x, to the height y, in an S or with round corners, and leaves it at
/// the end of that bend. `in` and `out`: the directions (1 right, -1 left) before and after it.
void bend(std::vector<DiagramPoint> &curve, double x, double y, double in, double out, double room)
{
    const DiagramPoint from = curve.back();
    const double height = y - from.y;
    if (std::abs(height) < 0.5) {
        appendStraight(curve, {x, y});
        return;
    }
    if (in == out && std::abs(height) <= tallS) {
        const double half = std::min({softness, room, std::max(4.0, std::abs(height))});
        appendStraight(curve, {x - in * half, from.y});
        appendCurve(curve, {x, from.y}, {x, y}, {x + in * half, y});
        return;
    }
    // Round corners, and straight between them: lines beside each other stay so.
    const double radius = std::min({softness, room, std::abs(height) / 2});
    const double down = height > 0 ? 1 : -1;
    appendStraight(curve, {x - in * radius, from.y});
    appendCurve(curve, {x - in * radius * 0.45, from.y}, {x, from.y + down * radius * 0.55}, {x, from.y + down * radius});
    if (std::abs(height) > 2 * radius)
        appendStraight(curve, {x, y - down * radius});
    appendCurve(curve, {x, y - down * radius * 0.45}, {x + out * radius * 0.45, y}, {x + out * radius, y});
}

} // namespace

Router::Router(const DiagramGraph &graph, DiagramLayout &layout) : m_graph(graph), m_layout(layout)
{
    for (std::size_t i = 0; i < layout.tables.size(); i++)
        m_boxes.insert(i, layout.tables[i].rect);
    for (std::size_t i = 0; i < layout.edges.size(); i++) {
        if (layout.edges[i].badge)
            m_boxes.insert(layout.tables.size() + i, *layout.edges[i].badge);
    }
}

std::size_t Router::bundleOf(std::size_t edge) const
{
    const DiagramEdge &line = m_graph.edges[edge];
    const std::size_t mark = line.kind == DiagramEdgeKind::Reference ? (line.optional ? 1 : 0) : 1 + std::size_t(line.kind); // lines with another end there are told apart
    return (line.to * 2048 + (line.toColumns.empty() ? 0 : line.toColumns.front() + 1)) * 8 + mark;
}

Router::Port Router::portAt(std::size_t edge, bool child, bool right) const
{
    const DiagramEdge &line = m_graph.edges[edge];
    const TablePlace &place = m_layout.tables[child ? line.from : line.to];
    return {{right ? place.rect.right() : place.rect.x, portOf(place, child ? line.fromColumns : line.toColumns)}, right ? 1.0 : -1.0};
}

bool Router::isFreeAcross(double x1, double x2, double y) const
{
    return !m_boxes.touches(between(x1, x2, y, y, 0, clearance));
}

bool Router::isFreeAlong(double x, double y1, double y2) const
{
    return !m_boxes.touches(between(x, x, y1, y2, clearance, 2));
}

bool Router::isFree(const Way &way) const
{
    const double out = 0.5; // the tables that a way begins and ends at are not in its way
    if (!isFreeAcross(way.from.at.x + way.from.out * out, way.x1, way.from.at.y) || !isFreeAcross(way.to.at.x + way.to.out * out, way.x2, way.to.at.y))
        return false;
    if (way.x1 == way.x2)
        return isFreeAlong(way.x1, way.from.at.y, way.to.at.y);
    return isFreeAlong(way.x1, way.from.at.y, way.y) && isFreeAcross(way.x1, way.x2, way.y) && isFreeAlong(way.x2, way.y, way.to.at.y);
}

void Router::addPart(Parts &parts, const Part &part)
{
    parts[std::int64_t(std::floor(part.at / 32))].push_back(part);
}

double Router::overlapIn(const Parts &parts, const Part &part)
{
    double overlap = 0;
    const auto cell = std::int64_t(std::floor(part.at / 32));
    for (std::int64_t i = cell - 1; i <= cell + 1; i++) {
        const auto found = parts.find(i);
        if (found == parts.end())
            continue;
        for (const Part &other : found->second) {
            const double common = std::min(part.to, other.to) - std::max(part.from, other.from);
            if (other.bundle != part.bundle && std::abs(other.at - part.at) < lane - 1 && common > 1)
                overlap += crowdCost + common / 4;
        }
    }
    return overlap;
}

double Router::crowding(const Way &way) const
{
    const auto vertical = [&](double x, double y1, double y2) { return overlapIn(m_vertical, {x, std::min(y1, y2), std::max(y1, y2), m_bundle}); };
    if (way.x1 == way.x2)
        return vertical(way.x1, way.from.at.y, way.to.at.y);
    return vertical(way.x1, way.from.at.y, way.y) + vertical(way.x2, way.y, way.to.at.y)
        + overlapIn(m_horizontal, {way.y, std::min(way.x1, way.x2), std::max(way.x1, way.x2), m_bundle});
}

void Router::offer(Way way, std::optional<Way> &best) const
{
    const bool isSimple = way.x1 == way.x2;
    way.cost = std::abs(way.from.at.x - way.x1) + std::abs(way.x1 - way.x2) + std::abs(way.x2 - way.to.at.x)
        + (isSimple ? std::abs(way.from.at.y - way.to.at.y) : std::abs(way.from.at.y - way.y) + std::abs(way.y - way.to.at.y) + bendCost);
    if (best && way.cost >= best->cost)
        return;
    way.cost += crowding(way);
    if ((!best || way.cost < best->cost) && isFree(way))
        best = way;
}

void Router::tryVertical(const Way &way, double x, std::optional<Way> &best) const
{
    Way simple = way;
    simple.x1 = simple.x2 = x;
    offer(simple, best);
}

std::vector<double> Router::corridors(double left, double right, double from, double to) const
{
    std::vector<double> heights{from, to};
    const DiagramRect area = between(left, right, from, to, 40, 1200);
    std::set<std::size_t> seen;
    m_boxes.each(area, [&](std::size_t id, const DiagramRect &box) {
        if (seen.insert(id).second) {
            for (int i = 0; i < 3; i++) {
                heights.push_back(box.y - clearance - 3 - lane * i);
                heights.push_back(box.bottom() + clearance + 3 + lane * i);
            }
        }
        return true;
    });
    const auto detour = [&](double y) { return std::abs(y - from) + std::abs(y - to); };
    std::ranges::sort(heights, [&](double a, double b) { return std::pair(detour(a), a) < std::pair(detour(b), b); });
    return heights;
}

void Router::tryAround(const Way &way, std::optional<Way> &best) const
{
    constexpr double first = lineStub + softness;
    std::size_t tried = 0;
    const double near = way.from.at.x + way.from.out * first;
    const double far = way.to.at.x + way.to.out * first;
    const double across = 2 * first + std::abs(near - far) + bendCost;
    for (const double y : corridors(near, far, way.from.at.y, way.to.at.y)) {
        if (best && across + std::abs(way.from.at.y - y) + std::abs(y - way.to.at.y) >= best->cost)
            break; // they are sorted: the rest is longer still
        if (!isFreeAcross(near, far, y))
            continue;
        if (++tried > corridorsTried)
            break;
        for (int i = 0; i < lanesTried; i++) {
            for (int j = 0; j < lanesTried; j++) {
                if (i > 0 && j > 0 && i != j)
                    continue;
                Way around = way;
                around.y = y;
                around.x1 = near + way.from.out * lane * i;
                around.x2 = far + way.to.out * lane * j;
                if (around.x1 != around.x2)
                    offer(around, best);
            }
        }
    }
}

/// All ways between two sides.
void Router::tryWays(Way way, std::optional<Way> &best) const
{
    constexpr double first = lineStub + softness;
    const double near = way.from.at.x + way.from.out * first;
    const double far = way.to.at.x + way.to.out * first;
    if (way.from.out == way.to.out) { // both ends at the same side: a bow
        const double x = way.from.out > 0 ? std::max(near, far) : std::min(near, far);
        for (int i = 0; i < lanesTried; i++)
            tryVertical(way, x + way.from.out * lane * i, best);
    } else if ((far - near) * way.from.out >= 0) { // the ends look at each other
        const double room = std::abs(far - near);
        for (int i = 0; i <= lanesTried && lane * i <= room; i++) {
            tryVertical(way, near + way.from.out * lane * i, best);
            tryVertical(way, far + way.to.out * lane * i, best);
        }
        tryVertical(way, (near + far) / 2, best);
    }
}

std::vector<Router::Way> Router::sidesOf(std::size_t edge) const
{
    std::vector<Way> sides;
    for (const bool fromRight : {false, true}) {
        for (const bool toRight : {true, false}) {
            Way way;
            way.from = portAt(edge, true, fromRight);
            way.to = portAt(edge, false, toRight);
            sides.push_back(way);
        }
    }
    return sides;
}

void Router::lead(std::size_t edge)
{
    m_bundle = bundleOf(edge);
    std::optional<Way> best;
    const std::vector<Way> sides = sidesOf(edge);
    for (const Way &way : sides)
        tryWays(way, best);
    for (const Way &way : sides) {
        const double least = std::abs(way.from.at.x - way.to.at.x) + std::abs(way.from.at.y - way.to.at.y) + bendCost;
        if (!best || least < best->cost)
            tryAround(way, best);
    }
    settle(edge, best, sides);
}

void Router::leadQuickly(std::size_t edge)
{
    m_bundle = bundleOf(edge);
    std::optional<Way> best;
    const std::vector<Way> sides = sidesOf(edge);
    const bool isRight = sides[0].to.at.x <= sides[0].from.at.x; // the parent ends left of where the child begins
    tryWays(sides[isRight ? 0 : 3], best);
    settle(edge, best, sides);
}

void Router::settle(std::size_t edge, std::optional<Way> best, const std::vector<Way> &sides)
{
    if (!best && !m_layout.edges[edge].curve.empty() && !isBlocked(edge)) {
        keep(edge);
        return;
    }
    if (!best) { // no free way: the straight one, over what is there
        const bool isLeft = sides[1].to.at.x < sides[0].from.at.x;
        best = isLeft ? sides[0] : sides[3];
        best->x1 = best->x2 = (best->from.at.x + best->to.at.x) / 2;
    }
    draw(edge, *best);
    remember(edge, *best);
}

void Router::draw(std::size_t edge, const Way &way)
{
    EdgePlace &place = m_layout.edges[edge];
    place.fromRight = way.from.out > 0;
    place.toRight = way.to.out > 0;
    std::vector<DiagramPoint> curve{way.from.at};
    const double fromRoom = std::abs(way.x1 - way.from.at.x) / 2;
    const double toRoom = std::abs(way.to.at.x - way.x2) / 2;
    if (way.x1 == way.x2) {
        bend(curve, way.x1, way.to.at.y, way.from.out, -way.to.out, std::min(fromRoom, toRoom));
    } else {
        const double along = way.x2 > way.x1 ? 1 : -1;
        const double room = std::abs(way.x1 - way.x2) / 2;
        bend(curve, way.x1, way.y, way.from.out, along, std::min(fromRoom, room));
        bend(curve, way.x2, way.to.at.y, along, -way.to.out, std::min(toRoom, room));
    }
    appendStraight(curve, way.to.at);
    place.curve = std::move(curve);
}

void Router::remember(std::size_t edge, const Way &way)
{
    const std::size_t bundle = bundleOf(edge);
    const auto vertical = [&](double x, double y1, double y2) { addPart(m_vertical, {x, std::min(y1, y2), std::max(y1, y2), bundle}); };
    if (way.x1 == way.x2) {
        vertical(way.x1, way.from.at.y, way.to.at.y);
        return;
    }
    vertical(way.x1, way.from.at.y, way.y);
    vertical(way.x2, way.y, way.to.at.y);
    addPart(m_horizontal, {way.y, std::min(way.x1, way.x2), std::max(way.x1, way.x2), bundle});
}

void Router::keep(std::size_t edge)
{
    const auto &curve = m_layout.edges[edge].curve;
    const std::size_t bundle = bundleOf(edge);
    for (std::size_t i = 0; i + 3 < curve.size(); i += 3) {
        const DiagramPoint &a = curve[i], &b = curve[i + 3];
        if (std::abs(a.y - b.y) > 2 * std::abs(a.x - b.x))
            addPart(m_vertical, {(a.x + b.x) / 2, std::min(a.y, b.y), std::max(a.y, b.y), bundle});
        else if (i > 0 && i + 6 < curve.size())
            addPart(m_horizontal, {(a.y + b.y) / 2, std::min(a.x, b.x), std::max(a.x, b.x), bundle});
    }
}

bool Router::isBlocked(std::size_t edge) const
{
    const auto &curve = m_layout.edges[edge].curve;
    constexpr int steps = 8;
    for (std::size_t i = 0; i + 3 < curve.size(); i += 3) {
        for (int step = 0; step < steps; step++) {
            const double t = (step + 0.5) / steps, u = 1 - t;
            const auto at = [&](double DiagramPoint::*axis) {
                return u * u * u * curve[i].*axis + 3 * u * u * t * curve[i + 1].*axis + 3 * u * t * t * curve[i + 2].*axis + t * t * t * curve[i + 3].*axis;
            };
            if (m_boxes.touches({at(&DiagramPoint::x) - 0.5, at(&DiagramPoint::y) - 0.5, 1, 1}))
                return true;
        }
    }
    return false;
}

} // namespace kilter
