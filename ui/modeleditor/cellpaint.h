#pragma once
#include "ui/look/fonts.h"
#include "ui/look/tokens.h"

#include <QRect>
#include <QStyle>

class QPainter;
class QStyleOptionViewItem;

namespace kilter::ui {

/// How the cells of the editor's grids look, whatever is in them.
struct CellLook
{
    bool isSelected = false;  ///< its row
    bool hasFocus = false;    ///< the pane
    bool isCurrent = false;
    bool isLocked = false;    ///< automatic: window ground, secondary text
    bool isInvalid = false;
};

CellLook cellLook(const QStyleOptionViewItem &option, bool isCurrent, bool isLocked, bool isInvalid);

/// Ground, hairlines below and right.
void paintCellGround(QPainter &painter, const QRect &rect, const CellLook &look);
/// The ring of the current cell, or of a wrong one with its octagon; painted last.
void paintCellRing(QPainter &painter, const QRect &rect, const CellLook &look);
/// Text with … at its end when it does not fit.
void paintCellText(QPainter &painter, const QRect &rect, const QString &text, FontRole role, Token token, Qt::Alignment alignment = Qt::AlignLeft);
/// A bare ✓; in the current row a box.
void paintTick(QPainter &painter, const QRect &rect, bool isOn, bool hasBox, const CellLook &look);
/// The part of a cell that text may take.
QRect textRect(const QRect &rect, const CellLook &look);

} // namespace kilter::ui
