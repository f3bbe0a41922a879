#pragma once
#include "core/runner/runner.h"
#include "core/runner/status.h"

namespace kilter {

/// A failed or interrupted run, as found in the ledger and the database.
struct RepairCase
{
    std::string id;
    Direction direction = Direction::Up;
    std::string error;
    std::vector<SectionRun> sections; ///< which stand; statements that are done
    std::vector<LedgerStatement>
        doubtful; ///< started, and neither the ledger nor the catalog says whether they were done
    bool fileChanged = false;
};

/// What there is to repair: an unfinished run, changed checksums. Reads only.
struct RepairReport
{
    std::optional<RepairCase> unfinished;
    std::vector<std::string> changed; ///< applied ones whose file's up section was edited since
    bool nothing() const { return !unfinished && changed.empty(); }
};
[[nodiscard]] Result<RepairReport> repairReport(const Store &store, const RevisionGraph &graph);

/// Takes the text of the file over as the applied one.
[[nodiscard]] Result<> acceptChecksum(Store &store, const RevisionGraph &graph, const std::string &id,
                                      const RunOptions &options);

enum class RepairAction
{
    Resume,         ///< goes on at the failed section
    MarkApplied,    ///< a person says that all of it stands
    MarkRolledBack, ///< a person says that nothing of it stands
    RollBack,       ///< runs the down sections
};
[[nodiscard]] ApplyReport repair(Store &store, const RevisionGraph &graph, RepairAction action,
                                 const RunOptions &options, ApplyObserver &observer);

} // namespace kilter
