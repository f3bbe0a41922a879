#include "tests/cli/clirun.h"
#include "tests/support/postgres.h"

using namespace kilter;
using namespace kilter::test;

namespace {

const std::vector<std::string> names{"plain",         "select",         "with space",          "Capital",        "quo\"te",   "ap'os",
                                     "a; DROP TABLE x", "\"; DROP TABLE x; --", "größe",         "emoji 😀",       "back\\slash", "dot.ted",
                                     "dollar$$",      "percent%s",      "per--comment",        "/*comment*/",    "1digit",    std::string(63, 'x')};

void writeWorkspace(const CliFolder &folder, const std::string &url)
{
    folder.write("kilter.toml", workspaceToml(url));
    std::string properties = "\"id\": { \"type\": \"integer\", \"x-column\": { \"primaryKey\": true } }";
    for (const std::string &name : names)
        properties += ", " + quotedJson(name) + ": { \"type\": \"string\", \"maxLength\": 5, \"x-index\": true, \"description\": "
                      + quotedJson("about " + name) + " }";
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::string text = model("Model " + std::to_string(i), properties, "\"required\": [\"id\", " + quotedJson(names[i]) + ']');
        const std::string plain = "\"level\": \"alpha\"";
        text.replace(text.find(plain), plain.size(), plain + ", \"table\": " + quotedJson(names[i]));
        folder.write("models/" + std::to_string(i) + ".json", text);
    }
}

void everyStep(const CliFolder &folder, const std::vector<std::string> &store)
{
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), store.begin(), store.end());
        return folder.run(std::move(arguments));
    };
    const CliOutput generated = run({"generate", "-m", "Hostile \"; DROP TABLE 😀\n-- up"});
    ASSERT_EQ(generated.exitCode, 0) << generated;
    const CliOutput dry = run({"apply", "--dry-run"});
    ASSERT_EQ(dry.exitCode, 0) << dry.err;
    ASSERT_EQ(run({"apply"}).exitCode, 0);
    const CliOutput valid = run({"verify"});
    EXPECT_EQ(valid.exitCode, 0) << valid;
    EXPECT_EQ(run({"status", "--exit-code"}).exitCode, 0);
    EXPECT_EQ(run({"inspect", "--format", "json"}).json().find("objects")->isArray(), true);
    const CliOutput back = run({"rollback", "base"});
    ASSERT_EQ(back.exitCode, 0) << back;
    EXPECT_EQ(run({"verify"}).exitCode, 1);
}

} // namespace

TEST(Hostile, everyStepOnSqlite)
{
    const CliFolder folder;
    writeWorkspace(folder, {});
    everyStep(folder, {});
}

TEST(Hostile, everyStepOnPostgreSql)
{
    requirePostgres();
    const CliFolder folder;
    const TestDatabase database;
    writeWorkspace(folder, database.url());
    everyStep(folder, {"--store", "pg"});
}
