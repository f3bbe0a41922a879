#include "core/workspace/configedit.h"

#include <gtest/gtest.h>

namespace kilter {
namespace {

const std::string sample = R"(# Who works here
[workspace]
name = "content" # shown in the window
default_store = "main"

[store.main]
kind = "postgresql"
connection = "dev"

# on this machine
[store.main.connection.dev]
url = "postgresql://me@localhost/content"   # no password here
environment = "development"

# the real one
[store.main.connection."prod-1"]
url = "env:PROD"
environment = "production"
)";

const std::vector<std::string> dev{"store", "main", "connection", "dev"};

std::string replacedIn(std::string text, const std::string &what, const std::string &with)
{
    return text.replace(text.find(what), what.size(), with);
}

TEST(ConfigEdit, replacesAValueAndKeepsItsComment)
{
    const auto done = editedConfig(sample, {{dev, "url", tomlText("sqlite:a \"b\".db")}});
    ASSERT_TRUE(done) << toText(done.error());
    EXPECT_EQ(*done, replacedIn(sample, "\"postgresql://me@localhost/content\"", R"("sqlite:a \"b\".db")"));
}

TEST(ConfigEdit, addsAKeyBelowTheOthersOfItsTable)
{
    const auto done = editedConfig(sample, {{dev, "read_only", "true"}});
    ASSERT_TRUE(done);
    EXPECT_EQ(*done, replacedIn(sample, "\"development\"\n", "\"development\"\nread_only = true\n"));
}

TEST(ConfigEdit, removesAKeyWithItsLine)
{
    const auto done = editedConfig(sample, {{dev, "environment", std::nullopt}, {dev, "no_such", std::nullopt}});
    ASSERT_TRUE(done);
    EXPECT_EQ(*done, replacedIn(sample, "environment = \"development\"\n", ""));
}

TEST(ConfigEdit, addsATableAtTheEnd)
{
    const std::vector<std::string> added{"store", "main", "connection", "stage 2"};
    const auto done = editedConfig(sample, {{added, "url", tomlText("env:STAGE")}, {added, "environment", tomlText("staging")}});
    ASSERT_TRUE(done);
    EXPECT_EQ(*done, sample + "\n[store.main.connection.\"stage 2\"]\nurl = \"env:STAGE\"\nenvironment = \"staging\"\n");
}

TEST(ConfigEdit, worksWithoutALastNewlineAndBehindLettersOfManyBytes)
{
    const auto done = editedConfig("[a]\n\"ä ö\" = \"über\" # größer\nb = 1", {{{"a"}, "ä ö", "2"}, {{"a"}, "c", "3"}});
    ASSERT_TRUE(done);
    EXPECT_EQ(*done, "[a]\n\"ä ö\" = 2 # größer\nb = 1\nc = 3\n");
}

TEST(ConfigEdit, removesATableWithItsCommentAndLeavesTheOthers)
{
    const auto done = withoutTable(sample, dev);
    ASSERT_TRUE(done) << toText(done.error());
    const std::size_t from = sample.find("# on this machine");
    EXPECT_EQ(*done, sample.substr(0, from) + sample.substr(sample.find("# the real one")));
}

TEST(ConfigEdit, refusesWhatItCannotEditInPlace)
{
    EXPECT_FALSE(editedConfig("store = { main = { kind = \"sqlite\" } }\n", {{{"store", "main"}, "kind", "1"}}));
    EXPECT_FALSE(editedConfig("[broken\n", {{{"a"}, "b", "1"}}));
    EXPECT_FALSE(editedConfig("[a]\n", {{{"a"}, "b", "not toml"}}));
}

} // namespace
} // namespace kilter
