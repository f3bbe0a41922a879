#pragma once
#include "ui/diffview/diffresult.h"

#include <QRect>

#include <vector>

class QPainter;

namespace kilter::ui {

/// Something in a row that can be pressed.
enum class RowButton
{
    None,
    Rename,
    DropAndAdd,
    UpdateStore,
    UpdateModel,
    Ignore
};
QString buttonText(RowButton button);
QString buttonToolTip(RowButton button);
/// The letter that presses it while its row is current; also its mnemonic in the context menu.
Qt::Key buttonKey(RowButton button);

/// Where the parts of a row are, in its rectangle; the same for painting and for the mouse.
struct RowGeometry
{
    struct Button
    {
        RowButton button;
        QRect rect;
    };
    QRect line;  ///< of the text; what is below belongs to buttons
    QRect tick;  ///< null: no tick box
    QRect mark;  ///< level mark, icon or sign
    QRect words; ///< the rest of the line
    std::vector<Button> buttons;
};

std::vector<RowButton> buttonsOf(const DiffNode &node);
RowGeometry rowGeometry(const DiffNode &node, const QRect &rect);
int rowHeightOf(const DiffNode &node);

struct RowState
{
    Qt::CheckState tick = Qt::Unchecked;
    bool isEnabled = true;
    RowButton hovered = RowButton::None;
    RowButton pressed = RowButton::None;
};
/// Everything of a row but its ground.
void paintRow(QPainter &painter, const QRect &rect, const DiffNode &node, const RowState &state);

} // namespace kilter::ui
