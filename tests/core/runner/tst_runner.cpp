#include "tests/core/runner/place.h"

#include "core/base/text.h"

#include <thread>

using namespace kilter;
using namespace kilter::test;

namespace {

const Files threeTables{
    {"1_authors", "-- migration: Authors\n-- version: 1.0.0\n\n-- up\nCREATE TABLE authors (id integer PRIMARY KEY, "
                  "name text NOT NULL);\n\n-- down\nDROP TABLE authors;\n"},
    {"2_books", "-- migration: Books\n-- version: 1.1.0\n\n-- up\nCREATE TABLE books (id integer PRIMARY KEY, "
                "author_id integer REFERENCES authors (id));\n"
                "INSERT INTO authors VALUES (1, 'Ann');\nINSERT INTO books VALUES (1, 1);\n\n-- down\nDROP TABLE "
                "books;\nDELETE FROM authors;\n"},
    {"3_tags", "-- migration: Tags\n-- version: 2.0.0\n-- breaking: yes\n\n-- up\nCREATE TABLE tags (id integer "
               "PRIMARY KEY);\n\n-- down\nDROP TABLE tags;\n"},
};

class OnBoth : public testing::TestWithParam<DialectKind>
{
protected:
    void SetUp() override
    {
        if (GetParam() == DialectKind::PostgreSql)
            requirePostgres();
        runs.emplace(GetParam());
    }
    std::optional<Runs> runs;
};

#define EXPECT_CONTAINS(text, part) EXPECT_NE(std::string(text).find(part), std::string::npos) << text

} // namespace

INSTANTIATE_TEST_SUITE_P(Runner, OnBoth, testing::Values(DialectKind::PostgreSql, DialectKind::Sqlite),
                         [](const auto &about) {
                             return about.param == DialectKind::PostgreSql ? "PostgreSql" : "Sqlite";
                         });

TEST_P(OnBoth, appliesAndRollsBackWithARecord)
{
    EXPECT_EQ(outcome(runs->apply(threeTables, "+2")), "ok");
    EXPECT_EQ(runs->place.tables(), "authors books");
    EXPECT_EQ(outcome(runs->apply(threeTables)), "ok");
    EXPECT_EQ(runs->states(), "1_authors applied, 2_books applied, 3_tags applied");
    Ledger ledger = runs->ledger();
    const LedgerRow &row = ledger.rows[1];
    EXPECT_EQ(row.name, "Books");
    EXPECT_EQ(row.version, "1.1.0");
    EXPECT_EQ(row.statementsDone, 3);
    EXPECT_EQ(row.statementsTotal, 3);
    EXPECT_TRUE(row.rollbackAvailable);
    EXPECT_EQ(row.script, threeTables[1].second);
    EXPECT_EQ(row.checksum.size(), 64u);
    EXPECT_FALSE(row.catalogHash.empty());
    EXPECT_CONTAINS(row.appliedBy, " @ ");
    EXPECT_EQ(row.appliedAt.size(), 24u) << row.appliedAt;
    EXPECT_TRUE(row.catalog.empty());
    EXPECT_FALSE(ledger.rows[2].catalog.empty());
    EXPECT_EQ(ledger.version(), "2.0.0");
    EXPECT_TRUE(ledger.versions.back().breaking);
    ASSERT_EQ(ledger.events.size(), 3u);
    EXPECT_TRUE(ledger.events[2].ok);
    EXPECT_FALSE(ledger.events[2].endedAt.empty());

    EXPECT_EQ(outcome(runs->rollBack(threeTables, "1_authors")), "ok");
    EXPECT_EQ(runs->place.tables(), "authors");
    EXPECT_EQ(runs->states(), "1_authors applied, 2_books rolled_back, 3_tags rolled_back");
    ledger = runs->ledger();
    EXPECT_EQ(ledger.version(), "1.0.0");
    EXPECT_EQ(ledger.events.back().action, "rollback");
    EXPECT_FALSE(ledger.rows[0].catalog.empty());
    EXPECT_EQ(outcome(runs->rollBack(threeTables, "base")), "ok");
    EXPECT_EQ(runs->place.tables(), "");
    EXPECT_EQ(outcome(runs->apply(threeTables)), "ok");
    EXPECT_EQ(runs->states(), "1_authors applied, 2_books applied, 3_tags applied");
    EXPECT_EQ(runs->ledger().version(), "2.0.0");
}

TEST_P(OnBoth, aFailureLeavesNothingHalfDoneAndTheNextRunGoesOnThere)
{
    Files files{threeTables[0],
                {"2_two", "-- up\nCREATE TABLE a (id integer);\n-- up: section=second\nCREATE TABLE b (id "
                          "integer);\nINSERT INTO nowhere VALUES (1);\n-- up\nCREATE TABLE c (id integer);\n"
                          "-- down\nDROP TABLE c;\nDROP TABLE b;\nDROP TABLE a;\n"}};
    const ApplyReport report = runs->apply(files);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(exitCode(report.error->code), 4);
    EXPECT_CONTAINS(report.error->message, "2_two failed in second (2_two.sql:5)");
    EXPECT_CONTAINS(report.error->message, "nowhere");
    EXPECT_CONTAINS(report.error->hint, "Section 1 stands; nothing of second was kept");
    EXPECT_EQ(runs->place.tables(), "a authors");
    EXPECT_EQ(runs->states(), "1_authors applied, 2_two failed");
    const Ledger ledger = runs->ledger();
    EXPECT_CONTAINS(ledger.rows[1].errorMessage, "nowhere");
    EXPECT_FALSE(ledger.events.back().ok);
    EXPECT_CONTAINS(ledger.events.back().errorMessage, "nowhere");
    EXPECT_CONTAINS(outcome(runs->rollBack(files, "base")), "5: 2_two stopped half-way up");

    files[1].second = replaced(files[1].second, "INSERT INTO nowhere VALUES (1)", "INSERT INTO a VALUES (1)");
    EXPECT_EQ(outcome(runs->apply(files)), "ok");
    EXPECT_EQ(runs->place.tables(), "a authors b c");
    EXPECT_EQ(runs->place.query("SELECT count(*) FROM a"), "1");
    EXPECT_EQ(runs->states(), "1_authors applied, 2_two applied");
    EXPECT_EQ(outcome(runs->rollBack(files, "-1")), "ok");
    EXPECT_EQ(runs->place.tables(), "authors");
}

TEST_P(OnBoth, aStandingSectionMustNotChange)
{
    Files files{{"1_x", "-- up\nCREATE TABLE a (id integer);\n-- up\nSELECT nothing;\n"}};
    EXPECT_FALSE(runs->apply(files).ok());
    files[0].second = "-- up\nCREATE TABLE a (id text);\n-- up\nSELECT 1;\n";
    EXPECT_CONTAINS(outcome(runs->apply(files)),
                    "5: 1_x cannot go on: section 1 stands from an earlier run, but its text was changed");
    EXPECT_EQ(runs->place.tables(), "a");
}

TEST_P(OnBoth, withoutATransactionEachStatementRunsExactlyOnce)
{
    Files files{{"1_x", "-- up\nCREATE TABLE a (id integer);\n-- up: transaction=off section=fill\nINSERT INTO a "
                        "VALUES (1);\nINSERT INTO a VALUES (2);\nINSERT INTO a VALUES ((SELECT x FROM later));\n"
                        "INSERT INTO a VALUES (4);\n"}};
    const ApplyReport report = runs->apply(files);
    EXPECT_CONTAINS(outcome(report), "4: 1_x failed in fill (1_x.sql:6)");
    EXPECT_CONTAINS(report.error->hint, "of fill the statements before the failed one stand");
    EXPECT_EQ(runs->place.query("SELECT count(*) FROM a"), "2");
    const Ledger ledger = runs->ledger();
    const auto progress = ledger.progress("1_x", "up");
    ASSERT_EQ(progress.size(), 4u);
    EXPECT_EQ(progress[3]->state, "failed");
    EXPECT_EQ(ledger.rows[0].statementsDone, 3);
    EXPECT_EQ(ledger.rows[0].statementsTotal, 5);
    EXPECT_CONTAINS(progress[3]->error, "later");
    runs->place.query("CREATE TABLE later (x integer)");
    EXPECT_EQ(outcome(runs->apply(files)), "ok");
    EXPECT_EQ(runs->place.query("SELECT count(*) FROM a"), "4");
}

TEST_P(OnBoth, twoUnfinishedOnesAreKeptApart)
{
    Files files{{"1_x", "-- depends: none\n-- up\nCREATE TABLE a (id integer);\n-- up\nSELECT nothing;\n"},
                {"2_y", "-- depends: none\n-- up\nCREATE TABLE b (id integer);\n-- up\nSELECT nothing;\n"}};
    runs->only = "1_x";
    EXPECT_FALSE(runs->apply(files).ok());
    runs->only = "2_y";
    EXPECT_FALSE(runs->apply(files).ok());
    for (auto &[id, text] : files)
        text = replaced(text, "nothing", "1");
    runs->only.clear();
    EXPECT_EQ(outcome(runs->apply(files, "heads")), "ok");
    EXPECT_EQ(runs->states(), "1_x applied, 2_y applied");
}

TEST_P(OnBoth, aFailedWayDownAcceptsNoChangedText)
{
    Files files{threeTables[0]};
    EXPECT_EQ(outcome(runs->apply(files)), "ok");
    files[0].second =
        replaced(replaced(files[0].second, "name text", "name varchar"), "DROP TABLE authors", "DROP TABLE nowhere");
    EXPECT_FALSE(runs->rollBack(files, "base").ok());
    EXPECT_CONTAINS(outcome(runs->apply(files)), "5: 1 applied migration was changed: 1_authors");
}

TEST_P(OnBoth, rowsAreChangedInRounds)
{
    const std::string key = GetParam() == DialectKind::PostgreSql ? "ctid" : "rowid";
    const Files files{{"1_x", "-- up\nCREATE TABLE a (id integer, done integer);\nINSERT INTO a (id) VALUES (1), (2), "
                              "(3), (4), (5);\n-- up: transaction=off batch=2\n"
                              "UPDATE a SET done = 1 WHERE " +
                                  key + " IN (SELECT " + key + " FROM a WHERE done IS NULL LIMIT 2);\n"}};
    const ApplyReport report = runs->apply(files);
    EXPECT_EQ(outcome(report), "ok");
    EXPECT_EQ(report.migrations[0].sections[1].statements.size(), 3u);
    EXPECT_EQ(runs->place.query("SELECT count(*) FROM a WHERE done = 1"), "5");
}

TEST_P(OnBoth, stopsAtAChangedChecksum)
{
    Files files = threeTables;
    EXPECT_EQ(outcome(runs->apply(files, "+2")), "ok");
    files[0].second = replaced(files[0].second, "name text NOT NULL", "name text");
    const ApplyReport report = runs->apply(files);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(exitCode(report.error->code), 5);
    const std::string words = toText(*report.error);
    EXPECT_CONTAINS(words, "1_authors was changed");
    EXPECT_CONTAINS(words, "- CREATE TABLE authors (id integer PRIMARY KEY, name text NOT NULL);\n+ CREATE TABLE "
                           "authors (id integer PRIMARY KEY, name text);");
    EXPECT_CONTAINS(words, "repair --accept 1_authors");
    EXPECT_EQ(runs->place.tables(), "authors books");
    const auto connection = runs->place.connect();
    auto store = Store::open(*connection);
    const RevisionGraph graph = graphOf(files, GetParam());
    EXPECT_EQ(repairReport(*store, graph)->changed, std::vector<std::string>{"1_authors"});
    ASSERT_TRUE(acceptChecksum(*store, graph, "1_auth", runs->options));
    EXPECT_EQ(outcome(runs->apply(files)), "ok");
    EXPECT_EQ(runs->place.tables(), "authors books tags");
}

TEST_P(OnBoth, aChangedWayDownIsTakenOver)
{
    Files files = threeTables;
    EXPECT_EQ(outcome(runs->apply(files, "+2")), "ok");
    files[0].second = replaced(files[0].second, "DROP TABLE authors", "DROP TABLE IF EXISTS authors");
    const ApplyReport report = runs->apply(files);
    EXPECT_EQ(outcome(report), "ok");
    ASSERT_FALSE(report.information.empty());
    EXPECT_EQ(report.information.front().code, "changed-down");
    EXPECT_EQ(runs->ledger().rows[0].checksumDown, checksumDown(*graphOf(files, GetParam()).find("1_authors")));
}

TEST_P(OnBoth, stopsAtDrift)
{
    EXPECT_EQ(outcome(runs->apply(threeTables, "+2")), "ok");
    runs->place.query("ALTER TABLE authors ADD COLUMN nick text");
    const ApplyReport report = runs->apply(threeTables);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(exitCode(report.error->code), 5);
    EXPECT_CONTAINS(toText(*report.error), "drifted");
    EXPECT_CONTAINS(toText(*report.error), "nick");
    runs->options.allowDrift = true;
    EXPECT_EQ(outcome(runs->apply(threeTables)), "ok");
    runs->options.allowDrift = false;
    EXPECT_EQ(outcome(runs->apply(threeTables)), "ok");
}

TEST_P(OnBoth, refusesWhatIsNotThere)
{
    EXPECT_CONTAINS(outcome(runs->apply(threeTables, "1_autors")),
                    "6: no such revision: 1_autors\nDid you mean 1_authors?");
    runs->only = "3_tags";
    EXPECT_CONTAINS(outcome(runs->apply(threeTables)),
                    "6: 3_tags depends on 1_authors, 2_books, which are not applied");
    runs->only.clear();
    EXPECT_EQ(outcome(runs->apply(threeTables, "2")), "ok");
    runs->only = "1_authors";
    EXPECT_CONTAINS(outcome(runs->rollBack(threeTables, "")), "5: 2_books depends on 1_authors and is applied");
    runs->only = "2_books";
    EXPECT_EQ(outcome(runs->rollBack(threeTables, "")), "ok");
    EXPECT_EQ(runs->place.tables(), "authors");
}

TEST_P(OnBoth, refusesSqlOfAnotherDialect)
{
    const std::string other(
        keyword(GetParam() == DialectKind::PostgreSql ? DialectKind::Sqlite : DialectKind::PostgreSql));
    const std::string mine(keyword(GetParam()));
    EXPECT_CONTAINS(outcome(runs->apply({{"1_x", "-- dialect: " + other + "\n-- up\nSELECT 1;\n"}})),
                    "5: 1_x is written for " + other);
    const ApplyReport report =
        runs->apply({{"1_x", "-- up: dialect=" + other + "\nCREATE TABLE wrong (id integer);\n-- up: dialect=" + mine +
                                 "\nCREATE TABLE \"right\" (id integer);\n"}});
    EXPECT_EQ(outcome(report), "ok");
    EXPECT_TRUE(report.migrations[0].sections[0].skipped);
    EXPECT_EQ(runs->place.tables(), "right");
}

TEST_P(OnBoth, sharedVersionsAreRefusedBeforeAnythingRuns)
{
    const Files files{{"1_a", "-- version: 1.0.0\n-- up\nCREATE TABLE a (id integer);\n"},
                      {"2_b", "-- version: 1.0.0\n-- up\nCREATE TABLE b (id integer);\n"}};
    EXPECT_CONTAINS(outcome(runs->apply(files)), "6: pending migrations share a version");
    EXPECT_EQ(runs->place.tables(), "");
    EXPECT_EQ(outcome(runs->apply(files, "+1")), "ok");
    const ApplyReport report = runs->apply(files);
    EXPECT_EQ(outcome(report), "ok");
    EXPECT_EQ(report.information.front().code, "version-not-above");
    EXPECT_EQ(runs->ledger().versions.size(), 1u);
}

TEST_P(OnBoth, irreversibleOnesNeedLeave)
{
    Files files{{"1_x", "-- up\nCREATE TABLE a (id integer);\n-- down: reversibility=structure\n-- reason: the rows of "
                        "a are lost\nDROP TABLE a;\n"},
                {"2_y", "-- up\nSELECT 1;\n"}};
    EXPECT_EQ(outcome(runs->apply(files)), "ok");
    EXPECT_CONTAINS(outcome(runs->rollBack(files, "-1")), "5: 2_y cannot be rolled back: it has no down section");
    files.pop_back();
    EXPECT_CONTAINS(outcome(runs->rollBack(files, "base")), "cannot be rolled back: it has no down section");
    runs->options.allowDataLoss = true;
    EXPECT_EQ(outcome(runs->rollBack(files, "-1")), "ok");
    runs->options.allowDataLoss = false;
    EXPECT_CONTAINS(outcome(runs->rollBack(files, "-1")), "the rows of a are lost");
    runs->options.allowDataLoss = true;
    EXPECT_EQ(outcome(runs->rollBack(files, "-1")), "ok");
    EXPECT_EQ(runs->place.tables(), "");
}

TEST_P(OnBoth, theLedgerRollsBackWhatHasNoFileAnyMore)
{
    EXPECT_EQ(outcome(runs->apply(threeTables)), "ok");
    const Files fewer{threeTables[0], threeTables[1]};
    const ApplyReport report = runs->rollBack(fewer, "-2");
    EXPECT_EQ(outcome(report), "ok");
    EXPECT_EQ(report.planned, (std::vector<std::string>{"3_tags", "2_books"}));
    EXPECT_EQ(runs->place.tables(), "authors");
}

TEST_P(OnBoth, aFailedWayDownGoesOnThereOrIsSaid)
{
    Files files{{"1_x", "-- up\nCREATE TABLE a (id integer);\nCREATE TABLE b (id integer);\n-- down\nDROP TABLE a;\n-- "
                        "down\nDROP TABLE nowhere;\n"}};
    EXPECT_EQ(outcome(runs->apply(files)), "ok");
    EXPECT_CONTAINS(outcome(runs->rollBack(files, "base")), "4: 1_x (roll back) failed in section 2");
    EXPECT_EQ(runs->states(), "1_x failed");
    EXPECT_CONTAINS(outcome(runs->apply(files)), "5: 1_x stopped half-way down");
    files[0].second = replaced(files[0].second, "nowhere", "b");
    EXPECT_EQ(outcome(runs->rollBack(files, "base")), "ok");
    EXPECT_EQ(runs->place.tables(), "");
    EXPECT_EQ(runs->states(), "1_x rolled_back");
    // A way down of which nothing stands leaves the migration applied.
    files[0].second = "-- up\nCREATE TABLE c (id integer);\n-- down\nDROP TABLE nowhere;\n";
    EXPECT_EQ(outcome(runs->apply(files)), "ok");
    EXPECT_CONTAINS(outcome(runs->rollBack(files, "base")), "Nothing of it was kept.");
    EXPECT_EQ(runs->states(), "1_x applied");
    EXPECT_FALSE(runs->ledger().events.back().ok);
}

TEST_P(OnBoth, statusSaysEachState)
{
    Files files = threeTables;
    EXPECT_EQ(outcome(runs->apply(files, "+2")), "ok");
    files[0].second = replaced(files[0].second, "name text", "name varchar");
    files.push_back({"0_early", "-- depends: none\n-- up\nSELECT 1;\n"});
    files[0].second = replaced(files[0].second, "-- version", "-- depends: none\n-- version");
    StoreStatus now = status(graphOf(files, GetParam()), runs->ledger());
    std::string words;
    for (const StatusRow &row : now.rows)
        words += row.id + ' ' + std::string(wordFor(row.state)) + ", ";
    EXPECT_EQ(words, "0_early out of order, 1_authors changed, 2_books current, 3_tags pending, ");
    EXPECT_EQ(now.pending, 2u);
    EXPECT_EQ(now.version, "1.1.0");
    EXPECT_EQ(now.current, std::vector<std::string>{"2_books"});
    EXPECT_CONTAINS(checkUpToDate(now).error().message,
                    "target database is not up to date: 2 pending; apply them, or give --from revision:head");
    now = status(graphOf({threeTables[0]}, GetParam()), runs->ledger());
    ASSERT_EQ(now.rows.size(), 2u);
    EXPECT_EQ(now.rows[1].state, RevisionState::Missing);
    EXPECT_TRUE(checkUpToDate(now));
}

TEST_P(OnBoth, repairMarksWhatAPersonDecided)
{
    const Files files{{"1_x", "-- version: 1.0.0\n-- up\nCREATE TABLE a (id integer);\n-- up\nCREATE TABLE b (id "
                              "integer);\nSELECT nothing;\n-- down\nDROP TABLE a;\n"}};
    EXPECT_FALSE(runs->apply(files).ok());
    {
        const auto connection = runs->place.connect();
        const auto store = Store::open(*connection);
        const auto report = repairReport(*store, graphOf(files, GetParam()));
        ASSERT_TRUE(report && report->unfinished);
        EXPECT_EQ(report->unfinished->id, "1_x");
        EXPECT_CONTAINS(report->unfinished->error, "nothing");
        ASSERT_EQ(report->unfinished->sections.size(), 2u);
        EXPECT_TRUE(report->unfinished->sections[0].stands);
        EXPECT_FALSE(report->unfinished->sections[1].stands);
        EXPECT_FALSE(report->unfinished->fileChanged);
    }
    EXPECT_FALSE(runs->repair(files, RepairAction::Resume).ok());
    EXPECT_EQ(outcome(runs->repair(files, RepairAction::RollBack)), "ok");
    EXPECT_EQ(runs->place.tables(), "");
    EXPECT_EQ(runs->states(), "1_x rolled_back");
    EXPECT_FALSE(runs->apply(files).ok());
    EXPECT_EQ(outcome(runs->repair(files, RepairAction::MarkApplied)), "ok");
    EXPECT_EQ(runs->states(), "1_x applied");
    EXPECT_EQ(runs->ledger().version(), "1.0.0");
    EXPECT_EQ(runs->ledger().events.back().action, "repair-mark-applied");
    EXPECT_CONTAINS(outcome(runs->repair(files, RepairAction::MarkRolledBack)), "6: there is nothing to repair");
}

TEST_P(OnBoth, stampRecordsWithoutRunning)
{
    const auto connection = runs->place.connect();
    auto store = Store::open(*connection);
    const RevisionGraph graph = graphOf(threeTables, GetParam());
    EXPECT_EQ(outcome(stamp(*store, graph, {"head", {}, runs->options})), "ok");
    EXPECT_EQ(runs->states(), "1_authors applied, 2_books applied, 3_tags applied");
    EXPECT_EQ(runs->place.tables(), "");
    EXPECT_EQ(runs->ledger().version(), "2.0.0");
    EXPECT_EQ(outcome(stamp(*store, graph, {"1_authors", {}, runs->options})), "ok");
    EXPECT_EQ(runs->states(), "1_authors applied");
    EXPECT_EQ(runs->ledger().version(), "1.0.0");
    EXPECT_EQ(outcome(stamp(*store, graph, {"base", {}, runs->options})), "ok");
    EXPECT_EQ(runs->states(), "");
    EXPECT_CONTAINS(outcome(stamp(*store, graph, {"9", {}, runs->options})), "6: no such revision");
}

TEST_P(OnBoth, adoptsTheSeedForm)
{
    runs->place.query("CREATE TABLE _migrations (id integer PRIMARY KEY, filename text, applied_at timestamp)");
    runs->place.query("INSERT INTO _migrations VALUES (1, '1_authors.sql', '2025-01-02 03:04:05'), (2, '0_gone.sql', "
                      "'2025-01-02 03:04:06')");
    const auto connection = runs->place.connect();
    auto store = Store::open(*connection);
    const ApplyReport report = stampFromLedger(*store, graphOf(threeTables, GetParam()), runs->options);
    EXPECT_EQ(outcome(report), "ok");
    EXPECT_EQ(report.information.size(), 1u);
    EXPECT_EQ(runs->states(), "1_authors applied, 0_gone applied");
    EXPECT_CONTAINS(runs->ledger().rows[0].appliedAt, "2025-01-02");
}

TEST_P(OnBoth, onlyOneRunsAtATime)
{
    const auto other = runs->place.connect();
    auto store = Store::open(*other);
    const auto lock = store->lock(std::chrono::milliseconds(0), {});
    ASSERT_TRUE(lock) << toText(lock.error());
    runs->options.lockWait = std::chrono::milliseconds(150);
    const std::string words = outcome(runs->apply(threeTables));
    EXPECT_CONTAINS(words, "5: another run holds the lock of this store: ");
    EXPECT_CONTAINS(words, "process ");
    EXPECT_EQ(runs->place.tables(), "");
}

TEST_P(OnBoth, twoRunsAtOnceApplyOnce)
{
    Runs *both = &*runs;
    std::string words[2];
    {
        std::jthread first([&] { words[0] = outcome(both->apply(threeTables)); });
        std::jthread second([&] { words[1] = outcome(both->apply(threeTables)); });
    }
    EXPECT_EQ(words[0], "ok");
    EXPECT_EQ(words[1], "ok");
    EXPECT_EQ(runs->ledger().events.size(), 3u);
}

TEST_P(OnBoth, aCancelledStatementIsRecorded)
{
    const std::string endless =
        GetParam() == DialectKind::PostgreSql
            ? "SELECT pg_sleep(60)"
            : "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    const Files files{threeTables[0], {"2_slow", "-- up\nCREATE TABLE half (id integer);\n" + endless + ";\n"}};
    struct Stopper : ApplyObserver
    {
        std::stop_source source;
        std::jthread later;
        void statementStarted(const StatementRun &run) override
        {
            if (run.migrationId == "2_slow" && run.ordinal == 2)
                later = std::jthread([this] {
                    std::this_thread::sleep_for(std::chrono::milliseconds(100));
                    source.request_stop();
                });
        }
    } stopper;
    runs->observer = &stopper;
    runs->options.stop = stopper.source.get_token();
    const ApplyReport report = runs->apply(files);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(exitCode(report.error->code), 130);
    EXPECT_CONTAINS(report.error->message, "2_slow was cancelled in section 1 (2_slow.sql:3)");
    EXPECT_EQ(runs->place.tables(), "authors");
    EXPECT_EQ(runs->states(), "1_authors applied, 2_slow failed");
    EXPECT_CONTAINS(runs->ledger().events.back().errorMessage, "cancelled");
    EXPECT_TRUE(report.information.empty());
}

TEST_P(OnBoth, dryRunsChangeNothing)
{
    EXPECT_EQ(outcome(runs->apply(threeTables, "+2")), "ok");
    const Ledger before = runs->ledger();
    const auto connection = runs->place.connect();
    auto store = Store::open(*connection);
    ApplyObserver silent;
    const ApplyReport here = dryRunHere(*store, graphOf(threeTables, GetParam()), {"head", {}, runs->options}, silent);
    EXPECT_EQ(outcome(here), "ok");
    ASSERT_EQ(here.migrations.size(), 1u);
    EXPECT_GT(here.migrations[0].sections[0].statements[0].ms, 0);
    const Place scratchPlace(GetParam());
    const auto scratch = scratchPlace.connect();
    const ApplyReport there =
        dryRun(*store, *scratch, graphOf(threeTables, GetParam()), {"head", {}, runs->options}, silent);
    EXPECT_EQ(outcome(there), "ok");
    EXPECT_EQ(there.migrations.size(), 1u);
    EXPECT_EQ(scratchPlace.tables(), "authors books tags");
    const Files bad{
        threeTables[0], threeTables[1], {"3_bad", "-- up\nCREATE TABLE x (id integer);\nSELECT nothing;\n"}};
    const ApplyReport fails = dryRunHere(*store, graphOf(bad, GetParam()), {"head", {}, runs->options}, silent);
    EXPECT_CONTAINS(outcome(fails), "4: 3_bad would fail");
    EXPECT_EQ(runs->place.tables(), "authors books");
    EXPECT_EQ(runs->ledger().events.size(), before.events.size());
}

TEST_P(OnBoth, passwordsStayOut)
{
    const Files files{
        {"1_x", "-- up\nCREATE TABLE a (url text);\nINSERT INTO a VALUES ('postgresql://bob:s3cret@host/db');\nSELECT "
                "'postgresql://bob:s3cret@host/db' FROM nowhere;\n"}};
    const ApplyReport report = runs->apply(files);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(toText(*report.error).find("s3cret"), std::string::npos);
    EXPECT_EQ(report.migrations[0].sections[0].statements[1].sql.find("s3cret"), std::string::npos);
    const std::string kept = runs->place.query("SELECT script || coalesce(error_message, '') FROM migration_history") +
                             runs->place.query("SELECT error_message FROM migration_event");
    EXPECT_EQ(kept.find("s3cret"), std::string::npos) << kept;
    EXPECT_NE(kept.find("bob"), std::string::npos);
}
