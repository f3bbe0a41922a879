#pragma once
#include <QIcon>

class QPainter;
class QRect;

namespace kilter::ui {

/// The mark of the program: three lines, the last one short and with a dot.
void paintEmblem(QPainter &painter, const QRect &rect);
QIcon programIcon();

} // namespace kilter::ui
