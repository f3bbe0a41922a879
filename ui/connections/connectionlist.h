#pragma once
#include "ui/session/state.h"

#include <QAbstractListModel>

class QAbstractItemDelegate;

namespace kilter::ui {

/// All connections of all stores that the window can work with.
class ConnectionList : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    struct Row
    {
        StoreChoice choice;
        StoreKind kind = StoreKind::Sqlite;
        Environment environment = Environment::Development;
        bool isNew = false; ///< not saved yet
    };

    void setRows(std::vector<Row> rows);
    const Row &at(int row) const { return m_rows[std::size_t(row)]; }
    int indexOf(const StoreChoice &choice) const; ///< -1: none

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<Row> m_rows;
};

std::vector<ConnectionList::Row> connectionsOf(const Workspace &workspace);

/// Paints name and environment in two lines.
QAbstractItemDelegate *connectionDelegate(QObject *parent);

} // namespace kilter::ui
