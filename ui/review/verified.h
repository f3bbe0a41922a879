#pragma once
#include "ui/session/state.h"

#include <stop_token>

namespace kilter::ui {

/// After a run up: are the models and the store the same now? One sentence; for a worker thread.
QString verifiedWords(const WorkspacePtr &workspace, const Target &target, const std::stop_token &stop);

} // namespace kilter::ui
