#include "core/model/edit.h"

#include "core/model/model.h"

#include <gtest/gtest.h>

namespace kilter {
namespace {

std::string editedText(const std::string &text, const std::string &pointer, const char *value)
{
    JsonEdit edit{pointer, std::nullopt};
    if (value)
        edit.value = *parseJson(value);
    const auto result = edited(text, {edit});
    return result ? *result : "error: " + result.error().message;
}

constexpr const char *text = "{\n    \"a\": 1.50,\n\n    \"b\" : { \"x\":true,   \"y\": null },\n    \"c\": [1,2],\n    \"d\": {\n        \"e\": \"é\"\n    }\n}\n";

TEST(Edit, replacesOnlyTheValue)
{
    EXPECT_EQ(editedText(text, "/a", "2"), "{\n    \"a\": 2,\n\n    \"b\" : { \"x\":true,   \"y\": null },\n    \"c\": [1,2],\n    \"d\": {\n        \"e\": \"é\"\n    }\n}\n");
    EXPECT_EQ(editedText(text, "/b/y", "[]"), "{\n    \"a\": 1.50,\n\n    \"b\" : { \"x\":true,   \"y\": [] },\n    \"c\": [1,2],\n    \"d\": {\n        \"e\": \"é\"\n    }\n}\n");
}

TEST(Edit, equalValueChangesNoByte)
{
    EXPECT_EQ(editedText(text, "/a", "1.5"), text);
    EXPECT_EQ(editedText(text, "/b", R"({"y":null,"x":true})"), text);
}

TEST(Edit, appendsAsTheNeighboursAreWritten)
{
    EXPECT_EQ(editedText(R"({"a":1})", "/b", "2"), R"({"a":1, "b": 2})");
    EXPECT_EQ(editedText("{\n\t\"a\": 1\n}", "/b", "2"), "{\n\t\"a\": 1,\n\t\"b\": 2\n}");
    EXPECT_EQ(editedText("{\r\n  \"a\": 1\r\n}", "/b", "2"), "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}");
    EXPECT_EQ(editedText("{}", "/b", "2"), "{\n  \"b\": 2\n}");
    EXPECT_EQ(editedText("{\n  \"a\": {}\n}", "/a/b", "2"), "{\n  \"a\": { \"b\": 2 }\n}");
    EXPECT_EQ(editedText("{\n  \"a\": [\n    1\n  ]\n}", "/a/-", "2"), "{\n  \"a\": [\n    1,\n    2\n  ]\n}");
    EXPECT_EQ(editedText("[1, 2]", "/2", "3"), "[1, 2, 3]");
}

TEST(Edit, removes)
{
    EXPECT_EQ(editedText("{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}", "/b", nullptr), "{\n  \"a\": 1,\n  \"c\": 3\n}");
    EXPECT_EQ(editedText("{\n  \"a\": 1,\n  \"b\": 2\n}", "/b", nullptr), "{\n  \"a\": 1\n}");
    EXPECT_EQ(editedText("{\n  \"a\": 1,\n  \"b\": 2\n}", "/a", nullptr), "{\n  \"b\": 2\n}");
    EXPECT_EQ(editedText("{ \"a\": 1 }", "/a", nullptr), "{}");
    EXPECT_EQ(editedText("{ \"a\": 1 }", "/none", nullptr), "{ \"a\": 1 }");
}

std::string rearranged(const std::string &from, JsonEdit edit)
{
    const auto result = edited(from, {std::move(edit)});
    return result ? *result : "error: " + result.error().message;
}

TEST(Edit, renamesInPlace)
{
    EXPECT_EQ(rearranged("{ \"a\\\"b\" :1, \"c\": 2 }", {"/a\"b", std::nullopt, "x"}), "{ \"x\" :1, \"c\": 2 }");
    EXPECT_EQ(rearranged("{\"a\": 1}", {"/a", std::nullopt, "a"}), "{\"a\": 1}");
    EXPECT_TRUE(rearranged("{\"a\": 1, \"b\": 2}", {"/a", std::nullopt, "b"}).starts_with("error: there is a member"));
    EXPECT_TRUE(rearranged("[1]", {"/0", std::nullopt, "b"}).starts_with("error"));
    EXPECT_TRUE(rearranged("{}", {"/a", std::nullopt, "b"}).starts_with("error"));
}

TEST(Edit, movesWithoutTouchingWhatIsBetween)
{
    const std::string lines = "{\n  \"a\": 1,\n\n  \"b\": { \"x\": 2 },\n  \"c\": 3\n}\n";
    EXPECT_EQ(rearranged(lines, {"/c", std::nullopt, std::nullopt, 0}), "{\n  \"c\": 3,\n\n  \"a\": 1,\n  \"b\": { \"x\": 2 }\n}\n");
    EXPECT_EQ(rearranged(lines, {"/a", std::nullopt, std::nullopt, 2}), "{\n  \"b\": { \"x\": 2 },\n\n  \"c\": 3,\n  \"a\": 1\n}\n");
    EXPECT_EQ(rearranged(lines, {"/b", std::nullopt, std::nullopt, 1}), lines);
    EXPECT_EQ(rearranged("[1,2,  3]", {"/0", std::nullopt, std::nullopt, 9}), "[2,3,  1]");
    EXPECT_EQ(rearranged("{\"a\":1, \"b\":2}", {"/n", Json::of(std::int64_t(0)), std::nullopt, 1}), "{\"a\":1, \"n\": 0, \"b\":2}");
}

TEST(Edit, itemsAroundTheDifferingOnesKeepTheirText)
{
    const std::string from = "[ {\"a\":  1}, {\"b\":  2}, {\"c\":  3} ]";
    const auto between = [&](const char *to) { return *edited(from, editsBetween(*parseJson(from), *parseJson(to))); };
    EXPECT_EQ(between(R"([{"a":1},{"c":3}])"), "[ {\"a\":  1}, {\"c\":  3} ]");
    EXPECT_EQ(between(R"([{"a":1},{"n":0},{"b":2},{"c":3}])"), "[ {\"a\":  1}, { \"n\": 0 }, {\"b\":  2}, {\"c\":  3} ]");
    EXPECT_EQ(between(R"([{"c":3}])"), "[ {\"c\":  3} ]");
}

TEST(Edit, pointersWithoutAPlaceAreErrors)
{
    EXPECT_TRUE(editedText("{}", "/a/b", "1").starts_with("error"));
    EXPECT_TRUE(editedText("[1]", "/5", "1").starts_with("error"));
    EXPECT_TRUE(editedText("{", "/a", "1").starts_with("error"));
}

/// Random values, written in random layouts and edited into each other: the result means the target, and editing it into itself changes no byte.
class RandomJson
{
public:
    explicit RandomJson(unsigned seed) : m_state(seed * 2654435761u + 1) {}
    unsigned next(unsigned limit)
    {
        m_state = m_state * 1664525u + 1013904223u;
        return (m_state >> 10) % limit;
    }
    Json value(int depth)
    {
        switch (next(depth > 3 ? 4 : 6)) {
        case 0:
            return Json::null();
        case 1:
            return Json::of(next(2) == 1);
        case 2:
            return Json::number(std::to_string(next(100)) + (next(2) ? ".50" : ""));
        case 3:
            return Json::of(next(2) ? "text \"with\" ü\n\\" : "/~ plain");
        case 4: {
            Json array = Json::array();
            for (unsigned i = next(4); i > 0; --i)
                array.items.push_back(value(depth + 1));
            return array;
        }
        default: {
            Json object = Json::object();
            for (unsigned i = next(5); i > 0; --i)
                object.set(keys[next(6)], value(depth + 1));
            return object;
        }
        }
    }
    std::string layout(const Json &json) { return toText(json, int(next(3)) * 2, next(2) == 1); }

private:
    static constexpr const char *keys[] = {"a", "b/c", "d~e", "", "ü", "long key"};
    unsigned m_state;
};

TEST(Edit, propertyEditsLeadFromAnyValueToAnyOther)
{
    for (unsigned seed = 0; seed < 2000; ++seed) {
        RandomJson random(seed);
        const Json from = random.value(0), to = random.value(0);
        const std::string before = random.layout(from);
        const auto result = edited(before, editsBetween(from, to));
        ASSERT_TRUE(result) << seed << ": " << before << " to " << toText(to) << ": " << result.error().message;
        const auto parsed = parseJson(*result);
        ASSERT_TRUE(parsed) << seed << ": " << *result;
        EXPECT_EQ(*parsed, to) << seed << ": " << before << "\nto " << toText(to) << "\ngave " << *result;
        EXPECT_TRUE(editsBetween(*parsed, to).empty());
        EXPECT_EQ(*edited(before, editsBetween(from, from)), before);
    }
}

} // namespace
} // namespace kilter
