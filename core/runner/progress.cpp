#include "core/runner/progress.h"

namespace kilter {

Progress::Progress(const Ledger &ledger, const std::string &migrationId, Direction direction)
{
    for (const LedgerStatement *statement : ledger.progress(migrationId, keyword(direction)))
        m_statements.push_back(*statement);
}

bool Progress::anything() const
{
    return std::any_of(m_statements.begin(), m_statements.end(),
                       [](const LedgerStatement &s) { return s.state != "failed"; });
}

const LedgerStatement *Progress::section(std::size_t ordinal) const
{
    const LedgerStatement *found = statement(ordinal, 0);
    return found && found->state == "done" ? found : nullptr;
}

const LedgerStatement *Progress::statement(std::size_t section, std::size_t ordinal) const
{
    const auto found = std::find_if(m_statements.begin(), m_statements.end(), [&](const LedgerStatement &s) {
        return s.section == int(section) && s.ordinal == int(ordinal);
    });
    return found == m_statements.end() ? nullptr : &*found;
}

namespace {

Direction directionOf(const Ledger &ledger, const LedgerRow &row)
{
    const LedgerEvent *event = ledger.lastRun(row.migrationId);
    return event && event->action == "rollback" ? Direction::Down : Direction::Up;
}

bool isOpen(const LedgerRow &row)
{
    return row.state == LedgerState::Running || row.state == LedgerState::Failed;
}

} // namespace

std::optional<Unfinished> unfinishedRun(const Ledger &ledger)
{
    const LedgerRow *row = ledger.unfinished();
    if (!row)
        return std::nullopt;
    const Direction direction = directionOf(ledger, *row);
    return Unfinished{row, direction, Progress(ledger, row->migrationId, direction).anything()};
}

bool isOpenRun(const Ledger &ledger, const std::string &migrationId, Direction direction)
{
    const LedgerRow *row = ledger.find(migrationId);
    return row && isOpen(*row) && directionOf(ledger, *row) == direction;
}

std::vector<std::string> standingIds(const Ledger &ledger)
{
    std::vector<std::string> ids;
    for (const LedgerRow &row : ledger.rows) {
        if (row.state == LedgerState::Applied || (isOpen(row) && directionOf(ledger, row) == Direction::Down))
            ids.push_back(row.migrationId);
    }
    return ids;
}

} // namespace kilter
