#include "core/store/ledger.h"

#include "core/migration/version.h"

namespace kilter {

namespace {

constexpr std::pair<LedgerState, std::string_view> stateWords[] = {
    {LedgerState::Running, "running"},
    {LedgerState::Applied, "applied"},
    {LedgerState::Failed, "failed"},
    {LedgerState::RolledBack, "rolled_back"},
};

} // namespace

std::string_view keyword(LedgerState state)
{
    for (const auto &[value, word] : stateWords) {
        if (value == state)
            return word;
    }
    return {};
}

std::optional<LedgerState> ledgerStateOf(std::string_view keyword)
{
    for (const auto &[value, word] : stateWords) {
        if (word == keyword)
            return value;
    }
    return std::nullopt;
}

const LedgerRow *Ledger::find(std::string_view migrationId) const
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const LedgerRow &row) { return row.migrationId == migrationId; });
    return found == rows.end() ? nullptr : &*found;
}

const LedgerRow *Ledger::newest() const
{
    const auto found = std::find_if(rows.rbegin(), rows.rend(),
                                    [](const LedgerRow &row) { return row.state == LedgerState::Applied; });
    return found == rows.rend() ? nullptr : &*found;
}

const LedgerRow *Ledger::unfinished() const
{
    const auto found = std::find_if(rows.rbegin(), rows.rend(), [](const LedgerRow &row) {
        return row.state == LedgerState::Running || row.state == LedgerState::Failed;
    });
    return found == rows.rend() ? nullptr : &*found;
}

std::vector<std::string> Ledger::applied() const
{
    std::vector<std::string> ids;
    for (const LedgerRow &row : rows) {
        if (row.state == LedgerState::Applied)
            ids.push_back(row.migrationId);
    }
    return ids;
}

std::string Ledger::version() const
{
    std::string highest;
    for (const SchemaVersion &entry : versions) {
        if (isAbove(entry.version, highest))
            highest = entry.version;
    }
    return highest;
}

std::vector<const LedgerStatement *> Ledger::progress(std::string_view migrationId, std::string_view direction) const
{
    std::vector<const LedgerStatement *> result;
    for (const LedgerStatement &statement : statements) {
        if (statement.migrationId == migrationId && statement.direction == direction)
            result.push_back(&statement);
    }
    return result;
}

const LedgerEvent *Ledger::lastRun(std::string_view migrationId) const
{
    const auto found = std::find_if(events.rbegin(), events.rend(), [&](const LedgerEvent &event) {
        return event.migrationId == migrationId && (event.action == "apply" || event.action == "rollback");
    });
    return found == events.rend() ? nullptr : &*found;
}

} // namespace kilter
