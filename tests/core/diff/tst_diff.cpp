#include "tests/core/diff/samples.h"

#include "core/diff/references.h"
#include "core/diff/sqltext.h"

#include <gtest/gtest.h>

#include <chrono>

using namespace kilter;
using namespace kilter::test;

TEST(Diff, OfACatalogWithItselfIsEmpty)
{
    const ChangeList list = diff(sample(), sample());
    EXPECT_TRUE(list.changes.empty());
    EXPECT_TRUE(list.candidates.empty());
    EXPECT_TRUE(list.information.empty());
}

TEST(Diff, SaysWhatIsAddedDroppedAndAltered)
{
    Catalog to = sample();
    to.remove(columnRef("public", "b", "a_id"));
    to.add(column("b", "note", "text"));
    to.edit(columnRef("public", "a", "id"))->as<Column>().type = "bigint";
    const ChangeList list = diff(sample(), to);
    ASSERT_EQ(list.changes.size(), 3u);
    EXPECT_EQ(wordsFor(list.changes[0]), "alter column public.a.id: type integer → bigint");
    EXPECT_EQ(wordsFor(list.changes[1]), "drop column public.b.a_id (integer)");
    EXPECT_EQ(wordsFor(list.changes[2]), "add column public.b.note (text)");
    EXPECT_TRUE(list.candidates.empty()) << "another type is no rename";
}

TEST(Diff, OrderOfColumnsIsInformation)
{
    Catalog to = sample();
    to.edit(tableRef("public", "a"))->as<Table>().columnOrder = {"name", "id", "state"};
    const ChangeList list = diff(sample(), to);
    EXPECT_TRUE(list.changes.empty());
    ASSERT_EQ(list.information.size(), 1u);
    EXPECT_EQ(list.information[0].code, "column-order");
}

TEST(Diff, PatternsLeaveOutAndAreCounted)
{
    Catalog to = sample();
    to.add(table("c", {}));
    to.add(table("d", {}));
    DiffOptions options;
    options.exclude = {"table:public.c"};
    const ChangeList list = diff(sample(), to, options);
    ASSERT_EQ(list.changes.size(), 1u);
    EXPECT_EQ(list.changes[0].ref().name, "d");
    ASSERT_EQ(list.information.size(), 1u);
    EXPECT_NE(list.information[0].message.find("1 difference"), std::string::npos);
}

TEST(Diff, OwnersCountOnlyWhenAsked)
{
    Catalog from = sample();
    Catalog to = sample();
    from.edit(tableRef("public", "a"))->owner = "one";
    to.edit(tableRef("public", "a"))->owner = "two";
    EXPECT_EQ(diff(from, to).changes.size(), 1u);
    DiffOptions options;
    options.compareOwners = false;
    EXPECT_TRUE(diff(from, to, options).changes.empty());
}

TEST(Diff, TextsThatAreNotSettledArePerhapsTheSame)
{
    Catalog from = sample();
    Catalog to = sample();
    to.settled = false;
    const ObjectRef check{Kind::Check, "public", "a", "a_name_check", {}};
    to.edit(check)->as<CheckConstraint>().expression = "name <> 'name'";
    ChangeList list = diff(from, to);
    ASSERT_EQ(list.changes.size(), 1u);
    EXPECT_TRUE(list.changes[0].perhapsSpelling);
    EXPECT_TRUE(list.onlyPerhapsSpelling());
    to.edit(check)->as<CheckConstraint>().expression = "name <> 'other'";
    EXPECT_FALSE(diff(from, to).changes[0].perhapsSpelling) << "another literal is another check";
    to.edit(check)->as<CheckConstraint>().expression = "id <> 'name'";
    EXPECT_FALSE(diff(from, to).changes[0].perhapsSpelling) << "another column is another check";
}

TEST(Diff, ReferencesNameWhatAnObjectNeeds)
{
    const Catalog catalog = sample();
    const auto needs = [&](const ObjectRef &ref, const ObjectRef &need) {
        const auto refs = references(catalog, *catalog.find(ref));
        return std::find(refs.begin(), refs.end(), need) != refs.end();
    };
    const ObjectRef state{Kind::Enum, "public", {}, "state", {}};
    EXPECT_TRUE(needs(columnRef("public", "a", "state"), state));
    EXPECT_TRUE(needs({Kind::Index, "public", "a", "a_name_idx", {}}, state));
    EXPECT_TRUE(needs({Kind::Index, "public", "a", "a_name_idx", {}}, columnRef("public", "a", "name")));
    EXPECT_TRUE(needs({Kind::ForeignKey, "public", "b", "b_a_id_fkey", {}}, {Kind::PrimaryKey, "public", "a", "a_pkey", {}}));
    EXPECT_TRUE(needs({Kind::View, "public", {}, "v", {}}, tableRef("public", "a")));
    EXPECT_TRUE(needs(tableRef("public", "a"), schemaRef("public")));
    EXPECT_FALSE(needs(columnRef("public", "a", "name"), state));
}

TEST(Diff, TokensOfHostileText)
{
    const auto tokens = sqlTokens("E'it\\'s' || \"a \"\"b\"\"\" -- \"no\"\n+ $x$'q$x$ /* ' */ 12.5", DialectKind::PostgreSql);
    ASSERT_EQ(tokens.size(), 7u);
    EXPECT_EQ(tokens[0].text, "it's");
    EXPECT_EQ(tokens[3].text, "a \"b\"");
    EXPECT_EQ(tokens[5].text, "'q");
    EXPECT_EQ(tokens[6].text, "12.5");
}

TEST(Diff, TwelveThousandEqualObjectsAreComparedAtOnce)
{
    Catalog catalog;
    std::vector<Object> objects;
    for (int t = 0; t < 1000; ++t) {
        const std::string name = "table_" + std::to_string(t);
        objects.push_back(table(name, {"c0", "c1"}));
        for (int c = 0; c < 11; ++c)
            objects.push_back(column(name, "c" + std::to_string(c)));
    }
    catalog.addAll(std::move(objects));
    const Catalog other = catalog;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_TRUE(diff(catalog, other).empty());
    const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    RecordProperty("milliseconds", int(spent.count()));
    // 50 ms is what is promised of a release build on a quiet machine; a debug build among others gets room.
    EXPECT_LT(spent.count(), 500);
}
