#include "ui/diffview/segments.h"

#include "ui/look/drawing.h"
#include "ui/look/fonts.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

namespace kilter::ui {

Segments::Segments(const QString &accessibleName, QWidget *parent) : QWidget(parent), m_name(accessibleName)
{
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(accessibleName);
    connect(&Look::instance(), &Look::changed, this, qOverload<>(&QWidget::update));
}

void Segments::setTexts(const QStringList &texts)
{
    m_texts = texts;
    m_counts.assign(std::size_t(texts.size()), -1);
    setCurrent(m_current);
    updateGeometry();
}

void Segments::setCounts(const std::vector<int> &counts)
{
    if (m_counts == counts)
        return;
    m_counts = counts;
    m_counts.resize(std::size_t(m_texts.size()), -1);
    updateGeometry();
    update();
}

void Segments::setCurrent(int index)
{
    index = qBound(0, index, int(m_texts.size()) - 1);
    if (m_texts.isEmpty())
        return;
    const bool isNew = index != m_current;
    m_current = index;
    setAccessibleName(m_name + QStringLiteral(": ") + m_texts[m_current]);
    update();
    if (isNew)
        emit currentChanged(m_current);
}

int Segments::widthOf(int index) const
{
    int width = QFontMetrics(fontFor(FontRole::Small)).horizontalAdvance(m_texts[index]) + 20;
    if (m_counts[std::size_t(index)] >= 0)
        width += QFontMetrics(fontFor(FontRole::Small)).horizontalAdvance(QLocale().toString(m_counts[std::size_t(index)])) + 12;
    return width;
}

QSize Segments::sizeHint() const
{
    int width = 2;
    for (int i = 0; i < m_texts.size(); ++i)
        width += widthOf(i);
    return {width, rowHeight(24, FontRole::Small)};
}

QRect Segments::rectOf(int index) const
{
    int x = 1;
    for (int i = 0; i < index; ++i)
        x += widthOf(i);
    return {x, 1, widthOf(index), height() - 2};
}

int Segments::indexAt(const QPoint &at) const
{
    for (int i = 0; i < m_texts.size(); ++i) {
        if (rectOf(i).contains(at))
            return i;
    }
    return -1;
}

void Segments::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, rect(), 4, Look::color(Token::Button), Look::color(Token::ButtonBorder));
    painter.save();
    QPainterPath inside;
    inside.addRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    painter.setClipPath(inside);
    painter.setFont(fontFor(FontRole::Small));
    for (int i = 0; i < m_texts.size(); ++i) {
        const QRect place = rectOf(i);
        if (i == m_current || i == m_hovered)
            painter.fillRect(place, Look::color(i == m_current ? Token::Selection : Token::Hover));
        if (i > 0)
            painter.fillRect(QRect(place.left() - 1, place.top(), 1, place.height()), Look::color(Token::ButtonBorder));
        painter.setPen(Look::color(Token::Text));
        const int count = m_counts[std::size_t(i)];
        painter.drawText(place.adjusted(10, 0, -10, 0), (count < 0 ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine, m_texts[i]);
        if (count >= 0) {
            painter.setPen(Look::color(Token::TextSecondary));
            painter.drawText(place.adjusted(10, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, QLocale().toString(count));
        }
    }
    painter.restore();
    if (hasFocus())
        drawFocusRing(painter, rect().adjusted(1, 1, -1, -1), 4);
}

void Segments::mousePressEvent(QMouseEvent *event)
{
    const int index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index >= 0)
        setCurrent(index);
}

void Segments::mouseMoveEvent(QMouseEvent *event)
{
    const int index = indexAt(event->pos());
    if (std::exchange(m_hovered, index) != index)
        update();
}

void Segments::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void Segments::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        setCurrent(m_current + (event->key() == Qt::Key_Right ? 1 : -1));
    else
        QWidget::keyPressEvent(event);
}

} // namespace kilter::ui
