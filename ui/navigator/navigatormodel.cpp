#include "ui/navigator/navigatormodel.h"

#include "ui/mainwindow/dragdata.h"
#include "ui/text/text.h"

#include <QMimeData>

namespace kilter::ui {

namespace {

constexpr quintptr groupId = 0; ///< of top rows; a child's id is its group's row + 1

} // namespace

bool NavigatorModel::sameRows(const std::vector<NavigatorGroup> &groups) const
{
    const auto same = [](const NavigatorGroup &a, const NavigatorGroup &b) {
        return a.id == b.id && std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(), [](const NavigatorRow &x, const NavigatorRow &y) {
            return x.name == y.name && x.file == y.file && x.object == y.object;
        });
    };
    return std::equal(groups.begin(), groups.end(), m_groups.begin(), m_groups.end(), same);
}

void NavigatorModel::setGroups(std::vector<NavigatorGroup> groups)
{
    if (sameRows(groups)) {
        m_groups = std::move(groups);
        for (int i = 0; i < rowCount(); ++i) {
            const QModelIndex top = index(i, 0);
            if (rowCount(top) > 0)
                emit dataChanged(index(0, 0, top), index(rowCount(top) - 1, 0, top));
        }
        return;
    }
    beginResetModel();
    m_groups = std::move(groups);
    m_shown = matching();
    endResetModel();
}

void NavigatorModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    m_shown = matching();
    endResetModel();
}

std::vector<NavigatorModel::Shown> NavigatorModel::matching() const
{
    std::vector<Shown> shown;
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        Shown entry{int(g), {}};
        const auto &rows = m_groups[g].rows;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            if (m_filter.isEmpty() || rows[r].name.contains(m_filter, Qt::CaseInsensitive) || rows[r].detail.contains(m_filter, Qt::CaseInsensitive))
                entry.rows.push_back(int(r));
        }
        if (!entry.rows.empty())
            shown.push_back(std::move(entry));
    }
    return shown;
}

int NavigatorModel::rowsInAll() const
{
    int count = 0;
    for (const NavigatorGroup &group : m_groups)
        count += int(group.rows.size());
    return count;
}

const NavigatorRow *NavigatorModel::row(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == groupId)
        return nullptr;
    const Shown &shown = m_shown[index.internalId() - 1];
    return &m_groups[std::size_t(shown.group)].rows[std::size_t(shown.rows[std::size_t(index.row())])];
}

const NavigatorGroup *NavigatorModel::group(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() != groupId)
        return nullptr;
    return &m_groups[std::size_t(m_shown[std::size_t(index.row())].group)];
}

QModelIndex NavigatorModel::indexOfFile(const std::string &file) const
{
    for (int g = 0; g < rowCount(); ++g) {
        const QModelIndex top = index(g, 0);
        for (int r = 0; r < rowCount(top); ++r) {
            const QModelIndex child = index(r, 0, top);
            if (row(child)->file == file)
                return child;
        }
    }
    return {};
}

QModelIndex NavigatorModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : groupId);
}

QModelIndex NavigatorModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == groupId)
        return {};
    return createIndex(int(child.internalId() - 1), 0, groupId);
}

int NavigatorModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_shown.size());
    return parent.internalId() == groupId && parent.column() == 0 ? int(m_shown[std::size_t(parent.row())].rows.size()) : 0;
}

int NavigatorModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant NavigatorModel::groupData(const QModelIndex &index, int role) const
{
    const NavigatorGroup &shown = *group(index);
    switch (role) {
    case Qt::DisplayRole:
        return shown.title;
    case Qt::AccessibleTextRole:
        return tr("%1, %Ln object(s)", nullptr, rowCount(index)).arg(shown.title);
    case CountRole:
        return rowCount(index);
    default:
        return {};
    }
}

QVariant NavigatorModel::rowData(const NavigatorRow &row, int role) const
{
    const QString sign = signWord(row.sign);
    switch (role) {
    case Qt::DisplayRole:
        return row.name;
    case Qt::ToolTipRole: {
        QStringList lines{row.name};
        if (row.level)
            lines[0] += QStringLiteral(" – ") + levelWord(*row.level);
        if (!row.detail.isEmpty())
            lines += row.detail;
        if (!sign.isEmpty())
            lines += sign;
        return lines.join(QLatin1Char('\n'));
    }
    case Qt::AccessibleTextRole:
        return sign.isEmpty() ? row.name : row.name + QStringLiteral(", ") + sign;
    case Qt::AccessibleDescriptionRole:
        return row.level ? levelWord(*row.level) : row.detail;
    case SignRole:
        return int(row.sign);
    case LevelRole:
        return row.level ? QVariant(int(*row.level)) : QVariant();
    case FileRole:
        return qtText(row.file);
    default:
        return {};
    }
}

QVariant NavigatorModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const NavigatorRow *found = row(index);
    return found ? rowData(*found, role) : groupData(index, role);
}

Qt::ItemFlags NavigatorModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (const NavigatorRow *found = row(index))
        flags |= Qt::ItemNeverHasChildren | (found->page.isEmpty() ? Qt::NoItemFlags : Qt::ItemIsDragEnabled);
    return flags;
}

QStringList NavigatorModel::mimeTypes() const
{
    return {openKeyMimeType(), QStringLiteral("text/plain")};
}

QMimeData *NavigatorModel::mimeData(const QModelIndexList &indexes) const
{
    const NavigatorRow *found = indexes.isEmpty() ? nullptr : row(indexes.first());
    if (!found)
        return nullptr;
    auto *data = new QMimeData;
    data->setText(found->object ? qtText(found->object->name) : found->name);
    data->setData(openKeyMimeType(), found->page.toUtf8());
    return data;
}

} // namespace kilter::ui
