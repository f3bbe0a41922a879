#include "ui/look/drawing.h"

#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>

namespace kilter::ui {

/// Selected rows know whether their pane has the focus; the row under the pointer is tinted.
void drawItemGround(QPainter &painter, const QStyleOption &option, const QWidget *view)
{
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(&option);
    if (option.state & QStyle::State_Selected) {
        const bool focused = view && (view->hasFocus() || view->isAncestorOf(QApplication::focusWidget()));
        const bool isPopup = view && view->window()->windowType() == Qt::Popup;
        painter.fillRect(option.rect, Look::color(focused || isPopup ? Token::Selection : Token::SelectionInactive));
    } else if (item && item->backgroundBrush.style() != Qt::NoBrush) {
        painter.fillRect(option.rect, item->backgroundBrush);
    } else if ((option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled)) {
        painter.fillRect(option.rect, Look::color(Token::Hover));
    }
}

void drawBranch(QPainter &painter, const QStyleOption &option)
{
    if (!(option.state & QStyle::State_Children))
        return;
    const QRect rect(option.rect.center() - QPoint(5, 5), QSize(12, 12));
    paintIcon(painter, rect, option.state & QStyle::State_Open ? QStringLiteral("down") : QStringLiteral("right"), Token::TextSecondary);
}

void drawHeaderSection(QPainter &painter, const QStyleOptionHeader &option)
{
    painter.fillRect(option.rect, Look::color(option.state & QStyle::State_MouseOver ? Token::Hover : Token::Window));
    const bool isLast = option.position == QStyleOptionHeader::End || option.position == QStyleOptionHeader::OnlyOneSection;
    if (!isLast)
        painter.fillRect(QRect(option.rect.right(), option.rect.top(), 1, option.rect.height()), Look::color(Token::Divider));
    if (option.orientation == Qt::Horizontal)
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), Look::color(Token::Border));
    else
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), Look::color(Token::Divider));
}

bool isDocumentTabs(const QWidget *tabBar)
{
    return tabBar && tabBar->objectName() == QLatin1StringView("documentTabBar");
}

/// Documents: the active one is `surface` with the accent line on top. All others: the accent line below.
void drawTab(QPainter &painter, const QStyleOptionTab &option, bool isDocument)
{
    const QRect rect = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const bool over = option.state & QStyle::State_MouseOver;
    if (isDocument) {
        painter.fillRect(rect, Look::color(selected ? Token::Surface : over ? Token::Hover : Token::Window));
        painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), Look::color(Token::Border));
        if (selected)
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), Look::color(Token::Accent));
        else
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), Look::color(Token::Border));
    } else {
        if (over && !selected)
            painter.fillRect(rect, Look::color(Token::Hover));
        if (selected)
            painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), Look::color(Token::Accent));
    }
    if (showsFocus(option))
        drawFocusRing(painter, rect.adjusted(1, 1, -1, -1), 3);
}

void drawMenuBarItem(QPainter &painter, const QStyleOptionMenuItem &option)
{
    painter.fillRect(option.rect, Look::color(Token::Window));
    const bool open = option.state & QStyle::State_Selected;
    if (open && (option.state & QStyle::State_Enabled))
        drawBox(painter, option.rect.adjusted(0, 1, 0, -1), 4, Look::color(option.state & QStyle::State_Sunken ? Token::Pressed : Token::Hover), {});
    painter.setPen(Look::color(option.state & QStyle::State_Enabled ? Token::Text : Token::TextDisabled));
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextHideMnemonic | Qt::TextSingleLine, option.text);
}

namespace {

void drawMenuMark(QPainter &painter, const QStyleOptionMenuItem &option, const QRect &place, Token text)
{
    if (option.checked && option.checkType != QStyleOptionMenuItem::NotCheckable) {
        paintIcon(painter, place, QStringLiteral("check"), text);
    } else if (!option.icon.isNull() && !(option.checkType != QStyleOptionMenuItem::NotCheckable && option.icon.isNull())) {
        const bool enabled = option.state & QStyle::State_Enabled;
        option.icon.paint(&painter, place, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
}

} // namespace

void drawMenuItem(QPainter &painter, const QStyleOptionMenuItem &option)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(option.rect.left() + 8, option.rect.center().y(), option.rect.width() - 16, 1), Look::color(Token::Divider));
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    if (enabled && (option.state & QStyle::State_Selected))
        drawBox(painter, option.rect, 4, Look::color(Token::Selection), {});
    const Token text = enabled ? Token::Text : Token::TextDisabled;
    QRect rest = option.rect.adjusted(8, 0, -8, 0);
    drawMenuMark(painter, option, QRect(rest.left(), rest.top() + (rest.height() - 16) / 2, 16, 16), text);
    rest.setLeft(rest.left() + 24);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        paintIcon(painter, QRect(rest.right() - 11, rest.top() + (rest.height() - 12) / 2, 12, 12), QStringLiteral("right"), text);
        rest.setRight(rest.right() - 16);
    }
    const qsizetype tab = option.text.indexOf(QLatin1Char('\t'));
    painter.setFont(option.font);
    painter.setPen(Look::color(text));
    painter.drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextHideMnemonic, option.text.left(tab < 0 ? option.text.size() : tab));
    if (tab >= 0) {
        const QString key = option.text.mid(tab + 1);
        paintKey(painter, rest.adjusted(rest.width() - keySize(key).width(), 0, 0, 0), key);
    }
}

} // namespace kilter::ui
