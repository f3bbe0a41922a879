#pragma once
#include "ui/welcome/recent.h"

#include <QAbstractListModel>
#include <QListView>

namespace kilter::ui {

class RecentModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit RecentModel(QObject *parent);
    void reload();
    const RecentWorkspace &at(int row) const { return m_all[std::size_t(row)].workspace; }
    bool isThere(int row) const { return m_all[std::size_t(row)].isThere; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry
    {
        RecentWorkspace workspace;
        bool isThere = true;
    };
    std::vector<Entry> m_all;
};

/// The recent workspaces: name with the badges of its environments, folder, how it stood, when.
class RecentList : public QListView
{
    Q_OBJECT

public:
    explicit RecentList(QWidget *parent);
    RecentModel *recent() const { return m_model; }

signals:
    void chosen(const QString &folder);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void forget(const QModelIndex &index);

    RecentModel *m_model;
};

} // namespace kilter::ui
