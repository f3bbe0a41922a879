#pragma once
#include "core/connection/openattempt.h"

#include <libpq-fe.h>

#include <atomic>

namespace kilter {

struct PgConnectionCloser
{
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
struct PgResultCloser
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using PgConnection = std::unique_ptr<PGconn, PgConnectionCloser>;
using PgResult = std::unique_ptr<PGresult, PgResultCloser>;

OpenAttempt openPostgreSql(const ConnectionUrl &url, const OpenOptions &options);

/// A session over libpq. Statements go by the extended protocol, which takes exactly one; results are waited for with
/// poll, so that the stop token is answered at once: the server is asked to cancel, and the socket is shut down when it
/// does not answer.
class PostgreSqlConnection final : public Connection
{
public:
    PostgreSqlConnection(ConnectionUrl url, PgConnection connection);
    ~PostgreSqlConnection() override;

    /// Session settings of the options; the error names the setting that the server refused.
    [[nodiscard]] Result<> setUp(const OpenOptions &options);

    using Connection::execute;
    Result<Rows> execute(std::string_view sql, std::span<const Value> parameters = {}) override;
    bool inTransaction() const override;
    bool isAlive() override;
    DialectKind dialect() const override { return DialectKind::PostgreSql; }
    int serverVersion() const override { return PQserverVersion(m_connection.get()); }
    bool isStandby() override;
    bool sharesSession() const override { return m_sharesSession; }
    std::string serverText() const override;
    std::string databaseName() const override;
    std::string userName() const override;
    void *handle() override { return m_connection.get(); }

private:
    enum class Waited
    {
        Ready,
        Abandoned
    };
    using Deadline = std::optional<std::chrono::steady_clock::time_point>;

    [[nodiscard]] Result<bool> isTransactionPool(const OpenOptions &options);
    [[nodiscard]] Result<> checkSharedSettings();
    [[nodiscard]] Result<Rows> run(std::string_view sql, std::span<const Value> parameters, Deadline deadline);
    [[nodiscard]] Result<> send(std::string_view sql, std::span<const Value> parameters);
    /// All results up to the end of the statement; the last error, else the first result. None: abandoned.
    [[nodiscard]] PgResult finished(Deadline deadline);
    Waited waitForResult(Deadline &deadline);
    void waitOnSocket(bool forWriting, const Deadline &deadline);
    /// Ends a copy, whose data no statement of ours carries.
    void refuseCopy(const PGresult &result);
    void askToCancel();
    void abandon();
    Error errorOf(const PGresult *result, std::string_view sql) const;
    static void receiveNotice(void *self, const PGresult *result);

    PgConnection m_connection;
    std::shared_ptr<PGcancel> m_cancel; ///< shared with the cancelling thread, which may outlive the connection
    std::shared_ptr<std::atomic<bool>> m_asking; ///< a cancelling thread has not come back yet
    bool m_sharesSession = false;
    int m_wake = -1;                             ///< eventfd that a stop request writes to
};

} // namespace kilter
