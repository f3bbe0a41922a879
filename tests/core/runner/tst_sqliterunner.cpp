#include "tests/core/runner/place.h"

using namespace kilter;
using namespace kilter::test;

namespace {

const Files parentAndChild{{"1_base", "-- up\nCREATE TABLE p (id integer PRIMARY KEY);\nCREATE TABLE c (id integer "
                                      "PRIMARY KEY, p integer REFERENCES p (id) ON DELETE CASCADE);\n"
                                      "INSERT INTO p VALUES (1), (2);\nINSERT INTO c VALUES (1, 1), (2, 2);\n"}};

Files with(const std::string &text)
{
    Files files = parentAndChild;
    files.push_back({"2_change", text});
    return files;
}

} // namespace

TEST(SqliteRunner, aRebuildFiresNoCascade)
{
    Runs runs(DialectKind::Sqlite);
    const auto report =
        runs.apply(with("-- up\nCREATE TABLE p_new (id integer PRIMARY KEY, name text);\nINSERT INTO p_new (id) SELECT "
                        "id FROM p;\nDROP TABLE p;\nALTER TABLE p_new RENAME TO p;\n"));
    EXPECT_EQ(outcome(report), "ok");
    EXPECT_EQ(runs.place.query("SELECT count(*) FROM c"), "2");
    EXPECT_EQ(runs.place.query("SELECT sql FROM sqlite_schema WHERE name = 'c'").find("p_new"), std::string::npos);
}

TEST(SqliteRunner, brokenForeignKeysAreNotCommitted)
{
    Runs runs(DialectKind::Sqlite);
    EXPECT_EQ(outcome(runs.apply(parentAndChild)), "ok");
    const auto report = runs.apply(with("-- up\nDELETE FROM p WHERE id = 2;\n"));
    EXPECT_NE(outcome(report).find("foreign keys would be broken: 1 row of c → p"), std::string::npos)
        << outcome(report);
    EXPECT_EQ(runs.place.query("SELECT count(*) FROM p"), "2");
    EXPECT_EQ(runs.states(), "1_base applied, 2_change failed");
}

TEST(SqliteRunner, violationsFromBeforeDoNotCount)
{
    Runs runs(DialectKind::Sqlite);
    EXPECT_EQ(outcome(runs.apply(parentAndChild)), "ok");
    const auto connection = runs.place.connect();
    ASSERT_TRUE(connection->execute("PRAGMA foreign_keys = OFF"));
    ASSERT_TRUE(connection->execute("INSERT INTO c VALUES (3, 99)"));
    EXPECT_EQ(outcome(runs.apply(with("-- up\nCREATE TABLE x (id integer);\n"))), "ok");
}

TEST(SqliteRunner, pragmasAreRestored)
{
    Runs runs(DialectKind::Sqlite);
    const auto connection = runs.place.connect();
    auto store = Store::open(*connection);
    ApplyObserver silent;
    for (const bool fails : {false, true}) {
        const Files files = fails ? with("-- up\nSELECT nothing;\n") : parentAndChild;
        EXPECT_EQ(apply(*store, graphOf(files, DialectKind::Sqlite), {"head", {}, runs.options}, silent).ok(), !fails);
        EXPECT_EQ(connection->execute("PRAGMA foreign_keys")->text(0, 0), "1");
        EXPECT_EQ(connection->execute("PRAGMA legacy_alter_table")->text(0, 0), "0");
    }
}

TEST(SqliteRunner, aReadOnlyFileIsRefused)
{
    Runs runs(DialectKind::Sqlite);
    EXPECT_EQ(outcome(runs.apply(parentAndChild)), "ok");
    OpenOptions readOnly;
    readOnly.readOnly = true;
    const auto connection = runs.place.connect(readOnly);
    auto store = Store::open(*connection);
    ApplyObserver silent;
    const auto report =
        apply(*store, graphOf(with("-- up\nSELECT 1;\n"), DialectKind::Sqlite), {"head", {}, runs.options}, silent);
    EXPECT_EQ(exitCode(report.error->code), 5) << outcome(report);
}

TEST(SqliteRunner, aBusyDatabaseIsTriedAgain)
{
    Runs runs(DialectKind::Sqlite);
    EXPECT_EQ(outcome(runs.apply(parentAndChild)), "ok");
    struct Releases : ApplyObserver
    {
        std::unique_ptr<Connection> other;
        int retries = 0;
        void sectionStarted(const Migration &, const Section &, std::size_t) override
        {
            EXPECT_TRUE(other->execute("BEGIN IMMEDIATE"));
        }
        void retrying(const StatementRun &, int, std::chrono::milliseconds, const std::string &) override
        {
            ++retries;
            EXPECT_TRUE(other->execute("ROLLBACK"));
        }
    } releases;
    releases.other = runs.place.connect();
    runs.observer = &releases;
    runs.options.retries = 3;
    runs.storeOptions.lockTimeout = "50ms";
    EXPECT_EQ(outcome(runs.apply(with("-- up\nCREATE TABLE x (id integer);\n"))), "ok");
    EXPECT_EQ(releases.retries, 1);
}
