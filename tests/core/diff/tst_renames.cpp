#include "tests/core/diff/samples.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace kilter;
using namespace kilter::test;

namespace {

const ObjectRef tableA = tableRef("public", "a");
const ObjectRef nameColumn = columnRef("public", "a", "name");

} // namespace

TEST(Renames, OfAColumnAreFollowedEverywhere)
{
    const Catalog after = renamed(sample(), {{nameColumn, "label"}});
    EXPECT_FALSE(after.contains(nameColumn));
    EXPECT_TRUE(after.contains(columnRef("public", "a", "label")));
    EXPECT_EQ(after.find(tableA)->as<Table>().columnOrder[1], "label");
    const CheckConstraint &check = after.find({Kind::Check, "public", "a", "a_name_check", {}})->as<CheckConstraint>();
    EXPECT_EQ(check.expression, "((label)::text <> 'name'::text)") << "a literal stays";
    const Index &index = after.find({Kind::Index, "public", "a", "a_name_idx", {}})->as<Index>();
    EXPECT_EQ(index.keys[0].expression, "label");
    EXPECT_EQ(index.keys[1].expression, "lower(label)");
    const View &view = after.find({Kind::View, "public", {}, "v", {}})->as<View>();
    EXPECT_EQ(view.definition, " SELECT a.id,\n    a.label AS name\n   FROM public.a") << "the server keeps output columns";
}

TEST(Renames, OfATableAreFollowedEverywhere)
{
    const Catalog after = renamed(sample(), {{tableA, "Our a"}});
    EXPECT_TRUE(after.contains(columnRef("public", "Our a", "id")));
    const ForeignKey &key = after.find({Kind::ForeignKey, "public", "b", "b_a_id_fkey", {}})->as<ForeignKey>();
    EXPECT_EQ(key.referencedTable, tableRef("public", "Our a"));
    const View &view = after.find({Kind::View, "public", {}, "v", {}})->as<View>();
    EXPECT_EQ(view.definition, " SELECT a.id,\n    a.name\n   FROM public.\"Our a\" a") << "the server keeps the old name as alias";
}

TEST(Renames, OfATypeReachColumnsAndCasts)
{
    const Catalog after = renamed(sample(), {{{Kind::Enum, "public", {}, "state", {}}, "status"}});
    EXPECT_EQ(after.find(columnRef("public", "a", "state"))->as<Column>().type, "public.status");
    EXPECT_EQ(after.find({Kind::Index, "public", "a", "a_name_idx", {}})->as<Index>().where, "(state = 'new'::public.status)");
}

TEST(Renames, CanSwapAndAreUndoneByTheirInverse)
{
    const std::vector<Rename> swap{{tableA, "b"}, {tableRef("public", "b"), "a"}, {columnRef("public", "a", "id"), "key"}};
    const Catalog after = renamed(sample(), swap);
    EXPECT_TRUE(after.contains(columnRef("public", "b", "key")));
    EXPECT_TRUE(after.contains(columnRef("public", "a", "a_id")));
    EXPECT_EQ(renamed(after, inverted(swap, sample())), renamed(sample(), {})) << "names come back";
}

TEST(Renames, OfPartsMayUseTheTablesNewName)
{
    const Catalog after = renamed(sample(), {{tableA, "z"}, {columnRef("public", "z", "name"), "label"}});
    EXPECT_TRUE(after.contains(columnRef("public", "z", "label")));
}

TEST(Renames, OfSequencesReachDefaults)
{
    Catalog catalog = sample();
    catalog.add({{Kind::Sequence, "public", {}, "a_id_seq", {}}, Sequence()});
    catalog.edit(columnRef("public", "a", "id"))->as<Column>().defaultExpression = "nextval('public.a_id_seq'::regclass)";
    const Catalog after = renamed(catalog, {{{Kind::Sequence, "public", {}, "a_id_seq", {}}, "it's"}});
    EXPECT_EQ(*after.find(columnRef("public", "a", "id"))->as<Column>().defaultExpression, "nextval('public.\"it''s\"'::regclass)");
}

TEST(Renames, IdentitySequencesKeepTheirName)
{
    Catalog catalog = sample();
    catalog.edit(columnRef("public", "a", "id"))->as<Column>().identity = "always";
    const Catalog after = renamed(catalog, {{tableA, "z"}});
    EXPECT_EQ(after.find(columnRef("public", "z", "id"))->as<Column>().identitySequence, "a_id_seq");
}

TEST(Renames, AreCandidatesNeverDecided)
{
    Catalog to = renamed(sample(), {{nameColumn, "label"}, {tableRef("public", "b"), "c"}, {{Kind::Enum, "public", {}, "state", {}}, "status"}});
    const ChangeList list = diff(sample(), to);
    std::vector<std::string> texts;
    for (const Rename &rename : list.candidates)
        texts.push_back(toText(rename));
    EXPECT_EQ(texts, (std::vector<std::string>{"enum:public.state=status", "table:public.b=c", "column:public.a.name=label"}));
    for (const Change &change : list.changes)
        EXPECT_NE(change.type, ChangeType::Rename);
}

TEST(Renames, ThatAreDecidedLeaveOnlyTheRest)
{
    Catalog to = renamed(sample(), {{nameColumn, "label"}});
    to.edit(columnRef("public", "a", "label"))->as<Column>().notNull = true;
    DiffOptions options;
    options.renames = {{nameColumn, "label"}};
    const ChangeList list = diff(sample(), to, options);
    ASSERT_EQ(list.changes.size(), 2u);
    EXPECT_EQ(wordsFor(list.changes[0]), "rename column public.a.name to label");
    EXPECT_EQ(wordsFor(list.changes[1]), "alter column public.a.label: notNull");
    EXPECT_TRUE(list.candidates.empty());
}

TEST(Renames, OntoATakenNameSayThatTheOtherGoes)
{
    const ObjectRef state = columnRef("public", "a", "state");
    Catalog to = sample();
    to.remove(state);
    to.remove({Kind::Index, "public", "a", "a_name_idx", {}});
    to = renamed(to, {{nameColumn, "state"}});
    DiffOptions options;
    options.renames = {{nameColumn, "state"}};
    const ChangeList list = diff(sample(), to, options);
    EXPECT_TRUE(std::any_of(list.changes.begin(), list.changes.end(),
                            [&](const Change &c) { return c.type == ChangeType::Drop && c.before->ref == state; }));
}

TEST(Renames, TextsWithHostileNamesComeBack)
{
    Catalog catalog;
    for (const std::string name : {"a.b", "a=b", "say \"x\"", "день", "x:y", " "}) {
        catalog.add(table(name, {}));
        catalog.add(column(name, name));
    }
    for (const Object &object : catalog.objects()) {
        const Rename rename{object.ref, "new \"name\".=" + object.ref.name};
        const auto parsed = parseRename(toText(rename), catalog);
        ASSERT_TRUE(parsed) << toText(rename) << ' ' << parsed.error().message;
        EXPECT_EQ(*parsed, rename);
    }
}

TEST(Renames, OfALabelReachCastsAndAreCandidates)
{
    const Catalog from = sample();
    const ObjectRef type{Kind::Enum, "public", {}, "state", {}};
    Catalog to = from;
    auto &labels = to.edit(type)->as<EnumType>().labels;
    const std::size_t place = std::size_t(std::find(labels.begin(), labels.end(), "new") - labels.begin());
    ASSERT_LT(place, labels.size());
    labels[place] = "fresh";
    const std::vector<Rename> candidates = renameCandidates(from, to);
    ASSERT_EQ(candidates.size(), 1u);
    EXPECT_EQ(toText(candidates.front()), "enum:public.state.new=fresh");
    EXPECT_EQ(*parseRename("enum:public.state.new=fresh", from), candidates.front());
    EXPECT_FALSE(parseRename("enum:public.state.none=fresh", from));
    const Catalog after = renamed(from, candidates);
    EXPECT_EQ(after.find(type)->as<EnumType>().labels, labels);
    EXPECT_EQ(after.find({Kind::Index, "public", "a", "a_name_idx", {}})->as<Index>().where, "(state = 'fresh'::public.state)");
    EXPECT_EQ(inverted(candidates, from), (std::vector<Rename>{{{Kind::Enum, "public", "state", "fresh", {}}, "new"}}));
    labels.push_back("more");
    EXPECT_TRUE(renameCandidates(from, to).empty()) << "not one to one";
}

TEST(Renames, TextsMayLeaveOutTheSchema)
{
    const auto rename = parseRename("column:a.name=label", sample());
    ASSERT_TRUE(rename);
    EXPECT_EQ(rename->from, nameColumn);
    EXPECT_EQ(rename->to, "label");
}

TEST(Renames, BadTextsAreUsageErrors)
{
    for (const std::string text : {"a=b", "colum:a.name=b", "column:a.name", "column:a.name=", "column:public.a.nam=b", "table:public.\"a=b",
                                   "table:x.public.a=b", "column:name=b"}) {
        const auto rename = parseRename(text, sample());
        ASSERT_FALSE(rename) << text;
        EXPECT_EQ(rename.error().code, ErrorCode::Usage);
    }
    EXPECT_NE(parseRename("column:public.a.nam=b", sample()).error().message.find("public.a.name"), std::string::npos);
}
