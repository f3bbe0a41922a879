#include "core/store/store.h"

#include "core/base/hash.h"
#include "core/base/text.h"

namespace kilter {

namespace {

/// Reads the cells of a row one after the other, so that they stand in the order of the SELECT.
class Cells
{
public:
    Cells(const Rows &rows, std::size_t row) : m_rows(rows), m_row(row) {}
    std::string text() { return m_rows.text(m_row, m_column++); }
    std::int64_t integer() { return m_rows.integer(m_row, m_column++); }
    bool boolean() { return m_rows.isTrue(m_row, m_column++); }

private:
    const Rows &m_rows;
    std::size_t m_row;
    std::size_t m_column = 0;
};

} // namespace

/// ISO 8601 in UTC, whatever the session's time zone.
std::string Store::timeText(const std::string &column) const
{
    return isPostgreSql() ? "pg_catalog.to_char(" + column + R"( AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))"
                          : column;
}

Result<Ledger> Store::ledger() const
{
    Ledger ledger;
    ledger.exists = m_exists;
    if (!m_exists)
        return ledger;
    KILTER_CHECK(readRows(ledger));
    KILTER_CHECK(readEvents(ledger));
    KILTER_CHECK(readStatements(ledger));
    KILTER_CHECK(readVersions(ledger));
    return ledger;
}

Result<> Store::readRows(Ledger &ledger) const
{
    KILTER_TRY(
        const Rows rows,
        m_connection->execute(
            "SELECT id, migration_id, migration_name, database_name, version, state, " + timeText("applied_at") +
            ", applied_by, checksum, checksum_down, error_message, rollback_available, execution_ms, statements_done,"
            " statements_total, script, catalog_hash, catalog, kilter_version FROM " +
            m_history + " ORDER BY id"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        LedgerRow row;
        row.id = cells.integer();
        row.migrationId = cells.text();
        row.name = cells.text();
        row.database = cells.text();
        row.version = cells.text();
        const auto state = ledgerStateOf(cells.text());
        if (!state)
            return failure(ErrorCode::Invalid, "the ledger holds a state that is not known for " + row.migrationId,
                           "Was it written by a newer Kilter?");
        row.state = *state;
        row.appliedAt = cells.text();
        row.appliedBy = cells.text();
        row.checksum = cells.text();
        row.checksumDown = cells.text();
        row.errorMessage = cells.text();
        row.rollbackAvailable = cells.boolean();
        row.ms = cells.integer();
        row.statementsDone = int(cells.integer());
        row.statementsTotal = int(cells.integer());
        row.script = cells.text();
        row.catalogHash = cells.text();
        row.catalog = cells.text();
        row.kilterVersion = cells.text();
        ledger.rows.push_back(std::move(row));
    }
    return {};
}

Result<> Store::readEvents(Ledger &ledger) const
{
    KILTER_TRY(const Rows rows,
               m_connection->execute("SELECT id, migration_id, action, " + timeText("started_at") + ", " +
                                     timeText("ended_at") + ", \"by\", ok, error_message, kilter_version FROM " +
                                     m_event + " ORDER BY id"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        LedgerEvent event;
        event.id = cells.integer();
        event.migrationId = cells.text();
        event.action = cells.text();
        event.startedAt = cells.text();
        event.endedAt = cells.text();
        event.by = cells.text();
        event.ok = cells.boolean();
        event.errorMessage = cells.text();
        event.kilterVersion = cells.text();
        ledger.events.push_back(std::move(event));
    }
    return {};
}

Result<> Store::readStatements(Ledger &ledger) const
{
    KILTER_TRY(const Rows rows,
               m_connection->execute("SELECT migration_id, direction, section, ordinal, hash, state, " +
                                     timeText("started_at") + ", ms, error FROM " + m_statement +
                                     " ORDER BY migration_id, direction, section, ordinal"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        LedgerStatement statement;
        statement.migrationId = cells.text();
        statement.direction = cells.text();
        statement.section = int(cells.integer());
        statement.ordinal = int(cells.integer());
        statement.hash = cells.text();
        statement.state = cells.text();
        statement.startedAt = cells.text();
        statement.ms = cells.integer();
        statement.error = cells.text();
        ledger.statements.push_back(std::move(statement));
    }
    return {};
}

Result<> Store::readVersions(Ledger &ledger) const
{
    KILTER_TRY(const Rows rows,
               m_connection->execute("SELECT id, version, " + timeText("applied_at") +
                                     ", description, breaking_changes FROM " + m_versions + " ORDER BY id"));
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        Cells cells(rows, i);
        SchemaVersion version;
        version.id = cells.integer();
        version.version = cells.text();
        version.appliedAt = cells.text();
        version.description = cells.text();
        version.breaking = cells.boolean();
        ledger.versions.push_back(std::move(version));
    }
    return {};
}

Result<std::optional<Catalog>> Store::rememberedCatalog(const Ledger &ledger) const
{
    const LedgerRow *row = ledger.newest();
    if (!row || row->catalog.empty())
        return std::optional<Catalog>();
    KILTER_TRY(const std::string text, decompressed(row->catalog));
    KILTER_TRY(const Json json, parseJson(text, "the ledger's catalog of " + row->migrationId));
    KILTER_TRY(Catalog catalog, catalogFromJson(json));
    return std::optional<Catalog>(std::move(catalog));
}

Result<std::vector<SeedEntry>> Store::seedEntries() const
{
    const std::string exists = isPostgreSql()
                                   ? "SELECT 1 WHERE pg_catalog.to_regclass('_migrations') IS NOT NULL"
                                   : "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_migrations'";
    KILTER_TRY(const Rows there, m_connection->execute(exists));
    if (there.rows.empty())
        return failure(ErrorCode::Invalid, "there is no table _migrations to adopt",
                       "Use kilter stamp with a target instead.");
    KILTER_TRY(const Rows rows,
               m_connection->execute("SELECT filename, CAST(applied_at AS text) FROM _migrations ORDER BY id"));
    std::vector<SeedEntry> entries;
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
        const std::filesystem::path file(rows.text(i, 0));
        const bool hasEnding =
            file.extension() == ".sql" || file.extension() == ".cypher" || file.extension() == ".redis";
        entries.push_back({hasEnding ? file.stem().string() : file.filename().string(), rows.text(i, 1)});
    }
    return entries;
}

} // namespace kilter
