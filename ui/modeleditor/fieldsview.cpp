#include "ui/modeleditor/fieldsview.h"

#include "ui/commands/commands.h"
#include "ui/document/modeldocument.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/modeleditor/bulkedit.h"
#include "ui/modeleditor/celltip.h"
#include "ui/modeleditor/fieldsdelegate.h"
#include "ui/modeleditor/formatpopup.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMouseEvent>
#include <QScrollBar>

namespace kilter::ui {
namespace {

/// At 1280 pixels of window the grid is 752 wide; the comment takes the rest.
constexpr int columnWidths[fieldColumnCount] = {20, 108, 69, 84, 46, 104, 42, 50, 56, 88, 80};

bool isTickColumn(int column)
{
    return column == int(FieldColumn::Required) || column == int(FieldColumn::Key) || column == int(FieldColumn::Unique);
}

} // namespace

FieldsView::FieldsView(FieldsModel &model, QWidget *parent)
    : QTableView(parent), m_model(model), m_delegate(new FieldsDelegate(model, this)), m_tip(new CellTip(this))
{
    setObjectName(QStringLiteral("fields"));
    setAccessibleName(tr("Fields"));
    setItemDelegate(m_delegate);
    setModel(&model);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setUpColumns();
    connect(&model, &QAbstractItemModel::rowsInserted, this, &FieldsView::spanNewRow);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &FieldsView::spanNewRow);
    connect(&model, &QAbstractItemModel::dataChanged, this, &FieldsView::showTip);
    connect(m_delegate, &FieldsDelegate::typedProblem, this, [this](const QModelIndex &index, const QString &reason) {
        m_typedAt = index;
        m_typedProblem = reason;
        showTip();
    });
    connect(&Look::instance(), &Look::changed, this, [this] { verticalHeader()->setDefaultSectionSize(kilter::ui::rowHeight(24)); });
    spanNewRow();
}

FieldsView::~FieldsView()
{
    m_delegate->disconnect(this); // an open editor tells of its end
}

void FieldsView::setUpColumns()
{
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(8);
    verticalHeader()->setDefaultSectionSize(kilter::ui::rowHeight(24));
    QHeaderView *head = horizontalHeader();
    head->setFont(fontFor(FontRole::Small));
    head->setFixedHeight(kilter::ui::rowHeight(28, FontRole::Small));
    head->setMinimumSectionSize(16);
    head->setHighlightSections(false);
    head->setSectionsClickable(false);
    head->setStretchLastSection(true);
    for (int column = 0; column < fieldColumnCount; ++column)
        head->resizeSection(column, columnWidths[column]);
    head->setSectionResizeMode(0, QHeaderView::Fixed);
}

/// The row of the new field is one cell. Its span moves with it.
void FieldsView::spanNewRow()
{
    clearSpans();
    m_spannedRow = m_model.addRow();
    setSpan(m_spannedRow, int(FieldColumn::Name), 1, fieldColumnCount - 1);
}

std::vector<int> FieldsView::selectedFields() const
{
    std::set<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows()) {
        if (index.row() < m_model.ownCount())
            rows.insert(index.row());
    }
    return {rows.begin(), rows.end()};
}

void FieldsView::addField()
{
    const QModelIndex cell = m_model.index(m_model.addRow(), int(FieldColumn::Name));
    scrollTo(cell);
    setFocus();
    setCurrentIndex(cell);
    QTableView::edit(cell);
}

void FieldsView::removeSelected()
{
    const std::vector<int> rows = selectedFields();
    if (rows.empty() || !m_model.document().isJson())
        return;
    const int column = currentIndex().column();
    m_model.removeFields(rows);
    setCurrentIndex(m_model.index(std::min(rows.front(), m_model.rowCount() - 1), std::max(1, column)));
}

void FieldsView::moveSelected(int by)
{
    const int from = currentIndex().row(), column = currentIndex().column();
    if (m_model.moveField(from, from + by))
        setCurrentIndex(m_model.index(from + by, column));
}

void FieldsView::goToField(const std::string &name, FieldColumn column)
{
    const QModelIndex cell = m_model.index(m_model.rowOf(name), int(column));
    if (!cell.isValid())
        return;
    setCurrentIndex(cell);
    scrollTo(cell);
    setFocus();
}

void FieldsView::bulkEdit()
{
    const std::vector<int> rows = selectedFields();
    if (rows.empty() || !m_model.document().isJson())
        return;
    auto *dialog = new BulkEdit(m_model, rows, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

bool FieldsView::edit(const QModelIndex &index, EditTrigger trigger, QEvent *event)
{
    const auto column = FieldColumn(index.column());
    if (column == FieldColumn::Format && m_model.field(index.row()) && (trigger & editTriggers()) && m_model.isEditable(index.row())) {
        editFormat(index);
        return true;
    }
    return QTableView::edit(index, trigger, event);
}

void FieldsView::editFormat(const QModelIndex &index)
{
    if (findChild<FormatPopup *>())
        return;
    auto *popup = new FormatPopup(m_model, index.row(), this);
    popup->openBelow(visualRect(index));
}

void FieldsView::toggle(const QModelIndex &index)
{
    if (index.flags().testFlag(Qt::ItemIsUserCheckable))
        m_model.setData(index, index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

void FieldsView::clearCell(const QModelIndex &index)
{
    const auto column = FieldColumn(index.column());
    if (isTickColumn(index.column()) && index.data(Qt::CheckStateRole).toInt() == Qt::Checked)
        toggle(index);
    else if (column == FieldColumn::Default || column == FieldColumn::Index || column == FieldColumn::References || column == FieldColumn::Comment)
        m_model.setData(index, QString());
}

void FieldsView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex cell = currentIndex();
    const bool alt = event->modifiers() == Qt::AltModifier;
    if (alt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        moveSelected(event->key() == Qt::Key_Up ? -1 : 1);
    } else if (event->key() == Qt::Key_Space && isTickColumn(cell.column())) {
        toggle(cell);
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && state() != EditingState) {
        if (isTickColumn(cell.column()))
            toggle(cell);
        else
            edit(cell, EditKeyPressed, event);
    } else if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::ControlModifier) {
        removeSelected();
    } else if (event->key() == Qt::Key_Delete) {
        cell.column() == int(FieldColumn::Handle) ? removeSelected() : clearCell(cell);
    } else {
        QTableView::keyPressEvent(event);
    }
}

void FieldsView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex cell = indexAt(event->pos());
    m_wasCurrentRow = cell.isValid() && cell.row() == currentIndex().row();
    const bool onHandle = cell.isValid() && cell.column() == int(FieldColumn::Handle) && event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    m_pressedRow = onHandle && cell.row() < m_model.ownCount() ? cell.row() : -1;
    QTableView::mousePressEvent(event);
    if (cell.isValid() && cell.row() == m_model.addRow() && event->button() == Qt::LeftButton)
        addField();
}

void FieldsView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_pressedRow < 0 || !event->buttons().testFlag(Qt::LeftButton)) {
        const QModelIndex cell = indexAt(event->pos());
        const bool isHandle = cell.isValid() && cell.column() == 0 && cell.row() < m_model.ownCount();
        viewport()->setCursor(isHandle ? Qt::OpenHandCursor : Qt::ArrowCursor);
        QTableView::mouseMoveEvent(event);
        return;
    }
    const int row = dropRowAt(event->pos().y());
    if (row != m_dropRow) {
        m_dropRow = row;
        viewport()->setCursor(Qt::ClosedHandCursor);
        viewport()->update();
    }
}

void FieldsView::mouseReleaseEvent(QMouseEvent *event)
{
    const int from = std::exchange(m_pressedRow, -1), gap = std::exchange(m_dropRow, -1);
    viewport()->unsetCursor();
    viewport()->update();
    if (from >= 0 && gap >= 0 && m_model.document().isJson()) {
        const int to = gap > from ? gap - 1 : gap;
        if (m_model.moveField(from, to))
            setCurrentIndex(m_model.index(to, int(FieldColumn::Name)));
        return;
    }
    QTableView::mouseReleaseEvent(event);
    const QModelIndex cell = indexAt(event->pos());
    if (event->button() != Qt::LeftButton || !cell.isValid() || event->modifiers().testFlag(Qt::ShiftModifier))
        return;
    const Field *field = m_model.field(cell.row());
    if (event->modifiers() == Qt::ControlModifier && cell.column() == int(FieldColumn::References) && field && !field->reference.empty())
        emit referenceActivated(cell.data().toString().section(QLatin1Char('.'), 0, 0));
    else if (event->modifiers() == Qt::NoModifier && m_wasCurrentRow && isTickColumn(cell.column()))
        toggle(cell); // its box was to be seen
}

void FieldsView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex cell = indexAt(event->pos());
    if (cell.isValid() && isTickColumn(cell.column()))
        mousePressEvent(event); // a second click, not an edit
    else
        QTableView::mouseDoubleClickEvent(event);
}

int FieldsView::dropRowAt(int y) const
{
    const int height = std::max(1, verticalHeader()->defaultSectionSize());
    return std::clamp((y + verticalScrollBar()->value() + height / 2) / height, 0, m_model.ownCount());
}

void FieldsView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_dropRow < 0)
        return;
    QPainter painter(viewport());
    const int y = m_dropRow * verticalHeader()->defaultSectionSize() - verticalScrollBar()->value();
    painter.fillRect(0, y - 1, viewport()->width(), 2, Look::color(Token::Accent));
}

void FieldsView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool some = !selectedFields().empty() && m_model.document().isJson();
    QMenu menu(this);
    const auto add = [&](const QString &text, const QString &icon, const QKeySequence &keys, bool enabled, auto run) {
        QAction *action = paneAction(&menu, text, text, icon, run);
        action->setShortcut(keys);
        action->setEnabled(enabled);
        menu.addAction(action);
    };
    const auto count = selectedFields().size();
    add(count == 1 ? tr("Edit the field…") : tr("Edit %1 fields…").arg(count), {}, {}, some, [this] { bulkEdit(); });
    add(tr("Format and limits…"), {}, {}, some, [this] { editFormat(m_model.index(currentIndex().row(), int(FieldColumn::Format))); });
    menu.addSeparator();
    add(tr("Move up"), QStringLiteral("up"), QKeySequence(Qt::ALT | Qt::Key_Up), some && currentIndex().row() > 0, [this] { moveSelected(-1); });
    add(tr("Move down"), QStringLiteral("down"), QKeySequence(Qt::ALT | Qt::Key_Down), some && currentIndex().row() + 1 < m_model.ownCount(), [this] { moveSelected(1); });
    menu.addSeparator();
    add(tr("Add a field"), QStringLiteral("plus"), {}, m_model.document().isJson(), [this] { addField(); });
    add(count == 1 ? tr("Remove the field") : tr("Remove %1 fields").arg(count), QStringLiteral("x"), QKeySequence(Qt::CTRL | Qt::Key_Delete), some, [this] { removeSelected(); });
    menu.exec(event->globalPos());
}

void FieldsView::showTip()
{
    const QModelIndex cell = currentIndex();
    const bool isTyping = m_typedAt.isValid() && m_typedAt == cell && state() == EditingState;
    const QString reason = isTyping ? m_typedProblem : cell.isValid() ? m_model.problem(cell.row(), FieldColumn(cell.column())) : QString();
    const bool focused = hasFocus() || isAncestorOf(QApplication::focusWidget());
    m_tip->showFor(visualRect(cell).translated(viewport()->pos()), focused ? reason : QString());
}

void FieldsView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    viewport()->update();
    showTip();
    emit selectionEdited();
}

void FieldsView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    emit selectionEdited();
}

void FieldsView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    showTip();
}

void FieldsView::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    viewport()->update();
    showTip();
}

void FieldsView::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    viewport()->update();
    showTip();
}

void FieldsView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    showTip();
}

} // namespace kilter::ui
