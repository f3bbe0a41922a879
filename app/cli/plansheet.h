#pragma once
#include "app/cli/site.h"
#include "core/runner/runplan.h"

namespace kilter::cli {

/// What a person signs off: the statements that would run, where, and the hash that 'apply --expect' checks.
struct PlanSheet : RunPlan
{
    std::string place;
    std::string environment;
};

[[nodiscard]] Result<PlanSheet> planSheet(const Context &context, const Site &site, const std::vector<std::string> &ids, Direction direction);
Json toJson(const PlanSheet &sheet);
std::string toHtml(const PlanSheet &sheet);

} // namespace kilter::cli
