#include "ui/diagram/tablelist.h"

#include "ui/diagram/tablepainter.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace kilter::ui {

void TableListModel::setScene(const ScenePtr &scene)
{
    beginResetModel();
    m_scene = scene;
    endResetModel();
}

int TableListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_scene ? 0 : m_scene->tableCount();
}

/// What a screen reader says of a row: columns, and where the references lead.
QString TableListModel::wordsOf(int table) const
{
    QStringList to, from;
    for (const int edge : m_scene->edgesOf(table)) {
        const DiagramEdge &line = m_scene->graph().edges[std::size_t(edge)];
        (int(line.from) == table ? to : from) += qtText(m_scene->graph().tables[std::size_t(m_scene->otherEnd(edge, table))].ref.name);
    }
    to.removeDuplicates();
    from.removeDuplicates();
    QString words = tr("%Ln column(s)", nullptr, int(m_scene->graph().tables[std::size_t(table)].columns.size()));
    if (!to.isEmpty())
        words += tr("; references %1").arg(to.join(QStringLiteral(", ")));
    if (!from.isEmpty())
        words += tr("; referenced by %1").arg(from.join(QStringLiteral(", ")));
    return words;
}

QVariant TableListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const DiagramTable &table = m_scene->graph().tables[std::size_t(index.row())];
    const auto level = levelOf(table.level);
    switch (role) {
    case Qt::DisplayRole:
        return qtText(table.ref.name);
    case Qt::DecorationRole:
        return level ? levelIcon(*level) : namedIcon(table.ref.kind == Kind::Table ? QStringLiteral("table") : QStringLiteral("view"), Token::TextSecondary);
    case Qt::ToolTipRole:
        return QString(qtText(table.id) + QStringLiteral(": ") + wordsOf(index.row()));
    case Qt::AccessibleTextRole:
        return QString(qtText(table.ref.name) + QStringLiteral(", ") + wordsOf(index.row()));
    default:
        return {};
    }
}

TableList::TableList(QWidget *parent)
    : QWidget(parent), m_model(new TableListModel(this)), m_proxy(new QSortFilterProxyModel(this)), m_filter(new QLineEdit(this)), m_view(new QListView(this)),
      m_count(new QLabel(this))
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Filter tables"));
    m_filter->setAccessibleName(tr("Filter tables"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(namedIcon(QStringLiteral("filter"), Token::TextSecondary), QLineEdit::LeadingPosition);
    m_view->setModel(m_proxy);
    m_view->setAccessibleName(tr("Tables in this diagram"));
    m_view->setUniformItemSizes(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_count->setFont(fontFor(FontRole::Small));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *title = new QLabel(tr("Tables in this diagram"), this);
    title->setFont(fontFor(FontRole::SmallBold));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addWidget(m_filter);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_count);
    m_view->setAutoFillBackground(false);
    m_view->viewport()->setAutoFillBackground(false);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        if (!m_isFollowing && now.isValid())
            emit chosen(m_proxy->mapToSource(now).row());
    });
    connect(m_view, &QListView::activated, this, [this](const QModelIndex &index) { emit opened(m_proxy->mapToSource(index).row()); });
}

void TableList::setScene(const ScenePtr &scene)
{
    m_isFollowing = true;
    m_model->setScene(scene);
    m_isFollowing = false;
    const int references = int(std::count_if(scene->graph().edges.begin(), scene->graph().edges.end(),
                                             [](const DiagramEdge &edge) { return edge.kind == DiagramEdgeKind::Reference; }));
    m_count->setText(tr("%1, %2").arg(tr("%Ln table(s)", nullptr, scene->tableCount()), tr("%Ln reference(s)", nullptr, references)));
}

void TableList::setCurrent(int table)
{
    m_isFollowing = true;
    const QModelIndex index = table < 0 ? QModelIndex() : m_proxy->mapFromSource(m_model->index(table, 0));
    m_view->setCurrentIndex(index);
    if (index.isValid())
        m_view->scrollTo(index);
    m_isFollowing = false;
}

void TableList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Window));
    painter.setPen(Look::color(Token::Border));
    painter.drawLine(rect().topRight(), rect().bottomRight());
}

} // namespace kilter::ui
