#include "ui/problems/problemlist.h"

#include "ui/look/look.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/problems/problemmodel.h"
#include "ui/text/text.h"

#include <QClipboard>
#include <QHeaderView>
#include <QScrollBar>

#include <set>

namespace kilter::ui {

ProblemList::ProblemList(MainWindow &window) : QWidget(&window), m_window(window), m_model(new ProblemModel(this)), m_view(new QTreeView(this))
{
    setAccessibleName(tr("Problems"));
    m_view->setObjectName(QStringLiteral("problemList"));
    m_view->setAccessibleName(tr("Problems"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(ProblemModel::Message, QHeaderView::Stretch);
    m_view->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->header()->resizeSection(ProblemModel::Place, 320);
    m_view->header()->resizeSection(ProblemModel::Rule, 200);
    m_empty = new EmptyState(QStringLiteral("ok"), tr("No problems"), tr("Models, SQL files and migrations are checked whenever they change."), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    column->addWidget(m_empty);
    setFocusProxy(m_view);
    connect(m_view, &QTreeView::activated, this, &ProblemList::go);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &ProblemList::showMenu);
    connect(&window.problems(), &Problems::changed, this, &ProblemList::refresh);
    refresh();
}

void ProblemList::refresh()
{
    const Diagnostics all = m_window.problems().all();
    m_window.setDockCount(QStringLiteral("problems"), int(all.size()));
    m_view->setVisible(!all.empty());
    m_empty->setVisible(all.empty());
    keepingPlace([&] { m_model->setDiagnostics(all, m_window.session().folder()); });
}

/// The same problems stay selected, and what is seen stays where it is.
void ProblemList::keepingPlace(const std::function<void()> &change)
{
    const auto keyOf = [this](int row) { return toText(m_model->at(row)); };
    std::set<std::string> selected;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        selected.insert(keyOf(index.row()));
    const QModelIndex was = m_view->currentIndex();
    const std::string current = was.isValid() ? keyOf(was.row()) : std::string();
    const int scrolled = m_view->verticalScrollBar()->value();
    change();
    for (int row = 0; row < m_model->rowCount() && (!selected.empty() || !current.empty()); ++row) {
        const std::string key = keyOf(row);
        if (key == current)
            m_view->selectionModel()->setCurrentIndex(m_model->index(row, 0), QItemSelectionModel::NoUpdate);
        if (selected.contains(key))
            m_view->selectionModel()->select(m_model->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    m_view->doItemsLayout(); // or the scroll bar does not know the rows yet
    m_view->verticalScrollBar()->setValue(scrolled);
}

void ProblemList::go(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const SourcePlace place = m_model->at(index.row()).place;
    if (!m_window.openPlace(place))
        m_window.say(tr("%1 opens in no editor of Kilter").arg(qtText(place.file)));
}

void ProblemList::copySelected()
{
    QStringList lines;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        lines += qtText(toText(m_model->at(index.row())));
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void ProblemList::showMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        return;
    QMenu menu(this);
    menu.addAction(tr("Go there"), this, [this, kept = QPersistentModelIndex(index)] { go(kept); });
    menu.addAction(tr("Copy"), this, &ProblemList::copySelected);
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

} // namespace kilter::ui
