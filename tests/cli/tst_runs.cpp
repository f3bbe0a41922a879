#include "tests/cli/clirun.h"
#include "tests/support/sqlite.h"

using namespace kilter;
using namespace kilter::test;

namespace {

const std::string header = "-- store: main\n-- dialect: sqlite\n-- version: ";

class Runs : public testing::Test
{
protected:
    void SetUp() override
    {
        folder.write("kilter.toml", workspaceToml());
        folder.write("migrations/20260101000000_first.sql",
                     header + "1.0.0\n-- depends: none\n\n-- up\nCREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT);\n\n-- down\nDROP TABLE a;\n");
        folder.write("migrations/20260102000000_second.sql",
                     header + "1.1.0\n-- depends: 20260101000000_first\n\n-- up\nALTER TABLE a ADD COLUMN age INTEGER;\n\n-- down\nALTER TABLE a DROP COLUMN age;\n");
    }

    CliFolder folder;
};

} // namespace

TEST_F(Runs, targetsUpAndDown)
{
    ASSERT_EQ(folder.run({"apply", "+1"}).exitCode, 0);
    EXPECT_TRUE(folder.run({"current"}).says("20260101000000_first"));
    EXPECT_TRUE(folder.run({"heads"}).says("20260102000000_second"));
    EXPECT_EQ(folder.run({"status", "--exit-code"}).exitCode, 1);
    ASSERT_EQ(folder.run({"apply", "20260102000000_second"}).exitCode, 0);
    EXPECT_EQ(folder.run({"status", "--exit-code"}).exitCode, 0);
    const CliOutput history = folder.run({"history", "--verbose"});
    EXPECT_LT(history.out.find("second"), history.out.find("first")) << history;
    ASSERT_EQ(folder.run({"rollback", "-1"}).exitCode, 0);
    EXPECT_TRUE(folder.run({"current"}).says("20260101000000_first"));
    ASSERT_EQ(folder.run({"apply"}).exitCode, 0);
    ASSERT_EQ(folder.run({"rollback", "20260101000000_first"}).exitCode, 0);
    ASSERT_EQ(folder.run({"rollback", "base"}).exitCode, 0);
    EXPECT_EQ(SqliteFile(folder.path("data.db")).value("SELECT count(*) FROM sqlite_schema WHERE name = 'a'"), "0");
}

TEST_F(Runs, unknownTargetNamesNearMisses)
{
    const CliOutput output = folder.run({"apply", "20260102000000_secnd"});
    EXPECT_EQ(output.exitCode, 6) << output;
    EXPECT_TRUE(output.says("no such revision")) << output;
    EXPECT_TRUE(output.says("20260102000000_second")) << output;
}

TEST_F(Runs, missingDependency)
{
    folder.write("migrations/20260103000000_third.sql", header + "1.2.0\n-- depends: 20260102000000_secund\n\n-- up\nSELECT 1;\n");
    const CliOutput output = folder.run({"apply"});
    EXPECT_EQ(output.exitCode, 6) << output;
    EXPECT_TRUE(output.says("20260102000000_secund")) << output;
    EXPECT_TRUE(output.says("20260102000000_second")) << output;
    EXPECT_FALSE(std::filesystem::exists(folder.path("data.db")) && std::filesystem::file_size(folder.path("data.db")) > 0);
}

TEST_F(Runs, changedChecksumIsRefusedAndAccepted)
{
    ASSERT_EQ(folder.run({"apply", "+1"}).exitCode, 0);
    folder.write("migrations/20260101000000_first.sql",
                 header + "1.0.0\n-- depends: none\n\n-- up\nCREATE TABLE a (id INTEGER PRIMARY KEY, name TEXT, more TEXT);\n\n-- down\nDROP TABLE a;\n");
    const CliOutput refused = folder.run({"apply"});
    EXPECT_EQ(refused.exitCode, 5) << refused;
    EXPECT_TRUE(refused.says("20260101000000_first")) << refused;
    EXPECT_EQ(folder.run({"repair"}).exitCode, 1);
    ASSERT_EQ(folder.run({"repair", "--accept", "20260101000000_first"}).exitCode, 0);
    EXPECT_EQ(folder.run({"apply"}).exitCode, 0);
}

TEST_F(Runs, driftIsRefused)
{
    ASSERT_EQ(folder.run({"apply", "+1"}).exitCode, 0);
    SqliteFile(folder.path("data.db")).run("CREATE TABLE by_hand (x INTEGER)");
    const CliOutput refused = folder.run({"apply"});
    EXPECT_EQ(refused.exitCode, 5) << refused;
    EXPECT_TRUE(refused.says("by_hand")) << refused;
    EXPECT_EQ(folder.run({"status", "--exit-code"}).exitCode, 1);
    EXPECT_EQ(folder.run({"apply", "--allow", "drift"}).exitCode, 0);
}

TEST_F(Runs, aFailureLeavesNothingOfItsSectionAndTheNextRunGoesOn)
{
    const auto third = [](const std::string &second) {
        return header + "1.2.0\n-- depends: 20260102000000_second\n\n-- up\nCREATE TABLE b (id INTEGER PRIMARY KEY);\n\n"
               "-- up: section=more\nCREATE TABLE c (id INTEGER PRIMARY KEY);\n" + second
               + "\n\n-- down\nDROP TABLE c;\nDROP TABLE b;\n";
    };
    folder.write("migrations/20260103000000_third.sql", third("INSERT INTO nowhere VALUES (1);"));
    const CliOutput failed = folder.run({"apply"});
    EXPECT_EQ(failed.exitCode, 4) << failed;
    EXPECT_TRUE(failed.says("nowhere")) << failed;
    EXPECT_TRUE(failed.says("stands")) << failed;
    {
        SqliteFile file(folder.path("data.db"));
        EXPECT_EQ(file.value("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), "1");
        EXPECT_EQ(file.value("SELECT count(*) FROM sqlite_schema WHERE name = 'c'"), "0");
        EXPECT_NE(file.value("SELECT error_message FROM migration_history WHERE migration_id = '20260103000000_third'").find("nowhere"), std::string::npos);
    }
    EXPECT_EQ(folder.run({"repair"}).exitCode, 1);
    folder.write("migrations/20260103000000_third.sql", third("INSERT INTO b VALUES (1);"));
    const CliOutput next = folder.run({"apply"});
    EXPECT_EQ(next.exitCode, 0) << next;
    SqliteFile file(folder.path("data.db"));
    EXPECT_EQ(file.value("SELECT count(*) FROM b"), "1");
    EXPECT_EQ(file.value("SELECT count(*) FROM sqlite_schema WHERE name = 'c'"), "1");
}

TEST_F(Runs, onlyOneAndItsDependencies)
{
    const CliOutput early = folder.run({"apply", "--only", "20260102000000_second"});
    EXPECT_NE(early.exitCode, 0) << early;
    ASSERT_EQ(folder.run({"apply", "--only", "20260101000000_first"}).exitCode, 0);
    ASSERT_EQ(folder.run({"apply", "--only", "20260102000000_second"}).exitCode, 0);
    const CliOutput needed = folder.run({"rollback", "--only", "20260101000000_first"});
    EXPECT_NE(needed.exitCode, 0) << needed;
    EXPECT_TRUE(needed.says("20260102000000_second")) << needed;
    EXPECT_EQ(folder.run({"rollback", "--only", "20260102000000_second"}).exitCode, 0);
}

TEST_F(Runs, stampRecordsWithoutRunning)
{
    ASSERT_EQ(folder.run({"stamp", "head"}).exitCode, 0);
    EXPECT_EQ(SqliteFile(folder.path("data.db")).value("SELECT count(*) FROM sqlite_schema WHERE name = 'a'"), "0");
    EXPECT_TRUE(folder.run({"apply"}).says("up to date"));
}

TEST_F(Runs, planSaysWhatWouldRunAndExpectHoldsItToThat)
{
    const CliOutput plan = folder.run({"plan", "--format", "json"});
    ASSERT_EQ(plan.exitCode, 0) << plan;
    const Json json = plan.json();
    ASSERT_TRUE(json.find("hash"));
    EXPECT_EQ(json.find("migrations")->items.size(), 2u);
    EXPECT_EQ(folder.run({"apply", "--expect", "0000000000000000"}).exitCode, 5);
    const CliOutput sheet = folder.run({"plan", "--format", "html"});
    EXPECT_TRUE(sheet.says(json.find("hash")->text));
    EXPECT_EQ(folder.run({"apply", "--expect", json.find("hash")->text}).exitCode, 0);
    EXPECT_TRUE(folder.run({"plan", "--down"}).says("DROP COLUMN age"));
}

TEST_F(Runs, theOfflineScriptDoesWhatApplyDoes)
{
    const CliOutput script = folder.run({"plan", "--sql"});
    ASSERT_EQ(script.exitCode, 0) << script;
    SqliteFile(folder.path("data.db")).run(script.out);
    const CliOutput status = folder.run({"status", "--exit-code"});
    EXPECT_EQ(status.exitCode, 0) << status;
    EXPECT_TRUE(folder.run({"current"}).says("20260102000000_second"));
    const CliOutput down = folder.run({"plan", "base", "--down", "--sql"});
    ASSERT_EQ(down.exitCode, 0) << down;
    SqliteFile(folder.path("data.db")).run(down.out);
    EXPECT_TRUE(folder.run({"current"}).says("base"));
}

TEST_F(Runs, twoPendingOfOneVersionAreFound)
{
    folder.write("migrations/20260103000000_third.sql", header + "1.1.0\n-- depends: 20260102000000_second\n\n-- up\nSELECT 1;\n");
    const CliOutput output = folder.run({"apply"});
    EXPECT_EQ(output.exitCode, 6) << output;
    EXPECT_TRUE(output.says("1.1.0")) << output;
}

TEST_F(Runs, aDryRunTouchesNothing)
{
    const CliOutput output = folder.run({"apply", "--dry-run", "head"});
    EXPECT_EQ(output.exitCode, 0) << output;
    EXPECT_TRUE(output.says(" ms  CREATE TABLE a")) << output;
    EXPECT_TRUE(folder.run({"current"}).says("base"));
    const CliOutput here = folder.run({"apply", "--dry-run=here"});
    EXPECT_EQ(here.exitCode, 0) << here;
    EXPECT_TRUE(folder.run({"current"}).says("base"));
}

TEST_F(Runs, whatTheWorkspaceProtectsIsRefused)
{
    folder.write("kilter.toml", workspaceToml() + "\n[options]\nprotect = [\"drop-table\", \"drop-column\"]\n");
    ASSERT_EQ(folder.run({"apply"}).exitCode, 0);
    folder.write("migrations/20260103000000_third.sql",
                 header + "2.0.0\n-- depends: 20260102000000_second\n\n-- up\nALTER TABLE a DROP COLUMN age;\n\n-- down\nALTER TABLE a ADD COLUMN age INTEGER;\n");
    const CliOutput refused = folder.run({"apply"});
    EXPECT_EQ(refused.exitCode, 5) << refused;
    EXPECT_TRUE(refused.says("--allow drop-column")) << refused;
    EXPECT_TRUE(refused.says("third.sql:7")) << refused;
    EXPECT_EQ(folder.run({"apply", "--allow", "drop-column"}).exitCode, 0);
}
