#include "core/base/file.h"
#include "core/store/store.h"
#include "tests/support/postgres.h"

#include <gtest/gtest.h>

#include <filesystem>

using namespace kilter;
using namespace kilter::test;

namespace {

std::unique_ptr<Connection> connect(const std::string &text)
{
    const auto url = parseUrl(text);
    auto connection = url ? Connection::open(*url) : Result<std::unique_ptr<Connection>>(tl::unexpected(url.error()));
    if (!connection)
        throw std::runtime_error(toText(connection.error()));
    return std::move(*connection);
}

class OnBoth : public testing::TestWithParam<DialectKind>
{
protected:
    void SetUp() override
    {
        if (GetParam() == DialectKind::PostgreSql) {
            requirePostgres();
            m_database.emplace();
            url = m_database->url();
        } else {
            auto folder = TemporaryFolder::create("kilter-store");
            ASSERT_TRUE(folder);
            m_folder = std::move(*folder);
            url = "sqlite:" + (m_folder->path() / "store.db").string();
        }
    }
    std::string url;

private:
    std::optional<TestDatabase> m_database;
    std::optional<TemporaryFolder> m_folder;
};

LedgerRow row(const std::string &id, LedgerState state)
{
    LedgerRow result;
    result.migrationId = id;
    result.name = "Name of " + id;
    result.state = state;
    result.checksum = "c";
    result.script = "SELECT 'it''s';\n-- \xF0\x9F\x8D\x8B";
    return result;
}

} // namespace

INSTANTIATE_TEST_SUITE_P(Store, OnBoth, testing::Values(DialectKind::PostgreSql, DialectKind::Sqlite),
                         [](const auto &about) {
                             return about.param == DialectKind::PostgreSql ? "PostgreSql" : "Sqlite";
                         });

TEST_P(OnBoth, opensWithoutWriting)
{
    const auto connection = connect(url);
    auto store = Store::open(*connection);
    ASSERT_TRUE(store) << toText(store.error());
    EXPECT_FALSE(store->ledger()->exists);
    const auto catalog = store->dialect().inspect(*connection, {});
    ASSERT_TRUE(catalog);
    EXPECT_EQ(catalog->all(Kind::Table).size(), 0u);
}

TEST_P(OnBoth, keepsAndReadsRecords)
{
    const auto connection = connect(url);
    auto store = Store::open(*connection);
    ASSERT_TRUE(store);
    ASSERT_TRUE(store->createLedger());
    const auto done = store->record([&]() -> Result<> {
        KILTER_CHECK(store->newRow(row("1_a", LedgerState::Applied)));
        KILTER_CHECK(store->newRow(row("2_b", LedgerState::Running)));
        KILTER_TRY(const std::int64_t event, store->beginEvent("2_b", "apply"));
        KILTER_CHECK(store->endEvent(event, false, "it's broken"));
        KILTER_CHECK(store->saveStatement({"2_b", "up", 1, 2, "h", "started", {}, 0, {}}));
        KILTER_CHECK(store->saveStatement({"2_b", "up", 1, 2, "h", "done", {}, 12, {}}));
        KILTER_CHECK(store->addVersion("1.0.0", "first", false));
        return store->addVersion("1.10.0", "later", true);
    });
    ASSERT_TRUE(done) << toText(done.error());
    const auto ledger = store->ledger();
    ASSERT_TRUE(ledger) << toText(ledger.error());
    EXPECT_EQ(ledger->applied(), std::vector<std::string>{"1_a"});
    EXPECT_EQ(ledger->rows[0].script, row("1_a", LedgerState::Applied).script);
    EXPECT_EQ(ledger->unfinished()->migrationId, "2_b");
    EXPECT_EQ(ledger->lastRun("2_b")->errorMessage, "it's broken");
    ASSERT_EQ(ledger->statements.size(), 1u);
    EXPECT_EQ(ledger->statements[0].state, "done");
    EXPECT_EQ(ledger->statements[0].ms, 12);
    EXPECT_EQ(ledger->version(), "1.10.0");
    // Applied again: it is the newest then.
    ASSERT_TRUE(store->record([&] { return store->newRow(row("1_a", LedgerState::Applied)); }));
    EXPECT_EQ(store->ledger()->rows.back().migrationId, "1_a");
}

TEST_P(OnBoth, aRecordThatFailsLeavesNothing)
{
    const auto connection = connect(url);
    auto store = Store::open(*connection);
    ASSERT_TRUE(store->createLedger());
    const auto done = store->record([&]() -> Result<> {
        KILTER_CHECK(store->newRow(row("1_a", LedgerState::Applied)));
        KILTER_CHECK(store->addVersion("1.0.0", "", false));
        return store->addVersion("1.0.0", "twice", false);
    });
    ASSERT_FALSE(done);
    EXPECT_FALSE(connection->inTransaction());
    EXPECT_TRUE(store->ledger()->rows.empty());
    EXPECT_TRUE(store->ledger()->versions.empty());
}

TEST_P(OnBoth, remembersTheNewestCatalogOnly)
{
    const auto connection = connect(url);
    ASSERT_TRUE(connection->execute("CREATE TABLE t (id integer PRIMARY KEY, n text)"));
    auto store = Store::open(*connection);
    ASSERT_TRUE(store->createLedger());
    const auto catalog = store->dialect().inspect(*connection, {});
    ASSERT_TRUE(catalog);
    EXPECT_EQ(catalog->all(Kind::Table).size(), 1u) << "the ledger is no part of the schema";
    const auto done = store->record([&]() -> Result<> {
        KILTER_CHECK(store->newRow(row("1_a", LedgerState::Applied)));
        KILTER_CHECK(store->rememberCatalog("1_a", *catalog, true));
        KILTER_CHECK(store->newRow(row("2_b", LedgerState::Applied)));
        return store->rememberCatalog("2_b", *catalog, true);
    });
    ASSERT_TRUE(done) << toText(done.error());
    const auto ledger = store->ledger();
    EXPECT_TRUE(ledger->rows[0].catalog.empty());
    EXPECT_EQ(ledger->rows[0].catalogHash, catalogHash(*catalog));
    const auto remembered = store->rememberedCatalog(*ledger);
    ASSERT_TRUE(remembered && *remembered);
    EXPECT_EQ(**remembered, *catalog);
}

TEST_P(OnBoth, anotherLedgerIsNoPartOfTheSchemaEither)
{
    const auto connection = connect(url);
    StoreOptions options;
    options.ledger = "Our \"Log\"";
    auto store = Store::open(*connection, options);
    ASSERT_TRUE(store);
    const auto made = store->createLedger();
    ASSERT_TRUE(made) << toText(made.error());
    InspectOptions inspect;
    inspect.ledgerTable = options.ledger;
    const auto catalog = store->dialect().inspect(*connection, inspect);
    ASSERT_TRUE(catalog);
    EXPECT_EQ(catalog->all(Kind::Table).size(), 0u);
    auto again = Store::open(*connection, options);
    EXPECT_TRUE(again->ledger()->exists);
}

TEST_P(OnBoth, theLockIsFreeAfterItsHolder)
{
    const auto one = connect(url), two = connect(url);
    auto first = Store::open(*one), second = Store::open(*two);
    {
        const auto lock = first->lock(std::chrono::milliseconds(0), {});
        ASSERT_TRUE(lock);
        const auto refused = second->lock(std::chrono::milliseconds(120), {});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::Refused);
        std::stop_source stop;
        stop.request_stop();
        EXPECT_EQ(second->lock(std::chrono::milliseconds(60000), stop.get_token()).error().code,
                  ErrorCode::Interrupted);
        EXPECT_TRUE(first->checkLock());
    }
    EXPECT_TRUE(second->lock(std::chrono::milliseconds(0), {}));
    if (GetParam() == DialectKind::Sqlite)
        EXPECT_FALSE(std::filesystem::exists(url.substr(7) + "-kilter-lock"));
    else
        EXPECT_EQ(second->checkLock().error().code, ErrorCode::Refused) << "it was given back at once";
}
