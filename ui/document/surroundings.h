#pragma once
#include "core/workspace/workspace.h"
#include "core/model/model.h"

#include <map>
#include <memory>
#include <vector>

namespace kilter::ui {

/// What a model is checked against and turned into SQL with: the other models and the stores of its workspace. A value that may be handed
/// to workers.
struct Surroundings
{
    std::shared_ptr<const std::vector<Model>> models; ///< as they are on disk, or in other tabs; one of this file is not looked at
    std::vector<StoreConfig> stores;                  ///< those that speak SQL, the default one first
    WorkspaceOptions options;
    std::map<std::string, std::string> drafts;        ///< unsaved texts of other editors, by file
};

/// The surroundings that a workspace gives: its SQL stores, the default first.
Surroundings surroundingsOf(const Workspace &workspace, std::shared_ptr<const std::vector<Model>> models);

} // namespace kilter::ui
