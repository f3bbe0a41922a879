#include "ui/review/runrows.h"

#include "ui/text/text.h"

#include <QLocale>

namespace kilter::ui {
namespace {

/// The statements of one section as rows, with the hazards that belong to them: those at their line, or in comments before it.
class RowBuilder
{
public:
    RowBuilder(const Review &review, std::vector<RunRow> &rows) : m_review(review), m_rows(rows) {}

    int build()
    {
        for (const PlannedMigration &migration : m_review.plan.migrations) {
            RunRow head;
            head.kind = RunRow::Kind::Migration;
            head.text = qtText(migration.title.empty() ? migration.id : migration.title);
            head.id = qtText(migration.id);
            head.version = qtText(migration.version);
            head.isBreaking = migration.breaking;
            head.reversibility = migration.reversibility;
            head.stateWords = qtText(migration.reason);
            head.border = migration.sections.empty() ? RunRows::tr("does nothing on this store") : borderText(migration.sections.front());
            m_rows.push_back(head);
            for (const PlannedSection &section : migration.sections)
                add(migration, section, &section != &migration.sections.front());
        }
        return m_number;
    }

private:
    static QString borderText(const PlannedSection &section)
    {
        const QString words = section.section.transaction ? RunRows::tr("one transaction: all or nothing") : RunRows::tr("outside a transaction: each statement commits by itself");
        return section.section.name.empty() ? words : qtText(section.section.name) + QStringLiteral(", ") + words;
    }

    void add(const PlannedMigration &migration, const PlannedSection &section, bool needsBorder)
    {
        if (needsBorder) {
            RunRow border;
            border.kind = RunRow::Kind::Border;
            border.id = qtText(migration.id);
            border.text = borderText(section);
            m_rows.push_back(border);
        }
        std::size_t ordinal = 0;
        int previousLine = 0;
        for (const ScriptStatement &statement : section.statements) {
            RunRow row;
            row.text = qtText(statement.text) + QLatin1Char(';');
            row.id = qtText(migration.id);
            row.key = {migration.id, section.ordinal, ++ordinal};
            row.number = ++m_number;
            row.line = section.section.line + statement.line - 1;
            row.inTransaction = section.section.transaction;
            row.hazards = hazards(migration.id, previousLine, row.line);
            previousLine = row.line;
            m_rows.push_back(row);
        }
    }

    QStringList hazards(const std::string &migration, int after, int upTo) const
    {
        QStringList found;
        for (const PlannedHazard &hazard : m_review.hazards) {
            if (hazard.migration == migration && hazard.line > after && hazard.line <= upTo && !found.contains(qtText(hazard.id)))
                found += qtText(hazard.id);
        }
        return found;
    }

    const Review &m_review;
    std::vector<RunRow> &m_rows;
    int m_number = 0;
};

bool isOver(StatementState state)
{
    return state == StatementState::Done || state == StatementState::Failed || state == StatementState::Tried || state == StatementState::TakenBack;
}

QString durationText(double milliseconds)
{
    if (milliseconds < 1000)
        return RunRows::tr("%1 ms").arg(QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 1 : 0));
    if (milliseconds < 60000)
        return RunRows::tr("%1 s").arg(QLocale().toString(milliseconds / 1000, 'f', 1));
    return RunRows::tr("%1 min %2 s").arg(int(milliseconds / 60000)).arg(int(milliseconds / 1000) % 60);
}

} // namespace

RunRows::RunRows(QObject *parent) : QAbstractListModel(parent) {}

void RunRows::setReview(const Review &review)
{
    beginResetModel();
    m_rows.clear();
    m_running = -1;
    m_statements = RowBuilder(review, m_rows).build();
    endResetModel();
}

void RunRows::clear()
{
    beginResetModel();
    m_rows.clear();
    m_statements = 0;
    m_running = -1;
    endResetModel();
}

int RunRows::finished() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const RunRow &row) { return row.kind == RunRow::Kind::Statement && isOver(row.state); }));
}

int RunRows::losing() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const RunRow &row) { return !row.hazards.isEmpty(); }));
}

int RunRows::indexOf(const StatementKey &key) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const RunRow &row) { return row.kind == RunRow::Kind::Statement && row.key == key; });
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

void RunRows::changedRow(int row)
{
    emit dataChanged(index(row), index(row));
}

void RunRows::setAll(StatementState state)
{
    for (RunRow &row : m_rows) {
        row.state = state;
        row.milliseconds = 0;
        if (row.kind == RunRow::Kind::Statement)
            row.stateWords.clear();
    }
    m_running = -1;
    if (!m_rows.empty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
}

void RunRows::setStarted(const StatementKey &key)
{
    m_running = indexOf(key);
    if (m_running < 0)
        return;
    m_rows[std::size_t(m_running)].state = StatementState::Running;
    changedRow(m_running);
}

void RunRows::setFinished(const StatementKey &key, bool ok, double milliseconds, qint64 affected, const QStringList &notices, bool isTry)
{
    const int at = indexOf(key);
    if (at < 0)
        return;
    RunRow &row = m_rows[std::size_t(at)];
    row.state = ok ? (isTry ? StatementState::Tried : StatementState::Done) : StatementState::Failed;
    row.milliseconds = milliseconds;
    row.affected = affected;
    row.stateWords = notices.join(QLatin1Char('\n'));
    m_running = -1;
    changedRow(at);
}

void RunRows::setFailure(const StatementKey &key, const QString &words)
{
    const int at = indexOf(key);
    if (at < 0)
        return;
    m_rows[std::size_t(at)].state = StatementState::Failed;
    m_rows[std::size_t(at)].stateWords = words;
    changedRow(at);
}

void RunRows::setWaiting(const std::vector<Blocker> &blockers)
{
    if (m_running < 0)
        return;
    RunRow &row = m_rows[std::size_t(m_running)];
    row.state = blockers.empty() ? StatementState::Running : StatementState::Waiting;
    QStringList words;
    for (const Blocker &blocker : blockers)
        words += tr("pid %1 %2: %3").arg(blocker.process).arg(blocker.words, blocker.query);
    row.stateWords = words.join(QLatin1Char('\n'));
    changedRow(m_running);
}

void RunRows::settle(const ApplyReport &report)
{
    for (const MigrationRun &migration : report.migrations) {
        std::size_t ordinal = 0;
        for (const SectionRun &section : migration.sections) {
            ++ordinal;
            for (int i = 0; i < int(m_rows.size()); ++i) {
                RunRow &row = m_rows[std::size_t(i)];
                const bool isHere = row.kind == RunRow::Kind::Statement && row.key.migration == migration.id && row.key.section == ordinal;
                if (isHere && section.before && row.state == StatementState::NotBegun) {
                    row.state = StatementState::Done;
                    row.stateWords = tr("stood already from an earlier run");
                    changedRow(i);
                } else if (isHere && !section.stands && !section.skipped && row.inTransaction && row.state == StatementState::Done) {
                    row.state = StatementState::TakenBack;
                    changedRow(i);
                }
            }
        }
    }
}

int RunRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString stateText(const RunRow &row)
{
    switch (row.state) {
    case StatementState::Planned:
        return {};
    case StatementState::NotBegun:
        return RunRows::tr("not begun");
    case StatementState::Running:
        return RunRows::tr("running");
    case StatementState::Waiting:
        return RunRows::tr("waiting for %1").arg(row.stateWords.section(QLatin1Char(' '), 0, 1));
    case StatementState::Done:
        return row.milliseconds > 0 ? RunRows::tr("done in %1").arg(durationText(row.milliseconds)) : RunRows::tr("done");
    case StatementState::Failed:
        return row.milliseconds > 0 ? RunRows::tr("failed after %1").arg(durationText(row.milliseconds)) : RunRows::tr("failed");
    case StatementState::TakenBack:
        return RunRows::tr("taken back");
    case StatementState::Tried:
        return RunRows::tr("%1 on the copy").arg(durationText(row.milliseconds));
    }
    return {};
}

QVariant RunRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RunRow &row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case Qt::AccessibleTextRole: {
        QStringList words{row.text};
        if (row.kind == RunRow::Kind::Statement)
            words.prepend(tr("Statement %1").arg(row.number));
        words += row.hazards;
        words += stateText(row);
        words += row.stateWords;
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    case Qt::ToolTipRole:
        return row.stateWords.isEmpty() ? QVariant() : QVariant(row.stateWords);
    case RowRole:
        return QVariant::fromValue(&row);
    default:
        return {};
    }
}

Qt::ItemFlags RunRows::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const bool isStatement = m_rows[std::size_t(index.row())].kind == RunRow::Kind::Statement;
    return isStatement ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemFlags(Qt::ItemIsEnabled);
}

} // namespace kilter::ui
