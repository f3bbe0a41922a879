#include "ui/diagram/painter.h"

#include "core/diagram/ends.h"
#include "ui/diagram/tablepainter.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace kilter::ui {
namespace {

constexpr std::array groupTokens{Token::GroupA, Token::GroupB, Token::GroupC, Token::GroupD};

void paintDots(QPainter &painter, const QRectF &visible)
{
    constexpr double step = 24;
    QVector<QPointF> dots;
    for (double y = std::floor(visible.top() / step) * step + step / 2; y < visible.bottom(); y += step) {
        for (double x = std::floor(visible.left() / step) * step + step / 2; x < visible.right(); x += step)
            dots.append({x, y});
    }
    painter.setPen(QPen(Look::color(Token::CanvasDot), 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawPoints(dots.constData(), int(dots.size()));
}

void paintGroups(QPainter &painter, const Scene &scene, const DiagramView &view, const DiagramFonts &fonts)
{
    for (const SceneGroup &group : scene.groups()) {
        if (!group.rect.intersects(view.visible))
            continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(Look::color(groupTokens[std::size_t(group.color) % groupTokens.size()]));
        painter.drawRoundedRect(group.rect, 6, 6);
        if (!showsText(view))
            continue;
        QFont font = fonts.key;
        if (!view.isWhole)
            font.setPixelSize(int(std::max(double(font.pixelSize()), 10 / view.scale)));
        painter.setFont(font);
        painter.setPen(Look::color(Token::TextSecondary));
        painter.drawText(group.rect.adjusted(12, 4, -12, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, group.title);
    }
}

void paintNotes(QPainter &painter, const Scene &scene, const DiagramView &view, const DiagramFonts &fonts)
{
    painter.setFont(fonts.name);
    for (const SceneNote &note : scene.notes()) {
        if (!note.rect.intersects(view.visible))
            continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(Look::color(Token::NoteBg));
        painter.drawRoundedRect(note.rect, 4, 4);
        painter.setPen(Look::color(Token::Text));
        if (showsRows(view))
            painter.drawText(note.rect.adjusted(12, 8, -12, -8), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, note.text);
    }
}

QPainterPath pathOf(const EdgePlace &place)
{
    QPainterPath path;
    if (place.curve.empty())
        return path;
    path.moveTo(qtPoint(place.curve.front()));
    for (std::size_t i = 0; i + 3 < place.curve.size(); i += 3)
        path.cubicTo(qtPoint(place.curve[i + 1]), qtPoint(place.curve[i + 2]), qtPoint(place.curve[i + 3]));
    return path;
}

/// A line's end as core describes it for every picture: strokes over the line, shapes filled with the ground.
void paintMark(QPainter &painter, const EndMark &mark)
{
    const auto polygon = [](const std::vector<DiagramPoint> &points) {
        QPolygonF result;
        for (const DiagramPoint &point : points)
            result.append(qtPoint(point));
        return result;
    };
    for (const std::vector<DiagramPoint> &stroke : mark.strokes)
        painter.drawPolyline(polygon(stroke));
    painter.setBrush(Look::color(Token::Canvas));
    if (mark.ring)
        painter.drawEllipse(qtRect(*mark.ring));
    if (!mark.triangle.empty())
        painter.drawPolygon(polygon(mark.triangle));
    painter.setBrush(Qt::NoBrush);
}

Token tokenOf(DiagramState state)
{
    switch (state) {
    case DiagramState::Added:
        return Token::Add;
    case DiagramState::Removed:
        return Token::Remove;
    case DiagramState::Changed:
        return Token::Change;
    case DiagramState::Renamed:
        return Token::Rename;
    case DiagramState::Same:
        break;
    }
    return Token::Edge;
}

QPen edgePen(const DiagramEdge &edge, const DiagramView &view, bool hot, bool dim)
{
    const bool stands = hot || edge.state != DiagramState::Same;
    QPen pen(Look::color(hot ? Token::EdgeHover : dim ? Token::Divider : tokenOf(edge.state)), std::max(stands ? 2 : 1.2, (stands ? 1.6 : 0.6) / view.scale));
    if (!showsText(view) && !stands) { // from afar the tables count, not the tangle of their lines
        QColor faint = Look::color(Token::Edge);
        faint.setAlphaF(dim ? 0.1F : 0.35F);
        pen.setColor(faint);
    }
    pen.setJoinStyle(Qt::RoundJoin);
    if (edge.kind == DiagramEdgeKind::Reads || edge.state == DiagramState::Removed)
        pen.setDashPattern({5 / pen.widthF(), 4 / pen.widthF()});
    return pen;
}

void paintBadge(QPainter &painter, const Scene &scene, std::size_t index, const DiagramFonts &fonts)
{
    const DiagramEdge &edge = scene.graph().edges[index];
    const QRectF rect = qtRect(*scene.layout().edges[index].badge);
    const auto [from, to] = badgeLine(scene.graph(), scene.layout(), index);
    painter.drawLine(qtPoint(from), qtPoint(to));
    paintMark(painter, childMark(scene.graph(), scene.layout(), index));
    painter.setBrush(Look::color(Token::Surface));
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.setBrush(Qt::NoBrush);
    painter.setFont(fonts.type);
    const QString name = qtText(scene.graph().tables[edge.to].ref.name);
    painter.setPen(Look::color(Token::Text));
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, fonts.typeMetrics.elidedText(name, Qt::ElideRight, rect.width() - 12));
}

void paintEdge(QPainter &painter, const Scene &scene, int index, const DiagramView &view, const DiagramFonts &fonts, bool hot, bool dim)
{
    const DiagramEdge &edge = scene.graph().edges[std::size_t(index)];
    const EdgePlace &place = scene.layout().edges[std::size_t(index)];
    const bool hasEnds = showsText(view);
    painter.setPen(edgePen(edge, view, hot, dim));
    painter.setBrush(Qt::NoBrush);
    if (place.badge) {
        if (hasEnds)
            paintBadge(painter, scene, std::size_t(index), fonts);
        return;
    }
    if (place.curve.size() < 4)
        return;
    painter.drawPath(pathOf(place));
    if (!hasEnds)
        return;
    QPen solid = painter.pen();
    solid.setStyle(Qt::SolidLine);
    painter.setPen(solid);
    paintMark(painter, childMark(scene.graph(), scene.layout(), std::size_t(index)));
    paintMark(painter, parentMark(scene.graph(), scene.layout(), std::size_t(index)));
}

bool isLit(const DiagramView &view, std::size_t table)
{
    return view.lit.empty() || view.lit[table];
}

bool isHot(const Scene &scene, const DiagramView &view, int index)
{
    const DiagramEdge &edge = scene.graph().edges[std::size_t(index)];
    const auto chosen = [&view](std::size_t table) { return int(table) == view.hovered || (!view.selected.empty() && view.selected[table]); };
    return index == view.hoveredEdge || chosen(edge.from) || chosen(edge.to);
}

void paintEdges(QPainter &painter, const Scene &scene, const DiagramView &view, const DiagramFonts &fonts)
{
    const std::vector<int> visible = scene.edgesIn(view.visible);
    std::vector<int> hot;
    for (const int index : visible) {
        const DiagramEdge &edge = scene.graph().edges[std::size_t(index)];
        const bool dim = !isLit(view, edge.from) || !isLit(view, edge.to);
        if (!dim && isHot(scene, view, index))
            hot.push_back(index);
        else
            paintEdge(painter, scene, index, view, fonts, false, dim);
    }
    for (const int index : hot)
        paintEdge(painter, scene, index, view, fonts, true, false);
}

} // namespace

int groupColorCount()
{
    return int(groupTokens.size());
}

Token groupToken(const std::string &colour)
{
    return groupTokens[colour.empty() ? 0 : std::size_t(colour.front() - 'a') % groupTokens.size()];
}

void paintDiagram(QPainter &painter, const Scene &scene, const DiagramView &view)
{
    const DiagramFonts fonts;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(view.scale, view.scale);
    painter.translate(-view.visible.topLeft());
    painter.fillRect(view.visible.adjusted(-1, -1, 1, 1), Look::color(Token::Canvas));
    if (view.ground && view.scale >= rowsFrom)
        paintDots(painter, view.visible);
    paintGroups(painter, scene, view, fonts);
    paintEdges(painter, scene, view, fonts);
    TablePainter tables(painter, scene, view, fonts);
    for (const int table : scene.tablesIn(view.visible))
        tables.paint(table, !isLit(view, std::size_t(table)));
    paintNotes(painter, scene, view, fonts);
    painter.restore();
}

} // namespace kilter::ui
