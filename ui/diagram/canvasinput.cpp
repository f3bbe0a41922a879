#include "ui/diagram/canvas.h"
#include "ui/text/text.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QStyleHints>
#include <QGuiApplication>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace kilter::ui {
namespace {

constexpr double snapStep = 8;
constexpr double snapReach = 6; ///< pixels on the screen

} // namespace

/// A mouse's wheel zooms, two fingers on a pad move; with Ctrl both zoom, with Shift the wheel moves sideways.
void DiagramCanvas::wheelEvent(QWheelEvent *event)
{
    const bool isPad = !event->pixelDelta().isNull() && event->source() != Qt::MouseEventNotSynthesized;
    if (isPad && !(event->modifiers() & Qt::ControlModifier))
        setOrigin(m_origin - QPointF(event->pixelDelta()) / m_scale);
    else if (event->modifiers() & Qt::ShiftModifier)
        setOrigin(m_origin - QPointF(event->angleDelta().y() + event->angleDelta().x(), 0) / (2 * m_scale));
    else
        setScale(m_scale * std::pow(1.2, event->angleDelta().y() / 120.0), event->position());
    m_fitsWhenShown = false;
    event->accept();
}

void DiagramCanvas::mousePressEvent(QMouseEvent *event)
{
    endMove(); // what one points at is where it is seen
    m_pressed = m_last = event->position();
    m_dragged = {};
    m_hasMoved = false;
    const QPointF at = toScene(m_pressed);
    if (event->button() == Qt::MiddleButton) {
        m_drag = Drag::Ground;
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    m_note = m_scene->noteAt(at);
    const int table = m_note >= 0 ? -1 : m_scene->tableAt(at);
    if (m_note >= 0) {
        m_drag = Drag::Note;
    } else if (table >= 0) {
        m_drag = Drag::Tables;
        const bool isSelected = !m_selected.empty() && m_selected[std::size_t(table)];
        if (event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier))
            setCurrent(table, true);
        else if (!isSelected)
            setCurrent(table);
    } else {
        m_drag = event->modifiers() & Qt::ShiftModifier ? Drag::Band : Drag::Ground;
    }
}

/// To the raster, or to the edge of another table nearby.
QPointF DiagramCanvas::snapped(const QPointF &by) const
{
    const std::vector<int> moving = selection();
    if (moving.empty())
        return by;
    const QRectF rect = m_scene->tableRect(m_current >= 0 ? m_current : moving.front()).translated(by);
    QPointF best(std::round(rect.left() / snapStep) * snapStep - rect.left(), std::round(rect.top() / snapStep) * snapStep - rect.top());
    double leastX = snapReach / m_scale, leastY = leastX;
    for (const int other : m_scene->tablesIn(visibleRect())) {
        if (m_selected[std::size_t(other)])
            continue;
        const QRectF fixed = m_scene->tableRect(other);
        for (const double x : {fixed.left() - rect.left(), fixed.right() - rect.right()}) {
            if (std::abs(x) < leastX) {
                leastX = std::abs(x);
                best.setX(x);
            }
        }
        if (const double y = fixed.top() - rect.top(); std::abs(y) < leastY) {
            leastY = std::abs(y);
            best.setY(y);
        }
    }
    return by + best;
}

void DiagramCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = event->position();
    if (m_drag == Drag::None)
        return hoverAt(at);
    if (!m_hasMoved && (at - m_pressed).manhattanLength() < QGuiApplication::styleHints()->startDragDistance())
        return;
    m_hasMoved = true;
    if (m_drag == Drag::Ground) {
        setCursor(Qt::ClosedHandCursor);
        m_fitsWhenShown = false;
        setOrigin(m_origin - (at - m_last) / m_scale);
    } else if (m_drag == Drag::Tables) {
        const QPointF by = (at - m_pressed) / m_scale;
        m_dragged = event->modifiers() & Qt::AltModifier ? by : snapped(by);
    } else {
        m_dragged = (at - m_pressed) / m_scale;
    }
    m_last = at;
    update();
}

void DiagramCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    const bool hasMoved = std::exchange(m_hasMoved, false);
    unsetCursor();
    update();
    if (!hasMoved) {
        const int table = m_scene->tableAt(toScene(event->position()));
        if (drag == Drag::Tables && !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)))
            setCurrent(table);
        else if (drag == Drag::Ground && event->button() == Qt::LeftButton)
            setCurrent(-1);
        return;
    }
    if (drag == Drag::Tables && !m_dragged.isNull()) {
        emit moved(selection(), m_dragged);
    } else if (drag == Drag::Note && !m_dragged.isNull()) {
        emit noteMoved(m_note, m_dragged);
    } else if (drag == Drag::Band) {
        select(m_scene->tablesIn(QRectF(toScene(m_pressed), toScene(event->position())).normalized()));
    }
}

void DiagramCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF at = toScene(event->position());
    if (const int note = m_scene->noteAt(at); note >= 0)
        emit noteOpened(note);
    else if (const int table = m_scene->tableAt(at); table >= 0)
        emit opened(table);
    else if (const int group = m_scene->groupTitleAt(at); group >= 0)
        emit groupOpened(group);
}

void DiagramCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const int table = byMouse ? m_scene->tableAt(toScene(event->pos())) : m_current;
    if (table >= 0 && (m_selected.empty() || !m_selected[std::size_t(table)]))
        setCurrent(table);
    const int note = byMouse ? m_scene->noteAt(toScene(event->pos())) : -1;
    QPoint global = event->globalPos();
    if (!byMouse && table >= 0)
        global = mapToGlobal(toWidget(m_scene->tableRect(table).center()).toPoint());
    emit menuWanted(table, note, global);
}

void DiagramCanvas::leaveEvent(QEvent *)
{
    hoverAt({-1, -1});
}

void DiagramCanvas::hoverAt(const QPointF &at)
{
    const QPointF place = toScene(at);
    const bool isInside = rect().contains(at.toPoint());
    const int table = isInside ? m_scene->tableAt(place) : -1;
    const int edge = isInside && table < 0 ? m_scene->edgeAt(place, 5 / m_scale) : -1;
    if (table == m_hovered && edge == m_hoveredEdge)
        return;
    m_hovered = table;
    m_hoveredEdge = edge;
    setCursor(table >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (table >= 0)
        emit hovered(wordsOf(table));
    else
        announce();
    repaintAll();
}

/// The tool tip of a row says all of it, of a line its name and what it joins.
bool DiagramCanvas::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QPointF at = toScene(help->pos());
    QString words;
    if (const int index = m_scene->tableAt(at); index >= 0) {
        const DiagramTable &table = m_scene->graph().tables[std::size_t(index)];
        const int column = m_scale >= rowsFrom ? m_scene->columnAt(index, at) : -1;
        if (column >= 0) {
            const DiagramColumn &found = table.columns[std::size_t(column)];
            words = qtText(found.name) + QLatin1Char(' ') + qtText(found.type) + (found.notNull ? tr(", required") : QString());
            for (const std::string &more : {found.defaultText, found.before, found.comment}) {
                if (!more.empty())
                    words += QLatin1Char('\n') + qtText(more);
            }
        } else {
            words = qtText(table.id) + (table.comment.empty() ? QString() : QLatin1Char('\n') + qtText(table.comment));
        }
    } else if (const int edge = m_scene->edgeAt(at, 5 / m_scale); edge >= 0) {
        const DiagramEdge &line = m_scene->graph().edges[std::size_t(edge)];
        words = tr("%1\n%2 → %3").arg(qtText(line.name), qtText(m_scene->graph().tables[line.from].id), qtText(m_scene->graph().tables[line.to].id)).trimmed();
    }
    if (words.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), words.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")), this);
    return true;
}

bool DiagramCanvas::walk(int key)
{
    if (m_scene->tableCount() == 0)
        return false;
    const int next = m_current < 0 ? 0 : m_scene->neighbour(m_current, key);
    if (next >= 0) {
        setCurrent(next);
        showTable(next);
    }
    return true;
}

bool DiagramCanvas::nudge(QKeyEvent *event)
{
    const std::vector<int> tables = selection();
    if (tables.empty())
        return false;
    const double step = event->modifiers() & Qt::ShiftModifier ? 5 * snapStep : snapStep;
    const QPointF by(event->key() == Qt::Key_Left ? -step : event->key() == Qt::Key_Right ? step : 0,
                     event->key() == Qt::Key_Up ? -step : event->key() == Qt::Key_Down ? step : 0);
    emit moved(tables, by);
    return true;
}

void DiagramCanvas::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (event->modifiers() & Qt::ControlModifier ? nudge(event) : walk(event->key()))
            return;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            return emit opened(m_current);
        break;
    case Qt::Key_F:
        if (event->modifiers() == Qt::NoModifier && m_current >= 0)
            return emit focusWanted(m_current);
        break;
    case Qt::Key_Escape:
        if (m_focusTable >= 0)
            return emit focusLeft();
        if (m_current >= 0)
            return setCurrent(-1);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(1.2);
    case Qt::Key_Minus:
        return zoomBy(1 / 1.2);
    case Qt::Key_0:
        return fit();
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace kilter::ui
