#include "tests/core/model/models.h"

#include "core/model/check.h"

namespace kilter {
namespace {

using test::modelOf;
using test::thing;

/// Codes of all findings, in order, but for those that are only information.
std::vector<std::string> codesOf(const std::vector<Model> &models, const std::vector<DialectKind> &dialects = {DialectKind::PostgreSql})
{
    std::vector<std::string> codes;
    for (const Diagnostic &finding : checkedModels(models, dialects)) {
        if (finding.severity != Severity::Info)
            codes.push_back(finding.code);
    }
    return codes;
}

using Codes = std::vector<std::string>;

Model model(const std::string &text, const std::string &file)
{
    return modelOf(text, file);
}

TEST(CheckedModels, twoModelsOfOneTableOrTitle)
{
    EXPECT_EQ(codesOf({model(R"({"title":"A","x-model":{"table":"t"}})", "a.json"), model(R"({"title":"B","x-model":{"table":"t"}})", "b.json")}), Codes{"duplicate-table"});
    EXPECT_EQ(codesOf({model(R"({"title":"A"})", "a.json"), model(R"({"title":"A"})", "b.json")}), Codes{"duplicate-title"});
    EXPECT_EQ(codesOf({model(R"({"title":"A","x-model":{"stores":["x"]}})", "a.json"), model(R"({"title":"A","x-model":{"stores":["y"]}})", "b.json")}), Codes{});
    EXPECT_EQ(codesOf({model(R"({"title":"A","x-model":{"table":"t","schema":"s"}})", "a.json"), model(R"({"title":"B","x-model":{"table":"t"}})", "b.json")}), Codes{});
}

TEST(CheckedModels, requiredDefaultsAndEnums)
{
    EXPECT_EQ(codesOf({thing(R"("title":{"type":"string"})", R"("required":["titel"])")}), Codes{"unknown-property"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer","default":"x"})")}), Codes{"default-type"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer","default":1.0})")}), Codes{});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"string","enum":["x"],"default":"y"})")}), Codes{"default-not-in-enum"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"string","enum":["x",1]})")}), Codes{"enum-type"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer","minimum":5,"maximum":1})")}), Codes{"empty-range"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"string","pattern":"\\p{L}"})")}), Codes{"pattern-not-enforced"});
}

TEST(CheckedModels, references)
{
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer","x-references":{"model":"Thingy"}})")}), Codes{"unknown-model"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer","x-references":{"model":"Thing"}})")}), Codes{"missing-primary-key"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer","x-references":{"model":"Thing","column":"b"}})")}), Codes{"unknown-column"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer","x-references":{}})")}), Codes{"missing-target"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer"})", R"("x-constraints":[{"foreignKey":["a"]}])")}), Codes{"missing-target"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer"},"b":{"type":"integer"})", R"("x-constraints":[{"primaryKey":["a"]},{"foreignKey":["a","b"],"references":{"model":"Thing"}}])")}),
              Codes{"column-count"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer","x-references":{"model":"G"}})"), modelOf(R"({"title":"G","x-model":{"level":"gamma"}})")}), Codes{"model-without-table"});
    const Diagnostics findings = checkedModels({thing("\n\"a\":{\"type\":\"integer\",\"x-references\":{\"model\":\"Thin\"}}")}, {DialectKind::PostgreSql});
    EXPECT_EQ(toText(findings.at(0)), "models/test.json:2:47: error: there is no model \"Thin\" [unknown-model]\n    Did you mean \"Thing\"?");
}

TEST(CheckedModels, columnsOfConstraintsAndIndexes)
{
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer"})", R"("x-constraints":[{"unique":["b"]}])")}), Codes{"unknown-column"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer"})", R"("x-indexes":[{"columns":["b desc"]}])")}), Codes{"unknown-column"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer"})", R"j("x-indexes":[{"columns":["lower(b)"]}])j")}), Codes{});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer","x-index":{"include":["b"]}})")}), Codes{"unknown-column"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer"})", R"("x-indexes":[{"columns":[]}])")}), Codes{"empty-index"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer"})", R"("x-model":{"timestamps":true},"x-indexes":[{"columns":["created_at"]}])")}), Codes{});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer","x-column":{"primaryKey":true}})", R"("x-constraints":[{"primaryKey":["a"]}])")}), Codes{"two-primary-keys"});
}

TEST(CheckedModels, chainsOfReferences)
{
    const std::string loop = R"({"title":"L","properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"$ref":"#/$defs/y"},"y":{"$ref":"#/$defs/x"}}})";
    EXPECT_EQ(codesOf({modelOf(loop)}), (Codes{"endless-reference", "endless-reference", "endless-reference"}));
    EXPECT_EQ(codesOf({thing(R"("a":{"$ref":"#/properties/a"})")}), Codes{"endless-reference"});
    const std::string tree = R"({"title":"Tree","x-model":{"level":"gamma"},"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#"}}}})";
    EXPECT_EQ(codesOf({model(tree, "models/tree.json"), model(R"({"title":"Page","properties":{"tree":{"$ref":"tree.json"}}})", "models/page.json")}), Codes{});
    EXPECT_EQ(codesOf({thing(R"("a":{"$ref":"none.json"})")}), Codes{"unknown-reference"});
    EXPECT_EQ(codesOf({thing(R"("a":{"$ref":"#/$defs/none"})")}), Codes{"unknown-reference"});
    const std::string there = R"({"title":"A","x-model":{"level":"gamma"},"properties":{"b":{"$ref":"b.json"}}})";
    const std::string back = R"({"title":"B","x-model":{"level":"gamma"},"properties":{"a":{"$ref":"a.json"}}})";
    EXPECT_EQ(codesOf({model(there, "models/a.json"), model(back, "models/b.json")}), Codes{});
}

TEST(CheckedModels, partitionKeyInEveryUniqueKey)
{
    const auto partitioned = [](const std::string &properties, const std::string &more) {
        return thing(properties, more + R"("x-partition":{"by":"range","key":["at"]})");
    };
    const std::string at = R"("id":{"type":"integer","x-column":{"primaryKey":true}},"at":{"type":"string","format":"date"})";
    EXPECT_EQ(codesOf({partitioned(at, "")}), Codes{"partition-key"});
    EXPECT_EQ(codesOf({partitioned(at, "")}, {DialectKind::Sqlite}), Codes{});
    const std::string plain = R"("id":{"type":"integer"},"at":{"type":"string","format":"date"})";
    EXPECT_EQ(codesOf({partitioned(plain, R"("x-constraints":[{"primaryKey":["id","at"]}],)")}), Codes{});
    EXPECT_EQ(codesOf({partitioned(plain, R"("x-constraints":[{"unique":["id"]}],)")}), Codes{"partition-key"});
    EXPECT_EQ(codesOf({partitioned(plain, R"("x-indexes":[{"columns":["id"],"unique":true}],)")}), Codes{"partition-key"});
    EXPECT_EQ(codesOf({thing(plain, R"("x-constraints":[{"primaryKey":["at"]}],"x-partition":{"by":"range","key":["at"],"partitions":[{"name":"p","from":[null],"to":[null],"by":"list","key":["id"]}]})")}), Codes{"partition-key"});
    EXPECT_EQ(codesOf({thing(plain, R"("x-partition":{"by":"range","key":["att"]})")}), Codes{"unknown-column"});
    EXPECT_EQ(codesOf({thing(plain, R"("x-partition":{"by":"range","key":["at"],"partitions":[{"name":"p","in":[1]}]})")}), Codes{"missing-bound"});
}

TEST(CheckedModels, partitionsOfAnotherToolNeedAnIgnorePattern)
{
    const Model events = thing(R"("at":{"type":"string","format":"date"})", R"("x-partition":{"by":"range","key":["at"],"children":"external"})");
    EXPECT_EQ(codesOf({events}), Codes{});
    EXPECT_EQ(codesOf({events}, {DialectKind::Sqlite}), Codes{});
}

TEST(CheckedModels, namesTooLong)
{
    const std::string name(64, 'n');
    EXPECT_EQ(codesOf({thing('"' + name + R"(":{"type":"integer"})")}), Codes{"long-name"});
    EXPECT_EQ(codesOf({thing(R"("a":{"type":"integer"})", R"("x-indexes":[{"columns":["a"],"name":")" + name + R"("}])")}), Codes{"long-name"});
    EXPECT_EQ(codesOf({thing('"' + name + R"(":{"type":"integer"})")}, {DialectKind::Sqlite}), Codes{});
}

TEST(CheckedModels, organizers)
{
    EXPECT_EQ(codesOf({modelOf(R"({"title":"C","x-model":{"level":"organizer","organizes":["X"]},"properties":{"id":{"type":"integer","x-column":{"primaryKey":true}}}})")}), Codes{"unknown-model"});
    EXPECT_EQ(codesOf({modelOf(R"({"title":"C","x-model":{"level":"organizer","organizes":["C"]}})")}), (Codes{"missing-primary-key", "missing-primary-key"}));
    EXPECT_EQ(codesOf({modelOf(R"({"title":"C","x-model":{"organizes":["C"]},"properties":{"id":{"type":"integer","x-column":{"primaryKey":true}}}})")}), Codes{"organizes-without-level"});
}

TEST(CheckedModels, clashesOfNamesAreErrorsOfTheMapping)
{
    const auto catalog = catalogOf({thing(R"("a":{"type":"integer","x-index":{"name":"i"}},"b":{"type":"integer","x-index":{"name":"i"}})")}, DialectKind::PostgreSql);
    ASSERT_FALSE(catalog);
    EXPECT_EQ(catalog.error().code, ErrorCode::Invalid);
    EXPECT_EQ(catalog.error().diagnostics.at(0).code, "duplicate-name");
}

TEST(CheckedModels, sqliteLimitsAreSaidOnce)
{
    const Diagnostics findings = checkedModels({thing(R"("a":{"type":"string","pattern":"a","description":"x","x-index":{"method":"hash"}},
        "b":{"type":"number","multipleOf":0.5,"description":"y"},"c":{"type":"string","pattern":"b"})", R"("x-model":{"timestamps":true})")}, {DialectKind::Sqlite});
    Codes codes;
    for (const Diagnostic &finding : findings) {
        EXPECT_EQ(finding.severity, Severity::Info);
        EXPECT_GT(finding.place.line, 0);
        codes.push_back(finding.code);
    }
    EXPECT_EQ(codes, (Codes{"sqlite-comments", "sqlite-index-method", "sqlite-pattern", "sqlite-multiple", "sqlite-timestamps"}));
}

} // namespace
} // namespace kilter
