#pragma once
#include "core/base/result.h"
#include "core/catalog/catalog.h"
#include "core/connection/url.h"

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <utility>

namespace kilter {

using Value = std::optional<std::string>; ///< a value as text; none: NULL

struct Rows
{
    std::vector<std::string> columns;
    std::vector<std::vector<Value>> rows;
    std::int64_t affected = 0; ///< rows inserted, updated or deleted
    std::string command;       ///< PostgreSQL: first word of the command tag (a failed transaction's COMMIT says ROLLBACK)

    /// Text of a cell, empty for NULL. Out of range is a programming error.
    const std::string &text(std::size_t row, std::size_t column) const;
    bool isTrue(std::size_t row, std::size_t column) const
    {
        return text(row, column) == "t" || text(row, column) == "1";
    }
    std::int64_t integer(std::size_t row, std::size_t column) const;
};

/// What the server says beside a result (PostgreSQL NOTICE, WARNING …).
struct Notice
{
    std::string severity;
    std::string message;
    std::string detail;
    std::string hint;
};

struct OpenOptions
{
    std::string role;             ///< SET ROLE after connecting; empty: none
    std::string lockTimeout;      ///< PostgreSQL time text, e.g. "4s"; empty: the server's, on SQLite 4 s
    std::string statementTimeout; ///< likewise; "0": none
    bool readOnly = false;        ///< enforced by the server (default_transaction_read_only) or by SQLite's open mode
    bool mustExist = false;       ///< SQLite: do not create the file
    bool bare = false;            ///< nothing is asked or set after connecting
    int retries = 0;              ///< of connecting, exponential back-off with jitter from 200 ms
    std::chrono::milliseconds connectTimeout{10000};
    std::function<void(int attempt, std::chrono::milliseconds wait, const std::string &why)> onRetry;
    std::stop_token stop; ///< cancels connecting, and each running statement, within 200 ms
};

/// One session of a database, used in one thread; cancel through the stop token. Values in and out are text; no
/// knowledge of schemas. It speaks libpq and sqlite3 directly: one statement a call, with the server's error fields,
/// notices and cancel.
class Connection
{
public:
    /// CannotConnect (3) when it cannot be reached, with plain words what to check; never with the password.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const ConnectionUrl &url,
                                                                  const OpenOptions &options = {});
    virtual ~Connection() = default;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Runs exactly one statement. PostgreSQL: parameters $1, $2 …; SQLite: ?1, ?2 …. Error code Failed with SqlError,
    /// Interrupted when the token stopped it.
    [[nodiscard]] virtual Result<Rows> execute(std::string_view sql, std::span<const Value> parameters = {}) = 0;
    [[nodiscard]] Result<Rows> execute(std::string_view sql, std::initializer_list<Value> parameters)
    {
        return execute(sql, std::span<const Value>(parameters.begin(), parameters.size()));
    }

    virtual bool inTransaction() const = 0;
    virtual bool isAlive() = 0;
    virtual DialectKind dialect() const = 0;
    virtual int serverVersion() const = 0;
    virtual bool isStandby() = 0;               ///< pg_is_in_recovery, or a file opened read-only
    /// PostgreSQL behind a transaction pooler: other clients get the server's session between our transactions. Nothing is set
    /// for such a session (it would stay set for them: no role, no time limits, no read-only mode); migrations do not run on it.
    virtual bool sharesSession() const { return false; }
    virtual std::string serverText() const = 0; ///< "PostgreSQL 15.18 (db1:5432)"
    virtual std::string databaseName() const = 0;
    virtual std::string userName() const = 0;

    void setNoticeHandler(std::function<void(const Notice &)> handler) { m_onNotice = std::move(handler); }
    void setStop(std::stop_token stop) { m_stop = std::move(stop); }
    const std::stop_token &stop() const { return m_stop; }
    const ConnectionUrl &url() const { return m_url; }

    /// The driver's own handle (PGconn *, sqlite3 *) for what only it can do (backup, functions); owned by the
    /// connection.
    virtual void *handle() = 0;

protected:
    explicit Connection(ConnectionUrl url) : m_url(std::move(url)) {}
    ConnectionUrl m_url;
    std::function<void(const Notice &)> m_onNotice;
    std::stop_token m_stop;
};

/// BEGIN now; ROLLBACK on destruction unless committed.
class Transaction
{
public:
    [[nodiscard]] static Result<Transaction> begin(Connection &connection, std::string_view beginSql = "BEGIN");
    Transaction(Transaction &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();
    [[nodiscard]] Result<> commit();
    void rollback();

private:
    explicit Transaction(Connection &connection) : m_connection(&connection) {}
    Connection *m_connection;
};

} // namespace kilter
