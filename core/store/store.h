#pragma once
#include "core/connection/connection.h"
#include "core/dialect/dialect.h"
#include "core/migration/migration.h"
#include "core/store/ledger.h"
#include "core/store/storelock.h"

namespace kilter {

struct StoreOptions
{
    std::string ledger = "migration_history"; ///< table, or "schema.table"
    std::string role;                         ///< SET ROLE before DDL; empty: none
    std::string lockTimeout;                  ///< PostgreSQL time text, "4s"; empty: the server's
    std::string statementTimeout;
};

/// One entry of the seed form of a ledger: _migrations (id, filename, applied_at).
struct SeedEntry
{
    std::string migrationId; ///< the file name without its ending
    std::string appliedAt;
};

/// A database that is migrated, seen through one open connection (which must outlive it): its ledger, its run lock, its session. Works for PostgreSQL and SQLite.
/// The functions that write take part in the transaction that is open, so that a change and its record commit together.
class Store
{
public:
    /// Finds the ledger, if there is one; writes nothing.
    [[nodiscard]] static Result<Store> open(Connection &connection, StoreOptions options = {});

    Connection &connection() const { return *m_connection; }
    const Dialect &dialect() const { return Dialect::of(m_connection->dialect()); }
    const StoreOptions &options() const { return m_options; }

    [[nodiscard]] Result<Ledger> ledger() const;
    /// Catalog JSON kept in the newest applied row; none: nothing is kept.
    [[nodiscard]] Result<std::optional<Catalog>> rememberedCatalog(const Ledger &ledger) const;
    [[nodiscard]] Result<std::vector<SeedEntry>> seedEntries() const;

    /// Takes the run lock. Refused, with who holds it, when it is not free within `wait`; Refused when a transaction pooler makes it worthless.
    [[nodiscard]] Result<StoreLock> lock(std::chrono::milliseconds wait, const std::stop_token &stop) const;
    [[nodiscard]] Result<> checkLock() const; ///< the session that runs is still the one that holds the lock

    /// Refused on a standby or a read-only file.
    [[nodiscard]] Result<> checkWritable() const;
    [[nodiscard]] Result<> createLedger(); ///< when it is not there
    [[nodiscard]] Result<> resetSession() const; ///< as a new session would be, but with the lock, the role and the time-outs

    // The record. Times are the server's.
    [[nodiscard]] Result<> saveRow(const LedgerRow &row) const; ///< inserts, or updates the row of its migration; not its catalog
    [[nodiscard]] Result<> rememberCatalog(const std::string &migrationId, const Catalog &catalog) const; ///< and forgets those of the other rows
    [[nodiscard]] Result<std::int64_t> beginEvent(const std::string &migrationId, const std::string &action) const;
    [[nodiscard]] Result<> endEvent(std::int64_t event, bool ok, const std::string &errorMessage) const;
    [[nodiscard]] Result<> saveStatement(const LedgerStatement &statement) const;
    [[nodiscard]] Result<> clearStatements(const std::string &migrationId) const;
    [[nodiscard]] Result<> addVersion(const std::string &version, const std::string &description, bool breaking) const;
    [[nodiscard]] Result<> removeVersion(const std::string &version) const;

    const std::string &appliedBy() const { return m_appliedBy; }
    /// SQL names of the tables.
    struct Tables
    {
        std::string history, event, statement, versions;
    };
    const Tables &tables() const { return m_tables; }

private:
    Store(Connection &connection, StoreOptions options) : m_connection(&connection), m_options(std::move(options)) {}
    [[nodiscard]] Result<> locate();
    [[nodiscard]] Result<> identify();
    /// Runs a statement on the ledger as the role that may, whatever role a script has set.
    [[nodiscard]] Result<Rows> write(const std::string &sql, std::initializer_list<Value> parameters) const;

    Connection *m_connection;
    StoreOptions m_options;
    std::string m_schema;
    std::string m_history; ///< plain name of the ledger table
    Tables m_tables;
    std::string m_appliedBy;
    bool m_exists = false;
};

/// What scripts name and the server lacks: roles, extensions, tablespaces; a line for each, with the migration's file and line.
[[nodiscard]] Result<Diagnostics> missingPrerequisites(const Store &store, const std::vector<const Migration *> &migrations, Direction direction);

} // namespace kilter
