#include "core/base/file.h"
#include "core/diagram/saved.h"

#include <gtest/gtest.h>

using namespace kilter;

namespace {

SavedDiagram sample()
{
    SavedDiagram diagram;
    diagram.columns = DiagramColumns::All;
    diagram.tables = {"public.*", "table:audit.\"odd \\ name\""};
    diagram.groups = {{"Sales", "b", {"public.order_lines", "public.orders"}, true}, {"Ü \"x\"", "a", {"public.a"}}};
    diagram.notes = {{"Ask first:\nthe nightly job\twrites here", {40, -8, 160, 34}}};
    diagram.places[DiagramColumns::Keys] = {{"public.orders", {120, 48}}, {"public.a", {-16, 0}}};
    diagram.places[DiagramColumns::All] = {{"public.orders", {1, 2}}};
    return diagram;
}

Error errorOf(const std::string &text)
{
    const auto read = parseSavedDiagram(text, "diagrams/x.json");
    EXPECT_FALSE(read.has_value()) << text;
    return read ? Error() : read.error();
}

} // namespace

TEST(SavedDiagram, isReadBackAsItWasWrittenByteForByte)
{
    const std::string text = toText(sample());
    const auto read = parseSavedDiagram(text, "x.json");
    ASSERT_TRUE(read.has_value()) << toText(read.error());
    EXPECT_EQ(*read, sample());
    EXPECT_EQ(toText(*read), text);
    EXPECT_EQ(toText(*parseSavedDiagram(toText(SavedDiagram()), "x.json")), toText(SavedDiagram()));
}

TEST(SavedDiagram, oneTableIsOneLine)
{
    SavedDiagram more = sample();
    more.places[DiagramColumns::Keys]["public.b"] = {5, 6};
    const std::string before = toText(sample()), after = toText(more);
    EXPECT_EQ(std::count(after.begin(), after.end(), '\n'), std::count(before.begin(), before.end(), '\n') + 1);
    EXPECT_NE(after.find("\n      \"public.b\": [5, 6],\n"), std::string::npos) << after;
}

TEST(SavedDiagram, whatIsWrongIsNamedWithItsPlace)
{
    const std::pair<const char *, std::pair<int, const char *>> wrong[] = {
        {"[]", {1, "object"}},
        {"{\n  \"version\": 2\n}", {2, "newer"}},
        {"{\n  \"columns\": \"some\"\n}", {2, "columns"}},
        {"{\n  \"colums\": \"keys\"\n}", {2, "unknown member"}},
        {"{\n  \"places\": {\n    \"keys\": {\n      \"a\": [1]\n    }\n  }\n}", {4, "[x, y]"}},
        {"{\n  \"places\": {\"keys\": {\"a\": [1, 1e300]}}\n}", {2, "number of pixels"}},
        {"{\n  \"groups\": [{\"title\": 3}]\n}", {2, "text"}},
        {"{\n  \"groups\": [{\"colour\": \"red\"}]\n}", {2, "colour"}},
        {"{\n  \"groups\": [{\"collapsed\": 1}]\n}", {2, "true or false"}},
        {"{\n  \"notes\": {}\n}", {2, "array"}},
    };
    for (const auto &[text, expected] : wrong) {
        const Error error = errorOf(text);
        EXPECT_EQ(error.code, ErrorCode::Invalid);
        ASSERT_EQ(error.diagnostics.size(), 1U) << text;
        EXPECT_EQ(error.diagnostics[0].place.file, "diagrams/x.json");
        EXPECT_EQ(error.diagnostics[0].place.line, expected.first) << text;
        EXPECT_NE(error.diagnostics[0].message.find(expected.second), std::string::npos) << error.diagnostics[0].message;
    }
    EXPECT_EQ(errorOf("{").code, ErrorCode::Invalid);
}

TEST(SavedDiagram, namesStayInTheirFolder)
{
    const auto folder = TemporaryFolder::create();
    ASSERT_TRUE(folder.has_value());
    for (const char *name : {"", "../x", "a/b", ".hidden", "a\\b", "c:x", "tab\t"})
        EXPECT_FALSE(diagramPath(folder->path(), name).has_value()) << name;
    ASSERT_TRUE(writeDiagram(folder->path(), "Übersicht", sample()).has_value());
    ASSERT_TRUE(writeDiagram(folder->path(), "b", SavedDiagram()).has_value());
    EXPECT_EQ(diagramNames(folder->path()), (std::vector<std::string>{"b", "Übersicht"}));
    const auto read = readDiagram(folder->path(), "Übersicht");
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(*read, sample());
    EXPECT_FALSE(readDiagram(folder->path(), "none").has_value());
}
