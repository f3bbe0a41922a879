#include "ui/diffview/objectdelegate.h"

#include "ui/diffview/objectlist.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"

#include <QMouseEvent>
#include <QPainter>

namespace kilter::ui {
namespace {

void paintTick(QPainter &painter, const QStyleOptionViewItem &option, Qt::CheckState tick)
{
    QStyleOptionViewItem box = option;
    box.rect = ObjectDelegate::tickRect(option.rect);
    box.state = QStyle::State_Enabled;
    box.state |= tick == Qt::Checked ? QStyle::State_On : tick == Qt::PartiallyChecked ? QStyle::State_NoChange : QStyle::State_Off;
    option.widget->style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, &painter, option.widget);
}

Token detailToken(const ComparedObject &object)
{
    if (object.isDrift)
        return Token::Change;
    return object.sign == Sign::Remove ? Token::Remove : object.sign == Sign::Question ? Token::Rename : Token::TextSecondary;
}

/// At the right, as much of it as the name leaves room for; the width that it takes, with the gap before it.
int paintDetail(QPainter &painter, const QRect &rest, const ComparedObject &object, const QString &name)
{
    constexpr int gap = 10, least = 40;
    const int room = rest.width() - gap - QFontMetrics(fontFor(FontRole::Body)).horizontalAdvance(name);
    painter.setFont(fontFor(FontRole::Small));
    const int wanted = painter.fontMetrics().horizontalAdvance(object.detail);
    if (wanted > room && room < least)
        return 0;
    const QString shown = painter.fontMetrics().elidedText(object.detail, Qt::ElideRight, room);
    painter.setPen(Look::color(detailToken(object)));
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    return painter.fontMetrics().horizontalAdvance(shown) + gap - 2; // widths are rounded
}

} // namespace

QSize ObjectDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {100, rowHeight(24)};
}

void ObjectDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ComparedObject *object = m_list->object(index);
    painter->save();
    QRect rest = option.rect.adjusted(12, 0, -12, 0);
    if (object) {
        option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
        const int ticks = object->group >= 0 ? 24 : 0;
        if (object->isTickable)
            paintTick(*painter, option, object->tick);
        paintSign(*painter, QRect(option.rect.left() + 10 + ticks, rest.top(), 16, rest.height()), object->sign);
        rest.setLeft(option.rect.left() + 30 + ticks);
        rest.setRight(rest.right() - paintDetail(*painter, rest, *object, index.data().toString()));
    }
    painter->setFont(fontFor(object ? FontRole::Body : FontRole::SmallBold));
    painter->setPen(Look::color(Token::Text));
    const QString text = index.data().toString();
    painter->drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine, painter->fontMetrics().elidedText(text, Qt::ElideRight, rest.width()));
    painter->restore();
}

bool ObjectDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::KeyPress)
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    const ComparedObject *object = m_list->object(index);
    if (event->type() != QEvent::MouseButtonRelease || !object || !object->isTickable)
        return false;
    const auto *mouse = static_cast<QMouseEvent *>(event);
    if (mouse->button() != Qt::LeftButton || !tickRect(option.rect).adjusted(-4, -4, 4, 4).contains(mouse->pos()))
        return false;
    return model->setData(index, object->tick == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace kilter::ui
