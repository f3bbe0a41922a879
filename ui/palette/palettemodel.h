#pragma once
#include "ui/commands/palettesource.h"
#include "ui/palette/match.h"

#include <QAbstractListModel>

namespace kilter::ui {

/// What the palette lists for a query: per group its name and its best entries.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IsHeadRole = Qt::UserRole, DetailRole, ShortcutRole, LettersRole };

    using QAbstractListModel::QAbstractListModel;

    struct Group
    {
        QString title;
        QChar prefix;
        std::vector<PaletteEntry> entries;
    };
    void setGroups(std::vector<Group> groups);
    void setQuery(const QString &query);

    int found() const { return m_found; } ///< entries that match, also those that are not listed
    int total() const { return m_total; }
    const PaletteEntry *entry(const QModelIndex &index) const; ///< null for a head
    int firstEntryRow() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        int group = 0;
        int entry = -1; ///< -1: the group's head
        std::vector<int> letters;
        int score = 0;
    };

    std::vector<Group> m_groups;
    std::vector<Row> m_rows;
    int m_found = 0;
    int m_total = 0;
};

} // namespace kilter::ui
