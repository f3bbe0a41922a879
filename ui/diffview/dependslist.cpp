#include "ui/diffview/dependslist.h"

#include "core/base/text.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/text/text.h"

#include <set>

namespace kilter::ui {
namespace {

constexpr int mostRows = 5; ///< shown without scrolling

} // namespace

DependsList::DependsList(QWidget *parent) : QListView(parent)
{
    setModel(&m_model);
    setEditTriggers(NoEditTriggers);
    setUniformItemSizes(true);
    setTextElideMode(Qt::ElideMiddle);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(fontFor(FontRole::CodeSmall));
    setAccessibleName(tr("Migrations that the new one depends on"));
    setToolTip(tr("The new migration runs after those that are ticked"));
    connect(&Look::instance(), &Look::changed, this, [this] { setFont(fontFor(FontRole::CodeSmall)); });
    connect(&m_model, &QStandardItemModel::itemChanged, this, [this] {
        if (m_isFilling)
            return;
        m_isChosen = true;
        emit chosenChanged();
    });
}

void DependsList::setGraph(const RevisionGraph &graph)
{
    const bool isSame = graph.ids() == m_graph.ids();
    m_graph = graph;
    if (isSame)
        return;
    const std::vector<std::string> before = chosen(), heads = graph.heads();
    m_isChosen = m_isChosen && std::any_of(before.begin(), before.end(), [&](const std::string &id) { return graph.find(id); });
    const std::set<std::string> ticked = m_isChosen ? std::set(before.begin(), before.end()) : std::set(heads.begin(), heads.end());
    m_isFilling = true;
    m_model.clear();
    const auto &all = graph.migrations();
    for (auto migration = all.rbegin(); migration != all.rend(); ++migration) {
        auto *item = new QStandardItem(qtText(migration->id));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(ticked.contains(migration->id) ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(migration->title.empty() ? qtText(migration->id) : qtText(migration->title + '\n' + migration->id));
        m_model.appendRow(item);
    }
    m_isFilling = false;
    if (m_model.rowCount() > 0)
        setCurrentIndex(m_model.index(0, 0));
    updateGeometry();
    emit chosenChanged();
}

std::vector<std::string> DependsList::chosen() const
{
    std::vector<std::string> ids;
    for (int row = m_model.rowCount() - 1; row >= 0; --row) {
        if (m_model.item(row)->checkState() == Qt::Checked)
            ids.push_back(utf8(m_model.item(row)->text()));
    }
    return ids;
}

/// Heads that are neither chosen nor needed by what is.
std::vector<std::string> DependsList::notFollowed() const
{
    const std::vector<std::string> ids = chosen();
    std::vector<std::string> heads = m_graph.heads();
    std::erase_if(heads, [&](const std::string &head) { return std::find(ids.begin(), ids.end(), head) != ids.end(); });
    return heads;
}

QString DependsList::words() const
{
    const std::vector<std::string> ids = chosen();
    if (m_graph.migrations().empty())
        return tr("It is the first.");
    if (ids.empty())
        return tr("Tick at least one: the SQL is made for a store that has run what there is.");
    if (const std::vector<std::string> aside = notFollowed(); !aside.empty())
        return tr("Begins a branch beside %1: another store may run them in either order, until a later migration joins them.").arg(qtText(joined(aside, ", ")));
    return ids.size() > 1 ? tr("Joins %n migration(s).", nullptr, int(m_graph.frontier(ids).size())) : QString();
}

QSize DependsList::sizeHint() const
{
    const int row = m_model.rowCount() > 0 ? sizeHintForRow(0) : rowHeight(24, FontRole::CodeSmall);
    return {200, row * std::clamp(m_model.rowCount(), 1, mostRows) + 2 * frameWidth()};
}

QSize DependsList::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

} // namespace kilter::ui
