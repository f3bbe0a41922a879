#pragma once
#include "core/dialect/dialect.h"
#include "core/migration/revisiongraph.h"
#include "core/store/store.h"

namespace kilter {

/// A section that a run would execute on one kind of store, with its statements.
struct PlannedSection
{
    Section section;
    std::size_t ordinal = 1; ///< within its direction, as StatementRun::section counts
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
    std::string reason; ///< why not exact
    std::vector<PlannedSection> sections;
};

/// What a run would execute, statement by statement: what a person reviews.
struct RunPlan
{
    Direction direction = Direction::Up;
    std::vector<PlannedMigration> migrations;
    std::string hash; ///< of the statements and of the database that they were reviewed for, see runHash()

    std::size_t statements() const;
};

/// The ids that an apply (or a roll back) to the target would run, in order. `only`: just this one; else empty.
[[nodiscard]] Result<std::vector<std::string>> idsToRun(const RevisionGraph &graph, const Ledger &ledger, const std::string &target,
                                                        const std::string &only, Direction direction);

/// Hash of what would run and of the schema that it would run on: 16 hex digits over the ids, their text and the catalog's hash.
std::string runHash(const Catalog &actual, const RevisionGraph &graph, const std::vector<std::string> &ids, Direction direction);

/// The plan of the ids, in order, on a store whose schema is `actual`. Invalid when a file is missing or cannot be split.
[[nodiscard]] Result<RunPlan> planRun(const RevisionGraph &graph, const std::vector<std::string> &ids, Direction direction,
                                      const Dialect &dialect, const Catalog &actual);

} // namespace kilter
