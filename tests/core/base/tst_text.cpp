#include "core/base/hash.h"
#include "core/base/identifier.h"
#include "core/base/text.h"

#include <gtest/gtest.h>

using namespace kilter;

TEST(Text, places)
{
    EXPECT_EQ(placeAt("aä\nb", 4).line, 2);
    EXPECT_EQ(placeAt("aä\nb", 3).column, 3);
}

TEST(Text, utf8)
{
    EXPECT_FALSE(firstInvalidUtf8("aä€😀"));
    EXPECT_EQ(firstInvalidUtf8("a\xC3("), 1u);
    EXPECT_EQ(firstInvalidUtf8("\xED\xA0\x80"), 0u);
    EXPECT_EQ(cutUtf8("aä", 2), "a");
}

TEST(Text, globs)
{
    EXPECT_TRUE(matchesGlob("view:report.*", "view:report.a"));
    EXPECT_TRUE(matchesGlob("*a?c*", "xxabcd"));
    EXPECT_FALSE(matchesGlob("a", "ab"));
    EXPECT_TRUE(matchesGlob("*", ""));
}

TEST(Text, nearMisses)
{
    const std::vector<std::string> words{"20260101_initial", "20260102_authors"};
    EXPECT_EQ(nearMisses("initial", words).at(0), "20260101_initial");
    EXPECT_EQ(nearMisses("20260102_autors", words).at(0), "20260102_authors");
    EXPECT_TRUE(nearMisses("zzz", words).empty());
}

TEST(Identifier, tableNames)
{
    EXPECT_EQ(tableNameOf("BlogPost"), "blog_posts");
    EXPECT_EQ(tableNameOf("Category"), "categories");
    EXPECT_EQ(tableNameOf("Day"), "days");
    EXPECT_EQ(tableNameOf("Box"), "boxes");
    EXPECT_EQ(tableNameOf("Branch"), "branches");
    EXPECT_EQ(tableNameOf("ContentMetrics"), "content_metricses");
    EXPECT_EQ(snakeCase("SEOData"), "seo_data");
}

TEST(Identifier, longNamesAreCutAtACodePoint)
{
    const std::string name(100, 'x');
    EXPECT_EQ(fittedIdentifier(name).size(), 63u);
    EXPECT_EQ(fittedIdentifier(std::string(40, 'a')).size(), 40u);
    std::string wide;
    for (int i = 0; i < 40; ++i)
        wide += "ä";
    EXPECT_LE(fittedIdentifier(wide).size(), 63u);
    EXPECT_FALSE(firstInvalidUtf8(fittedIdentifier(wide)));
}

TEST(Hash, compressedRoundTrip)
{
    const std::string text(100000, 'x');
    const auto back = decompressed(compressed(text));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, text);
    EXPECT_FALSE(decompressed("!!"));
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
