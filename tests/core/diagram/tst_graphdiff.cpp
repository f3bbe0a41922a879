#include "tests/core/diagram/graphtext.h"
#include "tests/core/dialect/sqliteplace.h"

using namespace kilter;
using namespace kilter::test;

namespace {

Catalog made(std::string_view script)
{
    return SqlitePlace(script).catalog();
}

Rename rename(const ObjectRef &from, const std::string &to)
{
    return {from, to};
}

const char *const before = R"(
CREATE TABLE people (id integer PRIMARY KEY, mail text, age integer, fax text, note text);
CREATE TABLE pets (id integer PRIMARY KEY, owner integer REFERENCES people (id));
CREATE TABLE toys (id integer PRIMARY KEY, pet integer REFERENCES pets (id));
)";

} // namespace

TEST(DiagramDiff, TheSameIsTheSame)
{
    const Catalog catalog = made(before);
    const auto graph = diagramGraph(catalog, catalog, {});
    ASSERT_TRUE(graph);
    EXPECT_EQ(*graph, *diagramGraph(catalog));
}

TEST(DiagramDiff, AddedRemovedChangedStandInOneGraph)
{
    const Catalog after = made(R"(
CREATE TABLE people (id integer PRIMARY KEY, mail text, age bigint, note text, born text);
CREATE TABLE pets (id integer PRIMARY KEY, owner integer NOT NULL REFERENCES people (id));
CREATE TABLE visits (id integer PRIMARY KEY, pet integer REFERENCES pets (id));
)");
    const auto graph = diagramGraph(made(before), after, {});
    ASSERT_TRUE(graph);
    EXPECT_EQ(graphText(*graph),
              "people [changed]: id pk INTEGER!, mail TEXT, age BIGINT [changed: type INTEGER], fax TEXT [removed], note TEXT, born TEXT [added]\n"
              "pets [changed]: id pk INTEGER!, owner fk INTEGER! [changed: nullable]\n"
              "toys [removed]: id pk INTEGER! [removed], pet fk INTEGER [removed]\n"
              "visits [added]: id pk INTEGER! [added], pet fk INTEGER [added]\n"
              "pets(owner) >--|| people(id) [changed]\n"
              "toys(pet) >--o| pets(id) [removed]\n"
              "visits(pet) >--o| pets(id) [added]\n");
}

TEST(DiagramDiff, RenamedPairsStandAsOne)
{
    const Catalog after = made(R"(
CREATE TABLE persons (id integer PRIMARY KEY, email text, age integer, fax text, note text);
CREATE TABLE pets (id integer PRIMARY KEY, owner integer REFERENCES persons (id));
CREATE TABLE toys (id integer PRIMARY KEY, pet integer REFERENCES pets (id));
)");
    const auto graph = diagramGraph(made(before), after, {rename(tableRef("", "people"), "persons"), rename(columnRef("", "persons", "mail"), "email")});
    ASSERT_TRUE(graph);
    EXPECT_EQ(graphText(*graph),
              "persons [renamed: people]: id pk INTEGER!, email TEXT [renamed: mail], age INTEGER, fax TEXT, note TEXT\n"
              "pets: id pk INTEGER!, owner fk INTEGER\n"
              "toys: id pk INTEGER!, pet fk INTEGER\n"
              "pets(owner) >--o| persons(id)\n"
              "toys(pet) >--o| pets(id)\n");
    GraphOptions options;
    options.around = "people"; // its former name is known too
    const auto around = diagramGraph(made(before), after, {rename(tableRef("", "people"), "persons")}, options);
    ASSERT_TRUE(around);
    EXPECT_EQ(around->tables.size(), 2u);
}

TEST(DiagramDiff, AKeyOrAnIndexChangesItsTable)
{
    const Catalog after = made(std::string(before).append("CREATE INDEX by_mail ON people (mail);"));
    const auto graph = diagramGraph(made(before), after, {});
    ASSERT_TRUE(graph);
    EXPECT_EQ(graph->find("people")->state, DiagramState::Changed);
    EXPECT_EQ(graph->find("pets")->state, DiagramState::Same);
    EXPECT_EQ(graph->find("people")->columns[1].state, DiagramState::Same);
}
