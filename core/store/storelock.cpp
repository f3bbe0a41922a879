#include "core/store/storelock.h"

#include "core/base/cancel.h"
#include "core/base/hash.h"
#include "core/base/text.h"

#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace kilter {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds pollEvery{100};

std::int64_t keyOf(const std::string &ledger)
{
    const std::string digest = sha256("kilter run lock\n" + ledger);
    return static_cast<std::int64_t>(std::stoull(digest.substr(0, 16), nullptr, 16));
}

/// A bigint key stands in pg_locks as two halves, with objsubid 1 (PostgreSQL manual, pg_locks).
constexpr const char *holders =
    "l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
    " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"
    " AND ((l.classid::bigint << 32) | l.objid::bigint) = $1::bigint";

tl::unexpected<Error> poolerError()
{
    return failure(ErrorCode::Refused,
                   "the connection goes through a transaction pooler: the lock of the run would not hold",
                   "Connect to the server itself, or to a pool in session mode.");
}

Error busy(const std::string &who)
{
    return {ErrorCode::Refused,
            "another run holds the lock of this store: " + who,
            "Wait for its end and try again.",
            {},
            {}};
}

std::string holderText(Connection &connection, std::int64_t key)
{
    const auto found = connection.execute(
        std::string("SELECT l.pid, a.usename, a.application_name, a.client_addr, to_char(a.backend_start AT TIME ZONE "
                    "'UTC', 'YYYY-MM-DD HH24:MI:SS') "
                    "FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE ") +
            holders,
        {std::to_string(key)});
    if (!found || found->rows.empty())
        return "its session has just ended";
    std::string text = "server process " + found->text(0, 0) + " of user " + found->text(0, 1);
    if (!found->text(0, 2).empty())
        text += ", " + found->text(0, 2);
    if (!found->text(0, 3).empty())
        text += " from " + found->text(0, 3);
    return text + (found->text(0, 4).empty() ? "" : ", connected since " + found->text(0, 4) + " UTC");
}

std::string lockPath(const Connection &connection)
{
    std::error_code ec;
    const auto path = std::filesystem::weakly_canonical(connection.url().path, ec);
    return (ec ? connection.url().path : path.string()) + "-kilter-lock";
}

std::string holderText(int file)
{
    char text[300] = {};
    const auto length = pread(file, text, sizeof text - 1, 0);
    return length > 0 ? std::string(trimmed(std::string_view(text, std::size_t(length))))
                      : "its process has not said who it is";
}

/// The file under the name is still the one that was locked: its last holder removes it.
bool isSameFile(int file, const std::string &path)
{
    struct stat mine
    {
    }, there{};
    return fstat(file, &mine) == 0 && stat(path.c_str(), &there) == 0 && mine.st_ino == there.st_ino &&
           mine.st_dev == there.st_dev;
}

/// The descriptor of the locked file, or -1 and who holds it.
Result<int> tryFileLock(const std::string &path, std::string &holder)
{
    int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0)
        file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return failure(ErrorCode::Refused, "cannot make the lock file " + path,
                       "Its folder must be writable, as SQLite needs it too.");
    if (flock(file, LOCK_EX | LOCK_NB) == 0 && isSameFile(file, path)) {
        const std::string who = "process " + std::to_string(getpid()) + " of user " + std::to_string(geteuid()) + "\n";
        if (ftruncate(file, 0) == 0)
            (void)!pwrite(file, who.data(), who.size(), 0);
        return file;
    }
    holder = holderText(file);
    close(file);
    return -1;
}

/// Polls until `attempt` says true, the time is over (false) or the token stops it.
Result<bool> poll(std::chrono::milliseconds wait, const std::stop_token &stop,
                  const std::function<Result<bool>()> &attempt)
{
    const auto end = Clock::now() + wait;
    for (;;) {
        KILTER_CHECK(checkCancelled(stop, "waiting for the lock of the store"));
        KILTER_TRY(const bool taken, attempt());
        if (taken || Clock::now() >= end)
            return taken;
        std::this_thread::sleep_for(
            std::min(pollEvery, std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()) +
                                    std::chrono::milliseconds(1)));
    }
}

} // namespace

StoreLock::StoreLock(StoreLock &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)), m_key(other.m_key),
      m_file(std::exchange(other.m_file, -1)), m_path(std::move(other.m_path))
{}

StoreLock &StoreLock::operator=(StoreLock &&other) noexcept
{
    std::swap(m_connection, other.m_connection);
    std::swap(m_key, other.m_key);
    std::swap(m_file, other.m_file);
    std::swap(m_path, other.m_path);
    return *this;
}

StoreLock::~StoreLock()
{
    if (m_file >= 0) {
        unlink(m_path.c_str());
        close(m_file);
    }
    if (!m_connection)
        return;
    // Also after a cancel: the session may live on.
    const std::stop_token stop = m_connection->stop();
    m_connection->setStop({});
    (void)m_connection->execute("SELECT pg_catalog.pg_advisory_unlock($1::bigint)", {std::to_string(m_key)});
    m_connection->setStop(stop);
}

Result<StoreLock> StoreLock::take(Connection &connection, const std::string &ledger, std::chrono::milliseconds wait,
                                  const std::stop_token &stop)
{
    StoreLock lock;
    if (connection.dialect() == DialectKind::Sqlite) {
        if (connection.url().path == ":memory:")
            return lock;
        lock.m_path = lockPath(connection);
        std::string holder;
        KILTER_TRY(const bool taken, poll(wait, stop, [&]() -> Result<bool> {
                       KILTER_TRY(lock.m_file, tryFileLock(lock.m_path, holder));
                       return lock.m_file >= 0;
                   }));
        if (!taken)
            return tl::unexpected(busy(holder));
        return lock;
    }
    if (connection.sharesSession())
        return poolerError();
    lock.m_key = keyOf(ledger);
    KILTER_TRY(const bool taken, poll(wait, stop, [&]() -> Result<bool> {
                   KILTER_TRY(const Rows got, connection.execute("SELECT pg_catalog.pg_try_advisory_lock($1::bigint)",
                                                                 {std::to_string(lock.m_key)}));
                   return got.isTrue(0, 0);
               }));
    if (!taken)
        return tl::unexpected(busy(holderText(connection, lock.m_key)));
    lock.m_connection = &connection;
    KILTER_CHECK(check(connection, ledger));
    return lock;
}

Result<> StoreLock::check(Connection &connection, const std::string &ledger)
{
    if (connection.dialect() == DialectKind::Sqlite)
        return {};
    KILTER_TRY(
        const Rows held,
        connection.execute(
            std::string("SELECT count(*) FROM pg_catalog.pg_locks l WHERE l.pid = pg_catalog.pg_backend_pid() AND ") +
                holders,
            {std::to_string(keyOf(ledger))}));
    if (held.integer(0, 0) == 0)
        return failure(ErrorCode::Refused, "this session does not hold the lock of the run (any more)",
                       "Either a script released it, or the connection goes through a transaction pooler: connect to "
                       "the server itself.");
    return {};
}

} // namespace kilter
