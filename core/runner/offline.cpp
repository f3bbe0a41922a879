#include "core/runner/offline.h"

#include "core/base/text.h"
#include "core/plan/plan.h"
#include "core/store/ledgertables.h"

namespace kilter {
namespace {

/// Builds the statements of one script; what a migration's ledger row needs is written as literals.
class OfflineWriter
{
public:
    OfflineWriter(const Store &store, Direction direction) : m_store(store), m_tables(store.tables()), m_direction(direction) {}

    void createLedger();
    [[nodiscard]] Result<> add(const Migration &migration);
    std::string script() const { return scriptOf(m_statements, m_store.dialect(), {}); }

private:
    bool isPostgreSql() const { return m_store.dialect().kind() == DialectKind::PostgreSql; }
    std::string literal(std::string_view text) const { return m_store.dialect().literal(text); }
    std::string literalOrNull(const std::string &text) const { return text.empty() ? "NULL" : literal(text); }
    std::string now() const { return isPostgreSql() ? "pg_catalog.clock_timestamp()" : "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"; }
    std::string by() const { return isPostgreSql() ? "session_user || ' (offline script)'" : "'offline script'"; }
    std::string boolean(bool value) const { return isPostgreSql() ? (value ? "true" : "false") : (value ? "1" : "0"); }
    void append(std::string sql, bool transactional, bool commitBefore);
    void recordApplied(const Migration &migration, std::size_t count);
    void recordRolledBack(const Migration &migration);
    void recordEvent(const Migration &migration, const char *action);

    const Store &m_store;
    LedgerTables m_tables;
    Direction m_direction;
    std::vector<Statement> m_statements;
};

void OfflineWriter::append(std::string sql, bool transactional, bool commitBefore)
{
    Statement statement;
    statement.sql = std::move(sql);
    statement.transactional = transactional;
    statement.commitBefore = commitBefore;
    m_statements.push_back(std::move(statement));
}

void OfflineWriter::createLedger()
{
    for (std::string &sql : createLedgerSql(m_tables, m_store.dialect().kind()))
        append(std::move(sql), true, false);
}

Result<> OfflineWriter::add(const Migration &migration)
{
    std::size_t count = 0;
    bool lastInTransaction = false;
    for (const Section *section : migration.sectionsOf(m_direction)) {
        if (section->dialect && *section->dialect != m_store.dialect().kind())
            continue;
        KILTER_TRY(const auto statements, m_store.dialect().split(section->text));
        bool first = true;
        for (const ScriptStatement &statement : statements) {
            append(statement.text, section->transaction && statement.transactional, first);
            first = false;
            ++count;
        }
        lastInTransaction = section->transaction;
    }
    const std::size_t record = m_statements.size();
    if (m_direction == Direction::Up)
        recordApplied(migration, count);
    else
        recordRolledBack(migration);
    m_statements[record].commitBefore = !lastInTransaction;
    return {};
}

void OfflineWriter::recordEvent(const Migration &migration, const char *action)
{
    append("INSERT INTO " + m_tables.event + " (migration_id, action, \"by\", ok, kilter_version, started_at, ended_at) VALUES ("
               + literal(migration.id) + ", '" + action + "', " + by() + ", " + boolean(true) + ", '" KILTER_VERSION "', " + now() + ", " + now() + ')',
           true, false);
}

void OfflineWriter::recordApplied(const Migration &migration, std::size_t count)
{
    const std::string database = isPostgreSql() ? "current_database()" : literal(m_store.connection().databaseName());
    append("DELETE FROM " + m_tables.history + " WHERE migration_id = " + literal(migration.id), true, false);
    append("INSERT INTO " + m_tables.history
               + " (migration_id, migration_name, database_name, version, state, applied_by, checksum, checksum_down, success, rollback_available, "
                 "execution_ms, statements_done, statements_total, script, kilter_version, applied_at) VALUES ("
               + literal(migration.id) + ", " + literal(migration.title) + ", " + database + ", " + literalOrNull(migration.version) + ", 'applied', "
               + by() + ", '" + checksum(migration) + "', '" + checksumDown(migration) + "', " + boolean(true) + ", " + boolean(migration.hasDown())
               + ", 0, " + std::to_string(count) + ", " + std::to_string(count) + ", " + literal(migration.text) + ", '" KILTER_VERSION "', " + now() + ')',
           true, false);
    recordEvent(migration, "apply");
    if (!migration.version.empty())
        append("INSERT INTO " + m_tables.versions + " (version, description, breaking_changes, applied_at) SELECT " + literal(migration.version) + ", "
                   + literal(migration.title) + ", " + boolean(migration.breaking) + ", " + now() + " WHERE NOT EXISTS (SELECT 1 FROM " + m_tables.versions
                   + " WHERE version = " + literal(migration.version) + ')',
               true, false);
}

void OfflineWriter::recordRolledBack(const Migration &migration)
{
    append("UPDATE " + m_tables.history + " SET state = 'rolled_back', success = " + boolean(false) + ", catalog = NULL, catalog_hash = NULL WHERE migration_id = "
               + literal(migration.id),
           true, false);
    recordEvent(migration, "rollback");
    if (!migration.version.empty())
        append("DELETE FROM " + m_tables.versions + " WHERE version = " + literal(migration.version), true, false);
}

} // namespace

Result<std::string> offlineScript(const Store &store, const RevisionGraph &graph, const std::vector<std::string> &ids, Direction direction)
{
    OfflineWriter writer(store, direction);
    if (direction == Direction::Up && !ids.empty())
        writer.createLedger();
    for (const std::string &id : ids) {
        const Migration *migration = graph.find(id);
        if (!migration)
            return failure(ErrorCode::Invalid, "the file of the applied migration " + id + " is missing", "Restore it from version control.");
        if (migration->dialect != store.dialect().kind())
            return failure(ErrorCode::Refused, migration->path + " is written for " + std::string(keyword(migration->dialect)));
        if (const auto added = writer.add(*migration); !added) {
            Error error = added.error();
            error.message = migration->path + ": " + error.message;
            return tl::unexpected(std::move(error));
        }
    }
    std::string script = "-- " + counted(ids.size(), "migration") + ", " + std::string(keyword(direction)) + ", with the record in the ledger.\n";
    if (!store.options().role.empty())
        script += "SET ROLE " + store.dialect().quoted(store.options().role) + ";\n";
    return script + writer.script();
}

} // namespace kilter
