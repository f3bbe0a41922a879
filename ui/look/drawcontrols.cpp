#include "ui/look/drawing.h"

#include "ui/look/icon.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QStyleOption>

namespace kilter::ui {
namespace {

bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state & flag;
}

bool isMarked(const QWidget *widget, const char *property)
{
    return widget && widget->property(property).toBool();
}

struct ButtonColors
{
    Token fill, hover, pressed, line;
};

ButtonColors buttonColors(const QWidget *widget)
{
    if (isMarked(widget, "kilterPrimary"))
        return {Token::Accent, Token::AccentHover, Token::AccentPressed, Token::Accent};
    if (isMarked(widget, "kilterDestroy"))
        return {Token::DangerFill, Token::DangerFillHover, Token::DangerFillPressed, Token::DangerFill};
    return {Token::Button, Token::Hover, Token::Pressed, Token::ButtonBorder};
}

} // namespace

void drawBox(QPainter &painter, const QRect &rect, qreal radius, const QColor &fill, const QColor &line, qreal lineWidth)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line.isValid() ? QPen(line, lineWidth) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal half = line.isValid() ? lineWidth / 2 : 0;
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius);
    painter.restore();
}

void drawFocusRing(QPainter &painter, const QRect &rect, qreal radius)
{
    drawBox(painter, rect, radius, {}, Look::color(Token::FocusRing), 2);
}

bool showsFocus(const QStyleOption &option)
{
    return has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
}

void drawPushButton(QPainter &painter, const QStyleOption &option, const QWidget *widget)
{
    if (!has(option, QStyle::State_Enabled)) {
        drawBox(painter, option.rect, 4, Look::color(Token::Window), Look::color(Token::Border));
        return;
    }
    const ButtonColors colors = buttonColors(widget);
    const bool down = has(option, QStyle::State_Sunken);
    const bool over = has(option, QStyle::State_MouseOver);
    const bool isPlain = colors.line == Token::ButtonBorder;
    Token fill = down ? colors.pressed : over ? colors.hover : colors.fill;
    if (!down && has(option, QStyle::State_On))
        fill = Token::Selection;
    const Token line = isPlain && (over || down) ? Token::BorderStrong : isPlain ? colors.line : fill;
    drawBox(painter, option.rect, 4, Look::color(fill), Look::color(line));
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    if (button && (button->features & QStyleOptionButton::DefaultButton) && isPlain)
        drawFocusRing(painter, option.rect, 4);
}

void drawToolButtonPanel(QPainter &painter, const QStyleOption &option)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    QColor fill;
    if (enabled && has(option, QStyle::State_Sunken))
        fill = Look::color(Token::Pressed);
    else if (has(option, QStyle::State_On))
        fill = Look::color(Token::Selection);
    else if (enabled && has(option, QStyle::State_MouseOver))
        fill = Look::color(Token::Hover);
    if (fill.isValid())
        drawBox(painter, option.rect, 4, fill, {});
}

void drawInput(QPainter &painter, const QStyleOption &option, const QWidget *widget)
{
    if (!has(option, QStyle::State_Enabled)) {
        drawBox(painter, option.rect, 4, Look::color(Token::Window), Look::color(Token::Border));
        return;
    }
    const bool invalid = isMarked(widget, "kilterInvalid");
    const bool focus = has(option, QStyle::State_HasFocus);
    const Token line = invalid ? Token::Danger : focus ? Token::FocusRing : Token::BorderStrong;
    drawBox(painter, option.rect, 4, Look::color(invalid ? Token::DangerBg : Token::Surface), Look::color(line), focus ? 2 : 1);
}

void drawCheck(QPainter &painter, const QStyleOption &option)
{
    const QRect box(option.rect.center() - QPoint(7, 7), QSize(16, 16));
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool on = has(option, QStyle::State_On);
    const bool part = has(option, QStyle::State_NoChange);
    if (!enabled) {
        drawBox(painter, box, 3, Look::color(Token::Window), Look::color(Token::Border));
    } else if (on || part) {
        const Token fill = has(option, QStyle::State_MouseOver) ? Token::AccentHover : Token::Accent;
        drawBox(painter, box, 3, Look::color(fill), Look::color(fill));
    } else {
        drawBox(painter, box, 3, Look::color(Token::Surface), Look::color(has(option, QStyle::State_MouseOver) ? Token::FocusRing : Token::BorderStrong));
    }
    const Token mark = enabled ? Token::OnAccent : Token::TextDisabled;
    if (on)
        paintIcon(painter, box.adjusted(2, 2, -2, -2), QStringLiteral("check"), mark);
    else if (part)
        paintIcon(painter, box.adjusted(2, 2, -2, -2), QStringLiteral("minus"), mark);
    if (showsFocus(option))
        drawFocusRing(painter, box.adjusted(-2, -2, 2, 2), 4);
}

void drawRadio(QPainter &painter, const QStyleOption &option)
{
    const QRect box(option.rect.center() - QPoint(7, 7), QSize(16, 16));
    const bool enabled = has(option, QStyle::State_Enabled);
    if (has(option, QStyle::State_On)) {
        const QColor ring = Look::color(enabled ? Token::Accent : Token::TextDisabled);
        drawBox(painter, box, 8, Look::color(Token::Surface), ring, 5);
    } else {
        drawBox(painter, box, 8, Look::color(enabled ? Token::Surface : Token::Window), Look::color(enabled ? Token::BorderStrong : Token::Border));
    }
    if (showsFocus(option))
        drawFocusRing(painter, box.adjusted(-2, -2, 2, 2), 10);
}

void drawComboBox(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget)
{
    if (option.frame)
        drawInput(painter, option, widget);
    else
        painter.fillRect(option.rect, Look::color(Token::Surface));
    const QRect arrow(option.rect.right() - 8 - 12, option.rect.top() + (option.rect.height() - 12) / 2, 12, 12);
    paintIcon(painter, arrow, QStringLiteral("down"), has(option, QStyle::State_Enabled) ? Token::Text : Token::TextDisabled);
}

void drawSpinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QWidget *widget)
{
    if (option.frame)
        drawInput(painter, option, widget);
    else
        painter.fillRect(option.rect, Look::color(Token::Surface));
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const int x = option.rect.right() - 18;
    const int half = option.rect.height() / 2;
    const auto color = [&](QAbstractSpinBox::StepEnabledFlag flag) {
        return (option.stepEnabled & flag) && has(option, QStyle::State_Enabled) ? Token::Text : Token::TextDisabled;
    };
    paintIcon(painter, {x, option.rect.top() + half - 11, 10, 10}, QStringLiteral("up"), color(QAbstractSpinBox::StepUpEnabled));
    paintIcon(painter, {x, option.rect.top() + half + 1, 10, 10}, QStringLiteral("down"), color(QAbstractSpinBox::StepDownEnabled));
}

void drawScrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &thumb)
{
    if (option.maximum <= option.minimum)
        return;
    const bool over = option.state & QStyle::State_MouseOver || option.state & QStyle::State_Sunken;
    drawBox(painter, thumb.adjusted(2, 2, -2, -2), 3, Look::color(over ? Token::BorderStrong : Token::ButtonBorder), {});
}

void drawProgress(QPainter &painter, const QStyleOptionProgressBar &option, bool contents)
{
    const int height = option.rect.height() >= 12 ? 8 : 4;
    QRect bar(option.rect.left(), option.rect.top() + (option.rect.height() - height) / 2, option.rect.width(), height);
    if (!contents) {
        drawBox(painter, bar, height / 2.0, Look::color(Token::Border), {});
        return;
    }
    const int range = option.maximum - option.minimum;
    const double part = range > 0 ? double(option.progress - option.minimum) / range : 0.3;
    bar.setWidth(int(bar.width() * qBound(0.0, part, 1.0)));
    if (bar.width() > 0)
        drawBox(painter, bar, height / 2.0, Look::color(Token::Accent), {});
}

} // namespace kilter::ui
