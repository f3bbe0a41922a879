#pragma once
#include "core/catalog/object.h"

#include <QAbstractTableModel>

namespace kilter::ui {

/// What an object is, property by property, in the workspace and in the store; made from the traits, so that every kind has one. Read-only.
class PropertySheet : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Property, InWorkspace, InStore, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: the side has no such object.
    void show(const Object *wanted, const Object *actual);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString property;
        std::optional<QString> wanted; ///< none: the side has no such object
        std::optional<QString> actual;
        bool differs = false; ///< as a comparison says: what a file leaves to the server is no difference
        bool operator==(const Row &) const = default;
    };

    static std::vector<Row> rowsOf(const Object *wanted, const Object *actual);

    std::vector<Row> m_rows;
};

} // namespace kilter::ui
