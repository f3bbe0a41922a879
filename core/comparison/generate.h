#pragma once
#include "core/comparison/comparison.h"
#include "core/migration/draft.h"
#include "core/migration/version.h"
#include "core/store/ledger.h"

namespace kilter {

/// What a person says about a migration that is to be generated.
struct GenerateRequest
{
    std::string title;
    std::string description;
    std::string version;              ///< empty: the proposed one
    std::vector<std::string> depends; ///< empty: the head
};

/// A migration that is not written yet, and why it looks as it does.
struct Generated
{
    Migration migration;
    Plan plan;
    ProposedVersion version;
    std::vector<ObjectRef> added; ///< what was not chosen but is needed by what was
};

/// The highest version there is: in the ledger, which may be null, or in a file.
std::string presentVersion(const RevisionGraph &graph, const Ledger *ledger);

/// A fresh id: of two migrations made in one second the later one counts as a second later.
std::string freshMigrationId(const RevisionGraph &graph, const std::string &title);

/// Whether dropping and adding instead of renaming would lose something; a constraint or an index is simply made anew.
bool carriesData(Kind kind);

/// The migration that carries the comparison's changes into `from`. Refused when it could follow several heads and the request names none.
[[nodiscard]] Result<Generated> generated(const RevisionGraph &graph, const StoreConfig &store, const Ledger *ledger, const Comparison &comparison,
                                          const DiffOptions &options, const GenerateRequest &request);

/// migrations/ID.sql of the workspace; Invalid when it is there already.
[[nodiscard]] Result<std::filesystem::path> writeMigration(const Workspace &workspace, const Migration &migration);

} // namespace kilter
