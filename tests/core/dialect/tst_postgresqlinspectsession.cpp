#include "tests/core/dialect/inspected.h"

#include <atomic>
#include <thread>

using namespace kilter;
using namespace kilter::test;

TEST(PostgresqlInspect, textsDoNotDependOnTheSession)
{
    requirePostgres();
    const TestDatabase database(R"(
        CREATE SCHEMA other; CREATE TABLE other.t (id int, at timestamptz DEFAULT '2026-01-01 00:00+00', d interval DEFAULT '1 day 2 hours', f float8 DEFAULT '0.1', b bytea DEFAULT '\xde');
        CREATE VIEW v AS SELECT id FROM other.t WHERE at > '2026-06-01 12:00+00';)");
    const Catalog plain = inspected(database);
    const auto connection = opened(database.url());
    for (const char *setting : {"search_path = other, public", "timezone = 'Asia/Tokyo'", "datestyle = 'German'",
                                "intervalstyle = 'iso_8601'", "extra_float_digits = 0", "bytea_output = 'escape'",
                                "quote_all_identifiers = on"})
        ASSERT_TRUE(connection->execute(std::string("SET ") + setting));
    const auto odd = postgresql::inspect(*connection, {});
    ASSERT_TRUE(odd);
    EXPECT_EQ(plain, *odd);
    EXPECT_FALSE(connection->inTransaction());
    EXPECT_EQ(connection->execute("SHOW timezone")->text(0, 0), "Asia/Tokyo") << "the session is as before";
    EXPECT_EQ(connection->execute("SHOW search_path")->text(0, 0), "other, public");
}

TEST(PostgresqlInspect, insideATransactionOfTheCaller)
{
    requirePostgres();
    const TestDatabase database;
    const auto connection = opened(database.url());
    ASSERT_TRUE(connection->execute("BEGIN"));
    ASSERT_TRUE(connection->execute("SET LOCAL search_path = public"));
    ASSERT_TRUE(connection->execute("CREATE TABLE scratch (id int)"));
    const auto catalog = postgresql::inspect(*connection, {});
    ASSERT_TRUE(catalog) << toText(catalog.error());
    EXPECT_TRUE(catalog->contains(tableRef("public", "scratch")));
    EXPECT_TRUE(connection->inTransaction());
    EXPECT_EQ(connection->execute("SHOW search_path")->text(0, 0), "public");
    ASSERT_TRUE(connection->execute("ROLLBACK"));
    EXPECT_FALSE(postgresql::inspect(*connection, {})->contains(tableRef("public", "scratch")));
}

TEST(PostgresqlInspect, asARoleThatMayDoNothing)
{
    requirePostgres();
    const TestDatabase database(R"(
        CREATE SCHEMA closed; CREATE TABLE closed.t (id serial PRIMARY KEY, a text CHECK (a <> '')); CREATE VIEW closed.v AS SELECT id FROM closed.t;
        DO $$ BEGIN CREATE ROLE kilter_nobody LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;)");
    const Catalog asOwner = inspected(database);
    const auto connection = opened(database.url());
    ASSERT_TRUE(connection->execute("SET ROLE kilter_nobody"));
    const auto asNobody = postgresql::inspect(*connection, {});
    ASSERT_TRUE(asNobody) << toText(asNobody.error());
    EXPECT_EQ(asOwner, *asNobody);
}

TEST(PostgresqlInspect, whileOthersChangeTheSchema)
{
    requirePostgres();
    const TestDatabase database("CREATE TABLE stays (id int PRIMARY KEY, a text DEFAULT 'x' CHECK (a <> '')); CREATE "
                                "VIEW v AS SELECT id FROM stays");
    std::atomic<bool> stop = false;
    std::thread other([&] {
        const auto connection = opened(database.url());
        while (!stop) {
            EXPECT_TRUE(connection->execute(
                "CREATE TABLE comes (id int DEFAULT 1 PRIMARY KEY, b text CHECK (b <> 'x'), c int UNIQUE)"));
            EXPECT_TRUE(connection->execute("CREATE VIEW goes AS SELECT id, b FROM comes"));
            EXPECT_TRUE(connection->execute("DROP VIEW goes"));
            EXPECT_TRUE(connection->execute("DROP TABLE comes"));
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
    });
    const auto connection = opened(database.url());
    int failures = 0;
    for (int i = 0; i < 10; ++i) {
        const auto catalog = postgresql::inspect(*connection, {});
        failures += catalog ? 0 : 1;
        if (catalog) {
            EXPECT_EQ(fieldsOf(*catalog, "check:public.stays.stays_a_check"), "{'expression': '(a <> ''::text)'}");
            EXPECT_TRUE(objectOf(*catalog, "view:public.v"));
        }
    }
    stop = true;
    other.join();
    EXPECT_EQ(failures, 0);
    const auto quiet = postgresql::inspect(*connection, {});
    ASSERT_TRUE(quiet) << toText(quiet.error());
    EXPECT_FALSE(quiet->contains(tableRef("public", "comes")));
}

TEST(PostgresqlInspect, changeCounterGrows)
{
    requirePostgres();
    const TestDatabase database("CREATE TABLE t (id int)");
    const auto connection = opened(database.url());
    const auto before = postgresql::changeCounter(*connection);
    ASSERT_TRUE(before);
    database.run("ALTER TABLE t ADD COLUMN a int");
    std::int64_t after = *before;
    for (int i = 0; i < 100 && after == *before; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        after = postgresql::changeCounter(*connection).value();
    }
    EXPECT_GT(after, *before);
}

TEST(PostgresqlInspect, cancelled)
{
    requirePostgres();
    const TestDatabase database;
    const auto connection = opened(database.url());
    std::stop_source source;
    source.request_stop();
    InspectOptions options;
    options.stop = source.get_token();
    const auto catalog = postgresql::inspect(*connection, options);
    ASSERT_FALSE(catalog);
    EXPECT_EQ(catalog.error().code, ErrorCode::Interrupted);
    EXPECT_FALSE(connection->inTransaction());
}
