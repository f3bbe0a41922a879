#pragma once
#include "ui/diffview/diffresult.h"

#include <QAbstractItemModel>

namespace kilter::ui {

class LiveDiff;

/// The tree of differences for views: objects, what differs, properties. A newer comparison is merged in, so that selection, scroll position
/// and what is folded stay. The tick boxes are the live diff's.
class DiffModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    explicit DiffModel(LiveDiff &diff, QObject *parent = nullptr);
    ~DiffModel() override;

    /// Null for the root. Valid until the model changes.
    const DiffNode *node(const QModelIndex &index) const;
    QModelIndex indexOf(const ObjectRef &object) const; ///< the first row about it, or about its table
    QString text(const DiffNode &node) const;           ///< a row in words
    void setFilter(const QString &words, Sign sign = Sign::None, bool driftOnly = false);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Item;

    Item *itemOf(const QModelIndex &index) const;
    void refresh();
    void merge(Item &parent, const QModelIndex &at, const std::vector<DiffNode> &nodes);
    std::vector<DiffNode> shownGroups() const;
    void tellTicks(const QModelIndex &parent);

    LiveDiff &m_diff;
    std::unique_ptr<Item> m_root;
    QString m_words;
    Sign m_sign = Sign::None;
    bool m_driftOnly = false;
};

} // namespace kilter::ui
