#pragma once
#include "ui/modeleditor/fieldsmodel.h"

#include <QTableView>

namespace kilter::ui {

class CellTip;
class FieldsDelegate;

/// The fields grid: edited in place, rows dragged by their handle, many rows edited at once.
class FieldsView : public QTableView
{
    Q_OBJECT
public:
    explicit FieldsView(FieldsModel &model, QWidget *parent = nullptr);
    ~FieldsView() override;

    std::vector<int> selectedFields() const; ///< rows of the file's own fields, in order
    void addField();                         ///< begins to type its name
    void removeSelected();
    void moveSelected(int by);
    void editFormat(const QModelIndex &index);
    void bulkEdit();
    void goToField(const std::string &name, FieldColumn column = FieldColumn::Name);
    CellTip *tip() const { return m_tip; }

signals:
    void selectionEdited(); ///< what can be done has changed
    void referenceActivated(const QString &title); ///< Ctrl+click: the model is wanted

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool edit(const QModelIndex &index, EditTrigger trigger, QEvent *event) override;

private:
    void setUpColumns();
    void spanNewRow();
    void toggle(const QModelIndex &index);
    void clearCell(const QModelIndex &index);
    void showTip();
    int dropRowAt(int y) const; ///< the gap a dragged row would go to: before this row

    FieldsModel &m_model;
    FieldsDelegate *m_delegate;
    CellTip *m_tip;
    QPersistentModelIndex m_typedAt;
    QString m_typedProblem;
    int m_pressedRow = -1; ///< by its handle
    int m_dropRow = -1;
    int m_spannedRow = -1;
    bool m_wasCurrentRow = false;
};

} // namespace kilter::ui
