#include "ui/navigator/navigatordelegate.h"

#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/navigator/navigatormodel.h"

namespace kilter::ui {

void NavigatorDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const NavigatorModel *>(index.model());
    const NavigatorRow *row = model->row(index);
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &ground, painter, option.widget);
    painter->save();
    QRect rest = option.rect.adjusted(row ? 4 : 2, 0, -8, 0);
    painter->setFont(fontFor(FontRole::Body));
    if (row) {
        const QRect mark(rest.left(), rest.top() + (rest.height() - 16) / 2, 16, 16);
        if (row->level)
            paintLevel(*painter, mark, *row->level);
        else
            paintIcon(*painter, mark, row->iconName, row->sign == Sign::Invalid ? Token::Danger : Token::TextSecondary);
        rest.setLeft(rest.left() + 22);
        if (row->sign != Sign::None) {
            paintSign(*painter, QRect(rest.right() - 15, rest.top(), 16, rest.height()), row->sign);
            rest.setRight(rest.right() - 20);
        }
    }
    const QString text = row ? row->name : model->group(index)->title;
    painter->setPen(Look::color(Token::Text));
    painter->drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine, painter->fontMetrics().elidedText(text, Qt::ElideRight, rest.width()));
    if (!row) {
        const int width = painter->fontMetrics().horizontalAdvance(text);
        paintCount(*painter, rest.adjusted(width + 8, 0, 0, 0), QLocale().toString(model->rowCount(index)));
    }
    painter->restore();
}

QSize NavigatorDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {100, rowHeight(24)};
}

} // namespace kilter::ui
