#include "ui/diffview/difftree.h"

#include "ui/diffview/diffmodel.h"
#include "ui/look/look.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

namespace kilter::ui {
namespace {

class DiffDelegate : public QStyledItemDelegate
{
public:
    DiffDelegate(DiffModel *model, DiffTree *tree) : QStyledItemDelegate(tree), m_model(model), m_tree(tree) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const DiffNode *node = m_model->node(index);
        return {120, node ? rowHeightOf(*node) : 24};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const DiffNode *node = m_model->node(index);
        if (!node)
            return;
        QStyleOptionViewItem item = option;
        item.widget = m_tree;
        m_tree->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, m_tree);
        if (node->type == DiffNode::Type::Group && index.row() > 0)
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1), Look::color(Token::Divider));
        RowState state;
        state.tick = Qt::CheckState(index.data(Qt::CheckStateRole).toInt());
        state.hovered = m_tree->hoveredButton(index);
        state.pressed = m_tree->pressedButton(index);
        paintRow(*painter, option.rect, *node, state);
    }

    /// The mouse is the view's business, the space bar is of the base.
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override
    {
        return event->type() == QEvent::KeyPress && QStyledItemDelegate::editorEvent(event, model, option, index);
    }

private:
    DiffModel *m_model;
    DiffTree *m_tree;
};

} // namespace

DiffTree::DiffTree(DiffModel *model, QWidget *parent) : QTreeView(parent), m_model(model)
{
    setModel(model);
    setItemDelegate(new DiffDelegate(model, this));
    setHeaderHidden(true);
    setIndentation(0);
    setRootIsDecorated(false);
    setItemsExpandable(true);
    setExpandsOnDoubleClick(false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setAccessibleName(tr("Differences between models and store"));
    // What comes is unfolded: a difference that cannot be seen is none. What somebody has folded stays so when it comes back.
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex &index) { m_folded.insert(pathOf(index)); });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) { m_folded.erase(pathOf(index)); });
    const auto unfold = [this](const QModelIndex &parentIndex, int first, int last) {
        for (int row = first; row <= last; ++row)
            unfoldBelow(m_model->index(row, 0, parentIndex), 1);
        unfoldBelow(parentIndex, 0);
    };
    connect(model, &QAbstractItemModel::rowsInserted, this, unfold);
    connect(&Look::instance(), &Look::changed, this, [this] { scheduleDelayedItemsLayout(); });
    unfold({}, 0, model->rowCount() - 1);
}

std::string DiffTree::pathOf(const QModelIndex &index) const
{
    return index.isValid() ? pathOf(index.parent()) + m_model->node(index)->key + '\n' : std::string();
}

void DiffTree::unfoldBelow(const QModelIndex &index, int depth)
{
    if (!index.isValid() || m_folded.contains(pathOf(index)))
        return;
    expand(index);
    for (int row = 0; depth > 0 && row < m_model->rowCount(index); ++row)
        unfoldBelow(m_model->index(row, 0, index), depth - 1);
}

const DiffNode *DiffTree::current() const
{
    return m_model->node(currentIndex());
}

void DiffTree::select(const ObjectRef &object)
{
    const QModelIndex index = m_model->indexOf(object);
    if (index.isValid()) {
        setCurrentIndex(index);
        scrollTo(index);
    }
}

RowButton DiffTree::buttonAt(const QModelIndex &index, const QPoint &at) const
{
    const DiffNode *node = m_model->node(index);
    if (!node)
        return RowButton::None;
    for (const RowGeometry::Button &button : rowGeometry(*node, visualRect(index)).buttons) {
        if (button.rect.contains(at))
            return button.button;
    }
    return RowButton::None;
}

void DiffTree::toggle(const QModelIndex &index)
{
    const bool isTicked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    m_model->setData(index, isTicked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void DiffTree::press(RowButton button, const QModelIndex &index)
{
    if (const DiffNode *node = m_model->node(index)) {
        const DiffNode copy = *node; // the answer may change the model
        emit pressed(button, copy);
    }
}

void DiffTree::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    const DiffNode *node = m_model->node(index);
    QTreeView::mousePressEvent(event);
    if (!node || event->button() != Qt::LeftButton)
        return;
    hover(event->pos());
    m_pressed = m_hovered;
    viewport()->update(visualRect(index));
    const QRect tick = rowGeometry(*node, visualRect(index)).tick;
    if (node->isTickable && tick.adjusted(-6, -4, 6, 4).contains(event->pos()))
        toggle(index);
}

void DiffTree::mouseReleaseEvent(QMouseEvent *event)
{
    QTreeView::mouseReleaseEvent(event);
    const RowButton button = std::exchange(m_pressed, RowButton::None);
    const QModelIndex index = m_hoverIndex;
    viewport()->update();
    if (event->button() == Qt::LeftButton && button != RowButton::None && buttonAt(index, event->pos()) == button)
        press(button, index);
}

void DiffTree::hover(const QPoint &at)
{
    const QModelIndex index = indexAt(at);
    const RowButton button = buttonAt(index, at);
    if (m_hoverIndex == index && button == m_hovered)
        return;
    const QModelIndex before = m_hoverIndex;
    m_hoverIndex = index;
    m_hovered = button;
    viewport()->update(visualRect(before));
    viewport()->update(visualRect(index));
}

void DiffTree::mouseMoveEvent(QMouseEvent *event)
{
    hover(event->pos());
    QTreeView::mouseMoveEvent(event);
}

void DiffTree::leaveEvent(QEvent *event)
{
    hover({-1, -1});
    QTreeView::leaveEvent(event);
}

void DiffTree::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    const DiffNode *node = m_model->node(index);
    const bool onTick = node && rowGeometry(*node, visualRect(index)).tick.adjusted(-6, -4, 6, 4).contains(event->pos());
    if (onTick || buttonAt(index, event->pos()) != RowButton::None)
        mousePressEvent(event);
    else if (node)
        emit opened(DiffNode(*node));
}

void DiffTree::keyPressEvent(QKeyEvent *event)
{
    const DiffNode *node = current();
    if (node && event->modifiers() == Qt::NoModifier) {
        for (const RowButton button : buttonsOf(*node)) {
            if (event->key() == buttonKey(button)) {
                press(button, currentIndex());
                return;
            }
        }
        if (event->key() == Qt::Key_Space && node->isTickable) {
            toggle(currentIndex());
            return;
        }
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            emit opened(DiffNode(*node));
            return;
        }
    }
    QTreeView::keyPressEvent(event);
}

void DiffTree::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = isByKey ? currentIndex() : indexAt(event->pos());
    const DiffNode *node = m_model->node(index);
    if (!node)
        return;
    const DiffNode copy = *node;
    QMenu menu(this);
    for (const RowButton button : buttonsOf(copy)) {
        QAction *action = menu.addAction(buttonText(button) + QLatin1Char('\t') + QKeySequence(buttonKey(button)).toString());
        action->setToolTip(buttonToolTip(button));
        connect(action, &QAction::triggered, this, [this, button, copy] { emit pressed(button, copy); });
    }
    emit menuWanted(&menu, copy);
    if (!menu.isEmpty())
        menu.exec(isByKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

bool DiffTree::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const RowButton button = buttonAt(indexAt(help->pos()), help->pos());
        if (button != RowButton::None) {
            QToolTip::showText(help->globalPos(), buttonToolTip(button), this);
            return true;
        }
    }
    return QTreeView::viewportEvent(event);
}

void DiffTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    emit currentNodeChanged();
}

} // namespace kilter::ui
