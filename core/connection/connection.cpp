#include "core/connection/connection.h"

#include "core/base/cancel.h"
#include "core/connection/postgresqlconnection.h"
#include "core/connection/sqliteconnection.h"

#include <charconv>
#include <condition_variable>
#include <mutex>
#include <random>

namespace kilter {
namespace {

const std::string noText;

/// False when the token stopped the wait.
bool waited(std::chrono::milliseconds duration, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    condition.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

OpenAttempt openOnce(const ConnectionUrl &url, const OpenOptions &options)
{
    switch (url.kind) {
    case StoreKind::PostgreSql:
        return openPostgreSql(url, options);
    case StoreKind::Sqlite:
        return openSqlite(url, options);
    case StoreKind::Redis:
    case StoreKind::Neo4j:
        break;
    }
    return {failure(ErrorCode::Usage, std::string(keyword(url.kind)) + " is no SQL database: " + url.text), false};
}

} // namespace

const std::string &Rows::text(std::size_t row, std::size_t column) const
{
    const Value &value = rows.at(row).at(column);
    return value ? *value : noText;
}

std::int64_t Rows::integer(std::size_t row, std::size_t column) const
{
    const std::string &digits = text(row, column);
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::chrono::milliseconds backOff(int attempt, double chance)
{
    const double whole = 200.0 * double(1 << std::min(attempt - 1, 6));
    return std::chrono::milliseconds(std::int64_t(std::min(whole, 10000.0) * (0.5 + 0.5 * chance)));
}

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionUrl &url, const OpenOptions &options)
{
    thread_local std::minstd_rand random(std::random_device{}());
    for (int attempt = 1;; ++attempt) {
        KILTER_CHECK(checkCancelled(options.stop, "connecting"));
        OpenAttempt opened = openOnce(url, options);
        if (opened.connection || !opened.worthRetrying || attempt > options.retries)
            return std::move(opened.connection);
        const auto wait = backOff(attempt, std::uniform_real_distribution<>(0, 1)(random));
        if (options.onRetry)
            options.onRetry(attempt, wait, opened.connection.error().message);
        if (!waited(wait, options.stop))
            return tl::unexpected(cancelled("connecting"));
    }
}

Result<Transaction> Transaction::begin(Connection &connection, std::string_view beginSql)
{
    KILTER_CHECK(connection.execute(beginSql));
    return Transaction(connection);
}

Transaction::~Transaction()
{
    rollback();
}

Result<> Transaction::commit()
{
    if (!m_connection)
        return failure(ErrorCode::Invalid, "the transaction has ended already");
    // A PostgreSQL transaction with a failed statement "commits" successfully and is rolled back: that is no success.
    Connection &connection = *m_connection;
    KILTER_TRY(const Rows done, connection.execute("COMMIT"));
    m_connection = nullptr;
    if (done.command == "ROLLBACK")
        return failure(ErrorCode::Failed, "the transaction was rolled back, because a statement in it had failed");
    return {};
}

void Transaction::rollback()
{
    Connection *connection = std::exchange(m_connection, nullptr);
    if (!connection || !connection->inTransaction())
        return;
    // Also after a cancel: the way back must run although the token says stop.
    const std::stop_token stop = connection->stop();
    connection->setStop({});
    (void)connection->execute("ROLLBACK");
    connection->setStop(stop);
}

} // namespace kilter
