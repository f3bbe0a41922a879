#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/look/revision.h"
#include "ui/text/text.h"
#include "ui/timeline/timelinemeasures.h"
#include "ui/timeline/timelineview.h"

#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

namespace kilter::ui {

using namespace timeline;

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), Look::color(Token::Surface));
    const QPoint offset(horizontalScrollBar()->value(), verticalScrollBar()->value());
    const QRect visible(offset, viewport()->size());
    painter.save();
    painter.setClipRect(QRect(headWidth, rulerHeight, viewport()->width() - headWidth, viewport()->height()));
    painter.translate(-offset);
    for (int lane = 0; lane < int(m_lanes.size()); ++lane)
        paintLane(painter, lane, visible);
    painter.restore();
    painter.save();
    painter.setClipRect(QRect(0, rulerHeight, headWidth, viewport()->height()));
    painter.translate(0, -offset.y());
    for (int lane = 0; lane < int(m_lanes.size()); ++lane)
        paintHead(painter, lane);
    painter.restore();
    paintRuler(painter);
    painter.fillRect(QRect(headWidth - 1, 0, 1, viewport()->height()), Look::color(Token::Border));
}

void TimelineView::paintWire(QPainter &painter, int lane, int from, int to) const
{
    const QRect before = rectOf(lane, from);
    const QPoint start(before.right() - 2, centre(lane, from).y());
    const QPoint end(centre(lane, to).x() - shape / 2 - 3, centre(lane, to).y());
    const std::optional<RevisionState> state = m_lanes[std::size_t(lane)].nodes[std::size_t(to)].state;
    const bool isAhead = !state || *state == RevisionState::Pending || *state == RevisionState::Failed || *state == RevisionState::OutOfOrder;
    QPen pen(Look::color(Token::BorderStrong), 1.5);
    pen.setStyle(isAhead ? Qt::DashLine : Qt::SolidLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    if (start.y() == end.y()) {
        painter.drawLine(start, end);
        return;
    }
    const int bend = end.x() - 20;
    QPainterPath path(start);
    path.lineTo(std::max(start.x(), bend - 4), start.y());
    path.cubicTo(bend + 8, start.y(), bend, end.y(), end.x(), end.y());
    painter.drawPath(path);
}

void TimelineView::paintLane(QPainter &painter, int lane, const QRect &visible) const
{
    const Lane &in = m_lanes[std::size_t(lane)];
    painter.fillRect(QRect(visible.left(), laneTop(lane) + laneHeight(lane) - 1, visible.width(), 1), Look::color(Token::Divider));
    painter.setRenderHint(QPainter::Antialiasing);
    for (int node = 0; node < int(in.nodes.size()); ++node) {
        for (const int parent : in.nodes[std::size_t(node)].parents) {
            if (rectOf(lane, parent).left() <= visible.right() && rectOf(lane, node).right() >= visible.left())
                paintWire(painter, lane, parent, node);
        }
    }
    painter.setFont(nodeFont());
    for (int node = 0; node < int(in.nodes.size()); ++node) {
        const LaneNode &one = in.nodes[std::size_t(node)];
        const QRect rect = rectOf(lane, node);
        if (!rect.intersects(visible))
            continue;
        const bool isSelected = m_selected == Place{lane, node};
        if (isSelected) {
            painter.setPen(hasFocus() ? QPen(Look::color(Token::FocusRing), 1) : QPen(Qt::NoPen));
            painter.setBrush(Look::color(hasFocus() ? Token::Selection : Token::SelectionInactive));
            painter.drawRoundedRect(rect, 3, 3);
        }
        const QPoint middle = centre(lane, node);
        const QRect shapeRect(middle.x() - shape / 2, middle.y() - shape / 2, shape, shape);
        if (one.state)
            paintRevision(painter, shapeRect, *one.state);
        else
            paintIcon(painter, shapeRect, QStringLiteral("revision-pending"), Token::Dimmed);
        QRect text(shapeRect.right() + 7, rect.top(), rect.width(), rect.height());
        painter.setPen(Look::color(one.state ? Token::Text : Token::TextSecondary));
        painter.drawText(text, Qt::AlignVCenter, one.name);
        if (const QString words = wordsOf(one); !words.isEmpty()) {
            text.setLeft(text.left() + painter.fontMetrics().horizontalAdvance(one.name) + 6);
            painter.setPen(Look::color(revisionToken(*one.state)));
            painter.drawText(text, Qt::AlignVCenter, words);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelineView::paintHead(QPainter &painter, int lane) const
{
    const Lane &in = m_lanes[std::size_t(lane)];
    const QRect rect(0, laneTop(lane), headWidth, laneHeight(lane));
    painter.fillRect(rect, Look::color(Token::Window));
    painter.fillRect(QRect(0, rect.bottom(), headWidth, 1), Look::color(Token::Divider));
    paintIcon(painter, QRect(12, rect.center().y() - 8, 16, 16), QStringLiteral("postgresql"), Token::TextSecondary);
    painter.setFont(fontFor(in.isChosen ? FontRole::BodyBold : FontRole::Body));
    painter.setPen(Look::color(Token::Text));
    const QString name = qtText(in.store);
    const int width = std::min(painter.fontMetrics().horizontalAdvance(name), 90);
    painter.drawText(QRect(36, rect.top(), width + 2, rect.height()), Qt::AlignVCenter, painter.fontMetrics().elidedText(name, Qt::ElideRight, width + 2));
    painter.setFont(fontFor(FontRole::Small));
    painter.setPen(Look::color(Token::TextSecondary));
    const QRect detail(36 + width + 8, rect.top(), headWidth - 36 - width - 16, rect.height());
    painter.drawText(detail, Qt::AlignVCenter, painter.fontMetrics().elidedText(in.detail, Qt::ElideRight, detail.width()));
}

void TimelineView::paintRuler(QPainter &painter) const
{
    const QRect ruler(0, 0, viewport()->width(), rulerHeight);
    painter.fillRect(ruler, Look::color(Token::Window));
    painter.fillRect(QRect(0, rulerHeight - 1, ruler.width(), 1), Look::color(Token::Border));
    const auto chosen = std::find_if(m_lanes.begin(), m_lanes.end(), [](const Lane &lane) { return lane.isChosen; });
    if (chosen == m_lanes.end())
        return;
    painter.setClipRect(QRect(headWidth, 0, ruler.width() - headWidth, rulerHeight));
    painter.setFont(fontFor(FontRole::Small));
    painter.setPen(Look::color(Token::TextSecondary));
    const int lane = int(chosen - m_lanes.begin());
    int free = 0;
    for (int node = 0; node < int(chosen->nodes.size()); ++node) {
        const LaneNode &one = chosen->nodes[std::size_t(node)];
        const int x = centre(lane, node).x() - shape / 2 - horizontalScrollBar()->value();
        if (one.version.isEmpty() || x < free)
            continue;
        painter.drawText(QRect(x, 0, 120, rulerHeight), Qt::AlignVCenter, one.version);
        free = x + painter.fontMetrics().horizontalAdvance(one.version) + 12;
    }
    painter.setClipping(false);
}

} // namespace kilter::ui
