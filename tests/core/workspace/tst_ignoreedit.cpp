#include "core/base/file.h"
#include "core/workspace/ignoreedit.h"
#include "core/workspace/workspace.h"

#include <gtest/gtest.h>

using namespace kilter;

namespace {

const std::string store = "[store.main]\nkind = \"sqlite\"\nconnection = \"dev\" # plain\n[store.main.connection.dev]\nurl = \"sqlite:a.db\"\n";

std::string edited(const std::string &toml, const std::string &pattern)
{
    const auto text = withIgnored(toml, pattern);
    EXPECT_TRUE(text) << text.error().message;
    return text.value_or(std::string());
}

/// What Kilter reads from it.
std::vector<std::string> patterns(const std::string &toml)
{
    const TemporaryFolder folder = std::move(*TemporaryFolder::create());
    EXPECT_TRUE(writeTextFile(folder.path() / "kilter.toml", toml));
    const auto workspace = Workspace::open(folder.path());
    EXPECT_TRUE(workspace) << toml;
    return workspace ? workspace->ignore : std::vector<std::string>();
}

using Patterns = std::vector<std::string>;

TEST(IgnoreEdit, addsTheTableWhereThereIsNone)
{
    const std::string text = edited(store, "table:legacy");
    EXPECT_EQ(text, store + "\n[ignore]\nobjects = [\n    \"table:legacy\",\n]\n");
    EXPECT_EQ(patterns(text), Patterns{"table:legacy"});
}

TEST(IgnoreEdit, addsTheKeyToATableWithoutIt)
{
    const std::string text = edited(store + "[ignore] # nothing yet\n\n[options]\n", "view:a.b");
    EXPECT_NE(text.find("[ignore] # nothing yet\nobjects = [\"view:a.b\"]\n"), std::string::npos) << text;
    EXPECT_EQ(patterns(text), Patterns{"view:a.b"});
}

TEST(IgnoreEdit, keepsOneLineOneLine)
{
    const std::string text = edited(store + "[ignore]\nobjects = [\"table:ä\", 'b'] # why\n", "c");
    EXPECT_NE(text.find("objects = [\"table:ä\", 'b', \"c\"] # why"), std::string::npos) << text;
    EXPECT_EQ(patterns(text), (Patterns{"table:ä", "b", "c"}));
}

TEST(IgnoreEdit, keepsCommentsBesideTheirItems)
{
    const std::string list = "[ignore]\nobjects = [\n  # old\n  \"a\", # of the shop\n  \"b\" # of nobody\n  # the end\n]\n";
    const std::string text = edited(store + list, "c");
    EXPECT_NE(text.find("  \"a\", # of the shop\n  \"b\", # of nobody\n  \"c\",\n  # the end\n]"), std::string::npos) << text;
    EXPECT_EQ(patterns(text), (Patterns{"a", "b", "c"}));
    EXPECT_EQ(patterns(edited(text, "d")), (Patterns{"a", "b", "c", "d"}));
}

TEST(IgnoreEdit, aListThatClosesBehindItsLastItem)
{
    const std::string text = edited(store + "[ignore]\nobjects = [\n  \"a\",\n  \"b\"]\n", "c");
    EXPECT_EQ(patterns(text), (Patterns{"a", "b", "c"})) << text;
}

TEST(IgnoreEdit, fillsAnEmptyList)
{
    EXPECT_EQ(patterns(edited(store + "[ignore]\nobjects = []\n", "a\"b\\c")), Patterns{"a\"b\\c"});
}

TEST(IgnoreEdit, changesNothingWhenItIsThere)
{
    const std::string text = store + "[ignore]\nobjects = [\"a\"]\n";
    EXPECT_EQ(edited(text, "a"), text);
}

TEST(IgnoreEdit, refusesWhatItCannotEdit)
{
    EXPECT_FALSE(withIgnored("[ignore", "a"));
    EXPECT_FALSE(withIgnored("[ignore]\nobjects = \"a\"\n", "b"));
    EXPECT_FALSE(withIgnored("ignore = { schemas = [] }\n", "b"));
}

TEST(IgnoreEdit, patternsNameOneObject)
{
    const ObjectRef odd = tableRef("public", "a*b");
    EXPECT_EQ(ignorePattern(odd), "table:public.a?b");
    EXPECT_TRUE(matchesPattern(ignorePattern(odd), odd));
    EXPECT_TRUE(matchesPattern(ignorePattern(odd), columnRef("public", "a*b", "c")));
    EXPECT_FALSE(matchesPattern(ignorePattern(odd), tableRef("public", "aXXb")));
}

} // namespace
