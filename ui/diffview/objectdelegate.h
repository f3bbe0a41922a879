#pragma once
#include <QStyledItemDelegate>

namespace kilter::ui {

class ObjectList;

/// A row of the comparison: tick box where there is something to decide, sign, name, detail at the right; heads of groups are bold.
class ObjectDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ObjectDelegate(ObjectList *list, QObject *parent) : QStyledItemDelegate(parent), m_list(list) {}

    static QRect tickRect(const QRect &row) { return {row.left() + 10, row.top() + (row.height() - 16) / 2, 16, 16}; }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;

private:
    ObjectList *m_list;
};

} // namespace kilter::ui
