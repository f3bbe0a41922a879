#include "tests/cli/clirun.h"
#include "tests/support/postgres.h"

using namespace kilter;
using namespace kilter::test;

namespace {

std::string migration(const std::string &depends, const std::string &up, const std::string &down)
{
    return "-- store: pg\n-- dialect: postgresql\n-- depends: " + depends + "\n\n-- up\n" + up + "\n\n-- down\n" + down + "\n";
}

class OnPostgreSql : public testing::Test
{
protected:
    void SetUp() override
    {
        requirePostgres();
        database = std::make_unique<TestDatabase>();
        folder.write("kilter.toml", workspaceToml(database->url()));
    }

    CliOutput run(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.end(), {"--store", "pg"});
        return folder.run(std::move(arguments));
    }

    std::unique_ptr<TestDatabase> database;
    CliFolder folder;
};

} // namespace

TEST_F(OnPostgreSql, noticesAreShownWithTheirStatement)
{
    folder.write("migrations/1_a.sql", migration("none", "DO $$ BEGIN RAISE NOTICE 'look here'; END $$;", "SELECT 1;"));
    const CliOutput output = run({"apply"});
    EXPECT_EQ(output.exitCode, 0) << output;
    EXPECT_TRUE(output.says("look here")) << output;
}

TEST_F(OnPostgreSql, objectsGetTheStoresRoleAsOwner)
{
    const std::string role = "owner of " + database->name();
    database->run("CREATE ROLE \"" + role + "\"; GRANT CREATE ON SCHEMA public TO \"" + role + "\"");
    std::string toml = workspaceToml(database->url());
    toml.insert(toml.find("schemas = [\"public\"]"), "role = \"" + role + "\"\n");
    folder.write("kilter.toml", toml);
    folder.write("migrations/1_a.sql", migration("none", "CREATE TABLE mine (id integer);", "DROP TABLE mine;"));
    const CliOutput output = run({"apply"});
    EXPECT_EQ(output.exitCode, 0) << output;
    EXPECT_EQ(database->run("SELECT tableowner FROM pg_tables WHERE tablename = 'mine'"), role);
    EXPECT_EQ(run({"rollback", "base"}).exitCode, 0);
    database->run("DROP OWNED BY \"" + role + "\"; DROP ROLE \"" + role + '"');
}

TEST_F(OnPostgreSql, whatTheServerLacksIsListedBeforeAnythingRuns)
{
    folder.write("migrations/1_a.sql",
                 migration("none", "CREATE TABLE first (id integer);\nCREATE EXTENSION no_such_extension;\nGRANT SELECT ON first TO no_such_role;", "DROP TABLE first;"));
    const CliOutput output = run({"apply"});
    EXPECT_NE(output.exitCode, 0) << output;
    EXPECT_TRUE(output.says("no_such_extension")) << output;
    EXPECT_TRUE(output.says("no_such_role")) << output;
    EXPECT_EQ(database->run("SELECT count(*) FROM pg_class WHERE relname = 'first'"), "0");
}

TEST_F(OnPostgreSql, ledgersOfOtherToolsAndExtensionMembersAreNoDifferences)
{
    database->run("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY);"
                  "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL);"
                  "CREATE EXTENSION hstore");
    folder.write("migrations/1_a.sql", migration("none", "SELECT 1;", "SELECT 1;"));
    ASSERT_EQ(run({"apply"}).exitCode, 0);
    const CliOutput output = run({"verify", "--format", "json"});
    EXPECT_EQ(output.exitCode, 0) << output;
}

TEST_F(OnPostgreSql, concurrentlyStandsInASectionOfItsOwn)
{
    folder.write("migrations/1_a.sql", "-- store: pg\n-- dialect: postgresql\n-- depends: none\n\n-- up\nCREATE TABLE t (id integer);\n\n"
                                       "-- up: transaction=off\nCREATE INDEX CONCURRENTLY t_id ON t (id);\n\n-- down\nDROP TABLE t;\n");
    const CliOutput output = run({"apply"});
    EXPECT_EQ(output.exitCode, 0) << output;
    EXPECT_EQ(database->run("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_id'::regclass"), "t");
}

TEST_F(OnPostgreSql, productionWantsToBeConfirmed)
{
    folder.write("migrations/1_a.sql", migration("none", "CREATE TABLE t (id integer);", "DROP TABLE t;"));
    const CliOutput refused = run({"apply", "--environment", "production"});
    EXPECT_EQ(refused.exitCode, 5) << refused;
    EXPECT_EQ(database->run("SELECT count(*) FROM pg_class WHERE relname = 't'"), "0");
    EXPECT_EQ(run({"apply", "--dry-run=here", "--environment", "production"}).exitCode, 5);
    EXPECT_EQ(run({"apply", "--environment", "production", "--yes"}).exitCode, 0);
}

TEST_F(OnPostgreSql, anotherDialectIsRefused)
{
    folder.write("migrations/1_a.sql", "-- store: pg\n-- dialect: sqlite\n-- depends: none\n\n-- up\nCREATE TABLE t (id integer);\n");
    EXPECT_EQ(run({"apply"}).exitCode, 5);
}

TEST_F(OnPostgreSql, aSecondRunnerWaitsItsTurnAndIsTold)
{
    folder.write("migrations/1_a.sql", migration("none", "CREATE TABLE t (id integer);", "DROP TABLE t;"));
    const CliOutput first = run({"apply"});
    ASSERT_EQ(first.exitCode, 0) << first;
    EXPECT_EQ(run({"apply"}).exitCode, 0);
}

TEST_F(OnPostgreSql, partitionsOfAnotherToolAreNoDifferences)
{
    database->run("CREATE TABLE events (id integer NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);"
                  "CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')");
    const std::string properties = "\"id\": { \"type\": \"integer\" }, \"at\": { \"type\": \"string\", \"format\": \"date\" }";
    const std::string partition = "\"required\": [\"id\", \"at\"], \"x-partition\": { \"by\": \"range\", \"key\": [\"at\"]";
    folder.write("models/event.json", model("Event", properties, partition + ", \"children\": \"external\" }"));
    const CliOutput external = run({"verify"});
    EXPECT_EQ(external.exitCode, 0) << external;
    folder.write("models/event.json", model("Event", properties, partition + " }"));
    const CliOutput own = run({"verify"});
    EXPECT_EQ(own.exitCode, 1) << own;
}
