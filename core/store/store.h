#pragma once
#include "core/connection/connection.h"
#include "core/dialect/dialect.h"
#include "core/migration/migration.h"
#include "core/store/ledger.h"
#include "core/store/ledgertables.h"
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

/// A database that is migrated, seen through one open connection (which must outlive it): its ledger, its run lock, its
/// session. Works for PostgreSQL and SQLite.
class Store
{
public:
    /// Finds the ledger, if there is one; writes nothing.
    [[nodiscard]] static Result<Store> open(Connection &connection, StoreOptions options = {});

    Connection &connection() const { return *m_connection; }
    const Dialect &dialect() const { return Dialect::of(m_connection->dialect()); }
    const StoreOptions &options() const { return m_options; }
    const std::string &appliedBy() const { return m_appliedBy; } ///< "role @ client/operating system's user"
    /// The ledger's tables as SQL, for scripts that run without Kilter.
    LedgerTables tables() const { return {m_history, m_event, m_statement, m_versions}; }

    [[nodiscard]] Result<Ledger> ledger() const;
    /// The catalog kept with the newest applied row; none: nothing is kept.
    [[nodiscard]] Result<std::optional<Catalog>> rememberedCatalog(const Ledger &ledger) const;
    [[nodiscard]] Result<std::vector<SeedEntry>> seedEntries() const;

    /// Takes the run lock. Refused, with who holds it, when it is not free within `wait`; Refused when a transaction
    /// pooler makes it worthless.
    [[nodiscard]] Result<StoreLock> lock(std::chrono::milliseconds wait, const std::stop_token &stop);
    [[nodiscard]] Result<>
    checkLock() const; ///< Refused when the session that runs is not (any more) the one that holds the lock

    [[nodiscard]] Result<> checkWritable() const; ///< Refused on a standby or a read-only file
    [[nodiscard]] Result<> createLedger();        ///< when it is not there
    [[nodiscard]] Result<>
    resetSession() const; ///< as a new session would be, but with the lock, the role and the time-outs

    /// Runs `writing` in the open transaction, so that a change and its record commit together, or in one of its own;
    /// as the role that may write the ledger, whatever role a script has set.
    [[nodiscard]] Result<> record(const std::function<Result<>()> &writing) const;

    // Only inside record(). Times are the server's.
    [[nodiscard]] Result<> newRow(const LedgerRow &row)
        const; ///< replaces an older one of its migration, and is then the newest; applied now, unless it says when
    [[nodiscard]] Result<> saveRow(
        const LedgerRow &row) const; ///< what may change of an existing row; not its catalog, nor when it was applied
    [[nodiscard]] Result<> removeRow(const std::string &migrationId) const;
    [[nodiscard]] Result<> rememberCatalog(const std::string &migrationId, const Catalog &catalog,
                                           bool withText) const; ///< withText: and forgets those of the other rows
    [[nodiscard]] Result<std::int64_t> beginEvent(const std::string &migrationId, const std::string &action) const;
    [[nodiscard]] Result<> endEvent(std::int64_t event, bool ok, const std::string &errorMessage) const;
    [[nodiscard]] Result<> saveStatement(const LedgerStatement &statement) const;
    [[nodiscard]] Result<> clearStatements(const std::string &migrationId, Direction direction) const;
    [[nodiscard]] Result<> addVersion(const std::string &version, const std::string &description, bool breaking) const;
    [[nodiscard]] Result<> removeVersion(const std::string &version) const;

private:
    Store(Connection &connection, StoreOptions options) : m_connection(&connection), m_options(std::move(options)) {}
    [[nodiscard]] Result<> locate();
    [[nodiscard]] Result<bool> findLedger(const std::string &schema);
    [[nodiscard]] Result<> identify();
    [[nodiscard]] Result<> chooseRole();
    [[nodiscard]] Result<> write(const std::string &sql, std::initializer_list<Value> parameters) const;
    bool isPostgreSql() const { return m_connection->dialect() == DialectKind::PostgreSql; }
    std::string now() const; ///< SQL for the moment, as the ledger keeps it
    std::string timeText(const std::string &column) const;
    std::string boolean(bool value) const;
    std::string lockName() const { return m_schema + '.' + m_name; }

    [[nodiscard]] Result<> readRows(Ledger &ledger) const;
    [[nodiscard]] Result<> readEvents(Ledger &ledger) const;
    [[nodiscard]] Result<> readStatements(Ledger &ledger) const;
    [[nodiscard]] Result<> readVersions(Ledger &ledger) const;

    Connection *m_connection;
    StoreOptions m_options;
    std::string m_schema;                                    ///< of the ledger's tables; SQLite: empty
    std::string m_name;                                      ///< of the history table
    std::string m_history, m_event, m_statement, m_versions; ///< as SQL
    std::string m_ledgerRole; ///< PostgreSQL: whom the ledger is written as; "none": the user who is connected
    std::string m_appliedBy;
    bool m_exists = false;
};

/// What scripts name and the server lacks (roles, extensions, tablespaces), each with the migration's file and line.
/// What an earlier one of them makes counts as there.
[[nodiscard]] Result<Diagnostics>
missingPrerequisites(const Store &store, const std::vector<const Migration *> &migrations, Direction direction);

} // namespace kilter
