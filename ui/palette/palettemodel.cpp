#include "ui/palette/palettemodel.h"

#include <QVariant>

namespace kilter::ui {

void PaletteModel::setGroups(std::vector<Group> groups)
{
    m_groups = std::move(groups);
    m_total = 0;
    for (const Group &group : m_groups)
        m_total += int(group.entries.size());
    setQuery({});
}

void PaletteModel::setQuery(const QString &query)
{
    beginResetModel();
    m_rows.clear();
    m_found = 0;
    QString words = query;
    int only = -1;
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        if (!m_groups[g].prefix.isNull() && query.startsWith(m_groups[g].prefix))
            only = int(g);
    }
    if (only >= 0)
        words.remove(0, 1);
    const std::size_t most = only >= 0 ? 200 : words.trimmed().isEmpty() ? 5 : 8; // of a group
    for (std::size_t g = 0; g < m_groups.size(); ++g) {
        if (only >= 0 && int(g) != only)
            continue;
        std::vector<Row> rows;
        const auto &entries = m_groups[g].entries;
        for (std::size_t e = 0; e < entries.size(); ++e) {
            if (auto match = matched(words, entries[e].text))
                rows.push_back({int(g), int(e), std::move(match->letters), match->score});
        }
        m_found += int(rows.size());
        const auto end = rows.begin() + std::ptrdiff_t(std::min(most, rows.size()));
        std::partial_sort(rows.begin(), end, rows.end(), [](const Row &a, const Row &b) { return a.score != b.score ? a.score > b.score : a.entry < b.entry; });
        if (rows.empty())
            continue;
        m_rows.push_back({int(g), -1, {}, 0});
        m_rows.insert(m_rows.end(), rows.begin(), end);
    }
    endResetModel();
}

const PaletteEntry *PaletteModel::entry(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    const Row &row = m_rows[std::size_t(index.row())];
    return row.entry < 0 ? nullptr : &m_groups[std::size_t(row.group)].entries[std::size_t(row.entry)];
}

int PaletteModel::firstEntryRow() const
{
    return m_rows.empty() ? -1 : 1;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const PaletteEntry *found = entry(index);
    switch (role) {
    case Qt::DisplayRole:
        return found ? found->text : m_groups[std::size_t(row.group)].title;
    case Qt::AccessibleTextRole:
        return found && !found->detail.isEmpty() ? found->text + QStringLiteral(", ") + found->detail : data(index, Qt::DisplayRole);
    case Qt::DecorationRole:
        return found ? QVariant(found->icon) : QVariant();
    case IsHeadRole:
        return !found;
    case DetailRole:
        return found ? found->detail : QString();
    case ShortcutRole:
        return found ? found->shortcut : QString();
    case LettersRole:
        return QVariant::fromValue(QList<int>(row.letters.begin(), row.letters.end()));
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return entry(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::ItemNeverHasChildren;
}

} // namespace kilter::ui
