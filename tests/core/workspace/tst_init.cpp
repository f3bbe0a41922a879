#include "core/base/embedded.h"
#include "core/base/file.h"
#include "core/workspace/init.h"
#include "core/workspace/workspace.h"

#include <gtest/gtest.h>

using namespace kilter;

TEST(Init, bothKindsCanBeOpened)
{
    const auto folder = TemporaryFolder::create();
    ASSERT_TRUE(folder);
    for (const bool sample : {false, true}) {
        const auto place = folder->path() / (sample ? "sample" : "empty one");
        const auto report = initWorkspace(place, sample);
        ASSERT_TRUE(report) << toText(report.error());
        const auto workspace = Workspace::open(place);
        ASSERT_TRUE(workspace) << toText(workspace.error());
        EXPECT_EQ(workspace->defaultStore, "main");
        EXPECT_TRUE(std::filesystem::is_directory(place / "migrations"));
        EXPECT_TRUE(std::filesystem::exists(place / ".gitignore"));
    }
}

TEST(Init, refusesToOverwrite)
{
    const auto folder = TemporaryFolder::create();
    ASSERT_TRUE(folder);
    ASSERT_TRUE(writeTextFile(folder->path() / "models/alpha/author.json", "mine"));
    EXPECT_FALSE(initWorkspace(folder->path(), true));
    EXPECT_EQ(*readTextFile(folder->path() / "models/alpha/author.json"), "mine");
    EXPECT_FALSE(std::filesystem::exists(folder->path() / "kilter.toml"));
}

TEST(Embedded, filesOfAFolder)
{
    const auto files = embeddedFiles("sample/models/alpha");
    EXPECT_EQ(files, (std::vector<std::string>{"author.json", "book.json", "website.json"}));
    EXPECT_FALSE(embedded("sample/kilter.toml").empty());
    EXPECT_TRUE(embedded("not/there").empty());
}
