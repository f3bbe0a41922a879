#pragma once
#include "ui/look/look.h"

#include <QStyle>

class QPainter;
class QRect;
class QStyleOption;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionHeader;
class QWidget;

namespace kilter::ui {

// What KilterStyle draws, one function a part; stateless.

void drawBox(QPainter &painter, const QRect &rect, qreal radius, const QColor &fill, const QColor &line, qreal lineWidth = 1);
void drawFocusRing(QPainter &painter, const QRect &rect, qreal radius);
bool showsFocus(const QStyleOption &option); ///< focused, and by keyboard

void drawPushButton(QPainter &painter, const QStyleOption &option, const QWidget *widget);
void drawToolButtonPanel(QPainter &painter, const QStyleOption &option);
void drawInput(QPainter &painter, const QStyleOption &option, const QWidget *widget);
void drawCheck(QPainter &painter, const QStyleOption &option);
void drawRadio(QPainter &painter, const QStyleOption &option);
void drawComboBox(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget);
void drawSpinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QWidget *widget);
void drawScrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &thumb);
void drawProgress(QPainter &painter, const QStyleOptionProgressBar &option, bool contents);

void drawItemGround(QPainter &painter, const QStyleOption &option, const QWidget *view);
void drawBranch(QPainter &painter, const QStyleOption &option);
void drawHeaderSection(QPainter &painter, const QStyleOptionHeader &option);
void drawTab(QPainter &painter, const QStyleOptionTab &option, bool isDocument);
/// Parts the name of a tab from its count; an en space, so that screen readers read both.
inline constexpr QChar countMark(0x2002);
bool isDocumentTabs(const QWidget *tabBar);
void drawMenuItem(QPainter &painter, const QStyleOptionMenuItem &option);
void drawMenuBarItem(QPainter &painter, const QStyleOptionMenuItem &option);

} // namespace kilter::ui
