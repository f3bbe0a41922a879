#pragma once
#include "ui/diagram/painter.h"
#include "ui/look/badges.h"

#include <QFont>
#include <QFontMetricsF>

namespace kilter::ui {

/// The widths of texts as they are painted, for the layout. May be called in a worker thread.
DiagramMetrics paintedMetrics();

/// The fonts of a diagram, in pixels, so that a picture has the same proportions on every device.
struct DiagramFonts
{
    DiagramFonts();
    QFont name, key, type;
    QFontMetricsF nameMetrics, keyMetrics, typeMetrics;
};

/// Paints tables: head in the tint of their level, rows, what differs. In the scene's units.
class TablePainter
{
public:
    TablePainter(QPainter &painter, const Scene &scene, const DiagramView &view, const DiagramFonts &fonts);
    void paint(int table, bool dim);

private:
    void paintRows(const DiagramTable &table, const TablePlace &place, bool dim);
    void paintColumn(const DiagramColumn &column, const QRectF &row, bool dim);
    void paintColumnMark(const DiagramColumn &column, const QRectF &row, bool dim);
    void paintHead(const DiagramTable &table, const QRectF &head, bool dim);
    void paintHeadMark(const DiagramTable &table, const QRectF &head, bool dim);
    void paintNameOnly(const DiagramTable &table, const QRectF &rect, bool dim);
    void paintSheets(const QRectF &rect, bool dim);
    void paintBox(const DiagramTable &table, const QRectF &rect, bool selected, bool dim);
    void paintMatch(const QString &text, const QPointF &at, double height, const QFontMetricsF &metrics);

    QPainter &m_painter;
    const Scene &m_scene;
    const DiagramView &m_view;
    const DiagramFonts &m_fonts;
};

/// Sign of a state in a head or row.
Sign signOf(DiagramState state);

} // namespace kilter::ui
