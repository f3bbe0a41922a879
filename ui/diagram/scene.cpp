#include "ui/diagram/scene.h"

#include <QLineF>

#include <cmath>

namespace kilter::ui {

QRectF qtRect(const DiagramRect &rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}

QPointF qtPoint(const DiagramPoint &point)
{
    return {point.x, point.y};
}

namespace {

/// Of a line: its points (a Bézier lies within the hull of its control points), the crow's foot, the badge.
QRectF reachOf(const EdgePlace &edge)
{
    QRectF rect;
    for (const DiagramPoint &point : edge.curve)
        rect |= QRectF(point.x - 6, point.y - 6, 12, 12);
    if (edge.badge)
        rect |= qtRect(*edge.badge).adjusted(-16, -6, 16, 6);
    return rect;
}

QPointF onCurve(const std::vector<DiagramPoint> &curve, std::size_t piece, double t)
{
    const double s = 1 - t;
    const QPointF a = qtPoint(curve[piece]), b = qtPoint(curve[piece + 1]), c = qtPoint(curve[piece + 2]), d = qtPoint(curve[piece + 3]);
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}

double distanceToSegment(const QPointF &at, const QPointF &from, const QPointF &to)
{
    const QPointF along = to - from;
    const double length = QPointF::dotProduct(along, along);
    const double t = length > 0 ? std::clamp(QPointF::dotProduct(at - from, along) / length, 0.0, 1.0) : 0;
    return QLineF(at, from + t * along).length();
}

double distanceTo(const EdgePlace &edge, const QPointF &at)
{
    constexpr int steps = 12;
    double best = edge.badge && qtRect(*edge.badge).contains(at) ? 0 : HUGE_VAL;
    for (std::size_t piece = 0; piece + 3 < edge.curve.size(); piece += 3) {
        QPointF last = qtPoint(edge.curve[piece]);
        for (int step = 1; step <= steps; ++step) {
            const QPointF next = onCurve(edge.curve, piece, double(step) / steps);
            best = std::min(best, distanceToSegment(at, last, next));
            last = next;
        }
    }
    return best;
}

} // namespace

Scene::Scene(DiagramGraph graph, DiagramLayout layout, std::vector<SceneGroup> groups, std::vector<SceneNote> notes)
    : Scene(std::make_shared<const DiagramGraph>(std::move(graph)), std::move(layout), std::move(groups), std::move(notes))
{
}

Scene::Scene(std::shared_ptr<const DiagramGraph> graph, DiagramLayout layout, std::vector<SceneGroup> groups, std::vector<SceneNote> notes)
    : m_graph(std::move(graph)), m_layout(std::move(layout)), m_groups(std::move(groups)), m_notes(std::move(notes))
{
    index();
}

void Scene::index()
{
    m_bounds = qtRect(m_layout.bounds);
    for (const TablePlace &place : m_layout.tables)
        m_rects.push_back(qtRect(place.rect));
    for (const EdgePlace &place : m_layout.edges)
        m_edgeRects.push_back(reachOf(place));
    for (const SceneGroup &group : m_groups)
        m_bounds |= group.rect.adjusted(-16, -16, 16, 16);
    for (const SceneNote &note : m_notes)
        m_bounds |= note.rect.adjusted(-16, -16, 16, 16);
    m_edges.resize(m_rects.size());
    for (std::size_t i = 0; i < m_graph->edges.size(); ++i) {
        const DiagramEdge &edge = m_graph->edges[i];
        m_edges[edge.from].push_back(int(i));
        if (edge.to != edge.from)
            m_edges[edge.to].push_back(int(i));
    }
}

std::vector<int> Scene::tablesIn(const QRectF &area) const
{
    std::vector<int> found;
    for (std::size_t i = 0; i < m_rects.size(); ++i) {
        if (m_rects[i].intersects(area))
            found.push_back(int(i));
    }
    return found;
}

std::vector<int> Scene::edgesIn(const QRectF &area) const
{
    std::vector<int> found;
    for (std::size_t i = 0; i < m_edgeRects.size(); ++i) {
        if (m_edgeRects[i].intersects(area))
            found.push_back(int(i));
    }
    return found;
}

int Scene::tableAt(const QPointF &at) const
{
    for (std::size_t i = m_rects.size(); i-- > 0;) {
        if (m_rects[i].contains(at))
            return int(i);
    }
    return -1;
}

int Scene::edgeAt(const QPointF &at, double reach) const
{
    int best = -1;
    double least = reach;
    for (const int i : edgesIn(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach))) {
        const double distance = distanceTo(m_layout.edges[std::size_t(i)], at);
        if (distance <= least) {
            least = distance;
            best = i;
        }
    }
    return best;
}

int Scene::noteAt(const QPointF &at) const
{
    for (std::size_t i = m_notes.size(); i-- > 0;) {
        if (m_notes[i].rect.contains(at))
            return int(i);
    }
    return -1;
}

int Scene::groupTitleAt(const QPointF &at) const
{
    constexpr double titleHeight = 24;
    for (std::size_t i = m_groups.size(); i-- > 0;) {
        if (QRectF(m_groups[i].rect.topLeft(), QSizeF(m_groups[i].rect.width(), titleHeight)).contains(at))
            return int(i);
    }
    return -1;
}

int Scene::columnAt(int table, const QPointF &at) const
{
    const TablePlace &place = m_layout.tables[std::size_t(table)];
    const double y = at.y() - place.rect.y;
    for (const DiagramRow &row : place.rows) {
        if (y >= row.top && y < row.top + row.height && row.column)
            return int(*row.column);
    }
    return -1;
}

int Scene::otherEnd(int edge, int table) const
{
    const DiagramEdge &line = m_graph->edges[std::size_t(edge)];
    return int(line.from) == table ? int(line.to) : int(line.from);
}

std::vector<char> Scene::around(int table, int depth) const
{
    std::vector<char> found(m_rects.size(), 0);
    std::vector<int> ring{table};
    found[std::size_t(table)] = 1;
    for (int step = 0; step < depth; ++step) {
        std::vector<int> next;
        for (const int at : ring) {
            for (const int edge : edgesOf(at)) {
                const int other = otherEnd(edge, at);
                if (!std::exchange(found[std::size_t(other)], 1))
                    next.push_back(other);
            }
        }
        ring = std::move(next);
    }
    return found;
}

namespace {

/// How far `to` lies in the direction of the key; what is off to the side counts double; HUGE_VAL: not in that direction.
double farness(const QPointF &from, const QPointF &to, int key)
{
    const QPointF way = to - from;
    const double ahead = key == Qt::Key_Left ? -way.x() : key == Qt::Key_Right ? way.x() : key == Qt::Key_Up ? -way.y() : way.y();
    const double aside = std::abs(key == Qt::Key_Left || key == Qt::Key_Right ? way.y() : way.x());
    return ahead <= 1 || aside > 3 * ahead ? HUGE_VAL : ahead + 2 * aside;
}

} // namespace

int Scene::neighbour(int table, int key) const
{
    const QPointF here = tableRect(table).center();
    int best = -1;
    double least = HUGE_VAL;
    const auto consider = [&](int other) {
        const double far = other == table ? HUGE_VAL : farness(here, tableRect(other).center(), key);
        if (far < least) {
            least = far;
            best = other;
        }
    };
    for (const int edge : edgesOf(table))
        consider(otherEnd(edge, table));
    if (best >= 0)
        return best;
    for (int other = 0; other < tableCount(); ++other)
        consider(other);
    return best;
}

} // namespace kilter::ui
