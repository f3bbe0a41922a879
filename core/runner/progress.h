#pragma once
#include "core/migration/migration.h"
#include "core/store/ledger.h"

namespace kilter {

/// What the ledger says about one direction of one migration: which sections stand, which statements of the others are
/// done.
class Progress
{
public:
    Progress() = default;
    Progress(const Ledger &ledger, const std::string &migrationId, Direction direction);

    bool anything() const;                                     ///< something of it stands, or may stand
    const LedgerStatement *section(std::size_t ordinal) const; ///< the record of a section that stands
    const LedgerStatement *statement(std::size_t section, std::size_t ordinal) const;

private:
    std::vector<LedgerStatement> m_statements;
};

/// A run that neither ended well nor was rolled back as a whole.
struct Unfinished
{
    const LedgerRow *row = nullptr;
    Direction direction = Direction::Up;
    bool partly = false; ///< some of it stands; else it is as if it had not begun
};
std::optional<Unfinished> unfinishedRun(const Ledger &ledger);

/// Whether a run of this migration in this direction was begun and neither ended nor was rolled back as a whole.
bool isOpenRun(const Ledger &ledger, const std::string &migrationId, Direction direction);

/// Ids whose up stands as a whole, or whose way down has begun but not ended; in the order in which they were applied.
std::vector<std::string> standingIds(const Ledger &ledger);

} // namespace kilter
