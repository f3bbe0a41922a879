#include "tests/cli/clirun.h"
#include "tests/support/postgres.h"
#include "tests/support/schema.h"
#include "tests/support/sqlite.h"

using namespace kilter;
using namespace kilter::test;

TEST(Sources, twoSqliteFilesBothWays)
{
    const TestFile a("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t VALUES (1, 'kept');");
    const TestFile b("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT NOT NULL DEFAULT '', y INTEGER CHECK (y > 0)); CREATE VIEW v AS SELECT x FROM t;");
    const CliFolder folder;
    EXPECT_EQ(folder.run({"diff", "--from", a.url(), "--to", b.url(), "--exit-code"}).exitCode, 1);
    const CliOutput up = folder.run({"diff", "--from", a.url(), "--to", b.url(), "--format", "sql"});
    ASSERT_EQ(up.exitCode, 0) << up;
    const CliOutput down = folder.run({"diff", "--from", a.url(), "--to", b.url(), "--format", "sql", "--down"});
    const auto before = sqliteSchema(a.path());
    a.run(up.out);
    EXPECT_EQ(factDifference(*sqliteSchema(b.path()), *sqliteSchema(a.path())), "") << up.out;
    EXPECT_EQ(SqliteFile(a.path()).value("SELECT x FROM t"), "kept");
    EXPECT_EQ(folder.run({"diff", "--from", a.url(), "--to", b.url(), "--exit-code"}).exitCode, 0);
    a.run(down.out);
    EXPECT_EQ(factDifference(*before, *sqliteSchema(a.path())), "") << down.out;
}

TEST(Sources, aSqlFileAgainstADatabase)
{
    const TestFile a("CREATE TABLE t (id INTEGER PRIMARY KEY);");
    const CliFolder folder;
    folder.write("same.sql", "create table t (id integer primary key);");
    folder.write("other.sql", "create table t (id integer primary key, n integer);");
    EXPECT_EQ(folder.run({"diff", "--from", a.url(), "--to", "sql:" + folder.path("same.sql"), "--exit-code"}).exitCode, 0);
    const CliOutput other = folder.run({"diff", "--from", a.url(), "--to", "sql:" + folder.path("other.sql"), "--exit-code", "--format", "json"});
    EXPECT_EQ(other.exitCode, 1) << other;
    EXPECT_EQ(other.json().find("changes")->items.size(), 1u) << other;
}

TEST(Sources, aRevisionIsReplayed)
{
    const CliFolder folder;
    folder.write("kilter.toml", workspaceToml());
    folder.write("models/a.json", model("A", "\"id\": { \"type\": \"integer\", \"x-column\": { \"primaryKey\": true } }"));
    ASSERT_EQ(folder.run({"generate", "-m", "First"}).exitCode, 0);
    folder.write("models/a.json", model("A", "\"id\": { \"type\": \"integer\", \"x-column\": { \"primaryKey\": true } }, \"n\": { \"type\": \"integer\" }"));
    EXPECT_EQ(folder.run({"generate", "-m", "Second"}).exitCode, 5) << "the first is pending";
    const CliOutput second = folder.run({"generate", "-m", "Second", "--from", "revision:head"});
    ASSERT_EQ(second.exitCode, 0) << second;
    const CliOutput diff = folder.run({"diff", "--from", "revision:base", "--to", "revision:head", "--format", "json"});
    ASSERT_EQ(diff.exitCode, 0) << diff;
    EXPECT_TRUE(diff.says("add")) << diff;
    ASSERT_EQ(folder.run({"apply"}).exitCode, 0);
    EXPECT_EQ(folder.run({"verify"}).exitCode, 0);
    EXPECT_EQ(folder.run({"diff", "--from", "revision:head", "--to", folder.path("data.db"), "--exit-code"}).exitCode, 0);
}

TEST(Sources, workspaceAgainstWorkspace)
{
    const CliFolder a, b;
    for (const CliFolder *folder : {&a, &b}) {
        folder->write("kilter.toml", workspaceToml());
        folder->write("models/a.json", model("A", "\"id\": { \"type\": \"integer\", \"x-column\": { \"primaryKey\": true } }"));
    }
    EXPECT_EQ(a.run({"diff", "--from", "workspace:" + a.path(), "--to", "workspace:" + b.path(), "--exit-code"}).exitCode, 0);
    b.write("models/b.json", model("B", "\"id\": { \"type\": \"integer\" }"));
    EXPECT_EQ(a.run({"diff", "--from", "workspace:" + a.path(), "--to", "workspace:" + b.path(), "--exit-code"}).exitCode, 1);
}

TEST(Sources, twoPostgreSqlDatabases)
{
    requirePostgres();
    const TestDatabase a("CREATE TABLE t (id integer PRIMARY KEY, status varchar(9) CHECK (status IN ('a','b')))");
    const TestDatabase b("CREATE TABLE t (id bigint PRIMARY KEY, status varchar(9) CHECK (status IN ('a','b')), n int); CREATE VIEW v AS SELECT id FROM t");
    const CliFolder folder;
    const CliOutput up = folder.run({"diff", "--from", a.url(), "--to", b.url(), "--format", "sql"});
    ASSERT_EQ(up.exitCode, 0) << up;
    const auto before = pgDump(a.url());
    const CliOutput down = folder.run({"diff", "--from", a.url(), "--to", b.url(), "--format", "sql", "--down"});
    ASSERT_TRUE(psql(a.url(), up.out));
    EXPECT_EQ(factDifference(*pgDump(b.url()), *pgDump(a.url())), "");
    ASSERT_TRUE(psql(a.url(), down.out)) << down.out;
    EXPECT_EQ(factDifference(*before, *pgDump(a.url())), "");
}

TEST(Sources, differentKindsAreAUsageError)
{
    const TestFile a;
    const CliFolder folder;
    EXPECT_EQ(folder.run({"diff", "--from", a.url(), "--to", "postgresql://localhost/x"}).exitCode, 2);
}

TEST(Sources, anAbsentDatabaseIsExitThree)
{
    const CliFolder folder;
    const CliOutput output = folder.run({"inspect", "--url", "sqlite:" + folder.path("not/there.db")});
    EXPECT_EQ(output.exitCode, 3) << output;
    EXPECT_EQ(folder.run({"inspect", "--url", "postgresql://127.0.0.1:1/x"}).exitCode, 3);
}

TEST(Sources, aFallbackIsSaidLoudly)
{
    const CliFolder folder;
    std::string toml = workspaceToml("postgresql://127.0.0.1:1/x") + "fallback = \"sqlite:fallback.db\"\n";
    folder.write("kilter.toml", toml);
    folder.write("models/a.json", model("A", "\"id\": { \"type\": \"integer\", \"x-column\": { \"primaryKey\": true } }"));
    const SqliteFile file(folder.path("fallback.db"));
    const CliOutput output = folder.run({"inspect", "--store", "pg"});
    EXPECT_EQ(output.exitCode, 0) << output;
    EXPECT_NE(output.err.find("FALLING BACK"), std::string::npos) << output;
    const CliOutput apply = folder.run({"apply", "--store", "pg", "--environment", "production"});
    EXPECT_EQ(apply.exitCode, 3) << apply;
}
