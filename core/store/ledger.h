#pragma once
#include "core/base/result.h"
#include "core/catalog/catalog.h"

namespace kilter {

enum class LedgerState
{
    Running,
    Applied,
    Failed,
    RolledBack
};
std::string_view keyword(LedgerState state); ///< "running" | "applied" | "failed" | "rolled_back"
std::optional<LedgerState> ledgerStateOf(std::string_view keyword);

/// A row of migration_history.
struct LedgerRow
{
    std::int64_t id = 0;
    std::string migrationId;
    std::string name;
    std::string database;
    std::string version;
    LedgerState state = LedgerState::Running;
    std::string appliedAt; ///< ISO 8601, UTC
    std::string appliedBy; ///< "role @ client / operating system's user"
    std::string checksum;
    std::string checksumDown;
    std::string errorMessage;
    bool rollbackAvailable = false;
    std::int64_t ms = 0;
    int statementsDone = 0;
    int statementsTotal = 0;
    std::string script;      ///< the file's text as it ran
    std::string catalogHash; ///< the schema after it
    std::string catalog;     ///< compressed JSON; newest row only
    std::string kilterVersion;
};

/// A row of migration_event: every run, also a failed one, a rollback, a repair.
struct LedgerEvent
{
    std::int64_t id = 0;
    std::string migrationId;
    std::string action; ///< "apply", "rollback", "stamp", "repair-mark" …
    std::string startedAt;
    std::string endedAt;
    std::string by;
    bool ok = false;
    std::string errorMessage;
    std::string kilterVersion;
};

/// A row of migration_statement: progress of a section outside one transaction, or of a whole section.
struct LedgerStatement
{
    std::string migrationId;
    std::string direction;
    int section = 0;   ///< from 1, within the direction
    int ordinal = 0;   ///< from 1; 0: the section as a whole
    std::string hash;  ///< SHA-256 of the statement's text
    std::string state; ///< "started" | "done" | "failed"
    std::string startedAt;
    std::int64_t ms = 0;
    std::string error;
};

struct SchemaVersion
{
    std::int64_t id = 0;
    std::string version;
    std::string appliedAt;
    std::string description;
    bool breaking = false;
};

/// What a store remembers. Empty when it was never migrated.
struct Ledger
{
    bool exists = false;
    std::vector<LedgerRow> rows; ///< in the order in which they were applied
    std::vector<LedgerEvent> events;
    std::vector<LedgerStatement> statements;
    std::vector<SchemaVersion> versions;

    const LedgerRow *find(std::string_view migrationId) const;
    const LedgerRow *newest() const;          ///< of the applied ones
    const LedgerRow *unfinished() const;      ///< running or failed: the next run goes on, or repair decides
    std::vector<std::string> applied() const; ///< ids, in the order in which they were applied
    std::string version() const;              ///< the highest of schema_versions; empty: none
    std::vector<const LedgerStatement *> progress(std::string_view migrationId, std::string_view direction) const;
    const LedgerEvent *lastRun(std::string_view migrationId) const; ///< its newest "apply" or "rollback"
};

} // namespace kilter
