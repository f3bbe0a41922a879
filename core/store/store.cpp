#include "core/store/store.h"

#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/store/ledgertables.h"

#include <pwd.h>
#include <unistd.h>

namespace kilter {

namespace {

std::string operatingSystemUser()
{
    const passwd *entry = getpwuid(geteuid());
    return entry ? entry->pw_name : std::to_string(geteuid());
}

std::string hostName()
{
    char name[256] = {};
    return gethostname(name, sizeof name - 1) == 0 ? name : "localhost";
}

Value textOrNull(const std::string &text)
{
    return text.empty() ? Value() : Value(text);
}

} // namespace

Result<Store> Store::open(Connection &connection, StoreOptions options)
{
    Store store(connection, std::move(options));
    KILTER_CHECK(store.locate());
    KILTER_CHECK(store.identify());
    return store;
}

Result<> Store::locate()
{
    const auto dot = m_options.ledger.find('.');
    m_name = dot == std::string::npos ? m_options.ledger : m_options.ledger.substr(dot + 1);
    if (m_name.empty())
        return failure(ErrorCode::Usage, "the ledger needs a name",
                       "Take \"ledger\" out of kilter.toml: its default is migration_history.");
    KILTER_TRY(m_exists, findLedger(dot == std::string::npos ? std::string() : m_options.ledger.substr(0, dot)));
    const LedgerTables names = ledgerTables(m_name);
    const auto sql = [this](const std::string &name) {
        return (m_schema.empty() ? std::string() : dialect().quoted(m_schema) + '.') + dialect().quoted(name);
    };
    m_history = sql(names.history);
    m_event = sql(names.event);
    m_statement = sql(names.statement);
    m_versions = sql(names.versions);
    return m_exists ? chooseRole() : Result<>();
}

/// An existing ledger wins, wherever it is; a new one goes to the schema where an unqualified name would.
Result<bool> Store::findLedger(const std::string &schema)
{
    if (!isPostgreSql()) {
        KILTER_TRY(const Rows found,
                   m_connection->execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1", {m_name}));
        return !found.rows.empty();
    }
    KILTER_TRY(
        const Rows found,
        m_connection->execute(
            R"(SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relname = $1 AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND ($2 = '' OR n.nspname = $2)
AND EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'migration_id')
ORDER BY (n.nspname = coalesce(current_schema(), '')) DESC, (n.nspname = 'public') DESC, n.nspname LIMIT 1)",
            {m_name, schema}));
    if (!found.rows.empty()) {
        m_schema = found.text(0, 0);
        return true;
    }
    m_schema = schema;
    if (m_schema.empty()) {
        KILTER_TRY(const Rows current, m_connection->execute("SELECT coalesce(current_schema(), 'public')"));
        m_schema = current.text(0, 0);
    }
    return false;
}

/// The ledger is written as the store's role, or as the user who is connected, where only that one may.
Result<> Store::chooseRole()
{
    m_ledgerRole = m_options.role.empty() ? "none" : m_options.role;
    if (!isPostgreSql() || m_options.role.empty())
        return {};
    KILTER_TRY(const Rows may, m_connection->execute("SELECT pg_catalog.has_table_privilege($1, $2, 'INSERT'), "
                                                     "pg_catalog.has_table_privilege(session_user, $2, 'INSERT')",
                                                     {m_options.role, m_history}));
    if (!may.isTrue(0, 0) && may.isTrue(0, 1))
        m_ledgerRole = "none";
    return {};
}

Result<> Store::identify()
{
    std::string server = m_connection->userName();
    std::string client = hostName();
    if (isPostgreSql()) {
        KILTER_TRY(const Rows who, m_connection->execute("SELECT session_user"));
        server = who.text(0, 0);
    }
    m_appliedBy = server + " @ " + client + '/' + operatingSystemUser();
    return {};
}

Result<StoreLock> Store::lock(std::chrono::milliseconds wait, const std::stop_token &stop)
{
    KILTER_TRY(StoreLock lock, StoreLock::take(*m_connection, lockName(), wait, stop));
    // Who held it before may have made the ledger.
    if (!m_exists)
        KILTER_CHECK(locate());
    return lock;
}

Result<> Store::checkLock() const
{
    return StoreLock::check(*m_connection, lockName());
}

Result<> Store::checkWritable() const
{
    if (m_connection->isStandby())
        return failure(ErrorCode::Refused,
                       m_connection->serverText() +
                           (isPostgreSql() ? " is a standby: it is read only" : " is read only"),
                       isPostgreSql() ? "Connect to the primary server." : "Check the file's permissions.");
    if (!isPostgreSql())
        return {};
    KILTER_TRY(const Rows mode, m_connection->execute("SHOW transaction_read_only"));
    if (mode.text(0, 0) == "on")
        return failure(ErrorCode::Refused, m_connection->serverText() + " was opened read only",
                       "Take default_transaction_read_only out of the connection.");
    return {};
}

Result<> Store::createLedger()
{
    if (m_exists)
        return {};
    m_ledgerRole = m_options.role.empty() ? "none" : m_options.role;
    const auto created = record([this]() -> Result<> {
        if (isPostgreSql()) {
            KILTER_TRY(const Rows there,
                       m_connection->execute("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1", {m_schema}));
            if (there.rows.empty())
                KILTER_CHECK(m_connection->execute("CREATE SCHEMA " + dialect().quoted(m_schema)));
        }
        for (const std::string &sql :
             createLedgerSql({m_history, m_event, m_statement, m_versions}, m_connection->dialect()))
            KILTER_CHECK(m_connection->execute(sql));
        return {};
    });
    if (!created) {
        Error error = created.error();
        error.message = "cannot make the ledger " + m_history + ": " + error.message;
        if (error.hint.empty() && isPostgreSql())
            error.hint = "The role needs CREATE on schema " + m_schema +
                         "; or name another place in kilter.toml: ledger = \"schema.table\".";
        return tl::unexpected(std::move(error));
    }
    m_exists = true;
    return {};
}

/// DISCARD ALL without what would release the lock (PostgreSQL manual, DISCARD), then what opening the session had set.
Result<> Store::resetSession() const
{
    if (!isPostgreSql())
        return {};
    for (const char *sql : {"CLOSE ALL", "SET SESSION AUTHORIZATION DEFAULT", "RESET ALL", "DEALLOCATE ALL",
                            "UNLISTEN *", "DISCARD PLANS", "DISCARD TEMP", "DISCARD SEQUENCES"})
        KILTER_CHECK(m_connection->execute(sql));
    const std::pair<const char *, std::string> settings[] = {{"DateStyle", "ISO"},
                                                             {"IntervalStyle", "postgres"},
                                                             {"standard_conforming_strings", "on"},
                                                             {"client_encoding", "UTF8"},
                                                             {"lock_timeout", m_options.lockTimeout},
                                                             {"statement_timeout", m_options.statementTimeout},
                                                             {"role", m_options.role}};
    for (const auto &[name, value] : settings) {
        if (!value.empty())
            KILTER_CHECK(m_connection->execute("SELECT pg_catalog.set_config($1, $2, false)", {name, value}));
    }
    return {};
}

Result<> Store::record(const std::function<Result<>()> &writing) const
{
    std::optional<Transaction> own;
    if (!m_connection->inTransaction()) {
        KILTER_TRY(Transaction begun, Transaction::begin(*m_connection, isPostgreSql() ? "BEGIN" : "BEGIN IMMEDIATE"));
        own.emplace(std::move(begun));
    }
    if (isPostgreSql())
        KILTER_CHECK(m_connection->execute("SELECT pg_catalog.set_config('role', $1, true)", {m_ledgerRole}));
    KILTER_CHECK(writing());
    return own ? own->commit() : Result<>();
}

Result<> Store::write(const std::string &sql, std::initializer_list<Value> parameters) const
{
    if (const auto done = m_connection->execute(sql, parameters); !done) {
        Error error = done.error();
        if (error.code != ErrorCode::Interrupted)
            error.message = "cannot write the ledger: " + error.message;
        return tl::unexpected(std::move(error));
    }
    return {};
}

std::string Store::now() const
{
    return isPostgreSql() ? "pg_catalog.clock_timestamp()" : "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
}

std::string Store::boolean(bool value) const
{
    if (isPostgreSql())
        return value ? "true" : "false";
    return value ? "1" : "0";
}

Result<> Store::newRow(const LedgerRow &row) const
{
    KILTER_CHECK(write("DELETE FROM " + m_history + " WHERE migration_id = $1", {row.migrationId}));
    return write("INSERT INTO " + m_history +
                     " (migration_id, migration_name, database_name, version, state, applied_by, checksum, "
                     "checksum_down, success, error_message, rollback_available,"
                     " execution_ms, statements_done, statements_total, script, kilter_version, applied_at)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, coalesce(" +
                     (isPostgreSql() ? "$17::timestamptz, " : "$17, ") + now() + "))",
                 {row.migrationId, row.name, m_connection->databaseName(), textOrNull(row.version),
                  std::string(keyword(row.state)), m_appliedBy, row.checksum, row.checksumDown,
                  boolean(row.state == LedgerState::Applied), textOrNull(row.errorMessage),
                  boolean(row.rollbackAvailable), std::to_string(row.ms), std::to_string(row.statementsDone),
                  std::to_string(row.statementsTotal), row.script, std::string(KILTER_VERSION),
                  textOrNull(row.appliedAt)});
}

Result<> Store::saveRow(const LedgerRow &row) const
{
    return write("UPDATE " + m_history +
                     " SET migration_name = $1, version = $2, state = $3, checksum = $4, checksum_down = $5, success = "
                     "$6, error_message = $7, rollback_available = $8,"
                     " execution_ms = $9, statements_done = $10, statements_total = $11, script = $12, kilter_version "
                     "= $13 WHERE migration_id = $14",
                 {row.name, textOrNull(row.version), std::string(keyword(row.state)), row.checksum, row.checksumDown,
                  boolean(row.state == LedgerState::Applied), textOrNull(row.errorMessage),
                  boolean(row.rollbackAvailable), std::to_string(row.ms), std::to_string(row.statementsDone),
                  std::to_string(row.statementsTotal), row.script, std::string(KILTER_VERSION), row.migrationId});
}

Result<> Store::removeRow(const std::string &migrationId) const
{
    return write("DELETE FROM " + m_history + " WHERE migration_id = $1", {migrationId});
}

Result<> Store::rememberCatalog(const std::string &migrationId, const Catalog &catalog, bool withText) const
{
    KILTER_CHECK(write("UPDATE " + m_history + " SET catalog_hash = $1 WHERE migration_id = $2",
                       {catalogHash(catalog), migrationId}));
    if (!withText)
        return {};
    KILTER_CHECK(write("UPDATE " + m_history + " SET catalog = NULL WHERE migration_id <> $1 AND catalog IS NOT NULL",
                       {migrationId}));
    return write("UPDATE " + m_history + " SET catalog = $1 WHERE migration_id = $2",
                 {compressed(toText(toJson(catalog))), migrationId});
}

Result<std::int64_t> Store::beginEvent(const std::string &migrationId, const std::string &action) const
{
    KILTER_TRY(const Rows id,
               m_connection->execute(
                   "INSERT INTO " + m_event +
                       " (migration_id, action, \"by\", kilter_version, started_at) VALUES ($1, $2, $3, $4, " + now() +
                       ") RETURNING id",
                   {migrationId, action, m_appliedBy, std::string(KILTER_VERSION)}));
    return id.integer(0, 0);
}

Result<> Store::endEvent(std::int64_t event, bool ok, const std::string &errorMessage) const
{
    return write("UPDATE " + m_event + " SET ok = $1, error_message = $2, ended_at = " + now() + " WHERE id = $3",
                 {boolean(ok), textOrNull(errorMessage), std::to_string(event)});
}

Result<> Store::saveStatement(const LedgerStatement &s) const
{
    return write("INSERT INTO " + m_statement +
                     " (migration_id, direction, section, ordinal, hash, state, ms, error, started_at) VALUES ($1, $2, "
                     "$3, $4, $5, $6, $7, $8, " +
                     now() +
                     ") ON CONFLICT (migration_id, direction, section, ordinal) DO UPDATE SET hash = excluded.hash, "
                     "state = excluded.state, ms = excluded.ms, error = excluded.error",
                 {s.migrationId, s.direction, std::to_string(s.section), std::to_string(s.ordinal), s.hash, s.state,
                  std::to_string(s.ms), textOrNull(s.error)});
}

Result<> Store::clearStatements(const std::string &migrationId, Direction direction) const
{
    return write("DELETE FROM " + m_statement + " WHERE migration_id = $1 AND direction = $2",
                 {migrationId, std::string(keyword(direction))});
}

Result<> Store::addVersion(const std::string &version, const std::string &description, bool breaking) const
{
    return write("INSERT INTO " + m_versions +
                     " (version, description, breaking_changes, applied_at) VALUES ($1, $2, $3, " + now() + ")",
                 {version, textOrNull(description), boolean(breaking)});
}

Result<> Store::removeVersion(const std::string &version) const
{
    return write("DELETE FROM " + m_versions + " WHERE version = $1", {version});
}

} // namespace kilter
