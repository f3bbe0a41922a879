#pragma once
#include "core/migration/revisiongraph.h"
#include "core/store/store.h"

namespace kilter {

enum class RevisionState
{
    Applied,
    Current,
    Pending,
    Failed,
    Running,
    Changed,
    Missing,
    OutOfOrder
};
std::string_view keyword(RevisionState state); ///< "applied" | "current" | "pending" | "failed" | "running" | "changed"
                                               ///< | "missing" | "out-of-order"
std::string_view wordFor(RevisionState state); ///< for people: "out of order"

struct StatusRow
{
    std::string id;
    std::string title;
    std::string version;
    RevisionState state = RevisionState::Pending;
    std::string appliedAt; ///< empty: not applied
    std::string appliedBy;
    std::string note; ///< "since applied, its up section was edited", the server's message of a failure …
};

struct StoreStatus
{
    std::vector<StatusRow> rows;      ///< in the graph's order; missing files where they were applied
    std::vector<std::string> current; ///< where the store stands: applied ones that no other applied one needs
    std::vector<std::string> heads;
    std::string version;
    std::size_t pending = 0;

    bool upToDate() const { return pending == 0; }
};

StoreStatus status(const RevisionGraph &graph, const Ledger &ledger);

/// Refused when migrations are pending: "target database is not up to date: 2 pending; apply them, or give --from
/// revision:head".
[[nodiscard]] Result<> checkUpToDate(const StoreStatus &status);

/// Refused when the up section of an applied migration was edited, with a diff against the text that ran. A changed
/// down is returned as information.
[[nodiscard]] Result<Diagnostics> checkChecksums(const RevisionGraph &graph, const Ledger &ledger);

/// Refused when the schema is not what the ledger says it should be; the diagnostics name each difference. Nothing
/// applied, or nothing kept: no finding.
[[nodiscard]] Result<> checkDrift(const Store &store, const Ledger &ledger, const Catalog &actual);

} // namespace kilter
