#pragma once
#include "ui/navigator/navigatortree.h"

#include <QAbstractItemModel>

namespace kilter::ui {

/// The navigator's rows as a tree of two levels. The filter is part of it: what does not match is not there.
class NavigatorModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role { RowRole = Qt::UserRole, SignRole, LevelRole, CountRole, FileRole };

    using QAbstractItemModel::QAbstractItemModel;

    /// Replaces all. Where only signs or details differ, rows stay, and so do selection and scroll position.
    void setGroups(std::vector<NavigatorGroup> groups);
    /// Rows whose name or detail has the text; case does not count. Empty: all.
    void setFilter(const QString &text);
    bool isEmpty() const { return m_groups.empty(); }
    int rowsInAll() const;

    const NavigatorRow *row(const QModelIndex &index) const; ///< null for a group
    const NavigatorGroup *group(const QModelIndex &index) const;
    QModelIndex indexOfFile(const std::string &file) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;

private:
    struct Shown
    {
        int group = 0;
        std::vector<int> rows;
    };

    bool sameRows(const std::vector<NavigatorGroup> &groups) const;
    std::vector<Shown> matching() const;
    QVariant groupData(const QModelIndex &index, int role) const;
    QVariant rowData(const NavigatorRow &row, int role) const;

    std::vector<NavigatorGroup> m_groups;
    std::vector<Shown> m_shown;
    QString m_filter;
};

} // namespace kilter::ui
