#pragma once
#include "core/diagram/layout.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <memory>
#include <vector>

namespace kilter::ui {

QRectF qtRect(const DiagramRect &rect);
QPointF qtPoint(const DiagramPoint &point);

/// Tables that stand on one coloured ground.
struct SceneGroup
{
    QString title;
    int color = 0; ///< 0 … 3
    QRectF rect;
    std::size_t index = 0; ///< among all groups of the diagram
    bool operator==(const SceneGroup &) const = default;
};

struct SceneNote
{
    QString text;
    QRectF rect;
    bool operator==(const SceneNote &) const = default;
};

/// What a diagram's canvas shows: the graph, where everything stands, and indexes that answer what is where. Never changes once it is
/// made: whoever moves something makes a new one. Units are those of the layout.
class Scene
{
public:
    Scene() = default;
    Scene(DiagramGraph graph, DiagramLayout layout, std::vector<SceneGroup> groups, std::vector<SceneNote> notes);
    Scene(std::shared_ptr<const DiagramGraph> graph, DiagramLayout layout, std::vector<SceneGroup> groups, std::vector<SceneNote> notes);

    const DiagramGraph &graph() const { return *m_graph; }
    const std::shared_ptr<const DiagramGraph> &sharedGraph() const { return m_graph; }
    const DiagramLayout &layout() const { return m_layout; }
    const std::vector<SceneGroup> &groups() const { return m_groups; }
    const std::vector<SceneNote> &notes() const { return m_notes; }
    QRectF bounds() const { return m_bounds; }
    QRectF tableRect(int table) const { return m_rects[std::size_t(table)]; }
    int tableCount() const { return int(m_rects.size()); }

    /// In the order of painting. They may touch the area with their box only.
    std::vector<int> tablesIn(const QRectF &area) const;
    std::vector<int> edgesIn(const QRectF &area) const;
    int tableAt(const QPointF &at) const; ///< -1: none
    int edgeAt(const QPointF &at, double reach) const;
    int noteAt(const QPointF &at) const;
    int groupTitleAt(const QPointF &at) const; ///< index into groups(): the band above its tables; -1: none
    int columnAt(int table, const QPointF &at) const; ///< index into the table's columns; -1: none

    const std::vector<int> &edgesOf(int table) const { return m_edges[std::size_t(table)]; }
    /// Tables at most `depth` lines away, the table itself too; one flag a table.
    std::vector<char> around(int table, int depth) const;
    /// Where the line leads to, seen from the table.
    int otherEnd(int edge, int table) const;
    /// The neighbour in a direction (Qt::Key_Left …): along a line where one leads there, else the nearest table; -1: none.
    int neighbour(int table, int key) const;

private:
    void index();

    std::shared_ptr<const DiagramGraph> m_graph = std::make_shared<const DiagramGraph>();
    DiagramLayout m_layout;
    std::vector<SceneGroup> m_groups;
    std::vector<SceneNote> m_notes;
    QRectF m_bounds;
    std::vector<QRectF> m_rects;
    std::vector<QRectF> m_edgeRects;
    std::vector<std::vector<int>> m_edges;
};

using ScenePtr = std::shared_ptr<const Scene>;

} // namespace kilter::ui
