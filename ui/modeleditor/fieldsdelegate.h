#pragma once
#include "ui/modeleditor/cellpaint.h"
#include "ui/modeleditor/fieldsmodel.h"

#include <QStyledItemDelegate>

namespace kilter::ui {

class CellEditor;

/// Paints the cells of the fields grid and makes their editors.
class FieldsDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit FieldsDelegate(FieldsModel &model, QAbstractItemView *view);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

signals:
    /// While a cell is edited: its reason, empty when it is right or no longer edited.
    void typedProblem(const QModelIndex &index, const QString &reason);
    /// A tick of the index was clicked in its box.
    void tickClicked(const QModelIndex &index);

private:
    void paintField(QPainter &painter, const QRect &rect, const Field &field, FieldColumn column, const CellLook &look, bool isCurrentRow) const;
    void paintFormat(QPainter &painter, QRect rest, const Field &field, Token token) const;
    void paintReference(QPainter &painter, QRect rest, const Field &field, Token token) const;
    void paintNewField(QPainter &painter, const QRect &rect, const CellLook &look) const;
    void prepare(CellEditor &editor, const QModelIndex &index) const;

    FieldsModel &m_model;
    QAbstractItemView *m_view;
};

} // namespace kilter::ui
