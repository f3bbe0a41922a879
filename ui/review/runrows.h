#pragma once
#include "ui/review/runcontroller.h"

#include <QAbstractListModel>
#include <QStringList>

namespace kilter::ui {

enum class StatementState { Planned, NotBegun, Running, Waiting, Done, Failed, TakenBack, Tried };

/// A row of the review: a migration's head, the border of a transaction, or a statement.
struct RunRow
{
    enum class Kind { Migration, Border, Statement };
    Kind kind = Kind::Statement;
    QString border;   ///< of a migration's head: of its first section
    QString text;     ///< the migration's title, the border's words, the statement's SQL
    QString id;       ///< of the migration
    QString version;
    bool isBreaking = false;
    Reversibility reversibility = Reversibility::Exact;
    StatementKey key;
    int number = 0;   ///< of the statement in the plan, from 1
    int line = 0;     ///< in the migration's file
    bool inTransaction = false;
    QStringList hazards;
    StatementState state = StatementState::Planned;
    double milliseconds = 0;
    qint64 affected = 0;
    QString stateWords; ///< what is said below the state: the server's message, whom it waits for
};

/// The statements of a plan, in the order in which they run, with their states.
class RunRows : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { RowRole = Qt::UserRole };

    explicit RunRows(QObject *parent = nullptr);

    void setReview(const Review &review);
    void clear();
    int statements() const { return m_statements; }
    int losing() const;   ///< statements that lose data
    int finished() const; ///< done, tried or failed
    const RunRow &row(int index) const { return m_rows[std::size_t(index)]; }
    int indexOf(const StatementKey &key) const; ///< -1: not there

    void setAll(StatementState state);
    void setStarted(const StatementKey &key);
    void setFinished(const StatementKey &key, bool ok, double milliseconds, qint64 affected, const QStringList &notices, bool isTry);
    void setFailure(const StatementKey &key, const QString &words);
    void setWaiting(const std::vector<Blocker> &blockers);
    /// After a failure: what the report says does not stand is shown as taken back.
    void settle(const ApplyReport &report);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void changedRow(int index);

    std::vector<RunRow> m_rows;
    int m_statements = 0;
    int m_running = -1;
};

QString stateText(const RunRow &row); ///< "done in 4 ms"

} // namespace kilter::ui

Q_DECLARE_METATYPE(const kilter::ui::RunRow *)
