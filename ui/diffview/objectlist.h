#pragma once
#include "core/diff/diff.h"
#include "ui/look/badges.h"

#include <QAbstractListModel>

#include <functional>

namespace kilter::ui {

/// An object that differs between two sources, as a row of the comparison.
struct ComparedObject
{
    ObjectRef ref;
    QString name;
    QString detail; ///< "3 changes", "new, 9 columns"
    Sign sign = Sign::Change;
    bool isDrift = false;
    bool perhapsSpelling = false;
    int group = -1;          ///< of the live diff's result; -1: nothing can be decided
    bool isTickable = false; ///< a question has no tick
    Qt::CheckState tick = Qt::Unchecked;
};

/// The tables, views … of a comparison; what stands inside a table belongs to it.
std::vector<ComparedObject> comparedObjects(const ChangeList &changes);

/// Those objects as a list, grouped by kind, filtered by words and sign.
class ObjectList : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    enum class Show
    {
        All,
        Added,
        Changed,
        Removed,
        Drift
    };

    void setObjects(std::vector<ComparedObject> objects);
    void setFilter(const QString &words, Show show);
    std::vector<int> counts() const; ///< by Show
    const ComparedObject *object(const QModelIndex &index) const; ///< null: the head of a group
    QModelIndex indexOf(const ObjectRef &ref) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// Asks for the ticks of all objects anew.
    void setTicks(const std::function<Qt::CheckState(const ComparedObject &)> &tickOf);

signals:
    void tickWanted(const kilter::ui::ComparedObject &object, bool ticked);

private:
    struct Row
    {
        int object = -1; ///< -1: head
        QString head;
        int count = 0;
    };
    bool matches(const ComparedObject &object, Show show) const;
    void fill();

    std::vector<ComparedObject> m_objects;
    std::vector<Row> m_rows;
    QString m_words;
    Show m_show = Show::All;
};

} // namespace kilter::ui
