#pragma once
#include "ui/look/tokens.h"

#include <QIcon>

class QPainter;
class QRect;

namespace kilter::ui {

/// An icon of resources/icons in the text colour of its mode and theme; crisp at every size and pixel ratio. `normal` is its colour when
/// enabled. An unknown name is a programming error and gives an empty icon.
QIcon namedIcon(const QString &name, Token normal = Token::Text);

/// The same, painted in a colour: for delegates.
void paintIcon(QPainter &painter, const QRect &rect, const QString &name, Token token);

/// As a picture of `size` device-independent pixels.
QPixmap iconPixmap(const QString &name, int size, Token token, qreal pixelRatio);

} // namespace kilter::ui
