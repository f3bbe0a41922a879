#include "ui/problems/loglist.h"

#include "ui/look/icon.h"
#include "ui/problems/problemmodel.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLocale>
#include <QScrollBar>

namespace kilter::ui {

LogModel::LogModel(const EventLog &log, QObject *parent) : QAbstractTableModel(parent), m_log(log)
{
    connect(&log, &EventLog::aboutToAppend, this, [this] { beginInsertRows({}, rowCount(), rowCount()); });
    connect(&log, &EventLog::appended, this, [this] { endInsertRows(); });
    connect(&log, &EventLog::aboutToDropOldest, this, [this] { beginRemoveRows({}, 0, 0); });
    connect(&log, &EventLog::oldestDropped, this, [this] { endRemoveRows(); });
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_log.entries().size());
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_log.entries().size()))
        return {};
    const EventLog::Entry &entry = at(index.row());
    if (role == Qt::DisplayRole)
        return index.column() == 0 ? QLocale().toString(entry.time.time(), QStringLiteral("HH:mm:ss")) : entry.text.section(QLatin1Char('\n'), 0, 0);
    if (role == Qt::ToolTipRole)
        return entry.text;
    if (role == Qt::DecorationRole && index.column() == 1 && entry.severity != Severity::Info)
        return namedIcon(severityIcon(entry.severity), entry.severity == Severity::Error ? Token::Danger : Token::Warn);
    if (role == Qt::AccessibleTextRole && index.column() == 1)
        return severityWord(entry.severity) + QStringLiteral(": ") + entry.text;
    return {};
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Time") : tr("What happened");
}

LogList::LogList(const EventLog &log, QWidget *parent) : QTreeView(parent), m_model(new LogModel(log, this))
{
    setObjectName(QStringLiteral("logList"));
    setAccessibleName(tr("Log"));
    setModel(m_model);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    header()->resizeSection(0, 80);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        const bool atEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
        if (atEnd)
            QMetaObject::invokeMethod(this, &QTreeView::scrollToBottom, Qt::QueuedConnection);
    });
}

void LogList::copyAll() const
{
    QStringList lines;
    for (int row = 0; row < m_model->rowCount(); ++row)
        lines += m_model->at(row).time.toString(Qt::ISODate) + QLatin1Char(' ') + m_model->at(row).text;
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace kilter::ui
