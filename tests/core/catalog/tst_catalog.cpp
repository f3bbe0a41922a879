#include "core/catalog/catalog.h"

#include <gtest/gtest.h>

using namespace kilter;

namespace {

Catalog sample()
{
    Catalog catalog;
    Table table;
    table.columnOrder = {"title", "id"};
    Column id;
    id.type = "bigint";
    id.notNull = true;
    id.identity = "always";
    id.identityOptions = SequenceOptions{};
    Column title;
    title.type = "text";
    title.defaultExpression = "''";
    PrimaryKey key;
    key.columns = {"id"};
    Index index;
    index.keys = {{"lower(title)", true, "", "", true, true}};
    Object described(columnRef("public", "posts", "title"), title);
    described.comment = "ä \"quoted\"";
    catalog.addAll({Object({Kind::Index, "public", "posts", "posts_idx", {}}, index), described,
                    Object(columnRef("public", "posts", "id"), id), Object(tableRef("public", "posts"), table),
                    Object({Kind::PrimaryKey, "public", "posts", "posts_pkey", {}}, key), Object(schemaRef("public"), Schema())});
    return catalog;
}

} // namespace

TEST(Catalog, findsPartsAndKeepsOrder)
{
    const Catalog catalog = sample();
    const ObjectRef posts = tableRef("public", "posts");
    EXPECT_EQ(catalog.partsOf(posts, Kind::Column).size(), 2u);
    EXPECT_EQ(catalog.partsOf(posts).size(), 4u);
    EXPECT_EQ(catalog.columnsOf(posts).front()->ref.name, "title");
    EXPECT_EQ(catalog.primaryKeyOf(posts)->ref.name, "posts_pkey");
    EXPECT_EQ(catalog.all(Kind::Table).size(), 1u);
    EXPECT_TRUE(catalog.all(Kind::View).empty());
}

TEST(Catalog, jsonRoundTrip)
{
    const Catalog catalog = sample();
    const std::string text = toText(toJson(catalog), 2);
    const auto parsed = parseJson(text);
    ASSERT_TRUE(parsed);
    const auto back = catalogFromJson(*parsed);
    ASSERT_TRUE(back) << toText(back.error());
    EXPECT_TRUE(*back == catalog);
    EXPECT_EQ(catalogHash(*back), catalogHash(catalog));
    EXPECT_EQ(toText(toJson(*back), 2), text);
}

TEST(Catalog, columnOrderIsNoDifference)
{
    Catalog a = sample();
    const Catalog b = sample();
    a.edit(tableRef("public", "posts"))->as<Table>().columnOrder = {"id", "title"};
    EXPECT_TRUE(a == b);
    EXPECT_EQ(catalogHash(a), catalogHash(b));
    a.edit(columnRef("public", "posts", "title"))->as<Column>().notNull = true;
    EXPECT_FALSE(a == b);
    const auto changes = changedFields(*b.find(columnRef("public", "posts", "title")), *a.find(columnRef("public", "posts", "title")));
    ASSERT_EQ(changes.size(), 1u);
    EXPECT_EQ(changes[0], (FieldChange{"notNull", "no", "yes"}));
}

TEST(Catalog, copiesShareUntilOneIsEdited)
{
    const ObjectRef title = columnRef("public", "posts", "title");
    const Catalog before = sample();
    Catalog copy = before;
    EXPECT_EQ(copy.find(title), before.find(title));
    const SharedObject kept = copy.shared(title);
    copy.edit(title)->as<Column>().notNull = true;
    EXPECT_FALSE(before.find(title)->as<Column>().notNull);
    EXPECT_FALSE(kept->as<Column>().notNull);
    EXPECT_TRUE(copy.find(title)->as<Column>().notNull);
    EXPECT_EQ(copy.find(tableRef("public", "posts")), before.find(tableRef("public", "posts")));
    const Object *own = copy.find(title);
    copy.edit(title)->comment = "of its own already";
    EXPECT_EQ(copy.find(title), own);
    EXPECT_EQ(copy.edit(columnRef("public", "posts", "nowhere")), nullptr);
    EXPECT_FALSE(copy.shared(columnRef("public", "posts", "nowhere")));
}

TEST(Catalog, shapeHashIgnoresTheName)
{
    const Catalog catalog = sample();
    Object copy = *catalog.find(columnRef("public", "posts", "title"));
    const std::string shape = shapeHash(copy);
    copy.ref.name = "headline";
    EXPECT_EQ(shapeHash(copy), shape);
    EXPECT_NE(contentHash(copy), contentHash(*catalog.find(columnRef("public", "posts", "title"))));
}

TEST(Catalog, patterns)
{
    const ObjectRef column = columnRef("public", "posts", "title");
    EXPECT_TRUE(matchesPattern("table:public.posts", column));
    EXPECT_TRUE(matchesPattern("column:public.posts.title", column));
    EXPECT_TRUE(matchesPattern("posts", tableRef("public", "posts")));
    EXPECT_FALSE(matchesPattern("view:*", column));
    EXPECT_TRUE(matchesPattern("view:report.*", ObjectRef{Kind::View, "report", {}, "a", {}}));
}

TEST(Catalog, unknownFieldsAreRefused)
{
    const auto json = parseJson(R"({"dialect":"sqlite","objects":[{"kind":"table","name":"t","fields":{"nonsense":1}}]})");
    ASSERT_TRUE(json);
    EXPECT_FALSE(catalogFromJson(*json));
}
