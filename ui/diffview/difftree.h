#pragma once
#include "ui/diffview/diffrow.h"

#include <QTreeView>

#include <set>

class QMenu;

namespace kilter::ui {

class DiffModel;

/// The tree of differences: painted rows with tick boxes and buttons, each of which also has a key and an entry of the context menu.
class DiffTree : public QTreeView
{
    Q_OBJECT
public:
    explicit DiffTree(DiffModel *model, QWidget *parent = nullptr);

    const DiffNode *current() const;
    void select(const ObjectRef &object);
    RowButton hoveredButton(const QModelIndex &index) const { return index == m_hoverIndex ? m_hovered : RowButton::None; }
    RowButton pressedButton(const QModelIndex &index) const { return index == m_hoverIndex ? m_pressed : RowButton::None; }

signals:
    void pressed(kilter::ui::RowButton button, const kilter::ui::DiffNode &node);
    void opened(const kilter::ui::DiffNode &node);
    void currentNodeChanged();
    void menuWanted(QMenu *menu, const kilter::ui::DiffNode &node); ///< to add entries

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawBranches(QPainter *, const QRect &, const QModelIndex &) const override {}

private:
    std::string pathOf(const QModelIndex &index) const; ///< its keys from the top
    void unfoldBelow(const QModelIndex &index, int depth);
    RowButton buttonAt(const QModelIndex &index, const QPoint &at) const;
    void toggle(const QModelIndex &index);
    void hover(const QPoint &at);
    void press(RowButton button, const QModelIndex &index);

    DiffModel *m_model;
    std::set<std::string> m_folded; ///< by pathOf()
    QPersistentModelIndex m_hoverIndex;
    RowButton m_hovered = RowButton::None;
    RowButton m_pressed = RowButton::None;
};

} // namespace kilter::ui
