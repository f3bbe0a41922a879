#pragma once
#include "ui/session/eventlog.h"

#include <QAbstractTableModel>
#include <QTreeView>

namespace kilter::ui {

class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    LogModel(const EventLog &log, QObject *parent);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    const EventLog::Entry &at(int row) const { return m_log.entries()[std::size_t(row)]; }

private:
    const EventLog &m_log;
};

/// The Log dock: what happened, newest below; it can be copied whole.
class LogList : public QTreeView
{
    Q_OBJECT

public:
    LogList(const EventLog &log, QWidget *parent);
    void copyAll() const;
    QSize sizeHint() const override { return {400, 132}; }

private:
    LogModel *m_model;
};

} // namespace kilter::ui
