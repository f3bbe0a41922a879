#pragma once
#include "core/connection/connection.h"

namespace kilter {

/// The run lock of one store: held until destruction, or until the process or its session ends. PostgreSQL: a
/// session-level advisory lock, keyed by database and ledger. SQLite: a lock on the file "DATABASE-kilter-lock" beside
/// the database, which names its holder. A database in memory needs none.
class StoreLock
{
public:
    StoreLock(StoreLock &&other) noexcept;
    StoreLock &operator=(StoreLock &&other) noexcept;
    ~StoreLock();

    [[nodiscard]] static Result<StoreLock> take(Connection &connection, const std::string &ledger,
                                                std::chrono::milliseconds wait, const std::stop_token &stop);
    /// Refused when the connection's session does not hold the lock (any more).
    [[nodiscard]] static Result<> check(Connection &connection, const std::string &ledger);

private:
    StoreLock() = default;
    Connection *m_connection = nullptr; ///< PostgreSQL
    std::int64_t m_key = 0;
    int m_file = -1; ///< SQLite
    std::string m_path;
};

} // namespace kilter
