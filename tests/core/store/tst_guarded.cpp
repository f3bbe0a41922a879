#include "core/base/process.h"
#include "core/store/store.h"
#include "tests/support/childprocess.h"
#include "tests/support/postgres.h"

#include <csignal>
#include <fstream>
#include <thread>

using namespace kilter;
using namespace kilter::test;

namespace {

std::unique_ptr<Connection> opened(const std::string &url, const OpenOptions &options = {})
{
    auto connection = Connection::open(parseUrl(url).value(), options);
    EXPECT_TRUE(connection) << connection.error().message;
    return connection ? std::move(*connection) : nullptr;
}

/// PgBouncer in transaction mode before a server, in that server's folder.
class Pooler
{
public:
    explicit Pooler(const PostgresServer &server, const std::string &program) : m_port(freePort())
    {
        const std::string file = server.folder() + "/pgbouncer.ini";
        std::ofstream(file) << "[databases]\npostgres = host=127.0.0.1 port=" << server.port()
                            << " dbname=postgres user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = " << m_port
                            << "\nauth_type = any\npool_mode = transaction\nunix_socket_dir =\n";
        m_process = startChild({program, file}, server.folder() + "/pgbouncer.log", server.folder(), serviceUser(), SIGKILL);
        for (int i = 0; i < 500 && isDown(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }

    ~Pooler()
    {
        kill(m_process, SIGKILL);
        waitForChild(m_process, 10);
    }

    std::string url() const { return "postgresql://postgres@127.0.0.1:" + std::to_string(m_port) + "/postgres"; }

private:
    bool isDown() const
    {
        try {
            execute(url(), "SELECT 1");
            return false;
        } catch (const std::exception &) {
            return true;
        }
    }

    int m_port;
    pid_t m_process = -1;
};

class GuardedStore : public ::testing::Test
{
protected:
    void SetUp() override { requirePostgres(); }
};

TEST_F(GuardedStore, aStandbyIsReadAndNeverWritten)
{
    const auto server = PostgresServer::start("wal_level = replica");
    ASSERT_TRUE(server) << server.error().message;
    const auto standby = (*server)->becomeStandby();
    ASSERT_TRUE(standby) << standby.error().message;
    const auto connection = opened((*server)->url());
    ASSERT_TRUE(connection);
    EXPECT_TRUE(connection->isStandby());
    const auto store = Store::open(*connection, {});
    ASSERT_TRUE(store) << store.error().message;
    const auto writable = store->checkWritable();
    ASSERT_FALSE(writable);
    EXPECT_EQ(writable.error().code, ErrorCode::Refused);
    EXPECT_NE(writable.error().message.find("is a standby"), std::string::npos) << writable.error().message;
}

/// What one client sets in a session behind such a pooler stays set for the next one, an application perhaps.
TEST_F(GuardedStore, aTransactionPoolIsReadButNeitherChangedNorMigrated)
{
    const std::string program = findProgram("pgbouncer", {"/usr/sbin"});
    if (program.empty()) {
        if (servicesAreRequired())
            FAIL() << "pgbouncer is not installed";
        GTEST_SKIP() << "pgbouncer is not installed";
    }
    const auto server = PostgresServer::start();
    ASSERT_TRUE(server) << server.error().message;
    const Pooler pooler(**server, program);
    OpenOptions options;
    options.readOnly = true;
    options.role = "pg_read_all_data";
    options.statementTimeout = "1ms";
    {
        const auto connection = opened(pooler.url(), options);
        ASSERT_TRUE(connection);
        EXPECT_TRUE(connection->sharesSession());
        auto store = Store::open(*connection, {});
        ASSERT_TRUE(store) << store.error().message;
        const auto lock = store->lock(std::chrono::milliseconds(0), {});
        ASSERT_FALSE(lock);
        EXPECT_EQ(lock.error().code, ErrorCode::Refused);
        EXPECT_NE(lock.error().message.find("transaction pooler"), std::string::npos) << lock.error().message;
    }
    EXPECT_EQ(execute(pooler.url(), "SELECT pg_catalog.concat_ws(' ', current_setting('default_transaction_read_only'), current_user, "
                                    "current_setting('statement_timeout'))"),
              "off postgres 0");
    const auto direct = opened((*server)->url(), options);
    ASSERT_TRUE(direct);
    EXPECT_FALSE(direct->sharesSession());
}

} // namespace
