#include "ui/diagram/minimap.h"

#include "ui/diagram/canvas.h"
#include "ui/look/look.h"

#include <QMouseEvent>
#include <QPainter>

namespace kilter::ui {

Minimap::Minimap(DiagramCanvas *canvas) : QWidget(canvas), m_canvas(canvas)
{
    setAccessibleName(tr("Overview"));
    setToolTip(tr("The whole diagram: drag to move"));
    resize(sizeHint());
    setCursor(Qt::ArrowCursor);
    connect(canvas, &DiagramCanvas::viewChanged, this, &Minimap::follow);
    connect(&Look::instance(), &Look::changed, this, &Minimap::refresh);
}

void Minimap::refresh()
{
    m_picture = {};
    follow();
}

void Minimap::follow()
{
    move(12, m_canvas->height() - height() - 12);
    const double slack = 8 / m_canvas->scale();
    const QRectF bounds = m_canvas->scene()->bounds().adjusted(slack, slack, -slack, -slack);
    setVisible(m_canvas->scene()->tableCount() > 0 && m_canvas->height() > 300 && !m_canvas->visibleRect().contains(bounds));
    update();
}

double Minimap::scale() const
{
    const QRectF bounds = m_canvas->scene()->bounds();
    return bounds.isEmpty() ? 1 : std::min((width() - 8) / bounds.width(), (height() - 8) / bounds.height());
}

/// Where the scene's origin stands in the picture.
QPointF Minimap::offset() const
{
    return QPointF(width(), height()) / 2 - m_canvas->scene()->bounds().center() * scale();
}

void Minimap::paintScene()
{
    const double ratio = devicePixelRatioF();
    m_picture = QPixmap(size() * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Look::color(Token::Surface));
    QPainter painter(&m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(offset());
    const double by = scale();
    const auto small = [by](const QRectF &rect) { return QRectF(rect.topLeft() * by, rect.size() * by); };
    const Scene &scene = *m_canvas->scene();
    for (const SceneGroup &group : scene.groups())
        painter.fillRect(small(group.rect), Look::color(Token::SelectionInactive));
    for (int table = 0; table < scene.tableCount(); ++table)
        painter.fillRect(small(scene.tableRect(table)), Look::color(Token::Edge));
}

void Minimap::paintEvent(QPaintEvent *)
{
    if (m_picture.isNull())
        paintScene();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    painter.setPen(QPen(Look::color(Token::Accent), 1.5));
    const QRectF seen = m_canvas->visibleRect();
    painter.drawRect(QRectF(seen.topLeft() * scale() + offset(), seen.size() * scale()).intersected(QRectF(rect()).adjusted(1, 1, -1, -1)));
    painter.setPen(Look::color(Token::BorderStrong));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    moveTo(event->position());
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        moveTo(event->position());
}

void Minimap::moveTo(const QPointF &at)
{
    m_canvas->centreOn((at - offset()) / scale());
}

} // namespace kilter::ui
