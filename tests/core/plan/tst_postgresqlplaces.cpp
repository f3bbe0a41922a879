// What needs a server of its own: tablespaces, and security labels, whose provider is a library. dummy_seclabel is one of PostgreSQL's own test
// modules; built from its source (tests/support/dummyseclabel), its path stands in KILTER_DUMMY_SECLABEL.
#include "core/connection/connection.h"
#include "core/plan/plan.h"
#include "tests/support/postgres.h"
#include "tests/support/schema.h"

#include <cstdlib>

using namespace kilter;
using namespace kilter::test;

namespace {

Catalog catalogOf(const TestDatabase &database)
{
    const auto connection = Connection::open(parseUrl(database.url()).value());
    return Dialect::of(DialectKind::PostgreSql).inspect(*connection.value(), {}).value();
}

/// Up from one to the other and down again on a third database, judged by pg_dump and the inspector.
void expectThereAndBack(const PostgresServer &server, const std::string &from, const std::string &to)
{
    const TestDatabase a(from, server.url()), b(to, server.url()), work(from, server.url());
    const Dialect &dialect = Dialect::of(DialectKind::PostgreSql);
    const Catalog before = catalogOf(a), after = catalogOf(b);
    const auto plan = kilter::plan(before, after, dialect);
    ASSERT_TRUE(plan) << toText(plan.error());
    ASSERT_FALSE(plan->up.empty());
    const auto up = psql(work.url(), scriptOf(plan->up, dialect));
    ASSERT_TRUE(up) << toText(up.error()) << scriptOf(plan->up, dialect);
    EXPECT_EQ(factDifference(pgDump(b.url()).value(), pgDump(work.url()).value()), "") << scriptOf(plan->up, dialect);
    EXPECT_TRUE(diff(catalogOf(work), after).empty());
    const auto down = psql(work.url(), scriptOf(plan->down, dialect));
    ASSERT_TRUE(down) << toText(down.error()) << scriptOf(plan->down, dialect);
    EXPECT_EQ(factDifference(pgDump(a.url()).value(), pgDump(work.url()).value()), "") << scriptOf(plan->down, dialect);
    EXPECT_TRUE(diff(catalogOf(work), before).empty());
}

} // namespace

TEST(PostgresqlPlaces, ObjectsMoveBetweenTablespaces)
{
    if (const std::string missing = postgresMissing(); !missing.empty())
        GTEST_SKIP() << missing;
    const auto server = PostgresServer::start("allow_in_place_tablespaces = on");
    if (!server)
        GTEST_SKIP() << "needs PostgreSQL 15: " << server.error().message;
    execute((*server)->url(), "CREATE TABLESPACE fast LOCATION ''");
    execute((*server)->url(), "CREATE TABLESPACE \"Slow one\" LOCATION ''");
    expectThereAndBack(**server,
                       "CREATE TABLE t (id integer PRIMARY KEY USING INDEX TABLESPACE fast, a text) TABLESPACE fast; CREATE INDEX i ON t (a); CREATE TABLE plain (a integer UNIQUE);"
                       "CREATE MATERIALIZED VIEW m TABLESPACE fast AS SELECT 1 AS one; CREATE TABLE p (a integer) PARTITION BY LIST (a) TABLESPACE fast;",
                       "CREATE TABLE t (id integer PRIMARY KEY, a text) TABLESPACE \"Slow one\"; CREATE INDEX i ON t (a) TABLESPACE fast;"
                       "CREATE TABLE plain (a integer UNIQUE USING INDEX TABLESPACE \"Slow one\") TABLESPACE fast;"
                       "CREATE MATERIALIZED VIEW m AS SELECT 1 AS one; CREATE TABLE p (a integer) PARTITION BY LIST (a); CREATE TABLE added (a integer) TABLESPACE fast;");
}

TEST(PostgresqlPlaces, SecurityLabelsAreCarried)
{
    if (const std::string missing = postgresMissing(); !missing.empty())
        GTEST_SKIP() << missing;
    const char *library = std::getenv("KILTER_DUMMY_SECLABEL");
    if (!library || !*library)
        GTEST_SKIP() << "KILTER_DUMMY_SECLABEL does not name PostgreSQL's dummy_seclabel.so";
    const auto server = PostgresServer::start("shared_preload_libraries = '" + std::string(library) + "'");
    ASSERT_TRUE(server) << toText(server.error());
    const std::string objects = "CREATE TABLE t (a integer, b text); CREATE VIEW v AS SELECT a FROM t; CREATE SEQUENCE s; CREATE DOMAIN d AS text;"
                                "CREATE FUNCTION f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE SCHEMA app;";
    expectThereAndBack(**server,
                       objects + "SECURITY LABEL FOR dummy ON TABLE t IS 'classified'; SECURITY LABEL FOR dummy ON COLUMN t.a IS 'unclassified';"
                                 "SECURITY LABEL FOR dummy ON FUNCTION f(integer) IS 'secret'; SECURITY LABEL FOR dummy ON SCHEMA app IS 'classified'",
                       objects + "SECURITY LABEL FOR dummy ON TABLE t IS 'unclassified'; SECURITY LABEL FOR dummy ON COLUMN t.b IS 'classified';"
                                 "SECURITY LABEL FOR dummy ON VIEW v IS 'secret'; SECURITY LABEL FOR dummy ON SEQUENCE s IS 'classified';"
                                 "SECURITY LABEL FOR dummy ON DOMAIN d IS 'top secret'; CREATE TABLE added (a integer); SECURITY LABEL FOR dummy ON TABLE added IS 'classified'");
}
