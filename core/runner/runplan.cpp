#include "core/runner/runplan.h"

#include "core/base/hash.h"

namespace kilter {
namespace {

Result<PlannedMigration> planned(const Migration &migration, Direction direction, const Dialect &dialect)
{
    PlannedMigration result{migration.id, migration.title, migration.version, migration.breaking, migration.reversibility(),
                            migration.irreversibleReason(), {}};
    std::size_t ordinal = 0;
    for (const Section *section : migration.sectionsOf(direction)) {
        ++ordinal;
        if (section->dialect && *section->dialect != dialect.kind())
            continue;
        auto statements = dialect.split(section->text);
        if (!statements) {
            Error error = statements.error();
            error.message = migration.path + ", the section at line " + std::to_string(section->line) + ": " + error.message;
            return tl::unexpected(std::move(error));
        }
        result.sections.push_back({*section, ordinal, section->label(ordinal), std::move(*statements)});
    }
    return result;
}

} // namespace

std::size_t RunPlan::statements() const
{
    std::size_t count = 0;
    for (const PlannedMigration &migration : migrations) {
        for (const PlannedSection &section : migration.sections)
            count += section.statements.size();
    }
    return count;
}

Result<std::vector<std::string>> idsToRun(const RevisionGraph &graph, const Ledger &ledger, const std::string &target,
                                          const std::string &only, Direction direction)
{
    if (!only.empty()) {
        KILTER_TRY(const std::string id, graph.idOf(only));
        return std::vector{id};
    }
    return direction == Direction::Up ? graph.pendingFor(ledger.applied(), target) : graph.rollbackFor(ledger.applied(), target);
}

std::string runHash(const Catalog &actual, const RevisionGraph &graph, const std::vector<std::string> &ids, Direction direction)
{
    std::string text = catalogHash(actual) + '\n' + std::string(keyword(direction));
    for (const std::string &id : ids) {
        if (const Migration *migration = graph.find(id))
            text += '\n' + id + ' ' + (direction == Direction::Up ? checksum(*migration) : checksumDown(*migration));
    }
    return sha256(text).substr(0, 16);
}

Result<RunPlan> planRun(const RevisionGraph &graph, const std::vector<std::string> &ids, Direction direction, const Dialect &dialect,
                        const Catalog &actual)
{
    RunPlan plan;
    plan.direction = direction;
    for (const std::string &id : ids) {
        const Migration *migration = graph.find(id);
        if (!migration)
            return failure(ErrorCode::Invalid, "the file of the applied migration " + id + " is missing", "Restore it from version control.");
        KILTER_TRY(PlannedMigration item, planned(*migration, direction, dialect));
        plan.migrations.push_back(std::move(item));
    }
    plan.hash = runHash(actual, graph, ids, direction);
    return plan;
}

} // namespace kilter
