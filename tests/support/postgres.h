#pragma once
#include "core/base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

namespace kilter::test {

/// A private PostgreSQL for tests: loopback TCP on a free port, data in memory, user postgres without a password, UTF-8 and
/// C.UTF-8, no durability. As root it runs as an unprivileged user. It ends with this object, and with this process however
/// that ends (the kernel signals it); a folder that a killed process left behind is removed by the next start.
class PostgresServer
{
public:
    /// `settings`: more lines for postgresql.conf; the last of a name counts.
    [[nodiscard]] static Result<std::unique_ptr<PostgresServer>> start(const std::string &settings = {});
    ~PostgresServer();
    PostgresServer(const PostgresServer &) = delete;
    PostgresServer &operator=(const PostgresServer &) = delete;

    /// Stops it and starts it again as a standby of nobody: it is in recovery for good. It needs wal_level = replica from its start.
    [[nodiscard]] Result<> becomeStandby();

    std::string url() const; ///< of its database "postgres"
    int port() const { return m_port; }
    int processId() const { return m_process; }
    const std::string &folder() const { return m_folder; }

private:
    PostgresServer() = default;
    [[nodiscard]] Result<> makeFolder();
    [[nodiscard]] Result<> initialise(const std::string &programs, const std::string &settings);
    [[nodiscard]] Result<> launch(const std::string &programs);
    [[nodiscard]] Result<> makeRoles(); ///< case_owner, case_reader, case_writer: for cases of owners and privileges
    std::string lastLogLines() const;

    std::string m_folder; ///< holds data/, the sockets, server.log and the lock that says "in use"
    int m_lock = -1;
    int m_port = 0;
    int m_process = -1;
};

/// The folder of initdb and postgres: KILTER_PG_BIN, else the newest of /usr/lib/postgresql, else PATH. Empty: not installed.
std::string postgresFolder();

/// URL of the database "postgres" of the server for tests: the one that ctest started for the whole run, else this process
/// starts its own, once, and stops it at its exit.
[[nodiscard]] Result<std::string> testServerUrl();

/// The same server's URL of another database.
std::string urlOfDatabase(const std::string &serverUrl, std::string_view database);

/// Runs statements by libpq in one round trip; the first column of the last result's rows, one a line. Throws
/// std::runtime_error with the server's words when it fails, so that a test ends there.
std::string execute(const std::string &url, const std::string &sql);

/// A database of its own name, dropped at the end. Throws std::runtime_error when it cannot be made.
class TestDatabase
{
public:
    /// Empty, from template0, on the server for tests, or on that of `serverUrl`.
    explicit TestDatabase(std::string_view script = {}, const std::string &serverUrl = {});
    TestDatabase(TestDatabase &&other) noexcept;
    TestDatabase &operator=(TestDatabase &&) = delete;
    ~TestDatabase();

    const std::string &url() const { return m_url; }
    const std::string &name() const { return m_name; }
    TestDatabase copy() const; ///< as it is now; nobody may be connected to it
    std::string run(const std::string &sql) const { return execute(m_url, sql); }

private:
    struct Copied {};
    TestDatabase(Copied, const TestDatabase &other);
    void create(std::string_view templateName);

    std::string m_server;
    std::string m_name;
    std::string m_url;
};

/// Runs a script with the real psql and ON_ERROR_STOP; its output. The error holds psql's words.
[[nodiscard]] Result<std::string> psql(const std::string &url, const std::string &script);

/// Why a test that needs PostgreSQL cannot run here; empty: it can.
std::string postgresMissing();
bool servicesAreRequired(); ///< KILTER_REQUIRE_SERVICES=1: a missing server is a failure, not a skip

} // namespace kilter::test

/// First line of a test or of SetUp() that needs PostgreSQL.
#define requirePostgres()                                                                                              \
    do {                                                                                                               \
        if (const std::string missing = ::kilter::test::postgresMissing(); !missing.empty()) {                         \
            if (::kilter::test::servicesAreRequired())                                                                 \
                FAIL() << missing;                                                                                     \
            GTEST_SKIP() << missing;                                                                                   \
        }                                                                                                              \
    } while (false)
