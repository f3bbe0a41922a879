#pragma once
#include "ui/review/runrows.h"

#include <QStyledItemDelegate>

namespace kilter::ui {

/// Paints the rows of a review: number, exact SQL, risk, state; what needs reading opens below its row.
class RunDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Left edges of the columns in a list of that width: statement, risk, state.
    /// In a narrow list risk and state stand below the statement, so that its SQL can be read.
    struct Columns
    {
        bool isNarrow = false;
        int statement = 52;
        int risk = 0;
        int state = 0;
        int end = 0;
    };
    static Columns columns(int width);
};

} // namespace kilter::ui
