#include "core/base/json.h"

#include <gtest/gtest.h>

using namespace kilter;

TEST(Json, keepsOrderNumbersAndPlaces)
{
    const std::string text = R"({"b": 1.50, "a": ["x\"y", true, null, {}], "ä": -0})";
    const auto json = parseJson(text);
    ASSERT_TRUE(json) << toText(json.error());
    ASSERT_EQ(json->members.size(), 3u);
    EXPECT_EQ(json->members[0].key, "b");
    EXPECT_EQ(json->members[0].value.text, "1.50");
    EXPECT_EQ(text.substr(json->members[0].value.begin, json->members[0].value.end - json->members[0].value.begin), "1.50");
    const Json &array = json->members[1].value;
    EXPECT_EQ(text.substr(array.begin, array.end - array.begin), R"(["x\"y", true, null, {}])");
    EXPECT_EQ(text.substr(array.items[0].begin, array.items[0].end - array.items[0].begin), R"("x\"y")");
    EXPECT_EQ(text.substr(array.items[1].begin, 4), "true");
    EXPECT_EQ(text[json->members[2].keyBegin], '"');
    EXPECT_EQ(json->members[2].value.text, "-0");
    EXPECT_EQ(json->end, text.size());
    EXPECT_EQ(toText(*json), text);
}

TEST(Json, numberAtTheVeryEnd)
{
    const auto json = parseJson(" 42");
    ASSERT_TRUE(json);
    EXPECT_EQ(json->begin, 1u);
    EXPECT_EQ(json->end, 3u);
}

TEST(Json, duplicateKeysHaveAPlace)
{
    const auto json = parseJson("{\n  \"a\": 1,\n  \"a\": 2\n}", "m.json");
    ASSERT_FALSE(json);
    ASSERT_EQ(json.error().diagnostics.size(), 1u);
    EXPECT_EQ(json.error().diagnostics[0].code, "duplicate-key");
    EXPECT_EQ(json.error().diagnostics[0].place, (SourcePlace{"m.json", 3, 3}));
}

TEST(Json, syntaxErrorsHaveAPlace)
{
    const auto json = parseJson("{\n  \"a\": 1\n  \"b\": 2\n}", "m.json");
    ASSERT_FALSE(json);
    EXPECT_EQ(json.error().diagnostics[0].place.line, 3);
    const auto cut = parseJson("{\"a\": [1, 2", "m.json");
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().diagnostics[0].code, "truncated-json");
    EXPECT_FALSE(parseJson(""));
    EXPECT_FALSE(parseJson("{} {}"));
    EXPECT_FALSE(parseJson(std::string(300, '[')));
}

TEST(Json, controlCharactersAreNamedInWords)
{
    const auto open = parseJson("{ \"a\": \"text\n}");
    ASSERT_FALSE(open);
    EXPECT_EQ(open.error().diagnostics[0].message, "a text is not closed before its line ends");
    EXPECT_EQ(open.error().diagnostics[0].place.line, 1);
    const auto tab = parseJson("{ \"a\": \"te\txt\" }");
    ASSERT_FALSE(tab);
    EXPECT_EQ(tab.error().diagnostics[0].message, "a text contains a tab");
    EXPECT_EQ(tab.error().diagnostics[0].hint, "Inside a text it is written \\t.");
    const auto other = parseJson(std::string_view("{ \"a\": \"te\x01xt\" }"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().diagnostics[0].message, "a text contains the control character U+0001");
}

TEST(Json, equalityIgnoresOrderAndSpelling)
{
    EXPECT_EQ(*parseJson(R"({"a":1,"b":1.50})"), *parseJson(R"({"b":1.5,"a":1})"));
    EXPECT_FALSE(*parseJson("9007199254740993") == *parseJson("9007199254740992"));
}
