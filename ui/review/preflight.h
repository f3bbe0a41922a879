#pragma once
#include "core/comparison/site.h"
#include "ui/review/runrequest.h"

namespace kilter::ui {

/// What is checked before a run, in the order in which it is shown. The runner checks the same again; here it is known beforehand.
std::vector<PreflightCheck> preflight(const RunRequest &request, const StoreSite &site, const RevisionGraph &graph, const Catalog &actual,
                                      const Review &review);

} // namespace kilter::ui
