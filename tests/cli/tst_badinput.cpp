#include "tests/cli/clirun.h"

#include <fstream>

using namespace kilter;
using namespace kilter::test;

namespace {

class BadInput : public testing::Test
{
protected:
    void SetUp() override
    {
        folder.write("kilter.toml", workspaceToml());
        folder.write("models/good.json", model("Good", "\"id\": { \"type\": \"integer\", \"x-column\": { \"primaryKey\": true } }"));
    }

    /// Every command that reads models refuses with exit 6, names the file, and writes nothing.
    void expectInvalid(const std::string &word, const std::string &file = "models/bad.json")
    {
        for (const std::vector<std::string> &command :
             {std::vector<std::string>{"models", "validate"}, {"verify"}, {"generate", "-m", "x"}, {"ddl"}}) {
            const CliOutput output = folder.run(command);
            EXPECT_EQ(output.exitCode, 6) << command.front() << '\n' << output;
            EXPECT_TRUE(output.says(word)) << command.front() << ": " << word << '\n' << output;
            EXPECT_TRUE(output.says(file)) << output;
        }
        EXPECT_TRUE(folder.files("migrations").empty());
    }

    CliFolder folder;
};

} // namespace

TEST_F(BadInput, truncated)
{
    folder.write("models/bad.json", "{ \"title\": \"Bad\", \"type\": \"object\", \"properties\": { \"id\": ");
    expectInvalid("bad.json:1:");
}

TEST_F(BadInput, duplicateKeys)
{
    folder.write("models/bad.json", "{\n  \"title\": \"Bad\",\n  \"title\": \"Bad\",\n  \"type\": \"object\"\n}");
    expectInvalid("bad.json:3:3");
}

TEST_F(BadInput, wrongEncoding)
{
    folder.write("models/bad.json", "{ \"title\": \"B\xe4""d\", \"type\": \"object\" }");
    expectInvalid("UTF-8");
}

TEST_F(BadInput, unknownKeywordHasANearMiss)
{
    folder.write("models/bad.json", model("Bad", "\"id\": { \"type\": \"integer\", \"x-colum\": { \"primaryKey\": true } }"));
    expectInvalid("x-column");
}

TEST_F(BadInput, unknownMemberOfAKeyword)
{
    folder.write("models/bad.json", model("Bad", "\"id\": { \"type\": \"integer\", \"x-column\": { \"primaryKy\": true } }"));
    expectInvalid("primaryKey");
}

TEST_F(BadInput, twoModelsOfOneTable)
{
    folder.write("models/bad.json", model("Other", "\"id\": { \"type\": \"integer\" }", "\"x-model\": { \"level\": \"alpha\", \"table\": \"goods\" }"));
    std::string text = folder.read("models/bad.json");
    text.replace(text.find("  \"x-model\": { \"level\": \"alpha\" },\n"), 36, "");
    folder.write("models/bad.json", text);
    expectInvalid("goods");
}

TEST_F(BadInput, endlessReferences)
{
    folder.write("models/bad.json", model("Bad", "\"a\": { \"$ref\": \"#/$defs/x\" }",
                                          "\"$defs\": { \"x\": { \"$ref\": \"#/$defs/y\" }, \"y\": { \"$ref\": \"#/$defs/x\" } }"));
    expectInvalid("$ref");
}

TEST_F(BadInput, hundredMegabytes)
{
    std::ofstream stream(folder.path("models/bad.json"), std::ios::binary);
    const std::string block(1 << 20, ' ');
    for (int i = 0; i < 100; ++i)
        stream << block;
    stream.close();
    expectInvalid("MiB");
}

TEST_F(BadInput, aFolderInTheFilesPlace)
{
    std::filesystem::create_directories(folder.path("models/bad.json"));
    std::filesystem::create_symlink(folder.path("nowhere"), folder.path("models/dangling.json"));
    EXPECT_EQ(folder.run({"models", "validate"}).exitCode, 6);
}

TEST_F(BadInput, unknownKeyOfTheWorkspace)
{
    folder.write("kilter.toml", workspaceToml() + "retrys = 3\n");
    const CliOutput output = folder.run({"verify"});
    EXPECT_EQ(output.exitCode, 6) << output;
    EXPECT_TRUE(output.says("retries")) << output;
    EXPECT_TRUE(output.says("kilter.toml:")) << output;
}

TEST_F(BadInput, aPasswordInTheWorkspaceIsRefused)
{
    folder.write("kilter.toml", workspaceToml("postgresql://me:s3cr3tWord@localhost/db"));
    const CliOutput output = folder.run({"verify"});
    EXPECT_EQ(output.exitCode, 6) << output;
    EXPECT_FALSE(output.says("s3cr3tWord")) << output;
}

TEST_F(BadInput, aBrokenMigration)
{
    folder.write("migrations/20260101000000_bad.sql", "-- store: main\n-- dialect: sqlite\n-- colour: red\n\n-- up\nSELECT 'open\n");
    const CliOutput output = folder.run({"apply"});
    EXPECT_EQ(output.exitCode, 6) << output;
    EXPECT_TRUE(output.says("20260101000000_bad.sql:6")) << output;
}

TEST_F(BadInput, usageErrorsAreExitTwo)
{
    EXPECT_EQ(folder.run({"nonsense"}).exitCode, 2);
    EXPECT_EQ(folder.run({"apply", "--nonsense"}).exitCode, 2);
    EXPECT_EQ(folder.run({"generate"}).exitCode, 2);
    EXPECT_EQ(folder.run({"verify", "--store", "mian"}).exitCode, 2);
    EXPECT_TRUE(folder.run({"verify", "--store", "mian"}).says("main"));
    EXPECT_EQ(folder.run({}).exitCode, 2);
    EXPECT_EQ(folder.run({"--help"}).exitCode, 0);
    EXPECT_EQ(folder.run({"diff", "--help"}).exitCode, 0);
}

TEST_F(BadInput, noWorkspaceHere)
{
    const CliFolder empty;
    const CliOutput output = empty.run({"verify"});
    EXPECT_NE(output.exitCode, 0);
    EXPECT_TRUE(output.says("kilter init")) << output;
}
