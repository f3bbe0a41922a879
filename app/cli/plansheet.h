#pragma once
#include "app/cli/site.h"

namespace kilter::cli {

struct PlannedSection
{
    Section section;
    std::string label;
    std::vector<ScriptStatement> statements;
};

struct PlannedMigration
{
    std::string id;
    std::string title;
    std::string version;
    bool breaking = false;
    Reversibility reversibility = Reversibility::Exact;
    std::string reason;
    std::vector<PlannedSection> sections;
};

/// What a person signs off: the statements that would run, where, and the hash that 'apply --expect' checks.
struct PlanSheet
{
    std::string place;
    std::string environment;
    std::string hash;
    Direction direction = Direction::Up;
    std::vector<PlannedMigration> migrations;

    std::size_t statements() const;
};

[[nodiscard]] Result<PlanSheet> planSheet(const Context &context, const Site &site, const std::vector<std::string> &ids, Direction direction,
                                          const std::string &target);
Json toJson(const PlanSheet &sheet);
std::string toHtml(const PlanSheet &sheet);

} // namespace kilter::cli
