#include "core/connection/postgresqlconnection.h"

#include "core/base/cancel.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/connection/secrets.h"
#include "core/connection/statementtext.h"

#include <atomic>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace kilter {
namespace {

using Clock = std::chrono::steady_clock;

/// From the stop request to the moment when the socket is shut down; with the rest of the way 200 ms.
constexpr std::chrono::milliseconds cancelGrace{180};

constexpr const char *copyRefusal = "COPY FROM STDIN and COPY TO STDOUT are not supported";

std::string field(const PGresult *result, int code)
{
    const char *text = PQresultErrorField(result, code);
    return text ? text : "";
}

bool isError(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
}

Rows rowsOf(const PGresult *result)
{
    Rows rows;
    const int columns = PQnfields(result);
    const int count = PQntuples(result);
    for (int column = 0; column < columns; ++column)
        rows.columns.emplace_back(PQfname(result, column));
    rows.rows.resize(std::size_t(count));
    for (int row = 0; row < count; ++row) {
        std::vector<Value> &values = rows.rows[std::size_t(row)];
        values.resize(std::size_t(columns));
        for (int column = 0; column < columns; ++column) {
            if (!PQgetisnull(result, row, column))
                values[std::size_t(column)].emplace(PQgetvalue(result, row, column),
                                                    std::size_t(PQgetlength(result, row, column)));
        }
    }
    const std::string_view tag = PQcmdStatus(const_cast<PGresult *>(result));
    rows.command = tag.substr(0, tag.find(' '));
    for (const std::string_view changing : {"INSERT", "UPDATE", "DELETE", "MERGE", "COPY"}) {
        if (rows.command == changing)
            rows.affected = std::atoll(PQcmdTuples(const_cast<PGresult *>(result)));
    }
    return rows;
}

} // namespace

PostgreSqlConnection::PostgreSqlConnection(ConnectionUrl url, PgConnection connection)
    : Connection(std::move(url)), m_connection(std::move(connection)),
      m_cancel(PQgetCancel(m_connection.get()), PQfreeCancel), m_asking(std::make_shared<std::atomic<bool>>(false)),
      m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    PQsetnonblocking(m_connection.get(), 1);
    PQsetNoticeReceiver(m_connection.get(), &PostgreSqlConnection::receiveNotice, this);
}

PostgreSqlConnection::~PostgreSqlConnection()
{
    wipe(m_url.password);
    if (m_wake >= 0)
        close(m_wake);
}

/// A pooler answers with a process number of its own. Whether it gives one server session to several clients shows when a second client
/// gets the first one's, or the first another than before.
Result<bool> PostgreSqlConnection::isTransactionPool(const OpenOptions &options)
{
    KILTER_TRY(const Rows first, execute("SELECT pg_catalog.pg_backend_pid()"));
    if (first.integer(0, 0) == PQbackendPID(m_connection.get()))
        return false;
    OpenOptions plain;
    plain.bare = true;
    plain.connectTimeout = options.connectTimeout;
    plain.stop = options.stop;
    KILTER_TRY(const auto second, Connection::open(m_url, plain));
    KILTER_TRY(Transaction holding, Transaction::begin(*second));
    KILTER_TRY(const Rows other, second->execute("SELECT pg_catalog.pg_backend_pid()"));
    KILTER_TRY(const Rows again, execute("SELECT pg_catalog.pg_backend_pid()"));
    return other.text(0, 0) == first.text(0, 0) || again.text(0, 0) != first.text(0, 0);
}

/// What cannot be set in a shared session must be as wanted.
Result<> PostgreSqlConnection::checkSharedSettings()
{
    KILTER_TRY(const Rows is, execute("SELECT pg_catalog.current_setting('DateStyle'), pg_catalog.current_setting('IntervalStyle'), "
                                      "pg_catalog.current_setting('standard_conforming_strings')"));
    if (is.text(0, 0).starts_with("ISO") && is.text(0, 1) == "postgres" && is.text(0, 2) == "on")
        return {};
    return failure(ErrorCode::CannotConnect,
                   "cannot set up the session: " + serverText() + " is behind a transaction pooler, and its DateStyle, IntervalStyle or "
                   "standard_conforming_strings is not the default",
                   "Connect to the server itself, or to a pool in session mode.");
}

Result<> PostgreSqlConnection::setUp(const OpenOptions &options)
{
    m_onNotice = {};
    setStop(options.stop);
    if (options.bare)
        return {};
    KILTER_TRY(m_sharesSession, isTransactionPool(options));
    if (m_sharesSession)
        return checkSharedSettings();
    std::vector<std::pair<std::string, std::string>> settings{
        {"DateStyle", "ISO"}, {"IntervalStyle", "postgres"}, {"standard_conforming_strings", "on"}};
    if (!options.role.empty())
        settings.emplace_back("role", options.role);
    if (!options.lockTimeout.empty())
        settings.emplace_back("lock_timeout", options.lockTimeout);
    if (!options.statementTimeout.empty())
        settings.emplace_back("statement_timeout", options.statementTimeout);
    if (options.readOnly)
        settings.emplace_back("default_transaction_read_only", "on");
    // Values are bound, also the role's name: set_config('role', …) is SET ROLE.
    std::string sql = "SELECT";
    std::vector<Value> values;
    for (const auto &[name, value] : settings) {
        sql += (values.empty() ? " " : ", ") +
               ("pg_catalog.set_config('" + name + "', $" + std::to_string(values.size() + 1)) + ", false)";
        values.emplace_back(value);
    }
    if (auto done = execute(sql, values); !done) {
        Error error = std::move(done).error();
        error.message = "cannot set up the session: " + error.message;
        if (error.code == ErrorCode::Failed)
            error.code = ErrorCode::CannotConnect;
        error.hint = "check role, lock_timeout and statement_timeout of the connection";
        return tl::unexpected(std::move(error));
    }
    return {};
}

Result<Rows> PostgreSqlConnection::execute(std::string_view sql, std::span<const Value> parameters)
{
    return run(sql, parameters, {});
}

Result<Rows> PostgreSqlConnection::run(std::string_view sql, std::span<const Value> parameters, Deadline deadline)
{
    KILTER_CHECK(checkStatementText(sql, parameters));
    KILTER_CHECK(checkCancelled(m_stop, "the statement"));
    const auto start = Clock::now();
    KILTER_CHECK(send(sql, parameters));
    const PgResult result = finished(deadline);
    if (isLogged(LogCategory::Sql)) {
        const std::chrono::duration<double, std::milli> took = Clock::now() - start;
        logLine(LogCategory::Sql, withoutPasswords(std::string(sql)) + " -- " + std::to_string(took.count()) + " ms");
    }
    if (!result || isError(result.get()))
        return tl::unexpected(errorOf(result.get(), sql));
    if (PQresultStatus(result.get()) == PGRES_COPY_OUT)
        return failure(ErrorCode::Usage, std::string(copyRefusal));
    return rowsOf(result.get());
}

Result<> PostgreSqlConnection::send(std::string_view sql, std::span<const Value> parameters)
{
    const std::string text(sql);
    std::vector<const char *> values;
    for (const Value &value : parameters)
        values.push_back(value ? value->c_str() : nullptr);
    if (PQstatus(m_connection.get()) == CONNECTION_OK &&
        PQsendQueryParams(m_connection.get(), text.c_str(), int(values.size()), nullptr, values.data(), nullptr,
                          nullptr, 0))
        return {};
    return tl::unexpected(errorOf(nullptr, sql));
}

PgResult PostgreSqlConnection::finished(Deadline deadline)
{
    eventfd_t ignored = 0;
    (void)eventfd_read(m_wake, &ignored);
    const std::stop_callback wake(m_stop, [file = m_wake] { (void)eventfd_write(file, 1); });
    PgResult kept;
    for (;;) {
        if (waitForResult(deadline) == Waited::Abandoned)
            return {};
        PgResult next(PQgetResult(m_connection.get()));
        if (!next)
            break;
        refuseCopy(*next);
        if (!kept || isError(next.get()))
            kept = std::move(next);
    }
    // A cancel that is still on its way must not hit the next statement.
    const auto end = Clock::now() + cancelGrace;
    while (*m_asking && Clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (*m_asking)
        abandon();
    return kept;
}

PostgreSqlConnection::Waited PostgreSqlConnection::waitForResult(Deadline &deadline)
{
    bool asked = *m_asking;
    for (;;) {
        const int flushed = PQflush(m_connection.get());
        if (flushed < 0 || (flushed == 0 && !PQisBusy(m_connection.get())))
            return Waited::Ready;
        if (!asked && m_stop.stop_requested()) {
            asked = true;
            askToCancel();
            deadline = Clock::now() + cancelGrace;
        }
        if (deadline && Clock::now() >= *deadline) {
            abandon();
            return Waited::Abandoned;
        }
        waitOnSocket(flushed > 0, deadline);
        if (!PQconsumeInput(m_connection.get()))
            return Waited::Ready; // PQgetResult gives the error
    }
}

void PostgreSqlConnection::waitOnSocket(bool forWriting, const Deadline &deadline)
{
    int timeout = -1;
    if (deadline)
        timeout = int(
            std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now()).count()));
    pollfd files[2] = {{PQsocket(m_connection.get()), short(forWriting ? POLLIN | POLLOUT : POLLIN), 0},
                       {m_wake, POLLIN, 0}};
    poll(files, 2, timeout);
    if (files[1].revents) {
        eventfd_t ignored = 0;
        (void)eventfd_read(m_wake, &ignored);
    }
}

void PostgreSqlConnection::refuseCopy(const PGresult &result)
{
    const ExecStatusType status = PQresultStatus(&result);
    if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH)
        PQputCopyEnd(m_connection.get(), copyRefusal);
    if (status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
        PQsetnonblocking(m_connection.get(), 0);
        char *data = nullptr;
        while (PQgetCopyData(m_connection.get(), &data, 0) > 0)
            PQfreemem(data);
        PQsetnonblocking(m_connection.get(), 1);
    }
}

/// PQcancel opens a connection of its own and blocks on a dead host: it gets a thread of its own, which may outlive us.
void PostgreSqlConnection::askToCancel()
{
    if (!m_cancel)
        return;
    *m_asking = true;
    std::thread([cancel = m_cancel, asking = m_asking] {
        char message[256];
        PQcancel(cancel.get(), message, sizeof message);
        *asking = false;
    }).detach();
}

void PostgreSqlConnection::abandon()
{
    const int socket = PQsocket(m_connection.get());
    if (socket >= 0)
        shutdown(socket, SHUT_RDWR);
    PQconsumeInput(m_connection.get()); // libpq sees the end and marks the connection bad
}

Error PostgreSqlConnection::errorOf(const PGresult *result, std::string_view sql) const
{
    SqlError server;
    server.sqlState = result ? field(result, PG_DIAG_SQLSTATE) : "";
    server.message = result ? field(result, PG_DIAG_MESSAGE_PRIMARY) : "";
    server.detail = withoutPasswords(result ? field(result, PG_DIAG_MESSAGE_DETAIL) : "");
    server.hint = result ? field(result, PG_DIAG_MESSAGE_HINT) : "";
    server.context = withoutPasswords(result ? field(result, PG_DIAG_CONTEXT) : "");
    server.position = result ? std::atoi(field(result, PG_DIAG_STATEMENT_POSITION).c_str()) : 0;
    server.statement = withoutPasswords(std::string(sql));
    Error error{ErrorCode::Failed, server.message, {}, {}, {}};
    if (PQstatus(m_connection.get()) != CONNECTION_OK) {
        const std::string own = std::string(trimmed(PQerrorMessage(m_connection.get())));
        if (server.sqlState.empty())
            server.sqlState = "08006"; // connection_failure
        if (server.message.empty())
            server.message = own;
        error.message =
            "the connection to " + serverText() + " was lost" + (server.message.empty() ? "" : ": " + server.message);
        error.hint = "whether the statement took effect is not known; look before running it again";
    } else if (server.message.empty()) {
        server.message = result ? trimmed(PQresultErrorMessage(result)) : trimmed(PQerrorMessage(m_connection.get()));
        error.message = server.message;
    }
    if (m_stop.stop_requested()) {
        const bool sure = server.sqlState == "57014"; // query_canceled
        error = cancelled("the statement");
        error.hint = sure ? ""
                          : "the server did not answer the cancel, so the connection was closed; whether the statement "
                            "took effect is not known";
    }
    error.sql = std::move(server);
    return error;
}

void PostgreSqlConnection::receiveNotice(void *self, const PGresult *result)
{
    const auto &connection = *static_cast<const PostgreSqlConnection *>(self);
    if (!connection.m_onNotice)
        return;
    const std::string severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    connection.m_onNotice({severity.empty() ? "WARNING" : severity, field(result, PG_DIAG_MESSAGE_PRIMARY),
                           field(result, PG_DIAG_MESSAGE_DETAIL), field(result, PG_DIAG_MESSAGE_HINT)});
}

bool PostgreSqlConnection::inTransaction() const
{
    const PGTransactionStatusType status = PQtransactionStatus(m_connection.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

bool PostgreSqlConnection::isAlive()
{
    // Any answer will do, also "the transaction has failed"; a dead host would be waited for very long.
    const std::stop_token stop = std::exchange(m_stop, {});
    (void)run("", {}, Clock::now() + std::chrono::seconds(2));
    m_stop = stop;
    return PQstatus(m_connection.get()) == CONNECTION_OK;
}

bool PostgreSqlConnection::isStandby()
{
    // Reported by servers from 14 on, also when it is promoted meanwhile.
    if (const char *reported = PQparameterStatus(m_connection.get(), "in_hot_standby"))
        return std::string_view(reported) == "on";
    const Result<Rows> rows = execute("SELECT pg_catalog.pg_is_in_recovery()");
    return rows && rows->isTrue(0, 0);
}

std::string PostgreSqlConnection::serverText() const
{
    const auto text = [](const char *value) { return std::string(value ? value : ""); };
    const std::string version = text(PQparameterStatus(m_connection.get(), "server_version"));
    const std::string host = text(PQhost(m_connection.get()));
    const std::string place =
        host.starts_with('/') || host.starts_with('@') ? host : host + ":" + text(PQport(m_connection.get()));
    return "PostgreSQL " + version.substr(0, version.find(' ')) + " (" + place + ")";
}

std::string PostgreSqlConnection::databaseName() const
{
    const char *name = PQdb(m_connection.get());
    return name ? name : "";
}

std::string PostgreSqlConnection::userName() const
{
    const char *name = PQuser(m_connection.get());
    return name ? name : "";
}

} // namespace kilter
