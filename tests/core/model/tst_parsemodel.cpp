#include "tests/core/model/models.h"

namespace kilter {
namespace {

/// The findings that reading the text gives; none when it is valid.
Diagnostics findingsOf(const std::string &text)
{
    const auto model = parseModel(text, "models/test.json");
    return model ? model->notes : model.error().diagnostics;
}

std::string firstOf(const std::string &text)
{
    const Diagnostics findings = findingsOf(text);
    return findings.empty() ? "valid" : toText(findings.front());
}

TEST(ParseModel, takesTheFields)
{
    const Model model = test::modelOf(R"({
      "title": "BlogPost", "description": "An article",
      "x-model": { "level": "organizer", "table": "posts", "schema": "site", "timestamps": true, "stores": ["pg"], "organizes": ["Tag"] }
    })");
    EXPECT_EQ(model.title, "BlogPost");
    EXPECT_EQ(model.level, Level::Organizer);
    EXPECT_EQ(model.table, "posts");
    EXPECT_EQ(model.schema, "site");
    EXPECT_TRUE(model.timestamps);
    EXPECT_EQ(model.stores, std::vector<std::string>{"pg"});
    EXPECT_EQ(model.organizes, std::vector<std::string>{"Tag"});
}

TEST(ParseModel, gammaHasATableOnlyWhenItSaysSo)
{
    EXPECT_FALSE(test::modelOf(R"({"title":"SEO","x-model":{"level":"gamma"}})").hasTable());
    EXPECT_EQ(test::modelOf(R"({"title":"SEOData","x-model":{"level":"gamma","storage":"table"}})").table, "seo_data" "s");
    EXPECT_EQ(test::modelOf(R"({"title":"Category"})").table, "categories");
}

TEST(ParseModel, misspeltKeywordsOfOursAreErrorsWithNearMisses)
{
    EXPECT_EQ(firstOf(R"({"title":"T","x-modell":{}})"), "models/test.json:1:14: error: unknown keyword \"x-modell\" [unknown-keyword]\n    Did you mean \"x-model\"?");
    EXPECT_EQ(firstOf("{\"title\":\"T\",\n \"x-model\":{\"tabel\":\"t\"}}"),
              "models/test.json:2:13: error: unknown member \"tabel\" of x-model [unknown-keyword]\n    Did you mean \"table\"?");
    EXPECT_EQ(findingsOf(R"({"title":"T","properties":{"a":{"type":"string","x-colunm":{}}}})").at(0).hint, "Did you mean \"x-column\"?");
    EXPECT_EQ(findingsOf(R"({"title":"T","properties":{"a":{"type":"string","x-column":{"primarykey":true}}}})").at(0).hint, "Did you mean \"primaryKey\"?");
    EXPECT_EQ(findingsOf(R"({"title":"T","x-constraints":[{"uniqe":["a"]}]})").at(0).hint, "Did you mean \"unique\"?");
    EXPECT_EQ(findingsOf(R"({"title":"T","x-partition":{"by":"range","key":["a"],"partitions":[{"name":"p","form":[1],"to":[2]}]}})").at(0).code, "unknown-keyword");
}

TEST(ParseModel, foreignKeywordsAreKept)
{
    EXPECT_EQ(firstOf(R"({"title":"T","x-label":"one","x-index-hint":2,"properties":{"a":{"type":"string","x-faker":"name"}}})"), "valid");
}

TEST(ParseModel, keywordInTheWrongPlace)
{
    EXPECT_EQ(findingsOf(R"({"title":"T","x-column":{}})").at(0).code, "misplaced-keyword");
    EXPECT_EQ(findingsOf(R"({"title":"T","properties":{"a":{"x-indexes":[]}}})").at(0).code, "misplaced-keyword");
}

TEST(ParseModel, misspeltStandardKeywordIsAWarning)
{
    const Diagnostics findings = findingsOf(R"({"title":"T","properties":{"a":{"type":"string","maxLenght":3}}})");
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].severity, Severity::Warning);
    EXPECT_EQ(findings[0].hint, "Did you mean \"maxLength\"?");
}

TEST(ParseModel, metaSchemaErrorsHaveTheirPlace)
{
    EXPECT_EQ(firstOf("{\n  \"title\": \"T\",\n  \"x-model\": { \"level\": \"betta\" }\n}"),
              "models/test.json:3:25: error: /x-model/level: cannot be \"betta\" [model-schema]\n    Did you mean \"beta\"?");
    EXPECT_EQ(firstOf(R"({"title":"T","properties":{"a":{"type":"strin"}}})"),
              "models/test.json:1:40: error: /properties/a/type: cannot be \"strin\" [model-schema]\n    Did you mean \"string\"?");
    EXPECT_EQ(findingsOf(R"({"title":"T","properties":{"a":{"type":"integer","minimum":"1"}}})").at(0).place.column, 60);
    EXPECT_EQ(findingsOf(R"({"title":"T","x-constraints":[{"unique":["a"],"check":"a > 1"}]})").at(0).code, "model-schema");
    EXPECT_EQ(findingsOf(R"([])").at(0).code, "model-schema");
    EXPECT_EQ(findingsOf(R"({"description":"no title"})").at(0).code, "model-schema");
}

TEST(ParseModel, brokenTexts)
{
    EXPECT_EQ(findingsOf(R"({"title":"T")").at(0).code, "truncated-json");
    EXPECT_EQ(findingsOf("").at(0).place.file, "models/test.json");
    EXPECT_EQ(findingsOf(R"({"title":"T","title":"U"})").at(0).code, "duplicate-key");
    EXPECT_EQ(findingsOf(R"({"title":"T","properties":{"a":{},"a":{}}})").at(0).code, "duplicate-key");
    EXPECT_EQ(findingsOf(std::string(5000, '[')).at(0).code, "deep-json");
    EXPECT_EQ(findingsOf("{\"title\": \"T\",}").at(0).code, "json-syntax");
}

TEST(ParseModel, allFindingsAtOnce)
{
    const Diagnostics findings = findingsOf(R"({"title":"T","x-modle":{},"x-tabel":{},"properties":{"a":{"type":"nothing"}}})");
    EXPECT_EQ(findings.size(), 3u);
}

TEST(ValueAt, followsPointers)
{
    const auto json = parseJson(R"({"a":{"b/c":[1,{"d~e":2}]}})");
    ASSERT_TRUE(json);
    EXPECT_EQ(valueAt(*json, "/a/b~1c/1/d~0e")->text, "2");
    EXPECT_EQ(valueAt(*json, ""), &*json);
    EXPECT_EQ(valueAt(*json, "/a/b~1c/2"), nullptr);
    EXPECT_EQ(valueAt(*json, "/a/b~1c/x"), nullptr);
    EXPECT_EQ(valueAt(*json, "a"), nullptr);
}

} // namespace
} // namespace kilter
