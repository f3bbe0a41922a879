#include "core/base/file.h"
#include "core/connection/connection.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace kilter {
namespace {
namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// A stop request is answered within 200 ms; the rest is for a busy machine.
constexpr milliseconds promised{250};

class Sqlite : public ::testing::Test
{
protected:
    std::string pathOf(const std::string &name) const { return (m_folder.path() / name).string(); }

    Result<std::unique_ptr<Connection>> open(const std::string &path, const OpenOptions &options = {})
    {
        return Connection::open(parseUrl(path).value(), options);
    }

    static Rows run(Connection &connection, std::string_view sql, std::initializer_list<Value> values = {})
    {
        auto rows = connection.execute(sql, values);
        EXPECT_TRUE(rows) << sql << ": " << (rows ? "" : toText(rows.error()));
        return rows ? *rows : Rows{};
    }

    TemporaryFolder m_folder = TemporaryFolder::create().value();
};

milliseconds since(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start);
}

} // namespace

TEST_F(Sqlite, ValuesInAndOut)
{
    const auto connection = open(":memory:").value();
    run(*connection, "CREATE TABLE t (i INTEGER, r REAL, s TEXT, b BLOB)");
    const Rows inserted =
        run(*connection, "INSERT INTO t VALUES (?1, 1.5, ?2, x'00ff1A'), (NULL, NULL, NULL, NULL)", {"7", "ä'日"});
    EXPECT_EQ(inserted.affected, 2);
    const Rows rows = run(*connection, "SELECT i, r, s, b FROM t ORDER BY i DESC");
    EXPECT_EQ(rows.columns, (std::vector<std::string>{"i", "r", "s", "b"}));
    ASSERT_EQ(rows.rows.size(), 2u);
    EXPECT_EQ(rows.rows[0], (std::vector<Value>{"7", "1.5", "ä'日", "X'00FF1A'"}));
    EXPECT_EQ(rows.rows[1], (std::vector<Value>{{}, {}, {}, {}}));
    EXPECT_EQ(rows.integer(0, 0), 7);
    EXPECT_EQ(rows.text(1, 2), "");
    EXPECT_EQ(run(*connection, "SELECT 1").affected, 0);
    EXPECT_EQ(run(*connection, "CREATE TABLE u (x)").affected, 0);
    EXPECT_EQ(run(*connection, "UPDATE t SET s = 'x' WHERE i = 7").affected, 1);
}

TEST_F(Sqlite, ExactlyOneStatement)
{
    const auto connection = open(":memory:").value();
    run(*connection, "CREATE TABLE t (a); -- the end ;");
    run(*connection, "CREATE TABLE u (a) /* open comment");
    EXPECT_EQ(run(*connection, "  -- nothing\n ; /* at all */").rows.size(), 0u);
    const auto two = connection->execute("CREATE TABLE v (a); CREATE TABLE w (a)");
    ASSERT_FALSE(two);
    EXPECT_EQ(two.error().code, ErrorCode::Usage);
    EXPECT_EQ(run(*connection, "SELECT count(*) FROM sqlite_schema").integer(0, 0), 2) << "neither ran";
}

TEST_F(Sqlite, ErrorFields)
{
    const auto connection = open(":memory:").value();
    const auto failed = connection->execute("SELECT 'ä', nosuch FROM sqlite_schema");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::Failed);
    EXPECT_EQ(failed.error().sql->position, 13);
    EXPECT_EQ(failed.error().sql->sqlState, "1");
    EXPECT_NE(failed.error().message.find("nosuch"), std::string::npos);
    run(*connection, "CREATE TABLE t (a UNIQUE)");
    run(*connection, "INSERT INTO t VALUES (1)");
    EXPECT_EQ(connection->execute("INSERT INTO t VALUES (1)").error().sql->sqlState, "2067")
        << "SQLITE_CONSTRAINT_UNIQUE";
    EXPECT_EQ(connection->execute("SELECT ?1, ?2", {"x"}).error().code, ErrorCode::Usage);
    EXPECT_EQ(connection->execute("SELECT '\xff'").error().code, ErrorCode::Invalid);
    EXPECT_EQ(connection->execute("SELECT ?1", {std::string("a\0b", 3)}).error().code, ErrorCode::Invalid);
}

TEST_F(Sqlite, ForeignKeysAreEnforced)
{
    const auto connection = open(":memory:").value();
    run(*connection, "CREATE TABLE a (id INTEGER PRIMARY KEY)");
    run(*connection, "CREATE TABLE b (a REFERENCES a)");
    EXPECT_FALSE(connection->execute("INSERT INTO b VALUES (1)"));
}

TEST_F(Sqlite, OpeningSaysWhatIsWrong)
{
    const auto message = [&](const std::string &path, const OpenOptions &options = {}) {
        const auto opened = open(path, options);
        EXPECT_FALSE(opened) << path;
        if (!opened) {
            EXPECT_EQ(opened.error().code, ErrorCode::CannotConnect);
        }
        return opened ? std::string() : toText(opened.error());
    };
    EXPECT_NE(message(pathOf("none/x.db")).find("the folder"), std::string::npos);
    EXPECT_NE(message(m_folder.path()).find("is a folder"), std::string::npos);
    OpenOptions mustExist;
    mustExist.mustExist = true;
    EXPECT_NE(message(pathOf("x.db"), mustExist).find("there is no database file"), std::string::npos);
    OpenOptions readOnly;
    readOnly.readOnly = true;
    EXPECT_NE(message(pathOf("x.db"), readOnly).find("there is no database file"), std::string::npos);
    EXPECT_FALSE(fs::exists(pathOf("x.db")));
    std::ofstream(pathOf("text.db")) << std::string(5000, 'x');
    EXPECT_NE(message(pathOf("text.db")).find("not a database"), std::string::npos);
    OpenOptions badTime;
    badTime.lockTimeout = "soon";
    EXPECT_EQ(open(":memory:", badTime).error().code, ErrorCode::Usage);
    EXPECT_FALSE(Connection::open(parseUrl("redis://localhost").value()));
}

TEST_F(Sqlite, StrangeFileNames)
{
    for (const char *name : {"file:x?mode=memory", "a b.db", "日本.db", "%41.db", "x?y#z.db"}) {
        run(*open(pathOf(name)).value(), "CREATE TABLE t (a)");
        EXPECT_TRUE(fs::exists(pathOf(name))) << name;
    }
}

TEST_F(Sqlite, ReadOnlyIsEnforced)
{
    run(*open(pathOf("x.db")).value(), "CREATE TABLE t (a)");
    OpenOptions options;
    options.readOnly = true;
    const auto connection = open(pathOf("x.db"), options).value();
    EXPECT_TRUE(connection->isStandby());
    EXPECT_EQ(run(*connection, "SELECT count(*) FROM t").integer(0, 0), 0);
    const auto written = connection->execute("INSERT INTO t VALUES (1)");
    ASSERT_FALSE(written);
    EXPECT_FALSE(written.error().hint.empty());
    EXPECT_FALSE(open(pathOf("x.db")).value()->isStandby());
}

TEST_F(Sqlite, LockTimeout)
{
    const auto holder = open(pathOf("x.db")).value();
    run(*holder, "CREATE TABLE t (a)");
    OpenOptions options;
    options.lockTimeout = "150ms";
    const auto other = open(pathOf("x.db"), options).value();
    run(*holder, "BEGIN IMMEDIATE");
    const auto start = std::chrono::steady_clock::now();
    const auto failed = other->execute("INSERT INTO t VALUES (1)");
    ASSERT_FALSE(failed);
    EXPECT_GE(since(start), milliseconds(150));
    EXPECT_LT(since(start), milliseconds(1500));
    EXPECT_EQ(failed.error().sql->sqlState, "5");
    EXPECT_NE(failed.error().hint.find("lock"), std::string::npos);
}

TEST_F(Sqlite, StopEndsAWaitForALockAndALongStatement)
{
    const auto holder = open(pathOf("x.db")).value();
    run(*holder, "CREATE TABLE t (a)");
    run(*holder, "BEGIN EXCLUSIVE");
    const auto memory = open(":memory:").value();
    const auto file = [&] {
        OpenOptions options;
        options.lockTimeout = "60s";
        run(*holder, "COMMIT");
        auto connection = open(pathOf("x.db"), options).value();
        run(*holder, "BEGIN EXCLUSIVE");
        return connection;
    }();
    const std::pair<Connection *, const char *> cases[] = {
        {file.get(), "INSERT INTO t VALUES (1)"},
        {memory.get(), "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"},
    };
    for (const auto &[connection, sql] : cases) {
        std::stop_source stop;
        connection->setStop(stop.get_token());
        std::chrono::steady_clock::time_point asked;
        std::jthread canceller([&] {
            std::this_thread::sleep_for(milliseconds(100));
            asked = std::chrono::steady_clock::now();
            stop.request_stop();
        });
        const auto result = connection->execute(sql);
        canceller.join();
        ASSERT_FALSE(result) << sql;
        EXPECT_EQ(result.error().code, ErrorCode::Interrupted) << toText(result.error());
        EXPECT_LT(since(asked), promised);
        EXPECT_EQ(connection->execute("SELECT 1").error().code, ErrorCode::Interrupted);
        connection->setStop({});
        EXPECT_TRUE(connection->execute("SELECT 1"));
    }
}

TEST_F(Sqlite, StatementTimeout)
{
    OpenOptions options;
    options.statementTimeout = "100ms";
    const auto connection = open(":memory:", options).value();
    const auto result =
        connection->execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Failed);
    EXPECT_NE(result.error().message.find("statement_timeout"), std::string::npos);
}

TEST_F(Sqlite, TransactionsRollBackUnlessCommitted)
{
    const auto connection = open(":memory:").value();
    run(*connection, "CREATE TABLE t (a)");
    {
        const auto transaction = Transaction::begin(*connection).value();
        run(*connection, "INSERT INTO t VALUES (1)");
        EXPECT_TRUE(connection->inTransaction());
    }
    EXPECT_FALSE(connection->inTransaction());
    EXPECT_EQ(run(*connection, "SELECT count(*) FROM t").integer(0, 0), 0);
    {
        auto transaction = Transaction::begin(*connection, "BEGIN IMMEDIATE").value();
        run(*connection, "INSERT INTO t VALUES (1)");
        EXPECT_TRUE(transaction.commit());
        EXPECT_FALSE(transaction.commit()) << "only once";
    }
    EXPECT_EQ(run(*connection, "SELECT count(*) FROM t").integer(0, 0), 1);
}

TEST_F(Sqlite, WhoAndWhere)
{
    const auto connection = open(pathOf("x.db")).value();
    EXPECT_EQ(connection->databaseName(), "x.db");
    EXPECT_FALSE(connection->userName().empty());
    EXPECT_NE(connection->serverText().find("SQLite 3."), std::string::npos);
    EXPECT_GE(connection->serverVersion(), 3040000);
    EXPECT_EQ(connection->dialect(), DialectKind::Sqlite);
    EXPECT_NE(connection->handle(), nullptr);
}

} // namespace kilter
