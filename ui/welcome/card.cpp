#include "ui/welcome/card.h"

#include "ui/look/badges.h"
#include "ui/look/drawing.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"

#include <QKeyEvent>

namespace kilter::ui {

Card::Card(QAction *action, const QString &title, const QString &explanation, const QString &icon, const QString &key, bool isLikeliest, QWidget *parent)
    : QAbstractButton(parent), m_explanation(explanation), m_icon(icon), m_key(key), m_isLikeliest(isLikeliest)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(explanation);
    setToolTip(explanation);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    connect(this, &QAbstractButton::clicked, action, &QAction::trigger);
}

QSize Card::sizeHint() const
{
    const int line = QFontMetrics(fontFor(FontRole::Small)).height() + 2;
    return {400, 2 * 12 + QFontMetrics(fontFor(FontRole::BodyBold)).height() + 2 * line};
}

void Card::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return click();
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up) {
        focusNextPrevChild(event->key() == Qt::Key_Down);
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Token ground = isDown() ? Token::Pressed : underMouse() ? Token::Hover : Token::Surface;
    const bool marked = m_isLikeliest || hasFocus();
    drawBox(painter, rect(), 6, Look::color(ground), Look::color(marked ? Token::Accent : Token::Border), marked ? 2 : 1);
    drawBox(painter, QRect(13, 13, 32, 32), 4, Look::color(Token::Window), {});
    paintIcon(painter, QRect(19, 19, 20, 20), m_icon, Token::AccentText);
    QRect words = rect().adjusted(57, 12, -12, -12);
    if (!m_key.isEmpty()) {
        const QSize key = keySize(m_key);
        paintKey(painter, QRect(words.right() - key.width() + 1, words.top(), key.width(), key.height()), m_key);
        words.setRight(words.right() - key.width() - 12);
    }
    painter.setFont(fontFor(FontRole::BodyBold));
    painter.setPen(Look::color(Token::Text));
    painter.drawText(words, Qt::AlignTop | Qt::TextSingleLine, text());
    words.setTop(words.top() + painter.fontMetrics().height());
    painter.setFont(fontFor(FontRole::Small));
    painter.setPen(Look::color(Token::TextSecondary));
    painter.drawText(words, Qt::AlignTop | Qt::TextWordWrap, m_explanation);
}

} // namespace kilter::ui
