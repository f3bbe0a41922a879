#pragma once
#include "core/connection/openattempt.h"

#include <sqlite3.h>

namespace kilter {

struct SqliteCloser
{
    void operator()(sqlite3 *database) const { sqlite3_close_v2(database); }
};
struct SqliteFinalizer
{
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using SqliteDatabase = std::unique_ptr<sqlite3, SqliteCloser>;
using SqliteStatement = std::unique_ptr<sqlite3_stmt, SqliteFinalizer>;

OpenAttempt openSqlite(const ConnectionUrl &url, const OpenOptions &options);

/// One database file, or one in memory. Foreign keys are enforced. Blobs come out as X'…' literals.
class SqliteConnection final : public Connection
{
public:
    SqliteConnection(ConnectionUrl url, SqliteDatabase database);

    /// Time-outs, foreign keys, and a first look at the file.
    [[nodiscard]] Result<> setUp(const OpenOptions &options);

    using Connection::execute;
    Result<Rows> execute(std::string_view sql, std::span<const Value> parameters = {}) override;
    bool inTransaction() const override { return sqlite3_get_autocommit(m_database.get()) == 0; }
    bool isAlive() override { return true; }
    DialectKind dialect() const override { return DialectKind::Sqlite; }
    int serverVersion() const override { return sqlite3_libversion_number(); }
    bool isStandby() override { return sqlite3_db_readonly(m_database.get(), "main") == 1; }
    std::string serverText() const override;
    std::string databaseName() const override { return m_url.database; }
    std::string userName() const override; ///< of the operating system
    void *handle() override { return m_database.get(); }

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] Result<SqliteStatement> prepared(std::string_view sql);
    [[nodiscard]] Result<> bind(sqlite3_stmt *statement, std::span<const Value> parameters, std::string_view sql);
    [[nodiscard]] Result<Rows> stepped(sqlite3_stmt *statement, std::string_view sql);
    Error errorOf(std::string_view sql) const;
    bool mustEnd() const; ///< the token, or the statement's time
    static int waitForLock(void *self, int calls);
    static int progress(void *self);

    SqliteDatabase m_database;
    std::chrono::milliseconds m_lockTimeout{4000};
    std::chrono::milliseconds m_statementTimeout{0}; ///< 0: none
    Clock::time_point m_started;                     ///< of the running statement
    Clock::time_point m_waitingSince;                ///< for a lock
};

} // namespace kilter
