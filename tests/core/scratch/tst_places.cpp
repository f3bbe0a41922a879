#include "core/base/text.h"
#include "core/scratch/privateserver.h"
#include "core/scratch/scratch.h"
#include "tests/support/postgres.h"

#include <gtest/gtest.h>

#include <thread>
#include <unistd.h>

namespace kilter {
namespace {

ConnectionUrl urlOf(const std::string &text)
{
    return parseUrl(text).value();
}

/// The address of the test server with another user in it.
std::string urlWithUser(const std::string &url, const std::string &user)
{
    return replaced(url, "//postgres@", "//" + user + "@");
}

std::unique_ptr<ScratchPlace> opened(const ScratchOptions &options)
{
    auto place = ScratchPlace::open(options);
    EXPECT_TRUE(place) << (place ? "" : toText(place.error()));
    return place ? std::move(*place) : nullptr;
}

class Places : public ::testing::Test
{
protected:
    void SetUp() override { requirePostgres(); }
    void TearDown() override { PrivateServer::endAll(); }

    static bool databaseExists(const test::TestDatabase &any, const std::string &name)
    {
        return any.run("SELECT count(*) FROM pg_database WHERE datname = '" + name + "'") == "1";
    }
};

} // namespace

TEST(MemoryPlace, BuildsReadsBackAndIsEmptyAgain)
{
    ScratchOptions options;
    options.dialect = DialectKind::Sqlite;
    const auto place = opened(options);
    EXPECT_EQ(place->description(), "SQLite in memory");
    const auto built =
        place->builtFromScript("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); CREATE INDEX i ON t (b);");
    ASSERT_TRUE(built) << toText(built.error());
    EXPECT_TRUE(built->contains(tableRef("", "t")));
    const auto again = place->builtFrom({});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->empty());
}

TEST(MemoryPlace, AScriptsErrorHasItsLine)
{
    ScratchOptions options;
    options.dialect = DialectKind::Sqlite;
    const auto place = opened(options);
    const auto failed = place->builtFromScript("CREATE TABLE t (a);\n\nCREATE TABLE t (a);", "schema.sql");
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::Invalid);
    EXPECT_NE(failed.error().message.find("schema.sql fails at line 3"), std::string::npos) << failed.error().message;
    ASSERT_EQ(failed.error().diagnostics.size(), 1u);
    EXPECT_EQ(failed.error().diagnostics[0].place, (SourcePlace{"schema.sql", 3, 0}));
    EXPECT_FALSE(place->builtFromScript("BEGIN; CREATE TABLE t (a);")) << "the transaction stays open";
    EXPECT_TRUE(place->builtFromScript("BEGIN; CREATE TABLE t (a); COMMIT;"));
}

TEST_F(Places, PrivateServer)
{
    std::string name;
    {
        const auto place = opened({});
        EXPECT_EQ(place->description().substr(0, 20), "a private PostgreSQL");
        name = place->connection().databaseName();
        const auto built = place->builtFromScript("CREATE TABLE public.t (a int PRIMARY KEY)");
        ASSERT_TRUE(built) << toText(built.error());
        EXPECT_TRUE(built->contains(tableRef("public", "t")));
        ASSERT_TRUE(place->empty());
        EXPECT_NE(place->connection().databaseName(), name) << "a new database";
        name = place->connection().databaseName();
        EXPECT_FALSE(place->connection().execute("SELECT FROM public.t"));
    }
    const auto server = Connection::open(PrivateServer::running(0)->url()).value();
    EXPECT_EQ(server->execute("SELECT count(*) FROM pg_database WHERE datname ~ '^kilter'")->integer(0, 0), 0);
}

TEST_F(Places, RolesThatAScriptNamesAreMadeOnAPrivateServerOnly)
{
    const std::string script = "CREATE TABLE public.t (a int);\nALTER TABLE public.t OWNER TO \"app "
                               "\"\"owner\";\nGRANT SELECT ON public.t TO reader_x;";
    const auto place = opened({});
    const auto built = place->builtFromScript(script);
    ASSERT_TRUE(built) << toText(built.error());
    EXPECT_EQ(built->find(tableRef("public", "t"))->owner, "app \"owner");
    const test::TestDatabase store;
    ScratchOptions beside;
    beside.scratchUrl = urlOf(store.url());
    const auto refused = opened(beside)->builtFromScript(script, "x.sql");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().sql->sqlState, "42704");
    EXPECT_NE(refused.error().message.find("line 2"), std::string::npos);
}

TEST_F(Places, ScriptsOfPgDumpRunAndLeaveNoSettingsBehind)
{
    const auto place = opened({});
    const auto built = place->builtFromScript(
        "--\n\\restrict abcXYZ\n\nSET statement_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n"
        "CREATE TABLE public.t (a integer);\nCREATE TEMP TABLE gone (a int);\n\\unrestrict abcXYZ\n");
    ASSERT_TRUE(built) << toText(built.error());
    EXPECT_EQ(place->connection().execute("SHOW search_path")->text(0, 0), "\"$user\", public");
    EXPECT_EQ(place->connection().execute("SHOW synchronous_commit")->text(0, 0), "off");
    EXPECT_FALSE(place->connection().execute("SELECT FROM gone"));
    const auto failed = place->builtFromScript("\\restrict a\nSELECT 1;\nCREATE nonsense;", "dump.sql");
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("dump.sql"), std::string::npos);
    EXPECT_NE(toText(failed.error()).find("3"), std::string::npos) << toText(failed.error());
}

TEST_F(Places, BesideTheStore)
{
    const test::TestDatabase store("CREATE TABLE kept (a int)");
    // What a killed process left: old and nobody is connected; the other one is in use.
    const std::string stale = "kilter_scratch_1000_" + std::to_string(getpid()) + "_1",
                      used = "kilter_scratch_1000_" + std::to_string(getpid()) + "_2";
    store.run("CREATE DATABASE " + stale);
    store.run("CREATE DATABASE " + used);
    const auto user = Connection::open(withDatabase(urlOf(store.url()), used)).value();
    ScratchOptions options;
    options.besideStore = urlOf(store.url());
    options.wantedMajor = Connection::open(urlOf(store.url())).value()->serverVersion() / 10000;
    std::string name;
    {
        const auto place = opened(options);
        name = place->connection().databaseName();
        EXPECT_EQ(place->description().substr(0, 24), "database kilter_scratch_") << place->description();
        EXPECT_NE(place->description().find("beside the store"), std::string::npos);
        EXPECT_TRUE(databaseExists(store, name));
        EXPECT_FALSE(databaseExists(store, stale));
        EXPECT_TRUE(databaseExists(store, used));
        const auto built = place->builtFromScript("CREATE TABLE public.t (a int)");
        ASSERT_TRUE(built) << toText(built.error());
        EXPECT_FALSE(built->contains(tableRef("public", "kept")));
        EXPECT_EQ(PrivateServer::running(0), nullptr) << "none was started for it";
    }
    EXPECT_FALSE(databaseExists(store, name));
    EXPECT_EQ(store.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"), "1");
    store.run("DROP DATABASE " + used + " WITH (FORCE)");
}

TEST_F(Places, BesideAStoreWhereNoDatabaseMayBeMadeAPrivateServerHelps)
{
    const test::TestDatabase store;
    const std::string role = store.name() + "_user";
    store.run("CREATE ROLE " + role + " LOGIN");
    {
        ScratchOptions options;
        options.besideStore = urlOf(urlWithUser(store.url(), role));
        EXPECT_EQ(opened(options)->description().substr(0, 20), "a private PostgreSQL");
    }
    store.run("DROP ROLE " + role);
}

TEST_F(Places, OwnDatabaseOfAUserWhoMayNotCreateOne)
{
    test::TestDatabase database;
    const std::string role = database.name() + "_user";
    database.run("CREATE ROLE " + role + " LOGIN");
    database.run("ALTER DATABASE " + database.name() + " OWNER TO " + role);
    ScratchOptions options;
    options.scratchUrl = urlOf(urlWithUser(database.url(), role));
    {
        const auto place = opened(options);
        EXPECT_EQ(place->description(), "the scratch database " + database.name());
        const auto built = place->builtFromScript(
            "CREATE SCHEMA \"s \"\"x\"; CREATE TABLE \"s \"\"x\".t (a int); CREATE TYPE public.e AS ENUM ('a')");
        ASSERT_TRUE(built) << toText(built.error());
        EXPECT_TRUE(built->contains(tableRef("s \"x", "t")));
        const auto second = ScratchPlace::open(options);
        ASSERT_FALSE(second);
        EXPECT_NE(second.error().message.find("in use by another run"), std::string::npos) << toText(second.error());
        ASSERT_TRUE(place->empty());
        const auto empty = place->inspected({});
        ASSERT_TRUE(empty);
        EXPECT_EQ(empty->size(), 1u) << "only public";
        ASSERT_TRUE(place->runScript("CREATE TABLE public.left (a int)"));
    }
    EXPECT_EQ(
        database.run("SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"),
        "0")
        << "emptied at the end";
    database.run("CREATE TABLE public.theirs (a int)");
    const auto refused = ScratchPlace::open(options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Refused);
    EXPECT_NE(refused.error().message.find("public.theirs"), std::string::npos) << toText(refused.error());
    EXPECT_EQ(database.run("SELECT count(*) FROM public.theirs"), "0") << "not touched";
    database.run("DROP TABLE public.theirs");
    database.run("ALTER DATABASE " + database.name() + " OWNER TO postgres; DROP OWNED BY " + role + "; DROP ROLE " +
                 role);
}

TEST_F(Places, OwnDatabaseWhosePublicBelongsToAnother)
{
    test::TestDatabase database;
    const std::string role = database.name() + "_user";
    database.run("CREATE ROLE " + role + " LOGIN");
    database.run("ALTER SCHEMA public OWNER TO postgres; GRANT ALL ON SCHEMA public TO " + role +
                 "; GRANT CREATE ON DATABASE " + database.name() + " TO " + role);
    ScratchOptions options;
    options.scratchUrl = urlOf(urlWithUser(database.url(), role));
    {
        const auto place = opened(options);
        const auto built = place->builtFromScript(
            "CREATE TYPE public.e AS ENUM ('a'); CREATE TABLE public.t (a serial, b public.e, c int GENERATED ALWAYS "
            "AS IDENTITY);"
            "CREATE VIEW public.v AS SELECT a FROM public.t; CREATE SCHEMA other; CREATE SEQUENCE public.\"S \"\"x\";"
            "CREATE FUNCTION public.f(a int, b text) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE DOMAIN public.d AS "
            "int");
        ASSERT_TRUE(built) << toText(built.error());
        ASSERT_TRUE(place->empty());
        EXPECT_EQ(place->inspected({})->size(), 1u) << "only public";
        EXPECT_EQ(place->connection()
                      .execute("SELECT (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace) + "
                               "(SELECT count(*) FROM pg_type WHERE typnamespace = 'public'::regnamespace)")
                      ->integer(0, 0),
                  0);
    }
    database.run("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

TEST_F(Places, ExtensionsAndTimeZone)
{
    const test::TestDatabase store;
    ScratchOptions options;
    options.scratchUrl = urlOf(store.url());
    options.extensions = {"plpgsql", "no_such_extension"};
    options.timeZone = "Asia/Tokyo";
    const auto place = opened(options);
    EXPECT_EQ(place->connection().execute("SELECT '2026-01-01'::timestamptz AT TIME ZONE 'UTC'")->text(0, 0),
              "2025-12-31 15:00:00");
}

TEST_F(Places, AFailingStatementNamesItsObject)
{
    const test::TestDatabase store;
    ScratchOptions options;
    options.scratchUrl = urlOf(store.url());
    const auto place = opened(options);
    Statement good, bad;
    good.sql = "CREATE TABLE public.a (a int)";
    good.object = tableRef("public", "a");
    bad.sql = "CREATE TABLE public.b (a nosuchtype)";
    bad.object = tableRef("public", "b");
    const auto failed = place->builtFrom({good, bad});
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::Invalid);
    EXPECT_NE(failed.error().message.find("cannot build table:public.b"), std::string::npos) << failed.error().message;
    ASSERT_TRUE(place->empty());
    const auto tolerated = place->runTolerantly({bad, good});
    ASSERT_TRUE(tolerated);
    ASSERT_EQ(tolerated->size(), 1u);
    EXPECT_EQ(tolerated->front().object, bad.object);
    EXPECT_TRUE(place->inspected({})->contains(good.object));
}

TEST_F(Places, OnDemandOpensNothingBeforeItIsNeeded)
{
    ScratchOptions options;
    options.wantedMajor = installedPostgres().front().major;
    ScratchOnDemand scratch(options);
    EXPECT_EQ(scratch.serverKey().value(), "postgresql-" + std::to_string(options.wantedMajor));
    EXPECT_EQ(PrivateServer::running(0), nullptr);
    ASSERT_TRUE(scratch.place());
    EXPECT_EQ(scratch.place().value(), scratch.place().value());
    EXPECT_NE(PrivateServer::running(0), nullptr);
    ScratchOptions wrong;
    wrong.scratchUrl = urlOf("postgresql://127.0.0.1:1/none");
    ScratchOnDemand unreachable(wrong);
    EXPECT_EQ(unreachable.place().error().code, ErrorCode::CannotConnect);
    EXPECT_EQ(unreachable.serverKey().error().code, ErrorCode::CannotConnect);
}

TEST_F(Places, StopEndsABuild)
{
    const test::TestDatabase store;
    std::stop_source stop;
    ScratchOptions options;
    options.scratchUrl = urlOf(store.url());
    options.stop = stop.get_token();
    std::string name;
    {
        const auto place = opened(options);
        name = place->connection().databaseName();
        std::jthread later([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            stop.request_stop();
        });
        EXPECT_EQ(place->builtFromScript("SELECT pg_sleep(60)").error().code, ErrorCode::Interrupted);
    }
    EXPECT_FALSE(databaseExists(store, name)) << "dropped also after a stop";
}

} // namespace kilter
