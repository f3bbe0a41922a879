#pragma once
#include "core/migration/revisiongraph.h"
#include "core/runner/observer.h"
#include "core/store/store.h"

namespace kilter {

/// How to run; the store itself says role and time-outs.
struct RunOptions
{
    InspectOptions inspect; ///< how the catalog for drift check and ledger is read
    int retries = 5;        ///< of a section (or statement) after a lock time-out, exponential back-off with jitter
    std::chrono::milliseconds lockWait{10000}; ///< for the run lock of the store
    bool allowDrift = false;                   ///< the caller's explicit wish
    bool allowDataLoss = false; ///< roll back although data is lost, or although it says it is impossible
    std::stop_token stop;
};

struct ApplyRequest
{
    std::string target = "head"; ///< see RevisionGraph; for roll back: an id, "-N", "base"
    std::string only;            ///< just this one; its dependencies must be applied (roll back: its dependants not)
    RunOptions options;
};

struct SectionRun
{
    std::string label;
    bool stands = false;  ///< committed
    bool skipped = false; ///< of another dialect
    bool before = false;  ///< stood already from an earlier run
    double ms = 0;
    std::vector<StatementRun> statements; ///< that ran; the last one failed when the run has an error here
};

struct MigrationRun
{
    std::string id;
    std::string title;
    std::string version;
    Direction direction = Direction::Up;
    bool ok = false;
    double ms = 0;
    std::vector<SectionRun> sections;
};

struct ApplyReport
{
    std::vector<MigrationRun> migrations; ///< in the order in which they ran
    std::vector<std::string> planned;     ///< ids that were to run
    Diagnostics information;              ///< warnings: changed down sections, what a dry run could not try …
    std::optional<Error> error;           ///< why it stopped; the exit code follows from it

    bool ok() const { return !error; }
};

/// Runs what is pending up to the target. Everything is checked before anything runs: dialect, checksums, drift,
/// versions, prerequisites, standby.
[[nodiscard]] ApplyReport apply(Store &store, const RevisionGraph &graph, const ApplyRequest &request,
                                ApplyObserver &observer);
[[nodiscard]] ApplyReport rollBack(Store &store, const RevisionGraph &graph, const ApplyRequest &request,
                                   ApplyObserver &observer);

/// Records what is pending up to the target as applied, without running it; "base" forgets all. With an id below the
/// present state the later ones are forgotten.
[[nodiscard]] ApplyReport stamp(Store &store, const RevisionGraph &graph, const ApplyRequest &request);
/// Adopts the seed form _migrations (id, filename, applied_at).
[[nodiscard]] ApplyReport stampFromLedger(Store &store, const RevisionGraph &graph, const RunOptions &options);

/// Runs what is pending on `scratch`, an empty database, after building the store's present schema there; the store is
/// only read.
[[nodiscard]] ApplyReport dryRun(Store &store, Connection &scratch, const RevisionGraph &graph,
                                 const ApplyRequest &request, ApplyObserver &observer);
/// Runs what is pending on the store in one transaction that is rolled back; what cannot run in one is named, not
/// tried.
[[nodiscard]] ApplyReport dryRunHere(Store &store, const RevisionGraph &graph, const ApplyRequest &request,
                                     ApplyObserver &observer);

} // namespace kilter
