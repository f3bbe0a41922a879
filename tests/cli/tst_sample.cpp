#include "tests/cli/clirun.h"
#include "tests/support/postgres.h"

using namespace kilter;
using namespace kilter::test;

namespace {

/// The main job: discrepancies found, a migration written, applied, verified, rolled back, verified back at the start.
void wholeRound(const CliFolder &folder, const std::vector<std::string> &store)
{
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), store.begin(), store.end());
        return folder.run(std::move(arguments));
    };
    const CliOutput before = run({"verify"});
    EXPECT_EQ(before.exitCode, 1) << before;
    EXPECT_TRUE(before.says("blog_posts")) << before;
    const CliOutput generated = run({"generate", "-m", "The whole sample"});
    ASSERT_EQ(generated.exitCode, 0) << generated;
    const CliOutput again = run({"generate", "-m", "Once more"});
    EXPECT_EQ(again.exitCode, 5) << again;
    EXPECT_TRUE(again.says("target database is not up to date")) << again;
    const CliOutput dry = run({"apply", "--dry-run"});
    EXPECT_EQ(dry.exitCode, 0) << dry;
    EXPECT_EQ(run({"verify"}).exitCode, 1) << "a dry run changed the store";
    const CliOutput applied = run({"apply"});
    ASSERT_EQ(applied.exitCode, 0) << applied;
    const CliOutput valid = run({"verify"});
    EXPECT_EQ(valid.exitCode, 0) << valid;
    EXPECT_TRUE(valid.says("valid")) << valid;
    EXPECT_EQ(run({"status", "--exit-code"}).exitCode, 0) << run({"status"});
    const CliOutput nothing = run({"generate", "-m", "Nothing"});
    EXPECT_EQ(nothing.exitCode, 0) << nothing;
    EXPECT_TRUE(nothing.says("nothing to generate")) << nothing;
    const CliOutput back = run({"rollback", "base"});
    ASSERT_EQ(back.exitCode, 0) << back;
    const CliOutput after = run({"verify"});
    EXPECT_EQ(after.exitCode, 1) << after;
    EXPECT_EQ(after.out, before.out);
}

} // namespace

TEST(Sample, wholeRoundOnSqlite)
{
    const CliFolder folder;
    ASSERT_EQ(folder.runAnywhere({"init", "--sample", folder.path()}).exitCode, 0);
    wholeRound(folder, {});
    EXPECT_EQ(folder.files("migrations").size(), 1u);
}

TEST(Sample, wholeRoundOnPostgreSql)
{
    requirePostgres();
    const CliFolder folder;
    const TestDatabase database;
    ASSERT_EQ(folder.runAnywhere({"init", "--sample", folder.path()}).exitCode, 0);
    wholeRound(folder, {"--store", "pg", "--url", database.url()});
}

TEST(Sample, initRefusesWhatIsThere)
{
    const CliFolder folder;
    ASSERT_EQ(folder.runAnywhere({"init", folder.path()}).exitCode, 0);
    const std::string before = folder.read("kilter.toml");
    const CliOutput again = folder.runAnywhere({"init", "--sample", folder.path()});
    EXPECT_NE(again.exitCode, 0) << again;
    EXPECT_EQ(folder.read("kilter.toml"), before);
}

TEST(Sample, ddlOfBlogPostIsTheSeedCase)
{
    const CliFolder folder;
    ASSERT_EQ(folder.runAnywhere({"init", "--sample", folder.path()}).exitCode, 0);
    const CliOutput ddl = folder.run({"ddl", "BlogPost", "--store", "pg"});
    ASSERT_EQ(ddl.exitCode, 0) << ddl;
    for (const char *line : {"id UUID PRIMARY KEY", "title TEXT NOT NULL", "belongs_to JSONB NOT NULL", "DEFAULT NOW()", "USING GIN"})
        EXPECT_TRUE(ddl.says(line)) << line << "\n" << ddl;
    const CliOutput partitions = folder.run({"ddl", "ContentMetrics", "--store", "pg"});
    EXPECT_TRUE(partitions.says("PRIMARY KEY (id, created_at)")) << partitions;
    EXPECT_TRUE(partitions.says("PARTITION BY RANGE (created_at)")) << partitions;
    EXPECT_TRUE(partitions.says("PARTITION OF")) << partitions;
}

TEST(Sample, verifyOffersTheFixForAnAddedField)
{
    const CliFolder folder;
    ASSERT_EQ(folder.runAnywhere({"init", "--sample", folder.path()}).exitCode, 0);
    ASSERT_EQ(folder.run({"generate", "-m", "All"}).exitCode, 0);
    ASSERT_EQ(folder.run({"apply"}).exitCode, 0);
    std::string text = folder.read("models/beta/blog_post.json");
    const auto place = text.find("\"properties\": {");
    ASSERT_NE(place, std::string::npos) << text;
    text.insert(place + 15, "\n    \"pages\": { \"type\": \"integer\", \"minimum\": 1 },");
    folder.write("models/beta/blog_post.json", text);
    const CliOutput found = folder.run({"verify", "BlogPost"});
    EXPECT_EQ(found.exitCode, 1) << found;
    EXPECT_TRUE(found.says("pages")) << found;
    const CliOutput fix = folder.run({"verify", "BlogPost", "--sql"});
    EXPECT_TRUE(fix.says("pages")) << fix;
    ASSERT_EQ(folder.run({"generate", "-m", "Pages", "BlogPost"}).exitCode, 0);
    ASSERT_EQ(folder.run({"apply"}).exitCode, 0);
    EXPECT_EQ(folder.run({"verify"}).exitCode, 0);
}
