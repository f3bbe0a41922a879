#pragma once
#include "core/catalog/catalog.h"

#include <QAbstractItemModel>

#include <set>

namespace kilter::ui {

/// What can be imported: schemas with their tables, views and types, each with a tick box; a schema's box stands for all in it.
class ChoiceModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    void setCatalog(const Catalog &catalog); ///< all are ticked
    void setFilter(const QString &text);
    std::set<ObjectRef> chosen() const;
    int countOfAll() const;
    void tickAll(bool on); ///< those that the filter shows

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &) const override { return 2; }
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void chosenChanged();

private:
    struct Row
    {
        ObjectRef ref;
        QString detail;
        bool ticked = true;
    };
    struct Group
    {
        QString name;
        std::vector<Row> rows;
        std::vector<int> shown;
    };

    void show();
    Row &rowAt(const QModelIndex &index);
    const Row &rowAt(const QModelIndex &index) const { return const_cast<ChoiceModel *>(this)->rowAt(index); }
    Qt::CheckState stateOf(const Group &group) const;

    std::vector<Group> m_groups;
    std::vector<int> m_shown; ///< groups with rows that match
    QString m_filter;
};

} // namespace kilter::ui
