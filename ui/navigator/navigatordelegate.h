#pragma once
#include <QStyledItemDelegate>

namespace kilter::ui {

/// Paints a row: level mark or icon, name, at the right edge one sign; groups with a count.
class NavigatorDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace kilter::ui
