#include "ui/diagram/tablepainter.h"

#include "ui/diagram/fittedname.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QFontInfo>
#include <QPainter>
#include <QPainterPath>

namespace kilter::ui {
namespace {

constexpr double markSize = 11;

QFont pixelFont(FontRole role)
{
    QFont font = fontFor(role);
    font.setPixelSize(std::max(1, QFontInfo(font).pixelSize()));
    return font;
}

QPainterPath headPath(const QRectF &head, bool whole)
{
    constexpr double radius = 3.5;
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addRoundedRect(head, radius, radius);
    if (!whole)
        path.addRect(head.adjusted(0, radius, 0, 0));
    return path;
}

Token headToken(const DiagramTable &table)
{
    if (table.state != DiagramState::Same)
        return signGroundToken(signOf(table.state));
    if (!table.group.empty())
        return groupToken(table.group);
    const auto level = levelOf(table.level);
    return level ? levelGroundToken(*level) : Token::SelectionInactive;
}

/// From afar a table is a patch of its level's colour.
QColor farTint(const DiagramTable &table)
{
    const auto level = levelOf(table.level);
    QColor color = Look::color(table.state != DiagramState::Same ? signToken(signOf(table.state)) : level ? levelToken(*level) : Token::Edge);
    color.setAlphaF(0.55F);
    return color;
}

QString headIcon(const DiagramTable &table)
{
    if (!table.group.empty())
        return QStringLiteral("folder");
    return table.ref.kind == Kind::View || table.ref.kind == Kind::MaterializedView ? QStringLiteral("view") : QStringLiteral("table");
}

/// The current font and pen are the caller's; what does not fit ends in "…".
void drawCut(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, const QString &text, const QFontMetricsF &metrics)
{
    const bool fits = metrics.horizontalAdvance(text) <= rect.width() + 0.5;
    painter.drawText(rect, int(alignment | Qt::AlignVCenter) | Qt::TextSingleLine | Qt::TextDontClip,
                     fits ? text : metrics.elidedText(text, Qt::ElideRight, rect.width()));
}

QRect markPlace(const QRectF &row)
{
    return {qRound(row.left() + 6), qRound(row.center().y() - markSize / 2), int(markSize), int(markSize)};
}

} // namespace

DiagramFonts::DiagramFonts()
    : name(pixelFont(FontRole::Small)), key(pixelFont(FontRole::SmallBold)), type(pixelFont(FontRole::Badge)), nameMetrics(name), keyMetrics(key),
      typeMetrics(type)
{
}

Sign signOf(DiagramState state)
{
    switch (state) {
    case DiagramState::Added:
        return Sign::Add;
    case DiagramState::Removed:
        return Sign::Remove;
    case DiagramState::Changed:
        return Sign::Change;
    case DiagramState::Renamed:
        return Sign::Rename;
    case DiagramState::Same:
        break;
    }
    return Sign::None;
}

DiagramMetrics paintedMetrics()
{
    const auto width = [](const QFontMetricsF &metrics) {
        return [metrics](std::string_view text) { return metrics.horizontalAdvance(qtText(text)); };
    };
    const DiagramFonts fonts;
    DiagramMetrics metrics;
    metrics.headHeight = std::max(24.0, fonts.keyMetrics.height() + 8);
    metrics.rowHeight = std::max(18.0, fonts.nameMetrics.height() + 3);
    metrics.headWidth = width(fonts.keyMetrics);
    metrics.nameWidth = width(fonts.keyMetrics);
    metrics.typeWidth = width(fonts.typeMetrics);
    return metrics;
}

TablePainter::TablePainter(QPainter &painter, const Scene &scene, const DiagramView &view, const DiagramFonts &fonts)
    : m_painter(painter), m_scene(scene), m_view(view), m_fonts(fonts)
{
}

/// Sign or level letter or icon, at the left of the name.
void TablePainter::paintHeadMark(const DiagramTable &table, const QRectF &head, bool dim)
{
    const QRectF place(head.left() + 4, head.top(), 16, head.height());
    const auto level = levelOf(table.level);
    m_painter.setFont(m_fonts.key);
    if (table.state != DiagramState::Same) {
        m_painter.setPen(Look::color(dim ? Token::Dimmed : signToken(signOf(table.state))));
        m_painter.drawText(place, Qt::AlignCenter, signText(signOf(table.state)));
    } else if (level) {
        m_painter.setPen(Look::color(dim ? Token::Dimmed : levelToken(*level)));
        m_painter.drawText(place, Qt::AlignCenter, levelLetter(*level));
    } else {
        paintIcon(m_painter, QRect(qRound(place.left()) + 2, qRound(place.center().y() - 6), 12, 12), headIcon(table), dim ? Token::Dimmed : Token::TextSecondary);
    }
}

void TablePainter::paintMatch(const QString &text, const QPointF &at, double height, const QFontMetricsF &metrics)
{
    const qsizetype found = m_view.find.isEmpty() ? -1 : text.indexOf(m_view.find, 0, Qt::CaseInsensitive);
    if (found < 0)
        return;
    const double left = metrics.horizontalAdvance(text.left(found));
    const double width = metrics.horizontalAdvance(text.mid(found, m_view.find.size()));
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(Look::color(Token::Match));
    m_painter.drawRoundedRect(QRectF(at.x() + left - 1, at.y() + 2, width + 2, height - 4), 2, 2);
}

void TablePainter::paintColumnMark(const DiagramColumn &column, const QRectF &row, bool dim)
{
    if (column.state != DiagramState::Same) {
        const Sign sign = signOf(column.state);
        m_painter.fillRect(row.adjusted(1, 0, -1, 0), Look::color(signGroundToken(sign)));
        m_painter.setFont(m_fonts.key);
        m_painter.setPen(Look::color(signToken(sign)));
        m_painter.drawText(QRectF(row.left() + 4, row.top(), 14, row.height()), Qt::AlignCenter, signText(sign));
    } else if (column.primaryKey || column.foreignKey) {
        paintIcon(m_painter, markPlace(row), column.primaryKey ? QStringLiteral("key") : QStringLiteral("link"), dim ? Token::Dimmed : Token::TextSecondary);
    }
}

void TablePainter::paintColumn(const DiagramColumn &column, const QRectF &row, bool dim)
{
    paintColumnMark(column, row, dim);
    const QString type = qtText(column.type);
    const QString name = qtText(shownName(column)); // "old → new" where it was renamed
    const QFontMetricsF &metrics = column.primaryKey ? m_fonts.keyMetrics : m_fonts.nameMetrics;
    const double room = row.width() - diagramTextLeft - diagramTextRight - 6;
    const double nameWidth = std::min(metrics.horizontalAdvance(name) + 1, room * 0.7);
    const double typeWidth = std::min(m_fonts.typeMetrics.horizontalAdvance(type) + 1, room - nameWidth);
    m_painter.setFont(m_fonts.type);
    m_painter.setPen(Look::color(dim ? Token::Dimmed : Token::TextSecondary));
    drawCut(m_painter, QRectF(row.right() - diagramTextRight - typeWidth, row.top(), typeWidth, row.height()), Qt::AlignRight, type, m_fonts.typeMetrics);
    const QRectF nameRect(row.left() + diagramTextLeft, row.top(), room - typeWidth, row.height());
    paintMatch(name, nameRect.topLeft(), nameRect.height(), metrics);
    m_painter.setFont(column.primaryKey ? m_fonts.key : m_fonts.name);
    m_painter.setPen(Look::color(dim ? Token::Dimmed : Token::Text));
    drawCut(m_painter, nameRect, Qt::AlignLeft, name, metrics);
}

void TablePainter::paintRows(const DiagramTable &table, const TablePlace &place, bool dim)
{
    for (const DiagramRow &row : place.rows) {
        const QRectF rect(place.rect.x, place.rect.y + row.top, place.rect.width, row.height);
        if (!rect.intersects(m_view.visible))
            continue;
        if (row.column) {
            paintColumn(table.columns[*row.column], rect, dim);
            continue;
        }
        m_painter.setFont(m_fonts.type);
        m_painter.setPen(Look::color(dim ? Token::Dimmed : Token::TextSecondary));
        m_painter.drawText(rect.adjusted(diagramTextLeft, 0, -diagramTextRight, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                           QCoreApplication::translate("kilter::ui::DiagramPage", "%Ln more", nullptr, int(row.more)));
    }
}

void TablePainter::paintBox(const DiagramTable &table, const QRectF &rect, bool selected, bool dim)
{
    QPen pen(Look::color(dim ? Token::Divider : Token::ButtonBorder), 1);
    if (table.state != DiagramState::Same && !dim) {
        pen = QPen(Look::color(signToken(signOf(table.state))), 2);
        if (table.state == DiagramState::Removed)
            pen.setDashPattern({2.5, 2});
    }
    if (selected)
        pen = QPen(Look::color(Token::FocusRing), 2);
    if (!m_view.isWhole)
        pen.setWidthF(std::max(pen.widthF(), (pen.widthF() > 1 ? 1.6 : 0.8) / m_view.scale));
    m_painter.setPen(pen);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

/// The name alone, in lines, as large as can be read and fits.
void TablePainter::paintNameOnly(const DiagramTable &table, const QRectF &rect, bool dim)
{
    const double largest = std::min(9.5 / m_view.scale, std::max(12.0, rect.height() * 0.8));
    const FittedName name = fittedName(qtText(table.ref.name), rect.size() - QSizeF(8, 2), std::min(largest, 6 / m_view.scale), largest, m_fonts);
    QFont font = m_fonts.key;
    font.setPixelSize(std::max(1, int(name.pixels)));
    m_painter.setFont(font);
    m_painter.setPen(Look::color(dim ? Token::Dimmed : Token::Text));
    const double height = name.pixels * lineHeight;
    double top = rect.center().y() - height * double(name.lines.size()) / 2;
    for (const QString &line : name.lines) {
        m_painter.drawText(QRectF(rect.left(), top, rect.width(), height), int(Qt::AlignCenter) | Qt::TextSingleLine | Qt::TextDontClip, line);
        top += height;
    }
}

void TablePainter::paintHead(const DiagramTable &table, const QRectF &head, bool dim)
{
    paintHeadMark(table, head, dim);
    const QRectF nameRect = head.adjusted(diagramTextLeft, 0, -diagramTextRight, 0);
    const QString name = qtText(table.ref.name);
    paintMatch(name, nameRect.topLeft(), nameRect.height(), m_fonts.keyMetrics);
    m_painter.setFont(m_fonts.key);
    m_painter.setPen(Look::color(dim ? Token::Dimmed : Token::Text));
    drawCut(m_painter, nameRect, Qt::AlignLeft, name, m_fonts.keyMetrics);
}

/// A collapsed group lies on others.
void TablePainter::paintSheets(const QRectF &rect, bool dim)
{
    m_painter.setPen(QPen(Look::color(dim ? Token::Divider : Token::ButtonBorder), 1));
    m_painter.setBrush(Look::color(Token::Surface));
    for (const double below : {6.0, 3.0})
        m_painter.drawRoundedRect(rect.adjusted(0.5 + below, 0.5 + below, -0.5 - below, -0.5 + below), 4, 4);
}

void TablePainter::paint(int index, bool dim)
{
    const DiagramTable &table = m_scene.graph().tables[std::size_t(index)];
    const TablePlace &place = m_scene.layout().tables[std::size_t(index)];
    const QRectF rect = m_scene.tableRect(index);
    const bool selected = !m_view.selected.empty() && m_view.selected[std::size_t(index)];
    const bool hasRows = showsRows(m_view);
    if (!table.group.empty() && showsText(m_view))
        paintSheets(rect, dim);
    const QRectF head(rect.left(), rect.top(), rect.width(), hasRows ? headHeightOf(place) : rect.height());
    if (hasRows) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(Look::color(Token::Surface));
        m_painter.drawRoundedRect(rect, 4, 4);
    }
    const bool isWhole = head.height() >= rect.height() - 0.5;
    const QColor tint = Look::color(dim ? Token::Window : headToken(table));
    if (!showsText(m_view))
        m_painter.fillRect(head, dim ? tint : farTint(table));
    else
        m_painter.fillPath(headPath(head, isWhole), tint);
    if (hasRows) {
        paintRows(table, place, dim);
        if (!isWhole) {
            m_painter.setPen(QPen(Look::color(Token::Divider), 1));
            m_painter.drawLine(QPointF(rect.left() + 1, head.bottom()), QPointF(rect.right() - 1, head.bottom()));
        }
        paintHead(table, head, dim);
    } else if (showsText(m_view)) {
        paintNameOnly(table, rect, dim);
    }
    paintBox(table, rect, selected, dim);
}

} // namespace kilter::ui
