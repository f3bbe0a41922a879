#include "tests/core/diff/samples.h"

#include <gtest/gtest.h>

using namespace kilter;
using namespace kilter::test;

namespace {

ChangeList chosen(const ChangeList &list, const std::vector<std::string> &words)
{
    ChangeList result;
    for (const Change &change : list.changes) {
        for (const std::string &word : words) {
            if (wordsFor(change).starts_with(word))
                result.changes.push_back(change);
        }
    }
    return result;
}

} // namespace

TEST(Applied, AllChangesGiveTheOther)
{
    Catalog to = sample();
    to.remove(columnRef("public", "b", "a_id"));
    to.remove({Kind::ForeignKey, "public", "b", "b_a_id_fkey", {}});
    to.edit(tableRef("public", "b"))->as<Table>().columnOrder = {"id"};
    const auto result = applied(sample(), to, diff(sample(), to));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->catalog, to);
    EXPECT_TRUE(result->added.empty());
}

TEST(Applied, BringsWhatTheChoiceNeeds)
{
    const Catalog empty;
    const ChangeList all = diff(empty, sample());
    const auto result = applied(empty, sample(), chosen(all, {"add foreign key"}));
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->catalog.contains(tableRef("public", "a")));
    EXPECT_TRUE(result->catalog.contains(columnRef("public", "a", "state"))) << "a new table comes with its columns";
    EXPECT_TRUE(result->catalog.contains({Kind::Enum, "public", {}, "state", {}})) << "and with their types";
    EXPECT_TRUE(result->catalog.contains({Kind::PrimaryKey, "public", "a", "a_pkey", {}})) << "the key that is pointed to";
    EXPECT_FALSE(result->catalog.contains({Kind::View, "public", {}, "v", {}}));
    EXPECT_FALSE(result->added.empty());
}

TEST(Applied, TakesAwayWhatCannotStay)
{
    const ChangeList all = diff(sample(), Catalog());
    const auto result = applied(sample(), Catalog(), chosen(all, {"drop table public.a "}));
    ASSERT_TRUE(result);
    EXPECT_FALSE(result->catalog.contains({Kind::ForeignKey, "public", "b", "b_a_id_fkey", {}}));
    EXPECT_FALSE(result->catalog.contains({Kind::View, "public", {}, "v", {}}));
    EXPECT_TRUE(result->catalog.contains(columnRef("public", "b", "a_id")));
}

TEST(Applied, AChosenColumnStandsInTheOrder)
{
    Catalog to = sample();
    to.add(column("b", "note", "text"));
    to.add(column("b", "more", "text"));
    to.edit(tableRef("public", "b"))->as<Table>().columnOrder = {"note", "id", "a_id", "more"};
    const auto result = applied(sample(), to, chosen(diff(sample(), to), {"add column public.b.note"}));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->catalog.find(tableRef("public", "b"))->as<Table>().columnOrder, (std::vector<std::string>{"id", "a_id", "note"}));
    EXPECT_FALSE(result->catalog.contains(columnRef("public", "b", "more")));
}
