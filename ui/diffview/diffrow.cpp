#include "ui/diffview/diffrow.h"

#include "ui/look/drawing.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>

namespace kilter::ui {
namespace {

constexpr int margin = 12;
constexpr int childTick = 36;
constexpr int childMark = 60;
constexpr int childWords = 80;

QString say(const char *text)
{
    return QCoreApplication::translate("DiffRow", text);
}

bool isBelow(const DiffNode &node)
{
    return node.type != DiffNode::Type::Group;
}

int lineHeight()
{
    return rowHeight(24, FontRole::Body);
}

int buttonHeight()
{
    return qMax(20, QFontMetrics(fontFor(FontRole::Small)).height() + 4);
}

/// Writes runs of text from left to right; what does not fit ends in …
class LineWriter
{
public:
    LineWriter(QPainter &painter, const QRect &rect) : m_painter(painter), m_rest(rect) {}

    void gap(int width) { m_rest.setLeft(m_rest.left() + width); }

    void write(const QString &text, const QFont &font, Token token, std::optional<Token> tint = {})
    {
        if (text.isEmpty() || m_rest.width() < 12)
            return;
        m_painter.setFont(font);
        const QFontMetrics metrics = m_painter.fontMetrics();
        const QString shown = metrics.elidedText(text, Qt::ElideRight, m_rest.width());
        const int width = metrics.horizontalAdvance(shown);
        if (tint) {
            const int height = metrics.height();
            m_painter.fillRect(QRect(m_rest.left() - 1, m_rest.center().y() - height / 2, width + 2, height + 1), Look::color(*tint));
        }
        m_painter.setPen(Look::color(token));
        m_painter.drawText(m_rest, Qt::AlignVCenter | Qt::TextSingleLine, shown);
        m_rest.setLeft(m_rest.left() + width);
    }

    void icon(const QString &name, int size, Token token)
    {
        if (m_rest.width() < size)
            return;
        paintIcon(m_painter, QRect(m_rest.left(), m_rest.center().y() - size / 2 + 1, size, size), name, token);
        gap(size);
    }

    void writeRight(const QString &text, const QFont &font, Token token)
    {
        if (text.isEmpty())
            return;
        m_painter.setFont(font);
        const int width = qMin(m_painter.fontMetrics().horizontalAdvance(text) + 1, m_rest.width() * 2 / 3); // + 1: it is rounded
        m_painter.setPen(Look::color(token));
        m_painter.drawText(QRect(m_rest.right() - width + 1, m_rest.top(), width, m_rest.height()), Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                           m_painter.fontMetrics().elidedText(text, Qt::ElideRight, width));
        m_rest.setRight(m_rest.right() - width - 8);
    }

private:
    QPainter &m_painter;
    QRect m_rest;
};

void paintTick(QPainter &painter, const QRect &rect, const RowState &state)
{
    QStyleOptionViewItem option;
    option.rect = rect;
    option.palette = QApplication::palette();
    option.state = state.isEnabled ? QStyle::State_Enabled : QStyle::State_None;
    option.state |= state.tick == Qt::Checked ? QStyle::State_On : state.tick == Qt::PartiallyChecked ? QStyle::State_NoChange : QStyle::State_Off;
    QApplication::style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &option, &painter);
}

void paintButton(QPainter &painter, const RowGeometry::Button &button, const RowState &state)
{
    const bool over = state.hovered == button.button, down = state.pressed == button.button;
    drawBox(painter, button.rect, 4, Look::color(down ? Token::Pressed : over ? Token::Hover : Token::Button), Look::color(Token::ButtonBorder));
    painter.setFont(fontFor(FontRole::Small));
    painter.setPen(Look::color(Token::Text));
    painter.drawText(button.rect, Qt::AlignCenter | Qt::TextSingleLine, buttonText(button.button));
}

void writeWords(LineWriter &line, const ValueWords &words, Sign sign)
{
    const QFont code = fontFor(FontRole::CodeSmall);
    if (!words.field.isEmpty()) {
        line.write(words.field, fontFor(FontRole::Small), Token::TextSecondary);
        line.gap(8);
    }
    const Token tint = signStrongToken(sign == Sign::Rename ? Sign::Rename : Sign::Change);
    line.write(words.prefix, code, Token::TextSecondary);
    line.gap(1);
    line.write(words.before, code, Token::Text, tint);
    line.gap(5);
    line.icon(QStringLiteral("arrow"), 12, Token::TextSecondary);
    line.gap(5);
    line.write(words.after, code, Token::Text, tint);
}

void writeGroup(LineWriter &line, const DiffNode &node)
{
    line.writeRight(node.remark, fontFor(FontRole::Small), node.remarkToken);
    line.write(node.name, fontFor(FontRole::BodyBold), Token::Text);
}

void writeChild(LineWriter &line, const DiffNode &node)
{
    const QFont small = fontFor(FontRole::Small);
    const QFont own = node.isCode ? fontFor(FontRole::CodeSmall) : small;
    const bool keepsRemark = node.type == DiffNode::Type::RenameQuestion || node.type == DiffNode::Type::Note;
    if (keepsRemark)
        line.writeRight(node.remark, small, node.remarkToken);
    line.write(node.name, own, node.type == DiffNode::Type::Note ? Token::TextSecondary : Token::Text);
    if (node.type == DiffNode::Type::RenameQuestion) {
        line.gap(6);
        line.icon(QStringLiteral("arrow"), 12, Token::TextSecondary);
        line.gap(6);
        line.write(node.detail, own, Token::Text);
    } else if (!node.detail.isEmpty()) {
        line.gap(8);
        line.write(node.detail, node.sign == Sign::Change ? small : own, Token::TextSecondary);
    }
    if (node.words) {
        line.gap(node.name.isEmpty() ? 0 : 8);
        writeWords(line, *node.words, node.sign);
    }
    if (!node.remark.isEmpty() && !keepsRemark) {
        line.gap(8);
        line.write(node.remark, small, node.remarkToken);
    }
}

} // namespace

QString buttonText(RowButton button)
{
    switch (button) {
    case RowButton::None:
        return {};
    case RowButton::Rename:
        return say("Rename");
    case RowButton::DropAndAdd:
        return say("Drop and add");
    case RowButton::UpdateStore:
        return say("Update store");
    case RowButton::UpdateModel:
        return say("Update model");
    case RowButton::Ignore:
        return say("Ignore");
    }
    return {};
}

QString buttonToolTip(RowButton button)
{
    switch (button) {
    case RowButton::None:
        return {};
    case RowButton::Rename:
        return say("It is the same thing under another name: its data stays (R)");
    case RowButton::DropAndAdd:
        return say("They are two things: the old one is dropped with its data, the new one is empty (D)");
    case RowButton::UpdateStore:
        return say("The model is right: the migration brings the store back to it (S)");
    case RowButton::UpdateModel:
        return say("The store is right: the model is changed to say what the store has (M)");
    case RowButton::Ignore:
        return say("Neither matters: leave it out of every comparison, in kilter.toml (I)");
    }
    return {};
}

Qt::Key buttonKey(RowButton button)
{
    switch (button) {
    case RowButton::None:
        return Qt::Key_unknown;
    case RowButton::Rename:
        return Qt::Key_R;
    case RowButton::DropAndAdd:
        return Qt::Key_D;
    case RowButton::UpdateStore:
        return Qt::Key_S;
    case RowButton::UpdateModel:
        return Qt::Key_M;
    case RowButton::Ignore:
        return Qt::Key_I;
    }
    return Qt::Key_unknown;
}

std::vector<RowButton> buttonsOf(const DiffNode &node)
{
    if (node.type == DiffNode::Type::RenameQuestion)
        return {RowButton::Rename, RowButton::DropAndAdd};
    if (node.type == DiffNode::Type::DriftQuestion)
        return {RowButton::UpdateStore, RowButton::UpdateModel, RowButton::Ignore};
    return {};
}

int rowHeightOf(const DiffNode &node)
{
    if (node.type == DiffNode::Type::RenameQuestion)
        return lineHeight() + buttonHeight() + 6;
    if (node.type == DiffNode::Type::DriftQuestion)
        return buttonHeight() + 8;
    return lineHeight();
}

RowGeometry rowGeometry(const DiffNode &node, const QRect &rect)
{
    RowGeometry geometry;
    const bool below = isBelow(node);
    const int height = lineHeight();
    geometry.line = QRect(rect.left(), rect.top(), rect.width(), node.type == DiffNode::Type::DriftQuestion ? 0 : height);
    const int middle = rect.top() + (height - 16) / 2;
    if (node.isTickable)
        geometry.tick = QRect(rect.left() + (below ? childTick : margin), middle, 16, 16);
    geometry.mark = QRect(rect.left() + (below ? childMark : 36), middle, 16, 16);
    int words = below ? childWords : 60;
    if (node.type == DiffNode::Type::Property)
        words = childWords + 12;
    geometry.words = geometry.line.adjusted(words, 0, -margin, 0);
    const QFontMetrics metrics(fontFor(FontRole::Small));
    int x = rect.left() + childMark;
    for (const RowButton button : buttonsOf(node)) {
        const int width = metrics.horizontalAdvance(buttonText(button)) + 16;
        const int top = node.type == DiffNode::Type::DriftQuestion ? rect.top() + 3 : rect.top() + height;
        geometry.buttons.push_back({button, QRect(x, top, width, buttonHeight())});
        x += width + 4;
    }
    return geometry;
}

void paintRow(QPainter &painter, const QRect &rect, const DiffNode &node, const RowState &state)
{
    const RowGeometry geometry = rowGeometry(node, rect);
    painter.save();
    painter.setClipRect(rect);
    if (!geometry.tick.isNull())
        paintTick(painter, geometry.tick, state);
    if (node.type == DiffNode::Type::Group) {
        if (node.level)
            paintLevel(painter, geometry.mark, *node.level);
        else
            paintIcon(painter, geometry.mark, node.icon, Token::TextSecondary);
    } else if (node.sign != Sign::None) {
        paintSign(painter, geometry.mark.adjusted(-2, 0, 2, 0), node.sign);
    }
    LineWriter line(painter, geometry.words);
    if (node.type == DiffNode::Type::Group)
        writeGroup(line, node);
    else if (node.type != DiffNode::Type::DriftQuestion)
        writeChild(line, node);
    for (const RowGeometry::Button &button : geometry.buttons)
        paintButton(painter, button, state);
    painter.restore();
}

} // namespace kilter::ui
