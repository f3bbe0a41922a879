#pragma once
#include "core/migration/migration.h"
#include "core/plan/plan.h"

namespace kilter {

struct DraftRequest
{
    std::string id;
    std::string title;
    std::string description;
    std::string store;
    std::string version;
    std::optional<std::vector<std::string>> depends; ///< none: no header, it follows the one before
    bool breaking = false;
};

/// The migration that runs a plan: what cannot run in a transaction, or needs a commit before it, stands in sections of
/// its own; statements that lose data carry a comment that says so; down sections are labelled with their
/// reversibility. `text` is filled.
Migration draftMigration(const DraftRequest &request, const Plan &plan);

} // namespace kilter
