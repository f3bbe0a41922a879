#include "core/connection/sqliteconnection.h"

#include "core/base/cancel.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/connection/secrets.h"
#include "core/connection/sqlitevalues.h"
#include "core/connection/statementtext.h"
#include "core/connection/timetext.h"

#include <filesystem>
#include <pwd.h>
#include <thread>
#include <unistd.h>

namespace kilter {
namespace {
namespace fs = std::filesystem;

/// Why a file cannot be opened, where that can be seen without SQLite.
Result<> checkPath(const ConnectionUrl &url, const OpenOptions &options)
{
    if (url.path == ":memory:")
        return {};
    const fs::path path(url.path);
    std::error_code error;
    if (fs::is_directory(path, error))
        return failure(ErrorCode::CannotConnect, url.path + " is a folder, not a database file");
    const bool exists = fs::exists(path, error);
    if (exists && access(path.c_str(), R_OK) != 0)
        return failure(ErrorCode::CannotConnect, "no permission to read " + url.path);
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    if (!exists && !fs::is_directory(folder, error))
        return failure(ErrorCode::CannotConnect,
                       "cannot open " + url.path + ": the folder " + folder.string() + " does not exist",
                       "make the folder, or check the path");
    if (!exists && (options.mustExist || options.readOnly))
        return failure(ErrorCode::CannotConnect, "there is no database file " + url.path, "check the path");
    if (!exists && access(folder.c_str(), W_OK) != 0)
        return failure(ErrorCode::CannotConnect, "no permission to create " + url.path);
    return {};
}

Error cannotOpen(const ConnectionUrl &url, int code, std::string_view why)
{
    return {ErrorCode::CannotConnect, "cannot open " + url.path + ": " + std::string(why), sqliteHint(code), {}, {}};
}

int openFlags(const OpenOptions &options)
{
    if (options.readOnly)
        return SQLITE_OPEN_READONLY;
    return options.mustExist ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

} // namespace

OpenAttempt openSqlite(const ConnectionUrl &url, const OpenOptions &options)
{
    if (auto usable = checkPath(url, options); !usable)
        return {tl::unexpected(std::move(usable).error()), false};
    // A read-only database in memory would be an empty one that nobody can fill; PRAGMA query_only below keeps it from
    // being written.
    const int flags = url.path == ":memory:" ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY : openFlags(options);
    sqlite3 *handle = nullptr;
    // A path that starts with a dash or "file:" is still a path.
    const std::string path = url.path == ":memory:" || url.path.starts_with('/') ? url.path : "./" + url.path;
    const int code =
        sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    SqliteDatabase database(handle);
    if (code != SQLITE_OK)
        return {tl::unexpected(cannotOpen(url, code, handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code))), false};
    auto connection = std::make_unique<SqliteConnection>(url, std::move(database));
    if (auto ready = connection->setUp(options); !ready) {
        const bool locked = ready.error().sql && (std::atoi(ready.error().sql->sqlState.c_str()) & 0xFF) == SQLITE_BUSY;
        return {tl::unexpected(std::move(ready).error()), locked};
    }
    return {std::move(connection), false};
}

SqliteConnection::SqliteConnection(ConnectionUrl url, SqliteDatabase database)
    : Connection(std::move(url)), m_database(std::move(database))
{
    sqlite3_busy_handler(m_database.get(), &SqliteConnection::waitForLock, this);
    sqlite3_progress_handler(m_database.get(), 1000, &SqliteConnection::progress, this);
}

Result<> SqliteConnection::setUp(const OpenOptions &options)
{
    setStop(options.stop);
    if (!options.lockTimeout.empty()) {
        KILTER_TRY(m_lockTimeout, millisecondsOf(options.lockTimeout));
    }
    if (!options.statementTimeout.empty()) {
        KILTER_TRY(m_statementTimeout, millisecondsOf(options.statementTimeout));
    }
    std::vector<std::string_view> first{"PRAGMA foreign_keys = ON", "PRAGMA schema_version"};
    if (options.readOnly)
        first.push_back("PRAGMA query_only = ON");
    for (const std::string_view sql : first) {
        if (auto done = execute(sql); !done) {
            Error error = std::move(done).error();
            if (error.code != ErrorCode::Interrupted) {
                error.code = ErrorCode::CannotConnect;
                error.message = "cannot open " + m_url.path + ": " + error.message;
            }
            return tl::unexpected(std::move(error));
        }
    }
    return {};
}

Result<Rows> SqliteConnection::execute(std::string_view sql, std::span<const Value> parameters)
{
    KILTER_CHECK(checkStatementText(sql, parameters));
    KILTER_CHECK(checkCancelled(m_stop, "the statement"));
    m_started = Clock::now();
    const std::stop_callback interrupt(m_stop, [database = m_database.get()] { sqlite3_interrupt(database); });
    KILTER_TRY(const SqliteStatement statement, prepared(sql));
    if (!statement)
        return Rows{};
    KILTER_CHECK(bind(statement.get(), parameters, sql));
    auto rows = stepped(statement.get(), sql);
    if (isLogged(LogCategory::Sql)) {
        const std::chrono::duration<double, std::milli> took = Clock::now() - m_started;
        logLine(LogCategory::Sql, withoutPasswords(std::string(sql)) + " -- " + std::to_string(took.count()) + " ms");
    }
    return rows;
}

Result<SqliteStatement> SqliteConnection::prepared(std::string_view sql)
{
    sqlite3_stmt *handle = nullptr;
    const char *tail = nullptr;
    const int code = sqlite3_prepare_v2(m_database.get(), sql.data(), int(sql.size()), &handle, &tail);
    SqliteStatement statement(handle);
    if (code != SQLITE_OK)
        return tl::unexpected(errorOf(sql));
    const std::string_view rest = tail ? sql.substr(std::size_t(tail - sql.data())) : std::string_view();
    if (!isBlankSql(rest))
        return failure(ErrorCode::Usage,
                       "more than one statement in one call: " + withoutPasswords(std::string(cutUtf8(sql, 200))));
    return statement;
}

Result<> SqliteConnection::bind(sqlite3_stmt *statement, std::span<const Value> parameters, std::string_view sql)
{
    const int wanted = sqlite3_bind_parameter_count(statement);
    if (wanted != int(parameters.size()))
        return failure(ErrorCode::Usage, "the statement has " + counted(std::size_t(wanted), "parameter") + ", but " +
                                             counted(parameters.size(), "value") +
                                             " were given: " + withoutPasswords(std::string(cutUtf8(sql, 200))));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const int position = int(i) + 1;
        const int code = parameters[i] ? sqlite3_bind_text64(statement, position, parameters[i]->data(),
                                                             parameters[i]->size(), SQLITE_STATIC, SQLITE_UTF8)
                                       : sqlite3_bind_null(statement, position);
        if (code != SQLITE_OK)
            return tl::unexpected(errorOf(sql));
    }
    return {};
}

Result<Rows> SqliteConnection::stepped(sqlite3_stmt *statement, std::string_view sql)
{
    Rows rows;
    const int columns = sqlite3_column_count(statement);
    for (int column = 0; column < columns; ++column) {
        const char *name = sqlite3_column_name(statement, column);
        rows.columns.emplace_back(name ? name : "");
    }
    const sqlite3_int64 before = sqlite3_total_changes64(m_database.get());
    int code = SQLITE_OK;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        std::vector<Value> &values = rows.rows.emplace_back();
        values.reserve(std::size_t(columns));
        for (int column = 0; column < columns; ++column)
            values.push_back(sqliteValue(statement, column));
    }
    if (code != SQLITE_DONE)
        return tl::unexpected(errorOf(sql));
    if (sqlite3_total_changes64(m_database.get()) != before)
        rows.affected = sqlite3_changes64(m_database.get());
    return rows;
}

Error SqliteConnection::errorOf(std::string_view sql) const
{
    const int code = sqlite3_extended_errcode(m_database.get());
    const int offset = sqlite3_error_offset(m_database.get());
    SqlError server;
    server.sqlState = std::to_string(code);
    server.message = sqlite3_errmsg(m_database.get());
    server.position = offset >= 0 ? charactersIn(sql, std::size_t(offset)) + 1 : 0;
    server.statement = withoutPasswords(std::string(sql));
    Error error{ErrorCode::Failed, server.message, sqliteHint(code), {}, {}};
    if (m_stop.stop_requested())
        error = cancelled("the statement");
    else if (code == SQLITE_INTERRUPT)
        error.message = "the statement took longer than " + std::to_string(m_statementTimeout.count()) +
                        " ms (statement_timeout) and was ended";
    error.sql = std::move(server);
    return error;
}

bool SqliteConnection::mustEnd() const
{
    return m_stop.stop_requested() || (m_statementTimeout.count() > 0 && Clock::now() - m_started > m_statementTimeout);
}

/// Waits for the lock of another connection in short steps, so that a stop request is answered at once.
int SqliteConnection::waitForLock(void *self, int calls)
{
    auto &connection = *static_cast<SqliteConnection *>(self);
    if (calls == 0)
        connection.m_waitingSince = Clock::now();
    if (connection.mustEnd() || Clock::now() - connection.m_waitingSince >= connection.m_lockTimeout)
        return 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(calls < 5 ? 2 : 20));
    return 1;
}

int SqliteConnection::progress(void *self)
{
    return static_cast<SqliteConnection *>(self)->mustEnd() ? 1 : 0;
}

std::string SqliteConnection::serverText() const
{
    return std::string("SQLite ") + sqlite3_libversion() + " (" + m_url.path + ")";
}

std::string SqliteConnection::userName() const
{
    const passwd *entry = getpwuid(geteuid());
    return entry ? entry->pw_name : std::to_string(geteuid());
}

} // namespace kilter
