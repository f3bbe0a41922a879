#include "ui/import/choicemodel.h"

#include "core/workspace/importchoice.h"
#include "ui/look/icon.h"
#include "ui/text/text.h"

#include <QLocale>

namespace kilter::ui {
namespace {

QString detailOf(const Catalog &catalog, const ObjectRef &ref)
{
    if (ref.kind != Kind::Table)
        return qtText(keyword(ref.kind));
    const int columns = int(catalog.partsOf(ref, Kind::Column).size());
    return ChoiceModel::tr("table, %Ln column(s)", nullptr, columns);
}

} // namespace

void ChoiceModel::setCatalog(const Catalog &catalog)
{
    beginResetModel();
    std::map<std::string, Group> groups;
    for (const ObjectRef &ref : choicesOf(catalog)) {
        Group &group = groups[ref.schema];
        group.name = ref.schema.empty() ? (catalog.dialect == DialectKind::Sqlite ? tr("main") : tr("outside of schemas")) : qtText(ref.schema);
        group.rows.push_back({ref, detailOf(catalog, ref), true});
    }
    m_groups.clear();
    for (auto &[schema, group] : groups)
        m_groups.push_back(std::move(group));
    show();
    endResetModel();
    emit chosenChanged();
}

void ChoiceModel::setFilter(const QString &text)
{
    beginResetModel();
    m_filter = text;
    show();
    endResetModel();
}

void ChoiceModel::show()
{
    m_shown.clear();
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        Group &group = m_groups[g];
        group.shown.clear();
        for (std::size_t r = 0; r < group.rows.size(); ++r) {
            if (m_filter.isEmpty() || qtText(group.rows[r].ref.name).contains(m_filter, Qt::CaseInsensitive))
                group.shown.push_back(int(r));
        }
        if (!group.shown.empty())
            m_shown.push_back(int(g));
    }
}

std::set<ObjectRef> ChoiceModel::chosen() const
{
    std::set<ObjectRef> refs;
    for (const Group &group : m_groups) {
        for (const Row &row : group.rows) {
            if (row.ticked)
                refs.insert(row.ref);
        }
    }
    return refs;
}

int ChoiceModel::countOfAll() const
{
    int count = 0;
    for (const Group &group : m_groups)
        count += int(group.rows.size());
    return count;
}

void ChoiceModel::tickAll(bool on)
{
    for (int g = 0; g < rowCount(); ++g)
        setData(index(g, 0), on ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

ChoiceModel::Row &ChoiceModel::rowAt(const QModelIndex &index)
{
    Group &group = m_groups[std::size_t(m_shown[index.internalId() - 1])];
    return group.rows[std::size_t(group.shown[std::size_t(index.row())])];
}

Qt::CheckState ChoiceModel::stateOf(const Group &group) const
{
    const auto ticked = std::count_if(group.rows.begin(), group.rows.end(), [](const Row &row) { return row.ticked; });
    return ticked == 0 ? Qt::Unchecked : std::size_t(ticked) == group.rows.size() ? Qt::Checked : Qt::PartiallyChecked;
}

QModelIndex ChoiceModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : 0);
}

QModelIndex ChoiceModel::parent(const QModelIndex &child) const
{
    return child.isValid() && child.internalId() > 0 ? createIndex(int(child.internalId() - 1), 0, quintptr(0)) : QModelIndex();
}

int ChoiceModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_shown.size());
    if (parent.internalId() > 0 || parent.column() > 0)
        return 0;
    return int(m_groups[std::size_t(m_shown[std::size_t(parent.row())])].shown.size());
}

QVariant ChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == 0) {
        const Group &group = m_groups[std::size_t(m_shown[std::size_t(index.row())])];
        if (role == Qt::DisplayRole)
            return index.column() == 0 ? group.name : tr("%Ln object(s)", nullptr, int(group.rows.size()));
        return role == Qt::CheckStateRole && index.column() == 0 ? QVariant(int(stateOf(group))) : QVariant();
    }
    const Row &row = rowAt(index);
    if (role == Qt::DisplayRole)
        return index.column() == 0 ? qtText(row.ref.name) : row.detail;
    if (role == Qt::CheckStateRole && index.column() == 0)
        return int(row.ticked ? Qt::Checked : Qt::Unchecked);
    return {};
}

bool ChoiceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole || index.column() != 0)
        return false;
    const bool on = value.toInt() != Qt::Unchecked;
    if (index.internalId() == 0) {
        Group &group = m_groups[std::size_t(m_shown[std::size_t(index.row())])];
        for (const int row : group.shown)
            group.rows[std::size_t(row)].ticked = on;
        emit dataChanged(this->index(0, 0, index), this->index(rowCount(index) - 1, 0, index), {Qt::CheckStateRole});
        emit dataChanged(index, index, {Qt::CheckStateRole});
    } else {
        rowAt(index).ticked = on;
        emit dataChanged(index, index, {Qt::CheckStateRole});
        emit dataChanged(index.parent(), index.parent(), {Qt::CheckStateRole});
    }
    emit chosenChanged();
    return true;
}

Qt::ItemFlags ChoiceModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | (index.column() == 0 ? Qt::ItemIsUserCheckable : Qt::NoItemFlags);
}

QVariant ChoiceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Schema, object") : tr("What it is");
}

} // namespace kilter::ui
