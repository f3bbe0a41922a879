#include "core/dialect/postgresql/inspect.h"

#include "core/dialect/postgresql/inspection.h"

namespace kilter::postgresql {
namespace {

/// Settings that texts of pg_get_* and format_type depend on.
constexpr std::pair<std::string_view, std::string_view> settings[] = {{"search_path", ""},
                                                                      {"timezone", "UTC"},
                                                                      {"datestyle", "ISO, YMD"},
                                                                      {"intervalstyle", "postgres"},
                                                                      {"extra_float_digits", "1"},
                                                                      {"bytea_output", "hex"},
                                                                      {"quote_all_identifiers", "off"},
                                                                      {"xmloption", "content"}};

/// The settings in force for the transaction that is open; the former ones are put back where that one goes on.
class SessionSettings
{
public:
    explicit SessionSettings(Connection &connection) : m_connection(connection) {}

    Result<> set()
    {
        std::string write;
        for (const auto &[name, value] : settings)
            write += (write.empty() ? "SELECT " : ", ") + call(name, "'" + std::string(value) + "'");
        KILTER_CHECK(m_connection.execute(write));
        return {};
    }

    Result<> remember()
    {
        std::string read;
        for (const auto &[name, value] : settings)
            read += (read.empty() ? "SELECT " : ", ") + ("pg_catalog.current_setting('" + std::string(name) + "')");
        KILTER_TRY(const Rows rows, m_connection.execute(read));
        m_former = rows.rows.front();
        return {};
    }

    Result<> putBack() ///< what was remembered
    {
        std::string write;
        std::size_t parameter = 0;
        for (const auto &[name, value] : settings)
            write += (write.empty() ? "SELECT " : ", ") + call(name, '$' + std::to_string(++parameter));
        KILTER_CHECK(m_connection.execute(write, std::span<const Value>(m_former)));
        return {};
    }

private:
    static std::string call(std::string_view name, const std::string &value)
    {
        return "pg_catalog.set_config('" + std::string(name) + "', " + value + ", true)";
    }

    Connection &m_connection;
    std::vector<Value> m_former;
};

constexpr Result<> (*readers[])(Inspection &) = {
    readSchemas, readPresence, readRelations, readColumns, readForeignTables, readEnums, readBaseTypes, readTypes, readSequences, readConstraints,
    readIndexes, readViews, readRoutines, readTriggers, readRules, readEventTriggers, readStatistics, readPolicies,
    readExtensions, readCollations, readTextSearch, readOperators, readCasts, readLanguages, readForeignData,
    readPublications, readSubscriptions, readDefaultPrivileges, readPrivileges, readSecurityLabels, readComments,
    readNeeds, readNotModelled};

Result<> readAll(Inspection &inspection)
{
    for (const auto reader : readers) {
        if (inspection.options.stop.stop_requested())
            return failure(ErrorCode::Interrupted, "reading the catalog was cancelled");
        KILTER_CHECK(reader(inspection));
    }
    return {};
}

struct Reading
{
    Catalog catalog;
    bool torn = false;
};

Result<Reading> readInTransaction(Connection &connection, const InspectOptions &options)
{
    Inspection inspection(connection, options);
    KILTER_CHECK(readAll(inspection));
    Reading reading;
    reading.catalog.role = std::move(inspection.role);
    reading.torn = inspection.torn;
    reading.catalog.dialect = DialectKind::PostgreSql;
    reading.catalog.serverVersion = inspection.version;
    reading.catalog.settled = true;
    reading.catalog.notes = std::move(inspection.notes);
    reading.catalog.addAll(std::move(inspection.objects));
    return reading;
}

Result<Reading> readSnapshot(Connection &connection, const InspectOptions &options)
{
    KILTER_TRY(Transaction transaction,
               Transaction::begin(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    SessionSettings session(connection);
    KILTER_CHECK(session.set());
    KILTER_TRY(Reading reading, readInTransaction(connection, options));
    KILTER_CHECK(transaction.commit());
    return reading;
}

/// Inside a transaction of the caller's (a scratch schema that is rolled back): nobody else can change what is new
/// there.
Result<Catalog> readWithin(Connection &connection, const InspectOptions &options)
{
    SessionSettings session(connection);
    KILTER_CHECK(session.remember());
    KILTER_CHECK(session.set());
    KILTER_TRY(Reading reading, readInTransaction(connection, options));
    KILTER_CHECK(session.putBack());
    return std::move(reading.catalog);
}

constexpr int mostAttempts = 5;

/// Whether an error may come from an object that vanished after the snapshot was taken, so that reading again can help.
bool mayBeTorn(const Error &error)
{
    return error.sql && (error.sql->sqlState == "XX000" || error.sql->sqlState.starts_with("42"));
}

} // namespace

Result<Catalog> inspect(Connection &connection, const InspectOptions &options)
{
    if (connection.inTransaction())
        return readWithin(connection, options);
    // pg_get_* reads the newest catalog, not the snapshot: what was read while the counter moved is read again, once;
    // what is plainly torn more often, before it is given up.
    bool wasRepeated = false;
    for (int attempt = 1; attempt <= mostAttempts; ++attempt) {
        KILTER_TRY(const std::int64_t before, changeCounter(connection));
        Result<Reading> reading = readSnapshot(connection, options);
        if (!reading && (!mayBeTorn(reading.error()) || attempt == mostAttempts))
            return tl::unexpected<Error>(std::move(reading).error());
        if (!reading || reading->torn)
            continue;
        KILTER_TRY(const std::int64_t after, changeCounter(connection));
        if (after == before || wasRepeated)
            return std::move(reading->catalog);
        wasRepeated = true;
    }
    return failure(ErrorCode::Failed,
                   "cannot read the schema of " + connection.databaseName() + ": others change it all the time",
                   "try again when no migration runs there");
}

Result<std::int64_t> changeCounter(Connection &connection)
{
    // As the view pg_stat_sys_tables counts, which asks for the indexes of every table as well.
    KILTER_TRY(const Rows rows, connection.execute(R"(
        SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_stat_get_tuples_inserted(c.oid) + pg_catalog.pg_stat_get_tuples_updated(c.oid)
                                       + pg_catalog.pg_stat_get_tuples_deleted(c.oid)), 0)::bigint
        FROM pg_catalog.pg_class c
        WHERE c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace AND c.relname IN (
            'pg_aggregate', 'pg_am', 'pg_attrdef', 'pg_attribute', 'pg_cast', 'pg_class', 'pg_collation', 'pg_constraint', 'pg_conversion',
            'pg_default_acl', 'pg_depend', 'pg_description', 'pg_enum', 'pg_event_trigger', 'pg_extension', 'pg_foreign_data_wrapper',
            'pg_foreign_server', 'pg_foreign_table', 'pg_index', 'pg_inherits', 'pg_language', 'pg_namespace', 'pg_opclass', 'pg_operator',
            'pg_opfamily', 'pg_partitioned_table', 'pg_policy', 'pg_proc', 'pg_publication', 'pg_publication_namespace', 'pg_publication_rel',
            'pg_range', 'pg_rewrite', 'pg_seclabel', 'pg_sequence', 'pg_statistic_ext', 'pg_subscription', 'pg_transform', 'pg_trigger',
            'pg_ts_config', 'pg_ts_config_map', 'pg_ts_dict', 'pg_ts_parser', 'pg_ts_template', 'pg_type', 'pg_user_mapping'))"));
    return rows.integer(0, 0);
}

} // namespace kilter::postgresql
