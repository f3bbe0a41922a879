#include "core/base/file.h"
#include "core/scratch/privateserver.h"
#include "core/scratch/settle.h"
#include "core/scratch/subcatalog.h"
#include "tests/support/postgres.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace kilter {
namespace {

ObjectRef partRef(Kind kind, std::string table, std::string name)
{
    return {kind, "public", std::move(table), std::move(name), {}};
}

class Settle : public ::testing::Test
{
protected:
    void SetUp() override
    {
        requirePostgres();
        m_store = std::make_unique<test::TestDatabase>();
        ScratchOptions options;
        options.scratchUrl = parseUrl(m_store->url()).value();
        m_scratch.emplace(options);
    }

    /// What a store that ran the script holds.
    Catalog inspected(const std::string &script)
    {
        const test::TestDatabase database(script);
        const auto connection = Connection::open(parseUrl(database.url()).value()).value();
        auto catalog = Dialect::of(DialectKind::PostgreSql).inspect(*connection, {});
        return catalog ? *catalog : throw std::runtime_error(toText(catalog.error()));
    }

    /// As if it came from files: nothing of it is in a server's words.
    static Catalog desired(Catalog catalog)
    {
        catalog.settled = false;
        catalog.serverVersion = 0;
        return catalog;
    }

    Catalog settledOrEmpty(const Catalog &catalog, const SettleOptions &options = {})
    {
        auto result = settled(catalog, *m_scratch, options);
        return result ? result->catalog : throw std::runtime_error(toText(result.error()));
    }

    std::unique_ptr<test::TestDatabase> m_store;
    std::optional<ScratchOnDemand> m_scratch;
};

constexpr const char *orders =
    "CREATE TABLE orders (id int PRIMARY KEY, state varchar(20) DEFAULT 'new', n int, at timestamptz, "
    "CONSTRAINT state_in CHECK (state IN ('new', 'paid', 'sent')), CONSTRAINT positive CHECK (n > 0));"
    "CREATE INDEX open_orders ON orders (lower(state)) WHERE state IN ('new', 'paid');"
    "CREATE VIEW paid AS SELECT id, n * 2 AS twice FROM orders WHERE state = 'paid'";

/// The same from the texts that the server shows of it, as a dump has them.
constexpr const char *restoredOrders =
    "CREATE TABLE orders (id int PRIMARY KEY, state varchar(20) DEFAULT 'new', n int, at timestamptz, "
    "CONSTRAINT state_in CHECK (((state)::text = ANY ((ARRAY['new'::character varying, 'paid'::character varying, 'sent'::character varying])::text[]))), "
    "CONSTRAINT positive CHECK (n > 0));"
    "CREATE INDEX open_orders ON orders (lower(state)) WHERE ((state)::text = ANY ((ARRAY['new'::character varying, 'paid'::character varying])::text[]));"
    "CREATE VIEW paid AS SELECT id, n * 2 AS twice FROM orders WHERE state = 'paid'";

} // namespace

TEST_F(Settle, TextsOfFilesComeBackInTheServersWordsAndStayThere)
{
    Catalog given = desired(inspected(orders));
    given.edit(partRef(Kind::Check, "orders", "state_in"))->as<CheckConstraint>().expression =
        "state in ('new','paid','sent')";
    given.edit(columnRef("public", "orders", "state"))->as<Column>().defaultExpression = "'new'";
    given.edit({Kind::View, "public", {}, "paid", {}})->as<View>().definition =
        "select id, n*2 as twice from public.orders where state='paid'";
    given.edit(tableRef("public", "orders"))->source = {"models/order.json", 3, 1};
    given.edit(tableRef("public", "orders"))->owner = "app";
    const Catalog once = settledOrEmpty(given);
    EXPECT_TRUE(once.settled);
    EXPECT_EQ(once.serverVersion, m_scratch->place().value()->connection().serverVersion());
    EXPECT_EQ(once.find(columnRef("public", "orders", "state"))->as<Column>().defaultExpression,
              "'new'::character varying");
    EXPECT_NE(once.find(partRef(Kind::Check, "orders", "state_in"))->as<CheckConstraint>().expression.find("::"),
              std::string::npos);
    EXPECT_EQ(once.find(tableRef("public", "orders"))->source.file, "models/order.json");
    EXPECT_EQ(once.find(tableRef("public", "orders"))->owner, "app");
    const Catalog twice = settledOrEmpty(once);
    EXPECT_TRUE(diff(once, twice).empty());
    EXPECT_EQ(once.size(), given.size());
}

TEST_F(Settle, TheSameCheckCreatedAndRestoredIsNoDifference)
{
    const Catalog created = inspected(orders);
    const Catalog restored = inspected(restoredOrders);
    ASSERT_FALSE(diff(created, restored).empty()) << "the server prints the check differently the second time";
    const auto changes = settledDiff(created, restored, {}, &*m_scratch);
    ASSERT_TRUE(changes) << toText(changes.error());
    EXPECT_TRUE(changes->empty()) << wordsFor(changes->changes.front());
    const auto spelled = spelledLike(created, restored, {}, &*m_scratch);
    ASSERT_TRUE(spelled);
    EXPECT_TRUE(diff(created, spelled->to).empty()) << "so that no plan rebuilds anything";
    EXPECT_TRUE(spelled->open.empty());
}

TEST_F(Settle, ARealChangeStaysOne)
{
    const Catalog created = inspected(orders);
    Catalog changed = settledOrEmpty(created);
    changed.edit(partRef(Kind::Check, "orders", "positive"))->as<CheckConstraint>().expression = "(n >= 0)";
    changed.edit(partRef(Kind::Index, "orders", "open_orders"))->as<Index>().where = "state = 'sent'";
    const auto changes = settledDiff(created, changed, {}, &*m_scratch);
    ASSERT_TRUE(changes) << toText(changes.error());
    ASSERT_EQ(changes->changes.size(), 2u);
    for (const Change &change : changes->changes)
        EXPECT_FALSE(change.perhapsSpelling) << wordsFor(change);
}

TEST_F(Settle, WithoutAPlaceItStaysOpen)
{
    const Catalog created = inspected(orders);
    const Catalog restored = inspected(restoredOrders);
    const auto changes = settledDiff(created, restored, {}, nullptr);
    ASSERT_TRUE(changes) << toText(changes.error());
    ASSERT_FALSE(changes->empty());
    EXPECT_TRUE(changes->onlyPerhapsSpelling());
    EXPECT_FALSE(changes->information.empty()) << "it says why";
    ScratchOptions unreachable;
    unreachable.scratchUrl = parseUrl("postgresql://127.0.0.1:1/none").value();
    ScratchOnDemand none(unreachable);
    EXPECT_TRUE(settledDiff(created, restored, {}, &none)->onlyPerhapsSpelling());
}

TEST_F(Settle, NothingIsOpenedForAnOrdinaryChange)
{
    const Catalog created = inspected(orders);
    Catalog changed = created;
    changed.edit(columnRef("public", "orders", "n"))->as<Column>().notNull = true;
    changed.edit(partRef(Kind::Check, "orders", "positive"))->as<CheckConstraint>().expression = "(n > 7)";
    ScratchOptions unreachable;
    unreachable.scratchUrl = parseUrl("postgresql://127.0.0.1:1/none").value();
    ScratchOnDemand none(unreachable);
    const auto changes = settledDiff(created, changed, {}, &none);
    ASSERT_TRUE(changes) << toText(changes.error());
    EXPECT_EQ(changes->changes.size(), 2u);
    EXPECT_TRUE(changes->information.empty());
}

TEST_F(Settle, RenamesAreFollowed)
{
    const Catalog created = inspected(orders);
    const Catalog restored = settledOrEmpty(created);
    const Rename rename{columnRef("public", "orders", "state"), "status"};
    DiffOptions options;
    options.renames = {rename};
    const auto changes = settledDiff(created, renamed(restored, {rename}), options, &*m_scratch);
    ASSERT_TRUE(changes) << toText(changes.error());
    ASSERT_EQ(changes->changes.size(), 1u);
    EXPECT_EQ(changes->changes[0].type, ChangeType::Rename);
}

TEST_F(Settle, WhatCannotBeBuiltIsNamedWithItsPlace)
{
    Catalog given = desired(inspected(orders));
    given.edit(columnRef("public", "orders", "n"))->as<Column>().defaultExpression = "no_such_function()";
    given.edit(columnRef("public", "orders", "n"))->source = {"models/order.json", 17, 5};
    given.edit(tableRef("public", "orders"))->source = {"models/order.json", 1, 1};
    const auto failed = settled(given, *m_scratch);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::Invalid);
    EXPECT_NE(failed.error().message.find("public.orders"), std::string::npos) << failed.error().message;
    EXPECT_NE(failed.error().message.find("no_such_function"), std::string::npos);
    ASSERT_FALSE(failed.error().diagnostics.empty());
    EXPECT_EQ(failed.error().diagnostics[0].place.file, "models/order.json");
    SettleOptions tolerant;
    tolerant.tolerant = true;
    const auto tolerated = settled(given, *m_scratch, tolerant);
    ASSERT_TRUE(tolerated) << toText(tolerated.error());
    EXPECT_FALSE(tolerated->unsettled.empty());
    EXPECT_FALSE(tolerated->catalog.settled);
    EXPECT_EQ(tolerated->catalog.size(), given.size()) << "nothing is lost";
}

TEST_F(Settle, TheCacheMakesThePlaceUnnecessary)
{
    const TemporaryFolder folder = TemporaryFolder::create().value();
    const Catalog given = desired(inspected(orders));
    SettleOptions options;
    options.cacheFolder = folder.path();
    ScratchOptions known;
    known.besideStore = parseUrl(m_store->url()).value();
    known.wantedMajor = Connection::open(*known.besideStore).value()->serverVersion() / 10000;
    ScratchOnDemand scratch(known);
    const Catalog first = settled(given, scratch, options).value().catalog;
    // Were the place opened, it would fail: nobody listens there, and no server of that major is installed.
    known.besideStore = parseUrl("postgresql://127.0.0.1:1/none").value();
    setenv("KILTER_PG_BIN", "/nonexistent", 1);
    ScratchOnDemand unreachable(known);
    const auto second = settled(given, unreachable, options);
    unsetenv("KILTER_PG_BIN");
    ASSERT_TRUE(second) << toText(second.error());
    EXPECT_EQ(second->catalog, first);
    EXPECT_TRUE(second->catalog.settled);
    EXPECT_EQ(second->catalog.serverVersion, first.serverVersion);
    // A damaged file is only a miss.
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder.path())) {
        if (entry.is_regular_file())
            std::ofstream(entry.path()) << "{";
    }
    EXPECT_EQ(settled(given, scratch, options).value().catalog, first);
}

TEST_F(Settle, ManyKindsComeBackUnchanged)
{
    const Catalog created = inspected(
        "CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('sad', 'ok'); CREATE SEQUENCE app.numbers START 5;"
        "CREATE TABLE app.parents (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, m app.mood DEFAULT 'ok', u "
        "text UNIQUE);"
        "CREATE TABLE app.children (id int DEFAULT nextval('app.numbers'), parent bigint REFERENCES app.parents ON "
        "DELETE CASCADE, "
        "a int, b int GENERATED ALWAYS AS (a * 2) STORED);"
        "CREATE TABLE app.events (id bigint, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);"
        "CREATE TABLE app.events_2026 PARTITION OF app.events FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2027-01-01 "
        "00:00+00');"
        "CREATE INDEX events_at ON app.events (at DESC); COMMENT ON TABLE app.events IS 'it''s'");
    const Catalog again = settledOrEmpty(created);
    const ChangeList changes = diff(created, again);
    for (const Change &change : changes.changes)
        ADD_FAILURE() << wordsFor(change);
}

TEST_F(Settle, ACatalogNeedNotMentionItsSchemas)
{
    Catalog given = inspected(
        "CREATE SCHEMA app; CREATE TABLE app.t (a int DEFAULT 1); CREATE TABLE public.t (a text DEFAULT 'x')");
    given.remove(schemaRef("app"));
    given.remove(schemaRef("public"));
    EXPECT_EQ(settledOrEmpty(given), given);
}

TEST_F(Settle, APartOfACatalogBringsWhatItNeedsAndNoMore)
{
    const Catalog whole =
        inspected("CREATE TYPE mood AS ENUM ('a'); CREATE SEQUENCE s; CREATE TABLE other (id int PRIMARY KEY);"
                  "CREATE TABLE t (id int PRIMARY KEY, m mood, n int DEFAULT nextval('s'), o int REFERENCES other, "
                  "CONSTRAINT c CHECK (m = 'a'));"
                  "CREATE VIEW v AS SELECT id, m FROM t; CREATE VIEW w AS SELECT id FROM v");
    const Catalog part = subCatalog(whole, {partRef(Kind::Check, "t", "c")});
    EXPECT_TRUE(part.contains({Kind::Enum, "public", {}, "mood", {}}));
    EXPECT_TRUE(part.contains(tableRef("public", "t")));
    EXPECT_FALSE(part.contains(tableRef("public", "other")));
    EXPECT_FALSE(part.contains({Kind::Sequence, "public", {}, "s", {}})) << "the default is not wanted";
    EXPECT_FALSE(part.find(columnRef("public", "t", "n"))->as<Column>().defaultExpression);
    EXPECT_TRUE(part.all(Kind::ForeignKey).empty());
    EXPECT_TRUE(part.all(Kind::View).empty());
    const Catalog views = subCatalog(whole, {{Kind::View, "public", {}, "w", {}}});
    EXPECT_EQ(views.all(Kind::View).size(), 2u);
    EXPECT_TRUE(views.contains(tableRef("public", "t")));
    settledOrEmpty(part);
    settledOrEmpty(views);
}

TEST(SettleSqlite, BuiltInMemory)
{
    ScratchOptions options;
    options.dialect = DialectKind::Sqlite;
    ScratchOnDemand scratch(options);
    const Catalog given =
        scratch.place()
            .value()
            ->builtFromScript(
                "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT DEFAULT 'x' CHECK (b <> '')); CREATE INDEX i ON t (b)")
            .value();
    const auto again = settled(given, scratch);
    ASSERT_TRUE(again) << toText(again.error());
    EXPECT_EQ(again->catalog, given);
    Catalog broken = given;
    broken.add(Object({Kind::View, {}, {}, "v", {}}, View{"SELECT nosuch FROM t", {"nosuch"}, {}, {}}));
    broken.edit({Kind::View, {}, {}, "v", {}})->source = {"sql/v.sql", 1, 1};
    const auto read = settled(broken, scratch);
    if (!read) {
        EXPECT_NE(read.error().message.find("v"), std::string::npos);
    }
}

} // namespace kilter
