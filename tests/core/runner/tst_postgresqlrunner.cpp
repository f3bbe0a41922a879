#include "tests/core/runner/place.h"

using namespace kilter;
using namespace kilter::test;

namespace {

class PostgreSqlRunner : public testing::Test
{
protected:
    void SetUp() override
    {
        requirePostgres();
        runs.emplace(DialectKind::PostgreSql);
    }
    std::optional<Runs> runs;
};

const Files base{
    {"1_t",
     "-- up\nCREATE TABLE t (id integer, v integer);\nINSERT INTO t VALUES (1, 1), (2, 1);\n-- down\nDROP TABLE t;\n"}};

Files with(const std::string &text)
{
    Files files = base;
    files.push_back({"2_change", text});
    return files;
}

#define EXPECT_CONTAINS(text, part) EXPECT_NE(std::string(text).find(part), std::string::npos) << text

} // namespace

TEST_F(PostgreSqlRunner, anInvalidIndexIsDroppedAndBuiltAgain)
{
    const Files files = with("-- up: transaction=off\nCREATE UNIQUE INDEX CONCURRENTLY t_v ON t (v);\nCREATE INDEX "
                             "CONCURRENTLY t_id ON t (id);\n");
    EXPECT_CONTAINS(outcome(runs->apply(files)),
                    "4: 2_change failed in section 1 (2_change.sql:2): could not create unique index");
    EXPECT_EQ(runs->place.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_v'::regclass"), "f");
    runs->place.query("UPDATE t SET v = id");
    EXPECT_EQ(outcome(runs->apply(files)), "ok");
    EXPECT_EQ(runs->place.query("SELECT bool_and(indisvalid), count(*) FROM pg_index WHERE indrelid = 't'::regclass"),
              "t|2");
}

TEST_F(PostgreSqlRunner, afterACrashTheCatalogDecides)
{
    const Files files = with("-- up: transaction=off\nCREATE INDEX CONCURRENTLY t_v ON t (v);\nDROP INDEX CONCURRENTLY "
                             "t_v;\nVACUUM t;\nSELECT nothing;\n");
    EXPECT_FALSE(runs->apply(files).ok());
    // As if the process had died between the statement and its record.
    runs->place.query("UPDATE migration_statement SET state = 'started' WHERE ordinal IN (2, 3)");
    EXPECT_CONTAINS(outcome(runs->apply(files)), "nothing");
    EXPECT_EQ(
        runs->place.query(
            "SELECT string_agg(state, ' ' ORDER BY ordinal) FROM migration_statement WHERE migration_id = '2_change'"),
        "done done done failed");
}

TEST_F(PostgreSqlRunner, doubtfulStatementsAreAsked)
{
    runs->place.query("CREATE TABLE part (id integer) PARTITION BY RANGE (id)");
    runs->place.query("CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (1) TO (2)");
    const Files files =
        with("-- up: transaction=off\nALTER TABLE part DETACH PARTITION part_1 CONCURRENTLY;\nSELECT nothing;\n");
    EXPECT_FALSE(runs->apply(files).ok());
    runs->place.query(
        "UPDATE migration_statement SET state = 'started' WHERE ordinal = 1 AND migration_id = '2_change'");
    EXPECT_CONTAINS(outcome(runs->apply(files)), "5: 2_change cannot go on in section 1: statement 1 of section 1 was "
                                                 "begun in an earlier run, and whether it ended is not known");
    const auto connection = runs->place.connect();
    const auto store = Store::open(*connection);
    const auto report = repairReport(*store, graphOf(files, DialectKind::PostgreSql));
    ASSERT_TRUE(report && report->unfinished);
    EXPECT_EQ(report->unfinished->doubtful.size(), 1u);
    EXPECT_EQ(outcome(runs->repair(files, RepairAction::MarkApplied)), "ok");
    EXPECT_EQ(runs->states(), "1_t applied, 2_change applied");
}

TEST_F(PostgreSqlRunner, objectsBelongToTheRole)
{
    runs->place.query("CREATE ROLE runner_owner NOLOGIN");
    runs->place.query("GRANT CREATE ON SCHEMA public TO runner_owner");
    runs->storeOptions.role = "runner_owner";
    EXPECT_EQ(outcome(runs->apply(with("-- up: transaction=off\nRESET ROLE;\nCREATE TABLE u (id integer);\n"))), "ok");
    EXPECT_EQ(runs->place.query("SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"),
              "migration_event|runner_owner\nmigration_history|runner_owner\nmigration_statement|runner_owner\nschema_"
              "versions|runner_owner\nt|runner_owner\nu|postgres");
    EXPECT_EQ(outcome(runs->rollBack(base, "base")).substr(0, 2), "5:"); // 2_change has no down
    runs->place.query("DROP OWNED BY runner_owner");
    runs->place.query("DROP ROLE runner_owner");
}

TEST_F(PostgreSqlRunner, aLedgerOfTheLoginUserIsStillWritten)
{
    EXPECT_EQ(outcome(runs->apply(base)), "ok");
    runs->place.query("CREATE ROLE runner_second NOLOGIN");
    runs->place.query("GRANT CREATE ON SCHEMA public TO runner_second");
    runs->place.query(
        "GRANT SELECT ON migration_history, migration_event, migration_statement, schema_versions TO runner_second");
    runs->storeOptions.role = "runner_second";
    EXPECT_EQ(outcome(runs->apply(with("-- up\nCREATE TABLE u (id integer);\n"))), "ok");
    EXPECT_EQ(runs->place.query("SELECT tableowner FROM pg_tables WHERE tablename = 'u'"), "runner_second");
    runs->place.query("DROP OWNED BY runner_second");
    runs->place.query("DROP ROLE runner_second");
}

TEST_F(PostgreSqlRunner, whatTheServerLacksIsListedBeforeAnythingRuns)
{
    const ApplyReport report =
        runs->apply(with("-- up\nCREATE ROLE here_made;\nALTER TABLE t OWNER TO here_made;\nGRANT SELECT ON t TO "
                         "nobody_known, PUBLIC;\nCREATE EXTENSION no_such_ext;\n"
                         "CREATE TABLE x (id integer) TABLESPACE no_space;\n"));
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(exitCode(report.error->code), 5);
    const std::string words = toText(*report.error);
    EXPECT_CONTAINS(words, "2_change.sql:4:1: error: the server has no role \"nobody_known\"");
    EXPECT_CONTAINS(words, "2_change.sql:5:1: error: the server has no extension \"no_such_ext\"");
    EXPECT_CONTAINS(words, "2_change.sql:6:1: error: the server has no tablespace \"no_space\"");
    EXPECT_EQ(words.find("here_made"), std::string::npos);
    EXPECT_EQ(runs->place.tables(), "");
}

TEST_F(PostgreSqlRunner, theSessionIsResetBetweenMigrations)
{
    Files files = with("-- up\nSET search_path = pg_catalog;\nSET lock_timeout = '1h';\nCREATE TEMP TABLE left_over "
                       "(id integer);\nPREPARE p AS SELECT 1;\n");
    files.push_back(
        {"3_after",
         "-- up\nCREATE TABLE state AS SELECT current_setting('search_path') AS path, current_setting('lock_timeout') "
         "AS timeout, "
         "to_regclass('left_over')::text AS temp, (SELECT count(*) FROM pg_prepared_statements) AS prepared;\n"});
    runs->storeOptions.lockTimeout = "3s";
    EXPECT_EQ(outcome(runs->apply(files)), "ok");
    EXPECT_EQ(runs->place.query("SELECT path, timeout, temp, prepared FROM public.state"),
              "\"$user\", public|3s|NULL|0");
}

TEST_F(PostgreSqlRunner, lockTimeoutsAreRetriedAndSaid)
{
    EXPECT_EQ(outcome(runs->apply(base)), "ok");
    struct Releases : ApplyObserver
    {
        std::unique_ptr<Connection> other;
        int retries = 0;
        void retrying(const StatementRun &run, int, std::chrono::milliseconds wait, const std::string &why) override
        {
            ++retries;
            EXPECT_EQ(run.line, 2);
            EXPECT_GE(wait.count(), 100);
            EXPECT_CONTAINS(why, "lock timeout");
            if (retries == 2) {
                EXPECT_TRUE(other->execute("ROLLBACK"));
            }
        }
    } releases;
    releases.other = runs->place.connect();
    ASSERT_TRUE(releases.other->execute("BEGIN"));
    ASSERT_TRUE(releases.other->execute("LOCK TABLE t"));
    runs->observer = &releases;
    runs->storeOptions.lockTimeout = "100ms";
    const Files files = with("-- up: retries=2\nALTER TABLE t ADD COLUMN w integer;\n");
    EXPECT_EQ(outcome(runs->apply(files)), "ok");
    EXPECT_EQ(releases.retries, 2);
}

TEST_F(PostgreSqlRunner, aReadOnlyServerIsRefused)
{
    EXPECT_EQ(outcome(runs->apply(base)), "ok");
    runs->place.query("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', "
                      "current_database()); END $$");
    EXPECT_CONTAINS(outcome(runs->apply(with("-- up\nCREATE TABLE u (id integer);\n"))), "was opened read only");
    EXPECT_EQ(outcome(runs->apply(base)), "ok") << "nothing to run";
}

TEST_F(PostgreSqlRunner, noticesComeWithTheirStatement)
{
    const ApplyReport report = runs->apply(with("-- up\nSELECT 1;\nDROP TABLE IF EXISTS nowhere;\n"));
    EXPECT_EQ(outcome(report), "ok");
    const auto &statements = report.migrations[1].sections[0].statements;
    EXPECT_TRUE(statements[0].notices.empty());
    ASSERT_EQ(statements[1].notices.size(), 1u);
    EXPECT_CONTAINS(statements[1].notices[0].message, "nowhere");
}

TEST_F(PostgreSqlRunner, aReleasedLockStopsTheRun)
{
    const ApplyReport report =
        runs->apply(with("-- up\nSELECT pg_advisory_unlock_all();\n-- up\nCREATE TABLE x (id integer);\n"));
    EXPECT_CONTAINS(outcome(report), "5: 2_change cannot go on in section 2: this session does not hold the lock");
    EXPECT_EQ(runs->place.tables(), "t");
}

TEST_F(PostgreSqlRunner, aLostConnectionIsRecordedOverANewOne)
{
    const ApplyReport report =
        runs->apply(with("-- up\nCREATE TABLE x (id integer);\nSELECT pg_terminate_backend(pg_backend_pid());\n"));
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(runs->states(), "1_t applied, 2_change failed");
    EXPECT_EQ(runs->place.tables(), "t");
    EXPECT_FALSE(runs->ledger().events.back().errorMessage.empty());
}

TEST_F(PostgreSqlRunner, theLedgerMayHaveAnotherNameAndPlace)
{
    runs->storeOptions.ledger = "ops.\xC3\xA4 ledger";
    EXPECT_EQ(outcome(runs->apply(base)), "ok");
    EXPECT_EQ(runs->place.query(
                  "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'ops'"),
              "\xC3\xA4 ledger,\xC3\xA4 ledger_event,\xC3\xA4 ledger_statement,\xC3\xA4 ledger_versions");
    EXPECT_EQ(outcome(runs->apply(with("-- up\nSELECT 1;\n"))), "ok");
    EXPECT_EQ(runs->states(), "1_t applied, 2_change applied");
}
