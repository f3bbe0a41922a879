#pragma once
#include "ui/modeleditor/partsmodel.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace kilter::ui {

/// Paints and edits the cells of a PartsModel.
class PartsDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    PartsDelegate(PartsModel &model, QAbstractItemView *view);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    PartsModel &m_model;
    QAbstractItemView *m_view;
};

/// A grid of constraints, indexes, references or partitions, edited in place.
class PartsView : public QTableView
{
    Q_OBJECT
public:
    explicit PartsView(PartsModel &model, QWidget *parent = nullptr);

    PartsModel &parts() const { return m_model; }
    std::vector<int> selectedParts() const;
    void addPart();
    void removeSelected();
    void goTo(const std::string &pointer);

signals:
    void selectionEdited();
    void fieldWanted(const QString &name); ///< a row that a field states was double-clicked

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void layOut();
    void toggle(const QModelIndex &index);

    PartsModel &m_model;
    bool m_wasCurrentRow = false;
};

} // namespace kilter::ui
