#include "ui/modeleditor/cellpaint.h"

#include "ui/look/icon.h"
#include "ui/look/look.h"

#include <QStyleOptionViewItem>

namespace kilter::ui {

CellLook cellLook(const QStyleOptionViewItem &option, bool isCurrent, bool isLocked, bool isInvalid)
{
    return {option.state.testFlag(QStyle::State_Selected), option.state.testFlag(QStyle::State_Active) && option.widget && option.widget->hasFocus(), isCurrent, isLocked, isInvalid};
}

void paintCellGround(QPainter &painter, const QRect &rect, const CellLook &look)
{
    const Token ground = look.isInvalid    ? Token::DangerBg
                         : look.isSelected ? (look.hasFocus ? Token::Selection : Token::SelectionInactive)
                         : look.isLocked   ? Token::Window
                                           : Token::Surface;
    painter.fillRect(rect, Look::color(ground));
    const QColor line = Look::color(Token::Divider);
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), line);
    painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), line);
}

void paintCellRing(QPainter &painter, const QRect &rect, const CellLook &look)
{
    if (look.isInvalid && rect.width() > 44)
        paintIcon(painter, QRect(rect.right() - 22, rect.top() + (rect.height() - 16) / 2, 16, 16), QStringLiteral("danger"), Token::Danger);
    if (!look.isInvalid && !(look.isCurrent && look.hasFocus))
        return;
    painter.save();
    painter.setPen(QPen(Look::color(look.isInvalid ? Token::Danger : Token::FocusRing), 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect).adjusted(1, 1, -2, -2));
    painter.restore();
}

QRect textRect(const QRect &rect, const CellLook &look)
{
    return rect.adjusted(8, 0, look.isInvalid && rect.width() > 44 ? -24 : -6, -1);
}

void paintCellText(QPainter &painter, const QRect &rect, const QString &text, FontRole role, Token token, Qt::Alignment alignment)
{
    if (text.isEmpty() || rect.width() < 4)
        return;
    painter.setFont(fontFor(role));
    painter.setPen(Look::color(token));
    painter.drawText(rect, int(alignment | Qt::AlignVCenter | Qt::TextSingleLine), painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
}

void paintTick(QPainter &painter, const QRect &rect, bool isOn, bool hasBox, const CellLook &look)
{
    const QRect box(rect.center().x() - 8, rect.center().y() - 8, 16, 16);
    if (hasBox) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Look::color(isOn ? Token::Accent : Token::BorderStrong));
        painter.setBrush(Look::color(isOn ? Token::Accent : Token::Surface));
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.restore();
        if (isOn)
            paintIcon(painter, box.adjusted(2, 2, -2, -2), QStringLiteral("check"), Token::OnAccent);
    } else if (isOn) {
        paintIcon(painter, box, QStringLiteral("check"), look.isLocked ? Token::TextSecondary : Token::Text);
    }
}

} // namespace kilter::ui
