#include "core/connection/connection.h"
#include "tests/support/childprocess.h"
#include "tests/support/postgres.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace kilter {
namespace {

using std::chrono::milliseconds;

/// A stop request is answered within 200 ms; the rest is for a busy machine.
constexpr milliseconds promised{250};

using Clock = std::chrono::steady_clock;

milliseconds since(Clock::time_point start)
{
    return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

Rows run(Connection &connection, std::string_view sql, std::initializer_list<Value> values = {})
{
    auto rows = connection.execute(sql, values);
    EXPECT_TRUE(rows) << sql << ": " << (rows ? "" : toText(rows.error()));
    return rows ? *rows : Rows{};
}

/// Asks to stop after a while and remembers when.
class StopLater
{
public:
    explicit StopLater(milliseconds wait)
        : m_thread([this, wait] {
              std::this_thread::sleep_for(wait);
              m_asked = Clock::now();
              m_source.request_stop();
          })
    {}
    std::stop_token token() const { return m_source.get_token(); }
    milliseconds sinceAsked()
    {
        m_thread.join();
        return since(m_asked);
    }

private:
    std::stop_source m_source;
    Clock::time_point m_asked;
    std::jthread m_thread;
};

/// A port that takes connections and never says a word.
class SilentServer
{
public:
    SilentServer() : m_file(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof(address);
        if (bind(m_file, reinterpret_cast<sockaddr *>(&address), length) == 0 && listen(m_file, 8) == 0)
            getsockname(m_file, reinterpret_cast<sockaddr *>(&address), &length);
        m_port = ntohs(address.sin_port);
    }
    ~SilentServer() { close(m_file); }
    std::string url() const { return "postgresql://u@127.0.0.1:" + std::to_string(m_port) + "/db"; }

private:
    int m_file;
    int m_port = 0;
};

class Postgres : public ::testing::Test
{
protected:
    void SetUp() override
    {
        requirePostgres();
        m_database = std::make_unique<test::TestDatabase>();
    }

    std::unique_ptr<Connection> open(const OpenOptions &options = {})
    {
        auto connection = Connection::open(parseUrl(m_database->url()).value(), options);
        EXPECT_TRUE(connection) << (connection ? "" : toText(connection.error()));
        return connection ? std::move(*connection) : nullptr;
    }

    std::unique_ptr<test::TestDatabase> m_database;
};

} // namespace

TEST_F(Postgres, ValuesInAndOut)
{
    const auto connection = open();
    run(*connection, "CREATE TABLE t (i integer, s text)");
    EXPECT_EQ(run(*connection, "INSERT INTO t VALUES ($1, $2), (NULL, NULL)", {"7", "ä'日😀"}).affected, 2);
    const Rows rows = run(*connection, "SELECT i, s, i = 7 AS b FROM t ORDER BY i");
    EXPECT_EQ(rows.columns, (std::vector<std::string>{"i", "s", "b"}));
    EXPECT_EQ(rows.rows, (std::vector<std::vector<Value>>{{"7", "ä'日😀", "t"}, {{}, {}, {}}}));
    EXPECT_TRUE(rows.isTrue(0, 2));
    EXPECT_EQ(run(*connection, "SELECT 1").affected, 0);
    EXPECT_EQ(run(*connection, "").rows.size(), 0u);
    EXPECT_EQ(run(*connection, "SELECT $1::text", {std::string(3'000'000, 'x')}).text(0, 0).size(), 3'000'000u);
}

TEST_F(Postgres, ManyRowsAreReadInLinearTime)
{
    const auto connection = open();
    const auto start = Clock::now();
    const Rows rows = run(*connection, "SELECT g, 'row ' || g FROM generate_series(1, 200000) g");
    ASSERT_EQ(rows.rows.size(), 200000u);
    EXPECT_EQ(rows.text(199999, 1), "row 200000");
    EXPECT_LT(since(start), milliseconds(5000));
}

TEST_F(Postgres, ExactlyOneStatement)
{
    const auto connection = open();
    const auto two = connection->execute("CREATE TABLE a (i int); CREATE TABLE b (i int)");
    ASSERT_FALSE(two);
    EXPECT_EQ(two.error().sql->sqlState, "42601");
    EXPECT_EQ(run(*connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").integer(0, 0), 0);
}

TEST_F(Postgres, ErrorFields)
{
    const auto connection = open();
    const auto wrong = connection->execute("SELECT 'ä', nosuch FROM pg_class");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::Failed);
    EXPECT_EQ(wrong.error().message, "column \"nosuch\" does not exist");
    EXPECT_EQ(wrong.error().sql->sqlState, "42703");
    EXPECT_EQ(wrong.error().sql->position, 13) << "characters, not bytes";
    run(*connection, "CREATE TABLE t (a int UNIQUE)");
    run(*connection, "INSERT INTO t VALUES (1)");
    EXPECT_NE(connection->execute("INSERT INTO t VALUES (1)").error().sql->detail.find("(a)=(1)"), std::string::npos);
    EXPECT_FALSE(connection->execute("SELECT abs('a', 'b', 'c')").error().sql->hint.empty());
    const auto inside = connection->execute("DO $$BEGIN PERFORM 1/0; END$$");
    EXPECT_NE(inside.error().sql->context.find("PL/pgSQL"), std::string::npos);
    EXPECT_EQ(connection->execute("SELECT '\xff'").error().code, ErrorCode::Invalid);
    EXPECT_EQ(connection->execute("SELECT $1", {std::string("a\0b", 3)}).error().code, ErrorCode::Invalid);
    EXPECT_EQ(connection->execute("ALTER ROLE nosuchrole PASSWORD 'geheim'").error().sql->statement,
              "ALTER ROLE nosuchrole PASSWORD ***");
    EXPECT_TRUE(connection->isAlive());
}

TEST_F(Postgres, CopyIsRefusedAndTheSessionGoesOn)
{
    const auto connection = open();
    run(*connection, "CREATE TABLE t (a int)");
    EXPECT_FALSE(connection->execute("COPY t FROM STDIN"));
    EXPECT_EQ(connection->execute("COPY (SELECT generate_series(1, 100000)) TO STDOUT").error().code, ErrorCode::Usage);
    EXPECT_EQ(run(*connection, "SELECT 1").integer(0, 0), 1);
}

TEST_F(Postgres, Notices)
{
    const auto connection = open();
    std::vector<Notice> notices;
    connection->setNoticeHandler([&](const Notice &notice) { notices.push_back(notice); });
    run(*connection, "DO $$BEGIN RAISE WARNING 'careful' USING DETAIL = 'a detail', HINT = 'a hint'; END$$");
    ASSERT_EQ(notices.size(), 1u);
    EXPECT_EQ(notices[0].severity, "WARNING");
    EXPECT_EQ(notices[0].message, "careful");
    EXPECT_EQ(notices[0].detail, "a detail");
    EXPECT_EQ(notices[0].hint, "a hint");
}

TEST_F(Postgres, SessionSettings)
{
    OpenOptions options;
    options.lockTimeout = "3s";
    options.statementTimeout = "70s";
    const auto connection = open(options);
    EXPECT_EQ(run(*connection, "SHOW lock_timeout").text(0, 0), "3s");
    EXPECT_EQ(run(*connection, "SHOW statement_timeout").text(0, 0), "70s");
    EXPECT_EQ(run(*connection, "SHOW application_name").text(0, 0), "kilter");
    EXPECT_EQ(run(*connection, "SHOW client_encoding").text(0, 0), "UTF8");
    EXPECT_EQ(run(*connection, "SHOW DateStyle").text(0, 0).substr(0, 3), "ISO");
    OpenOptions wrong;
    wrong.lockTimeout = "soon";
    const auto refused = Connection::open(parseUrl(m_database->url()).value(), wrong);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("lock_timeout"), std::string::npos);
}

TEST_F(Postgres, RoleIsSetWhateverItsName)
{
    const std::string role = "r\"; DROP ROLE x; ' ä " + m_database->name();
    const std::string quoted = "\"" + std::string("r\"\"; DROP ROLE x; ' ä ") + m_database->name() + "\"";
    m_database->run("CREATE ROLE " + quoted + "; GRANT CREATE ON SCHEMA public TO " + quoted);
    {
        OpenOptions options;
        options.role = role;
        const auto connection = open(options);
        run(*connection, "CREATE TABLE owned (a int)");
        EXPECT_EQ(run(*connection, "SELECT tableowner FROM pg_tables WHERE tablename = 'owned'").text(0, 0), role);
        EXPECT_EQ(connection->userName(), "postgres");
    }
    m_database->run("DROP OWNED BY " + quoted + "; DROP ROLE " + quoted);
    OpenOptions missing;
    missing.role = "no_such_role_here";
    const auto refused = Connection::open(parseUrl(m_database->url()).value(), missing);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::CannotConnect);
    EXPECT_NE(refused.error().message.find("no_such_role_here"), std::string::npos);
}

TEST_F(Postgres, ReadOnlyIsEnforcedByTheServer)
{
    OpenOptions options;
    options.readOnly = true;
    const auto refused = open(options)->execute("CREATE TABLE t (a int)");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().sql->sqlState, "25006");
}

TEST_F(Postgres, LockTimeout)
{
    const auto holder = open();
    run(*holder, "CREATE TABLE t (a int)");
    run(*holder, "BEGIN");
    run(*holder, "LOCK t");
    OpenOptions options;
    options.lockTimeout = "100ms";
    const auto failed = open(options)->execute("SELECT * FROM t");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::Failed);
    EXPECT_EQ(failed.error().sql->sqlState, "55P03");
}

TEST_F(Postgres, StopCancelsAStatementThatWaitsForALock)
{
    const auto holder = open();
    run(*holder, "CREATE TABLE t (a int)");
    run(*holder, "BEGIN");
    run(*holder, "LOCK t");
    const auto connection = open();
    {
        const auto transaction = Transaction::begin(*connection).value();
        StopLater stop(milliseconds(150));
        connection->setStop(stop.token());
        const auto result = connection->execute("SELECT * FROM t");
        EXPECT_LT(stop.sinceAsked(), promised);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::Interrupted);
        EXPECT_EQ(connection->execute("SELECT 1").error().code, ErrorCode::Interrupted);
    }
    EXPECT_FALSE(connection->inTransaction()) << "the rollback runs although the token says stop";
    connection->setStop({});
    EXPECT_EQ(run(*connection, "SELECT 1").integer(0, 0), 1) << "the session lives on";
    EXPECT_EQ(
        run(*holder,
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
            .integer(0, 0),
        0);
}

TEST_F(Postgres, StopAnswersInTimeAlsoWhenTheServerDoesNot)
{
    const auto own = test::PostgresServer::start();
    ASSERT_TRUE(own) << toText(own.error());
    const auto connection = Connection::open(parseUrl((*own)->url()).value()).value();
    const pid_t backend = pid_t(run(*connection, "SELECT pg_backend_pid()").integer(0, 0));
    // Backend and postmaster stand still as a host that has gone away does: it accepts nothing and answers nothing.
    ASSERT_EQ(kill(backend, SIGSTOP), 0);
    ASSERT_EQ(kill((*own)->processId(), SIGSTOP), 0);
    StopLater stop(milliseconds(100));
    connection->setStop(stop.token());
    const auto result = connection->execute("SELECT pg_sleep(60)");
    EXPECT_LT(stop.sinceAsked(), promised);
    kill((*own)->processId(), SIGCONT);
    kill(backend, SIGCONT);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Interrupted);
    EXPECT_NE(result.error().hint.find("not known"), std::string::npos);
    connection->setStop({});
    EXPECT_FALSE(connection->isAlive());
    EXPECT_FALSE(connection->inTransaction());
    EXPECT_FALSE(connection->execute("SELECT 1"));
}

TEST_F(Postgres, LostConnection)
{
    const auto connection = open();
    const std::string process = run(*connection, "SELECT pg_backend_pid()").text(0, 0);
    EXPECT_TRUE(connection->isAlive());
    m_database->run("SELECT pg_terminate_backend(" + process + ", 5000)");
    const auto lost = connection->execute("SELECT 1");
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, ErrorCode::Failed);
    EXPECT_NE(lost.error().message.find("was lost"), std::string::npos) << toText(lost.error());
    EXPECT_FALSE(connection->isAlive());
    EXPECT_FALSE(connection->execute("SELECT 1"));
}

TEST_F(Postgres, TransactionsRollBackUnlessCommitted)
{
    const auto connection = open();
    {
        const auto transaction = Transaction::begin(*connection).value();
        run(*connection, "CREATE TABLE t (a int)");
        EXPECT_FALSE(connection->execute("nonsense"));
        EXPECT_TRUE(connection->inTransaction()) << "failed, but not ended";
        EXPECT_TRUE(connection->isAlive());
    }
    EXPECT_FALSE(connection->inTransaction());
    EXPECT_FALSE(connection->execute("SELECT * FROM t"));
    auto failed = Transaction::begin(*connection).value();
    EXPECT_FALSE(connection->execute("nonsense"));
    EXPECT_FALSE(failed.commit()) << "COMMIT of a failed transaction is a rollback";
    auto good = Transaction::begin(*connection).value();
    run(*connection, "CREATE TABLE t (a int)");
    EXPECT_TRUE(good.commit());
    EXPECT_TRUE(connection->execute("SELECT * FROM t"));
}

TEST_F(Postgres, WhoAndWhere)
{
    const auto connection = open();
    EXPECT_EQ(connection->databaseName(), m_database->name());
    EXPECT_FALSE(connection->isStandby());
    EXPECT_GE(connection->serverVersion(), 130000);
    EXPECT_EQ(connection->serverText().substr(0, 11), "PostgreSQL ");
    EXPECT_NE(connection->serverText().find("(127.0.0.1:"), std::string::npos);
    EXPECT_EQ(connection->dialect(), DialectKind::PostgreSql);
}

TEST_F(Postgres, MissingDatabaseIsSaidAtOnceWithoutRetries)
{
    OpenOptions options;
    options.retries = 5;
    int retried = 0;
    options.onRetry = [&](int, milliseconds, const std::string &) { ++retried; };
    const auto refused =
        Connection::open(parseUrl(test::urlOfDatabase(m_database->url(), "no_such_database")).value(), options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::CannotConnect);
    EXPECT_NE(refused.error().message.find("no_such_database"), std::string::npos);
    EXPECT_EQ(retried, 0);
}

TEST_F(Postgres, PasswordsAreUsedAndNeverShown)
{
    const auto own = test::PostgresServer::start();
    ASSERT_TRUE(own) << toText(own.error());
    test::execute((*own)->url(), "CREATE ROLE ann LOGIN PASSWORD 'ge@heim/?'");
    test::execute(
        (*own)->url(),
        "COPY (VALUES ('host all postgres 127.0.0.1/32 trust'), ('host all ann 127.0.0.1/32 scram-sha-256')) TO '" +
            (*own)->folder() + "/data/pg_hba.conf'");
    test::execute((*own)->url(), "SELECT pg_reload_conf()");
    const std::string place = (*own)->url().substr((*own)->url().find('@'));
    const auto open = [&](const std::string &user) {
        return Connection::open(parseUrl("postgresql://" + user + place).value());
    };
    // The reload is asynchronous: until it is done every password is right.
    for (int i = 0; i < 500 && open("ann:wrong"); ++i)
        std::this_thread::sleep_for(milliseconds(10));
    const auto connected = open("ann:ge%40heim%2F%3F");
    ASSERT_TRUE(connected) << toText(connected.error());
    EXPECT_EQ((*connected)->url().text.find("heim"), std::string::npos);
    EXPECT_EQ(run(**connected, "SELECT current_user").text(0, 0), "ann");
    const auto wrong = open("ann:fal%40sch");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::CannotConnect);
    EXPECT_EQ(toText(wrong.error()).find("sch"), std::string::npos) << toText(wrong.error());
    EXPECT_NE(toText(wrong.error()).find("check user, password"), std::string::npos) << toText(wrong.error());
    const auto none = open("ann");
    ASSERT_FALSE(none);
    EXPECT_NE(toText(none.error()).find("PGPASSWORD"), std::string::npos) << toText(none.error());
    setenv("PGPASSWORD", "ge@heim/?", 1);
    const auto fromEnvironment = open("ann");
    unsetenv("PGPASSWORD");
    EXPECT_TRUE(fromEnvironment);
}

TEST(PostgresOpen, RetriesOnARefusedPortWithBackOff)
{
    OpenOptions options;
    options.retries = 3;
    std::vector<std::pair<int, milliseconds>> waits;
    options.onRetry = [&](int attempt, milliseconds wait, const std::string &) { waits.emplace_back(attempt, wait); };
    const auto start = Clock::now();
    const auto refused = Connection::open(
        parseUrl("postgresql://u:secret@127.0.0.1:" + std::to_string(test::freePort()) + "/db").value(), options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::CannotConnect);
    EXPECT_EQ(toText(refused.error()).find("secret"), std::string::npos);
    EXPECT_NE(refused.error().hint.find("server runs"), std::string::npos);
    ASSERT_EQ(waits.size(), 3u);
    milliseconds total{0};
    for (std::size_t i = 0; i < waits.size(); ++i) {
        EXPECT_EQ(waits[i].first, int(i) + 1);
        EXPECT_GE(waits[i].second, milliseconds(100 << i));
        EXPECT_LE(waits[i].second, milliseconds(200 << i));
        total += waits[i].second;
    }
    EXPECT_GE(since(start), total);
}

TEST(PostgresOpen, TimeoutAndStopOnAServerThatNeverAnswers)
{
    const SilentServer silent;
    OpenOptions options;
    options.connectTimeout = milliseconds(300);
    const auto start = Clock::now();
    const auto late = Connection::open(parseUrl(silent.url()).value(), options);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::CannotConnect);
    EXPECT_NE(late.error().message.find("no answer within 0.3 s"), std::string::npos) << late.error().message;
    EXPECT_LT(since(start), milliseconds(1000));
    for (const int retries : {0, 5}) {
        StopLater stop(milliseconds(100));
        OpenOptions stopped;
        stopped.stop = stop.token();
        stopped.retries = retries;
        const auto result = Connection::open(parseUrl(silent.url()).value(), stopped);
        EXPECT_LT(stop.sinceAsked(), promised);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::Interrupted);
    }
    StopLater between(milliseconds(250));
    OpenOptions waiting;
    waiting.stop = between.token();
    waiting.retries = 20;
    const auto result = Connection::open(
        parseUrl("postgresql://127.0.0.1:" + std::to_string(test::freePort()) + "/db").value(), waiting);
    EXPECT_LT(between.sinceAsked(), promised);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Interrupted);
}

} // namespace kilter
