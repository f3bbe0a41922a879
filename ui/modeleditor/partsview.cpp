#include "ui/modeleditor/partsview.h"

#include "ui/document/modeldocument.h"
#include "ui/look/badges.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/modeleditor/celleditor.h"
#include "ui/modeleditor/cellpaint.h"
#include "ui/text/text.h"

#include <QHeaderView>
#include <QMouseEvent>

namespace kilter::ui {

PartsDelegate::PartsDelegate(PartsModel &model, QAbstractItemView *view) : QStyledItemDelegate(view), m_model(model), m_view(view) {}

void PartsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const PartRow *row = m_model.part(index.row());
    const QModelIndex current = m_view->currentIndex();
    CellLook look = cellLook(option, current == index, row && row->isLocked, row && index.column() == m_model.firstColumn() && !m_model.problem(index.row()).isEmpty());
    look.hasFocus = m_view->hasFocus() || m_view->isAncestorOf(QApplication::focusWidget());
    if (!row) {
        painter->fillRect(option.rect, Look::color(look.isSelected && look.hasFocus ? Token::Hover : Token::Surface));
        if (index.column() > 0)
            return;
        paintIcon(*painter, QRect(option.rect.left() + 12, option.rect.top() + (option.rect.height() - 12) / 2, 12, 12), QStringLiteral("plus"), Token::TextSecondary);
        paintCellText(*painter, option.rect.adjusted(32, 0, -8, 0), m_model.addHint(), FontRole::Small, Token::TextSecondary);
        return;
    }
    const PartCell &cell = row->cells[std::size_t(index.column())];
    paintCellGround(*painter, option.rect, look);
    QRect text = textRect(option.rect, look);
    if (cell.tick) {
        const bool hasBox = cell.isEditable && current.row() == index.row() && m_model.document().isJson();
        paintTick(*painter, option.rect, *cell.tick, hasBox, look);
    } else {
        if (index.column() == 0 && row->isLocked) {
            paintIcon(*painter, QRect(text.left(), text.top() + (text.height() - 12) / 2, 12, 12), QStringLiteral("lock"), Token::TextDisabled);
            text.setLeft(text.left() + 16);
        }
        if (cell.level)
            text.setLeft(text.left() + paintLevel(*painter, text, *cell.level) + 4);
        const bool isCode = m_model.columns()[std::size_t(index.column())].isCode;
        paintCellText(*painter, text, cell.text, isCode ? FontRole::CodeSmall : FontRole::Body, row->isLocked ? Token::TextSecondary : Token::Text);
    }
    paintCellRing(*painter, option.rect, look);
}

QWidget *PartsDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    auto *editor = new CellEditor(parent);
    const bool isNew = index.row() == m_model.addRow();
    editor->setFont(fontFor(m_model.columns()[std::size_t(index.column())].isCode ? FontRole::CodeSmall : FontRole::Body));
    editor->setAccessibleName(isNew ? m_model.addHint() : m_model.columns()[std::size_t(index.column())].name);
    bool isStrict = false;
    const std::vector<Choice> choices = isNew ? std::vector<Choice>() : m_model.choices(index.row(), index.column(), isStrict);
    if (!choices.empty())
        editor->setChoices(choices, isStrict);
    auto *self = const_cast<PartsDelegate *>(this);
    connect(editor, &CellEditor::chosen, self, [self, editor] {
        emit self->commitData(editor);
        emit self->closeEditor(editor);
    });
    return editor;
}

void PartsDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *line = static_cast<CellEditor *>(editor);
    const QString text = index.data(Qt::EditRole).toString();
    if (line->isModified() || line->text() == text)
        return;
    line->setText(text);
    line->selectAll();
}

void PartsDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    const auto *line = static_cast<CellEditor *>(editor);
    if (line->isAcceptable())
        model->setData(index, line->text(), Qt::EditRole);
}

void PartsDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QRect place = option.rect;
    if (index.row() == m_model.addRow())
        place.setRect(24, place.top(), m_view->viewport()->width() - 24, place.height());
    else if (place.width() < 130)
        place.setWidth(130);
    if (place.right() > m_view->viewport()->width())
        place.moveRight(m_view->viewport()->width() - 1);
    editor->setGeometry(place.adjusted(0, -1, 0, 0));
}

PartsView::PartsView(PartsModel &model, QWidget *parent) : QTableView(parent), m_model(model)
{
    setAccessibleName(model.what());
    setItemDelegate(new PartsDelegate(model, this));
    setModel(&model);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(8);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(32);
    horizontalHeader()->setStretchLastSection(true);
    connect(&model, &QAbstractItemModel::modelReset, this, &PartsView::layOut);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &PartsView::layOut);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &PartsView::layOut);
    connect(&Look::instance(), &Look::changed, this, &PartsView::layOut);
    layOut();
    for (int column = 0; column < int(model.columns().size()); ++column)
        horizontalHeader()->resizeSection(column, model.columns()[std::size_t(column)].width);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        for (int column = 0; column < int(m_model.columns().size()); ++column)
            horizontalHeader()->resizeSection(column, m_model.columns()[std::size_t(column)].width);
    });
}

void PartsView::layOut()
{
    verticalHeader()->setDefaultSectionSize(kilter::ui::rowHeight(24));
    horizontalHeader()->setFont(fontFor(FontRole::Small));
    horizontalHeader()->setFixedHeight(kilter::ui::rowHeight(28, FontRole::Small));
    clearSpans();
    if (m_model.canAdd() && m_model.columnCount() > 1 && m_model.firstColumn() == 0)
        setSpan(m_model.addRow(), 0, 1, m_model.columnCount());
    else if (m_model.canAdd() && m_model.columnCount() > 1)
        setSpan(m_model.addRow(), 0, 1, m_model.columnCount());
}

std::vector<int> PartsView::selectedParts() const
{
    std::set<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows()) {
        if (index.row() < m_model.partCount())
            rows.insert(index.row());
    }
    return {rows.begin(), rows.end()};
}

void PartsView::addPart()
{
    if (!m_model.canAdd())
        return;
    const QModelIndex cell = m_model.index(m_model.addRow(), m_model.firstColumn());
    setFocus();
    setCurrentIndex(cell);
    scrollTo(cell);
    QTableView::edit(cell);
}

void PartsView::removeSelected()
{
    const std::vector<int> rows = selectedParts();
    if (m_model.document().isJson() && m_model.removeParts(rows))
        setCurrentIndex(m_model.index(std::min(rows.front(), m_model.rowCount() - 1), 0));
}

void PartsView::goTo(const std::string &pointer)
{
    for (int row = 0; row < m_model.partCount(); ++row) {
        const std::string &own = m_model.part(row)->pointer;
        if (pointer == own || pointer.starts_with(own + '/')) {
            setCurrentIndex(m_model.index(row, m_model.firstColumn()));
            scrollTo(currentIndex());
        }
    }
    setFocus();
}

void PartsView::toggle(const QModelIndex &index)
{
    if (index.flags().testFlag(Qt::ItemIsUserCheckable))
        m_model.setData(index, index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void PartsView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex cell = indexAt(event->pos());
    m_wasCurrentRow = cell.isValid() && cell.row() == currentIndex().row();
    QTableView::mousePressEvent(event);
    if (cell.isValid() && cell.row() == m_model.addRow() && event->button() == Qt::LeftButton)
        addPart();
}

void PartsView::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const QModelIndex cell = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier && m_wasCurrentRow && cell.isValid())
        toggle(cell);
}

void PartsView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex cell = indexAt(event->pos());
    const PartRow *row = cell.isValid() ? m_model.part(cell.row()) : nullptr;
    if (row && !row->field.empty() && !cell.flags().testFlag(Qt::ItemIsEditable))
        emit fieldWanted(qtText(row->field));
    else
        QTableView::mouseDoubleClickEvent(event);
}

void PartsView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex cell = currentIndex();
    const bool isTick = cell.data(Qt::CheckStateRole).isValid();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::ControlModifier) {
        removeSelected();
    } else if (event->key() == Qt::Key_Delete && cell.flags().testFlag(Qt::ItemIsEditable)) {
        m_model.setData(cell, QString());
    } else if ((event->key() == Qt::Key_Space || (isReturn && state() != EditingState)) && isTick) {
        toggle(cell);
    } else if (isReturn && state() != EditingState) {
        cell.row() == m_model.addRow() ? addPart() : void(QTableView::edit(cell, EditKeyPressed, event));
    } else {
        QTableView::keyPressEvent(event);
    }
}

void PartsView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_model.partCount() > 0)
        return;
    QPainter painter(viewport());
    const int top = (m_model.canAdd() ? kilter::ui::rowHeight(24) : 0) + 24;
    paintCellText(painter, QRect(16, top, viewport()->width() - 32, 24), m_model.emptyText(), FontRole::Body, Token::TextSecondary);
}

void PartsView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    emit selectionEdited();
}

void PartsView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    viewport()->update();
}

} // namespace kilter::ui
