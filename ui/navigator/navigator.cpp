#include "ui/navigator/navigator.h"

#include "ui/jobs/jobslot.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/navigator/navigatordelegate.h"
#include "ui/text/text.h"

#include <QClipboard>
#include <QKeyEvent>
#include <QScrollBar>

namespace kilter::ui {
namespace {

QTreeView *makeTree(NavigatorModel *model, QWidget *parent)
{
    auto *tree = new QTreeView(parent);
    tree->setObjectName(QStringLiteral("navigatorTree"));
    tree->setAccessibleName(Navigator::tr("Models and objects"));
    tree->setModel(model);
    tree->setItemDelegate(new NavigatorDelegate(tree));
    tree->setHeaderHidden(true);
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->setContextMenuPolicy(Qt::CustomContextMenu);
    tree->setDragEnabled(true);
    tree->setDragDropMode(QAbstractItemView::DragOnly);
    tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree->viewport()->setBackgroundRole(QPalette::Window);
    tree->setTextElideMode(Qt::ElideRight);
    return tree;
}

} // namespace

Navigator::Navigator(MainWindow &window)
    : QWidget(&window), m_window(window), m_model(new NavigatorModel(this)), m_filter(new QLineEdit(this)), m_tree(makeTree(m_model, this)),
      m_builder(new JobSlot(tr("Sorting models"), this))
{
    setAccessibleName(tr("Navigator"));
    m_filter->setObjectName(QStringLiteral("navigatorFilter"));
    m_filter->setProperty("kilterSmall", true);
    m_filter->setPlaceholderText(tr("Filter models and objects"));
    m_filter->setAccessibleName(tr("Filter models and objects"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(namedIcon(QStringLiteral("filter"), Token::TextSecondary), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    auto *empty = new EmptyState(QStringLiteral("table"), tr("No models yet"), tr("A model is one JSON file that describes one table."), this);
    for (const QString &id : {QStringLiteral("model.new"), QStringLiteral("file.import")})
        empty->addCommand(window.commands(), id);
    m_empty = empty;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(8, 0, 8, 4);
    filterRow->addWidget(m_filter);
    column->addLayout(filterRow);
    column->addWidget(m_tree, 1);
    column->addWidget(m_empty, 1);
    setFocusProxy(m_tree);
    setMinimumWidth(160);
    window.watchJob(m_builder, m_builder->title());
    connect(m_filter, &QLineEdit::textChanged, this, &Navigator::filterChanged);
    connect(m_tree, &QTreeView::activated, this, &Navigator::openIndex);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &Navigator::showMenu);
    connect(m_tree, &QTreeView::collapsed, this, [this](const QModelIndex &index) { m_collapsed.insert(m_model->group(index)->id); });
    connect(m_tree, &QTreeView::expanded, this, [this](const QModelIndex &index) { m_collapsed.erase(m_model->group(index)->id); });
    connect(&window.session(), &Session::workspaceChanged, this, &Navigator::refresh);
    connect(&window.session(), &Session::verificationChanged, this, &Navigator::refresh);
    refresh();
}

void Navigator::refresh()
{
    const WorkspacePtr workspace = m_window.session().workspace();
    if (!workspace) {
        m_builder->cancel();
        return take({});
    }
    VerificationPtr verification = m_window.session().verification();
    m_builder->run([workspace, verification](const JobControl &) { return navigatorTree(*workspace, verification.get()); },
                   [this](std::vector<NavigatorGroup> groups) { take(std::move(groups)); });
}

void Navigator::take(std::vector<NavigatorGroup> groups)
{
    const Place place = currentPlace();
    m_model->setGroups(std::move(groups));
    const bool isEmpty = m_model->isEmpty();
    m_tree->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty && m_window.session().isOpen());
    m_filter->setEnabled(!isEmpty);
    if (isEmpty)
        return;
    for (int i = 0; i < m_model->rowCount(); ++i) { // groups stay as they were; a new one is open
        const QModelIndex top = m_model->index(i, 0);
        m_tree->setExpanded(top, !m_filter->text().isEmpty() || !m_collapsed.contains(m_model->group(top)->id));
    }
    restore(place);
}

Navigator::Place Navigator::currentPlace() const
{
    Place place;
    const QModelIndex current = m_tree->currentIndex();
    if (const NavigatorRow *row = m_model->row(current))
        place = {m_model->group(current.parent())->id, row->file, row->name, 0};
    else if (current.isValid())
        place.group = m_model->group(current)->id;
    place.scrolled = m_tree->verticalScrollBar()->value();
    return place;
}

/// After rows have come or gone: the same one is selected, and what is seen stays where it is.
void Navigator::restore(const Place &place)
{
    if (!m_tree->currentIndex().isValid() && place.group) {
        for (int i = 0; i < m_model->rowCount(); ++i) {
            const QModelIndex top = m_model->index(i, 0);
            if (m_model->group(top)->id != *place.group)
                continue;
            QModelIndex found = place.name.isEmpty() ? top : QModelIndex();
            for (int below = 0; below < m_model->rowCount(top) && !found.isValid(); ++below) {
                const QModelIndex index = m_model->index(below, 0, top);
                if (m_model->row(index)->file == place.file && m_model->row(index)->name == place.name)
                    found = index;
            }
            m_tree->selectionModel()->setCurrentIndex(found, QItemSelectionModel::ClearAndSelect);
        }
    }
    m_tree->doItemsLayout(); // or the scroll bar does not know the rows yet
    m_tree->verticalScrollBar()->setValue(place.scrolled);
}

void Navigator::filterChanged(const QString &text)
{
    m_model->setFilter(text.trimmed());
    const auto collapsed = m_collapsed; // found rows are shown; afterwards the groups are as they were
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const QModelIndex top = m_model->index(i, 0);
        m_tree->setExpanded(top, !text.isEmpty() || !collapsed.contains(m_model->group(top)->id));
    }
    m_collapsed = collapsed;
    if (!text.isEmpty() && m_model->rowCount() > 0)
        m_tree->setCurrentIndex(m_model->index(0, 0, m_model->index(0, 0)));
}

void Navigator::openIndex(const QModelIndex &index)
{
    const NavigatorRow *row = m_model->row(index);
    if (row && !row->page.isEmpty())
        m_window.openPage(row->page);
}

void Navigator::showMenu(const QPoint &position)
{
    const QModelIndex index = m_tree->indexAt(position);
    const NavigatorRow *row = m_model->row(index);
    if (!row)
        return;
    QMenu menu(this);
    if (!row->page.isEmpty())
        menu.addAction(namedIcon(QStringLiteral("table")), tr("Open"), this, [this, page = row->page] { m_window.openPage(page); });
    menu.addAction(namedIcon(QStringLiteral("copy")), tr("Copy name"), this, [name = row->object ? qtText(row->object->name) : row->name] {
        QApplication::clipboard()->setText(name);
    });
    if (row->sign == Sign::Invalid)
        menu.addAction(namedIcon(QStringLiteral("danger")), tr("Show problems"), this, [this] { m_window.showDock(QStringLiteral("problems")); });
    for (const auto &[text, run] : m_window.objectActions(row->object, row->file))
        menu.addAction(text, this, run);
    menu.exec(m_tree->viewport()->mapToGlobal(position));
}

void Navigator::collapseOrExpandAll()
{
    const bool anyOpen = m_model->rowCount() > 0 && m_tree->isExpanded(m_model->index(0, 0));
    if (anyOpen)
        m_tree->collapseAll();
    else
        m_tree->expandAll();
}

void Navigator::reveal(const std::string &file)
{
    const QModelIndex index = m_model->indexOfFile(file);
    if (index.isValid())
        m_tree->setCurrentIndex(index);
}

/// Down and Enter in the filter go on in the tree.
bool Navigator::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down) {
            m_tree->setFocus(Qt::TabFocusReason);
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            openIndex(m_tree->currentIndex());
            return true;
        }
        if (key == Qt::Key_Escape && !m_filter->text().isEmpty()) {
            m_filter->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kilter::ui
