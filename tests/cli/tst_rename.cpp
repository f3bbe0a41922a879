#include "tests/cli/clirun.h"
#include "tests/support/sqlite.h"

using namespace kilter;
using namespace kilter::test;

namespace {

const char *key = "\"id\": { \"type\": \"integer\", \"x-column\": { \"primaryKey\": true } }, ";

class Renames : public testing::Test
{
protected:
    void SetUp() override
    {
        folder.write("kilter.toml", workspaceToml());
        folder.write("models/person.json", model("Person", std::string(key) + "\"mail\": { \"type\": \"string\", \"maxLength\": 90 }"));
        ASSERT_EQ(folder.run({"generate", "-m", "Begin"}).exitCode, 0);
        ASSERT_EQ(folder.run({"apply"}).exitCode, 0);
        SqliteFile(folder.path("data.db")).run("INSERT INTO persons VALUES (1, 'a@b')");
        folder.write("models/person.json", model("Person", std::string(key) + "\"email\": { \"type\": \"string\", \"maxLength\": 90 }"));
    }

    CliFolder folder;
};

} // namespace

TEST_F(Renames, undecidedIsRefusedWithTheOptionToCopy)
{
    const auto before = folder.files("migrations");
    const CliOutput output = folder.run({"generate", "-m", "Mail"});
    EXPECT_EQ(output.exitCode, 5) << output;
    EXPECT_TRUE(output.says("--rename 'column:persons.mail=email'")) << output;
    EXPECT_EQ(folder.files("migrations"), before);
    const CliOutput diff = folder.run({"diff", "--format", "sql"});
    EXPECT_EQ(diff.exitCode, 0) << diff;
    EXPECT_NE(diff.err.find("--rename"), std::string::npos) << diff;
}

TEST_F(Renames, decidedKeepsTheDataBothWays)
{
    const CliOutput output = folder.run({"generate", "-m", "Mail", "--rename", "column:persons.mail=email"});
    ASSERT_EQ(output.exitCode, 0) << output;
    ASSERT_EQ(folder.run({"apply"}).exitCode, 0);
    EXPECT_EQ(SqliteFile(folder.path("data.db")).value("SELECT email FROM persons"), "a@b");
    EXPECT_EQ(folder.run({"verify"}).exitCode, 0) << folder.run({"verify"});
    ASSERT_EQ(folder.run({"rollback", "-1"}).exitCode, 0);
    EXPECT_EQ(SqliteFile(folder.path("data.db")).value("SELECT mail FROM persons"), "a@b");
}

TEST_F(Renames, sayingNoDropsAndAddsAndSaysThatDataIsLost)
{
    const CliOutput output = folder.run({"generate", "-m", "Mail", "--no-renames", "--format", "json"});
    ASSERT_EQ(output.exitCode, 0) << output;
    const std::string text = folder.read(std::filesystem::relative(output.json().find("file")->text, folder.path()).string());
    EXPECT_NE(text.find("loses data"), std::string::npos) << text;
    EXPECT_EQ(output.json().find("breaking")->boolean, true);
}
