#include "ui/look/emblem.h"

#include "ui/look/drawing.h"

#include <QPainter>

namespace kilter::ui {

void paintEmblem(QPainter &painter, const QRect &rect)
{
    painter.save();
    painter.translate(rect.topLeft());
    painter.scale(rect.width() / 40.0, rect.height() / 40.0);
    const QColor on = Look::color(Token::OnAccent);
    drawBox(painter, QRect(0, 0, 40, 40), 8, Look::color(Token::Accent), {});
    drawBox(painter, QRect(9, 10, 22, 5), 2, on, {});
    drawBox(painter, QRect(9, 18, 22, 5), 2, on, {});
    drawBox(painter, QRect(9, 26, 14, 5), 2, on, {});
    drawBox(painter, QRect(26, 26, 5, 5), 2.5, on, {});
    painter.restore();
}

QIcon programIcon()
{
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paintEmblem(painter, pixmap.rect());
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace kilter::ui
