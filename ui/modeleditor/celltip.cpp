#include "ui/modeleditor/celltip.h"

#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"

namespace kilter::ui {
namespace {

constexpr int shadow = 4;
constexpr int sidePadding = 10;
constexpr int iconSpace = 24;
constexpr int mostWidth = 440;

} // namespace

CellTip::CellTip(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void CellTip::showFor(const QRect &cell, const QString &reason)
{
    m_reason = reason;
    setAccessibleName(reason);
    if (reason.isEmpty()) {
        hide();
        return;
    }
    setFont(fontFor(FontRole::Body));
    const int room = std::min(mostWidth, parentWidget()->width() - 32) - iconSpace - 2 * sidePadding;
    const QRect text = fontMetrics().boundingRect(QRect(0, 0, room, 1000), Qt::TextWordWrap, reason);
    const QSize size(text.width() + iconSpace + 2 * sidePadding + 2 * shadow + 2, text.height() + 16 + 2 * shadow);
    QPoint at(cell.left() - shadow, cell.bottom() + 4 - shadow);
    if (at.y() + size.height() > parentWidget()->height())
        at.setY(cell.top() - size.height() - 2);
    at.setX(std::clamp(at.x(), 0, std::max(0, parentWidget()->width() - size.width())));
    setGeometry(QRect(at, size));
    show();
    raise();
    update();
}

void CellTip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(rect()).adjusted(shadow, shadow - 2, -shadow, -shadow - 2);
    QColor ring = Look::color(Token::Shadow);
    ring.setAlphaF(Look::instance().isDark() ? 0.12f : 0.045f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ring);
    for (int i = shadow; i > 0; --i)
        painter.drawRoundedRect(card.adjusted(-i, -i + 2, i, i + 2), 6 + i, 6 + i);
    painter.setPen(Look::color(Token::BorderStrong));
    painter.setBrush(Look::color(Token::Raised));
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const QRect inside = card.toRect().adjusted(sidePadding, 0, -sidePadding, 0);
    paintIcon(painter, QRect(inside.left(), int(card.top()) + 8 + (fontMetrics().height() - 16) / 2, 16, 16), QStringLiteral("danger"), Token::Danger);
    painter.setPen(Look::color(Token::Text));
    painter.setFont(font());
    painter.drawText(inside.adjusted(iconSpace, 0, 0, 0), Qt::AlignVCenter | Qt::TextWordWrap, m_reason);
}

} // namespace kilter::ui
