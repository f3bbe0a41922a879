#include "ui/mainwindow/commandbox.h"

#include "ui/look/badges.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"

namespace kilter::ui {

CommandBox::CommandBox(QWidget *parent) : QPushButton(parent)
{
    setObjectName(QStringLiteral("commandBox"));
    setAccessibleName(tr("Search or run a command"));
    setToolTip(tr("Search models, fields and migrations, or run a command (Ctrl+K)"));
    setCursor(Qt::IBeamCursor);
}

void CommandBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool marked = hasFocus();
    painter.setPen(QPen(Look::color(marked ? Token::FocusRing : underMouse() ? Token::BorderStrong : Token::ButtonBorder), marked ? 2 : 1));
    painter.setBrush(Look::color(Token::Surface));
    const qreal half = marked ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 4, 4);
    paintIcon(painter, QRect(10, (height() - 16) / 2, 16, 16), QStringLiteral("search"), Token::TextSecondary);
    painter.setPen(Look::color(Token::TextSecondary));
    painter.drawText(rect().adjusted(33, 0, -60, 0), Qt::AlignVCenter | Qt::TextSingleLine, tr("Search or run a command"));
    const QString key = QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText);
    paintKey(painter, rect().adjusted(width() - keySize(key).width() - 8, 0, 0, 0), key);
}

} // namespace kilter::ui
