#include "core/scratch/scratch.h"

#include "core/base/log.h"
#include "core/base/text.h"
#include "core/scratch/places.h"
#include "core/scratch/privateserver.h"
#include "core/scratch/subcatalog.h"

#include <sqlite3.h>

namespace kilter {
namespace {

constexpr std::string_view insufficientPrivilege = "42501";
constexpr std::string_view undefinedObject = "42704";

bool isFatal(const Error &error)
{
    // Classes 08 (connection) and 57P (shutdown): the place is gone, whatever runs next fails too.
    return error.code == ErrorCode::Interrupted ||
           (error.sql && (error.sql->sqlState.starts_with("08") || error.sql->sqlState.starts_with("57P")));
}

/// The role that a message of the server (in English: our private one speaks so) says is missing.
std::optional<std::string> missingRole(const Error &error)
{
    constexpr std::string_view begin = "role \"", end = "\" does not exist";
    if (!error.sql || error.sql->sqlState != undefinedObject || !error.sql->message.starts_with(begin) ||
        !error.sql->message.ends_with(end))
        return {};
    return error.sql->message.substr(begin.size(), error.sql->message.size() - begin.size() - end.size());
}

/// pg_dump writes \restrict and \unrestrict, which only psql understands. Their lines become blank, so that line
/// numbers stay.
std::string withoutRestrict(std::string_view script)
{
    std::string result;
    for (std::size_t at = 0; at < script.size();) {
        const std::size_t end = std::min(script.find('\n', at), script.size());
        const std::string_view line = script.substr(at, end - at);
        if (!line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict "))
            result += line;
        if (end < script.size())
            result += '\n';
        at = end + 1;
    }
    return result;
}

Result<std::unique_ptr<ScratchPlace>> openAt(const ScratchOptions &options, const ConnectionUrl &url)
{
    auto place = openDatabasePlace(options, {url, "on the scratch server", false});
    if (place || !place.error().sql || place.error().sql->sqlState != insufficientPrivilege)
        return place;
    return openOwnPlace(options, url);
}

Result<std::unique_ptr<ScratchPlace>> openPrivate(const ScratchOptions &options)
{
    KILTER_TRY(PrivateServer * server, PrivateServer::of(options.wantedMajor, options.stop));
    return openDatabasePlace(options, {server->url(), {}, true});
}

} // namespace

Result<std::unique_ptr<ScratchPlace>> ScratchPlace::open(const ScratchOptions &options)
{
    if (options.dialect == DialectKind::Sqlite)
        return openMemoryPlace(options);
    if (options.scratchUrl)
        return openAt(options, *options.scratchUrl);
    if (PrivateServer::running(options.wantedMajor) || !options.besideStore)
        return openPrivate(options);
    auto beside = openDatabasePlace(options, {*options.besideStore, "beside the store", false});
    if (beside || beside.error().code == ErrorCode::Interrupted)
        return beside;
    logLine(LogCategory::Scratch, "no database beside the store: " + beside.error().message);
    auto own = openPrivate(options);
    if (!own && own.error().code != ErrorCode::Interrupted)
        own.error().message += "; and beside the store: " + beside.error().message;
    return own;
}

Result<Rows> ScratchPlace::runOne(std::string_view sql)
{
    m_used = std::max(m_used, Used::Statements);
    auto done = connection().execute(sql);
    for (int roles = 0; !done && mayMakeRoles() && roles < 100 && !connection().inTransaction(); ++roles) {
        const auto role = missingRole(done.error());
        if (!role || !connection().execute("CREATE ROLE " + Dialect::of(m_options.dialect).quoted(*role) + " NOLOGIN"))
            break;
        done = connection().execute(sql);
    }
    return done;
}

Result<> ScratchPlace::run(const std::vector<Statement> &statements)
{
    KILTER_TRY(std::vector<Failed> failed, runTolerantly(statements, 0));
    if (failed.empty())
        return {};
    Error error = std::move(failed.front().error);
    error.code = ErrorCode::Invalid;
    error.message = "cannot build " + toText(failed.front().object) + " in " + description() + ": " + error.message;
    return tl::unexpected(std::move(error));
}

Result<std::vector<ScratchPlace::Failed>> ScratchPlace::runTolerantly(const std::vector<Statement> &statements,
                                                                      std::size_t failuresAllowed)
{
    std::vector<Failed> failed;
    for (const Statement &statement : statements) {
        auto done = runOne(statement.sql);
        if (m_options.dialect == DialectKind::PostgreSql && standsOutsideSchemas(statement.object))
            m_used = Used::Script; // dropping schemas does not remove it
        if (done)
            continue;
        if (isFatal(done.error()))
            return tl::unexpected(std::move(done).error());
        failed.push_back({statement.object, std::move(done).error(), std::size_t(&statement - statements.data())});
        if (failed.size() > failuresAllowed)
            break;
    }
    return failed;
}

Result<std::vector<ScratchPlace::Failed>> ScratchPlace::runInAnyOrder(const std::vector<Statement> &statements)
{
    std::vector<std::size_t> places(statements.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = i;
    for (;;) {
        std::vector<Statement> round;
        for (const std::size_t place : places)
            round.push_back(statements[place]);
        KILTER_TRY(std::vector<Failed> failed, runTolerantly(round));
        m_used = Used::Script;
        for (Failed &one : failed)
            one.statement = places[one.statement];
        if (failed.empty() || failed.size() == places.size())
            return failed;
        places.clear();
        for (const Failed &one : failed)
            places.push_back(one.statement);
    }
}

Result<> ScratchPlace::runScript(std::string_view sql, const std::string &file)
{
    const std::string script = m_options.dialect == DialectKind::PostgreSql ? withoutRestrict(sql) : std::string(sql);
    KILTER_TRY(const std::vector<ScriptStatement> statements, Dialect::of(m_options.dialect).split(script));
    m_used = Used::Script;
    for (const ScriptStatement &statement : statements) {
        if (auto done = runOne(statement.text); !done) {
            Error error = std::move(done).error();
            const SourcePlace place{file, statement.line, 0};
            error.diagnostics.push_back({Severity::Error, "cannot-run", error.message, {}, place});
            if (!isFatal(error))
                error.code = ErrorCode::Invalid;
            error.message = (file.empty() ? "the script" : file) + " fails at line " + std::to_string(statement.line) +
                            " in " + description() + ": " + error.message;
            return tl::unexpected(std::move(error));
        }
    }
    if (connection().inTransaction())
        return failure(ErrorCode::Invalid,
                       (file.empty() ? "the script" : file) + " leaves a transaction open: a COMMIT is missing");
    return resetSession();
}

Result<Catalog> ScratchPlace::inspected(const InspectOptions &options)
{
    return Dialect::of(m_options.dialect).inspect(connection(), options);
}

Result<> ScratchPlace::empty()
{
    if (m_used == Used::No)
        return {};
    // Ten times faster than a new database, and the session keeps what it has read of the system catalogs. It may need
    // more locks than a server has: then the slow way helps.
    if (m_used == Used::Statements && m_options.dialect == DialectKind::PostgreSql && !connection().inTransaction()) {
        const auto dropped = dropSchemas();
        if (!dropped && isFatal(dropped.error()))
            return dropped;
        if (dropped) {
            m_used = Used::No;
            return {};
        }
    }
    return reset();
}

Result<Catalog> ScratchPlace::inspectedEmpty(const InspectOptions &options)
{
    const std::string key = joined(options.schemas, "\n");
    auto known = m_inspectedEmpty.find(key);
    if (known == m_inspectedEmpty.end()) {
        KILTER_TRY(Catalog catalog, inspected(options));
        known = m_inspectedEmpty.emplace(key, std::move(catalog)).first;
    }
    return known->second;
}

Result<Catalog> ScratchPlace::builtFrom(const std::vector<Statement> &statements, const InspectOptions &options)
{
    KILTER_CHECK(empty());
    KILTER_CHECK(run(statements));
    return inspected(options);
}

Result<Catalog> ScratchPlace::builtFromScript(std::string_view sql, const std::string &file,
                                              const InspectOptions &options)
{
    KILTER_CHECK(empty());
    KILTER_CHECK(runScript(sql, file));
    return inspected(options);
}

Result<> ScratchPlace::prepareSession()
{
    if (m_options.dialect == DialectKind::Sqlite)
        return {};
    std::string sql = "SELECT pg_catalog.set_config('check_function_bodies', 'off', false), "
                      "pg_catalog.set_config('synchronous_commit', 'off', false), "
                      "pg_catalog.set_config('client_min_messages', 'warning', false)";
    std::vector<Value> values;
    if (!m_options.timeZone.empty()) {
        sql += ", pg_catalog.set_config('TimeZone', $1, false)";
        values.emplace_back(m_options.timeZone);
    }
    KILTER_CHECK(connection().execute(sql, values));
    return {};
}

Result<> ScratchPlace::prepareEmpty()
{
    m_used = Used::No;
    KILTER_CHECK(prepareSession());
    return installExtensions();
}

Result<> ScratchPlace::installExtensions()
{
    for (const std::string &extension :
         m_options.dialect == DialectKind::PostgreSql ? m_options.extensions : std::vector<std::string>{}) {
        const std::string name = Dialect::of(m_options.dialect).quoted(extension);
        if (auto made = connection().execute("CREATE EXTENSION IF NOT EXISTS " + name + " CASCADE"); !made) {
            if (isFatal(made.error()))
                return tl::unexpected(std::move(made).error());
            logLine(LogCategory::Scratch, "without the extension " + extension + ": " + made.error().message);
        }
    }
    return {};
}

/// A script's SET statements, its role and its temporary objects end with it.
Result<> ScratchPlace::resetSession()
{
    if (m_options.dialect == DialectKind::Sqlite)
        return {};
    for (const char *sql : {"RESET SESSION AUTHORIZATION", "RESET ALL", "DISCARD TEMP"})
        KILTER_CHECK(connection().execute(sql));
    return prepareSession();
}

Result<ScratchPlace *> ScratchOnDemand::place()
{
    if (!m_opened)
        m_opened = ScratchPlace::open(m_options);
    if (!*m_opened)
        return tl::unexpected(m_opened->error());
    return m_opened->value().get();
}

Result<std::string> ScratchOnDemand::serverKey()
{
    if (m_options.dialect == DialectKind::Sqlite)
        return "sqlite-" + std::to_string(sqlite3_libversion_number());
    const std::string zone = m_options.timeZone.empty() ? "" : "-" + m_options.timeZone;
    const bool opened = m_opened && m_opened->has_value();
    if (!opened && !m_options.scratchUrl && m_options.wantedMajor > 0) {
        const auto installed = m_options.besideStore ? std::nullopt : postgresFor(m_options.wantedMajor);
        return "postgresql-" + std::to_string(installed ? installed->major : m_options.wantedMajor) + zone;
    }
    KILTER_TRY(ScratchPlace * one, place());
    return "postgresql-" + std::to_string(one->connection().serverVersion() / 10000) + zone;
}

} // namespace kilter
