#include "core/base/file.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace kilter;

TEST(File, wholeRoundTrip)
{
    const auto folder = TemporaryFolder::create();
    ASSERT_TRUE(folder);
    const auto path = folder->path() / "a" / "b.txt";
    ASSERT_TRUE(writeTextFile(path, "ä\n"));
    EXPECT_EQ(*readTextFile(path), "ä\n");
}

TEST(File, refusesWhatIsNoText)
{
    const auto folder = TemporaryFolder::create();
    ASSERT_TRUE(folder);
    const auto path = folder->path() / "x";
    EXPECT_FALSE(readTextFile(path));
    EXPECT_FALSE(readTextFile(folder->path()));
    std::ofstream(path) << "abc\n\xff";
    const auto text = readTextFile(path);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().diagnostics.at(0).place.line, 2);
    std::ofstream(path) << std::string(2000, 'x');
    EXPECT_FALSE(readTextFile(path, 1000));
}
