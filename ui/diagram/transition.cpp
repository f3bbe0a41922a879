#include "ui/diagram/transition.h"

namespace kilter::ui {
namespace {

void move(DiagramRect &rect, const QPointF &by)
{
    rect.x += by.x();
    rect.y += by.y();
}

/// Its ends go with their tables, what is between them a part of the way.
void move(EdgePlace &edge, const QPointF &atChild, const QPointF &atParent)
{
    const double last = double(edge.curve.size()) - 1;
    for (std::size_t i = 0; i < edge.curve.size(); ++i) {
        const QPointF by = atChild + (atParent - atChild) * (double(i) / last);
        edge.curve[i].x += by.x();
        edge.curve[i].y += by.y();
    }
    if (edge.badge)
        move(*edge.badge, atChild);
}

} // namespace

Transition::Transition(const Scene &from, ScenePtr to) : m_to(std::move(to))
{
    const DiagramGraph &graph = m_to->graph();
    for (std::size_t i = 0; i < graph.tables.size(); ++i) {
        const DiagramTable *before = from.graph().find(graph.tables[i].id);
        const QPointF off = before ? from.tableRect(int(before - from.graph().tables.data())).topLeft() - m_to->tableRect(int(i)).topLeft() : QPointF();
        m_isNothing = m_isNothing && off.isNull();
        m_off.push_back(off);
    }
}

ScenePtr Transition::at(double progress) const
{
    const double left = 1 - progress;
    DiagramLayout layout = m_to->layout();
    for (std::size_t i = 0; i < layout.tables.size(); ++i)
        move(layout.tables[i].rect, m_off[i] * left);
    for (std::size_t i = 0; i < layout.edges.size(); ++i) {
        const DiagramEdge &edge = m_to->graph().edges[i];
        move(layout.edges[i], m_off[edge.from] * left, m_off[edge.to] * left);
    }
    return std::make_shared<const Scene>(m_to->sharedGraph(), std::move(layout), m_to->groups(), m_to->notes());
}

} // namespace kilter::ui
