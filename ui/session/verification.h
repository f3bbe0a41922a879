#pragma once
#include "core/comparison/comparison.h"
#include "ui/session/state.h"

namespace kilter::ui {

/// The saved models against the chosen store as it was inspected: what the navigator's signs and the status bar say.
struct Verification
{
    WorkspacePtr workspace;            ///< of which reading
    StorePtr store;                    ///< of which inspection
    std::optional<Comparison> comparison; ///< from the store to the models; none: no store is connected, or `error`
    std::shared_ptr<const Catalog> desired; ///< what the models say, before the server had put it into its own words; null: they are broken
    std::optional<Error> error;

    const Catalog *wanted() const { return comparison ? &comparison->to : desired.get(); }
    /// As the live diff counts: a table that comes or goes is one; without those that are perhaps only spelled differently.
    std::size_t differences() const;
};

using VerificationPtr = std::shared_ptr<const Verification>;

/// For a worker thread.
VerificationPtr verified(const WorkspacePtr &workspace, const StorePtr &store, const std::stop_token &stop);

/// What a table, view or sequence is, seen from its row in a list.
enum class Mark { New, Changed, OnlyInStore, Question };

/// The marks of everything that differs, by the table, view, sequence or type that it is or is part of.
std::map<ObjectRef, Mark> marksOf(const ChangeList &changes);

} // namespace kilter::ui
