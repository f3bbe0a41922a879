#include "core/store/ledgertables.h"

#include "core/base/text.h"

namespace kilter {

namespace {

constexpr const char *historyColumns = R"((
    id {id},
    migration_id text NOT NULL UNIQUE,
    migration_name text NOT NULL,
    database_name text NOT NULL,
    version text,
    state text NOT NULL CHECK (state IN ('running', 'applied', 'failed', 'rolled_back')),
    applied_at {time} NOT NULL,
    applied_by text NOT NULL,
    checksum text NOT NULL,
    checksum_down text NOT NULL,
    success boolean NOT NULL,
    error_message text,
    rollback_available boolean NOT NULL,
    execution_ms bigint NOT NULL,
    statements_done integer NOT NULL,
    statements_total integer NOT NULL,
    script text NOT NULL,
    catalog_hash text,
    catalog text,
    kilter_version text NOT NULL
))";

constexpr const char *eventColumns = R"((
    id {id},
    migration_id text NOT NULL,
    action text NOT NULL,
    started_at {time} NOT NULL,
    ended_at {time},
    "by" text NOT NULL,
    ok boolean,
    error_message text,
    kilter_version text NOT NULL
))";

constexpr const char *statementColumns = R"((
    migration_id text NOT NULL,
    direction text NOT NULL,
    section integer NOT NULL,
    ordinal integer NOT NULL,
    hash text NOT NULL,
    state text NOT NULL CHECK (state IN ('started', 'done', 'failed')),
    started_at {time} NOT NULL,
    ms bigint,
    error text,
    PRIMARY KEY (migration_id, direction, section, ordinal)
))";

constexpr const char *versionColumns = R"((
    id {id},
    version text NOT NULL UNIQUE,
    applied_at {time} NOT NULL,
    description text,
    breaking_changes boolean NOT NULL
))";

} // namespace

LedgerTables ledgerTables(const std::string &history)
{
    if (history == "migration_history")
        return {history, "migration_event", "migration_statement", "schema_versions"};
    return {history, history + "_event", history + "_statement", history + "_versions"};
}

std::vector<std::string> createLedgerSql(const LedgerTables &tables, DialectKind dialect)
{
    const bool postgres = dialect == DialectKind::PostgreSql;
    std::vector<std::string> statements;
    const std::pair<const std::string &, const char *> all[] = {{tables.history, historyColumns},
                                                                {tables.event, eventColumns},
                                                                {tables.statement, statementColumns},
                                                                {tables.versions, versionColumns}};
    for (const auto &[name, columns] : all) {
        std::string text = replaced(
            columns, "{id}", postgres ? "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" : "integer PRIMARY KEY");
        text = replaced(std::move(text), "{time}", postgres ? "timestamp with time zone" : "text");
        statements.push_back("CREATE TABLE IF NOT EXISTS " + name + ' ' + text);
    }
    return statements;
}

} // namespace kilter
