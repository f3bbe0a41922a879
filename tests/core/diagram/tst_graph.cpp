#include "tests/core/diagram/graphtext.h"
#include "tests/core/dialect/inspected.h"
#include "tests/core/dialect/sqliteplace.h"

using namespace kilter;
using namespace kilter::test;

namespace {

const char *const shop = R"(
CREATE TABLE customers (id integer PRIMARY KEY, email text NOT NULL UNIQUE, referred_by integer REFERENCES customers (id));
CREATE TABLE profiles (customer_id integer PRIMARY KEY REFERENCES customers, picture text DEFAULT 'none');
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id));
CREATE TABLE lines (order_id integer NOT NULL REFERENCES orders (id), position integer NOT NULL, PRIMARY KEY (order_id, position));
CREATE TABLE returns (id integer PRIMARY KEY, order_id integer, position integer NOT NULL,
    FOREIGN KEY (order_id, position) REFERENCES lines (order_id, position));
CREATE TABLE settings (name text PRIMARY KEY, value text);
CREATE UNIQUE INDEX one_return ON returns (position, order_id);
CREATE UNIQUE INDEX some_values ON settings (value) WHERE value IS NOT NULL;
CREATE VIEW open_orders AS SELECT o.id, c.email FROM orders o JOIN customers c ON c.id = o.customer_id;
)";

Catalog sqliteShop()
{
    return SqlitePlace(shop).catalog();
}

std::string idsOf(const Result<DiagramGraph> &graph)
{
    if (!graph)
        return toText(graph.error());
    std::vector<std::string> ids;
    for (const DiagramTable &table : graph->tables)
        ids.push_back(table.id);
    return joined(ids, " ");
}

} // namespace

TEST(DiagramGraph, ShowsTablesKeysAndEnds)
{
    const auto graph = diagramGraph(sqliteShop());
    ASSERT_TRUE(graph);
    EXPECT_EQ(graphText(*graph),
              "customers: id pk INTEGER!, email uq TEXT!, referred_by fk INTEGER\n"
              "lines: order_id pk fk INTEGER!, position pk INTEGER!\n"
              "open_orders:\n"
              "orders: id pk INTEGER!, customer_id fk INTEGER!\n"
              "profiles: customer_id pk fk INTEGER!, picture TEXT\n"
              "returns: id pk INTEGER!, order_id fk INTEGER, position fk INTEGER!\n"
              "settings: name pk TEXT!, value TEXT\n"
              "customers(referred_by) >--o| customers(id)\n"
              "lines(order_id) >--|| orders(id)\n"
              "open_orders reads customers\n"
              "open_orders reads orders\n"
              "orders(customer_id) >--|| customers(id)\n"
              "profiles(customer_id) ---|| customers(id)\n"
              "returns(order_id, position) ---o| lines(order_id, position)\n");
    ASSERT_NE(graph->find("profiles"), nullptr);
    EXPECT_EQ(graph->find("profiles")->columns.at(1).defaultText, "'none'");
    EXPECT_EQ(graph->find("nowhere"), nullptr);
}

TEST(DiagramGraph, FiltersByPatternKindAndNeighbourhood)
{
    const Catalog catalog = sqliteShop();
    GraphOptions options;
    options.tables = {"o*", "view:c*"};
    EXPECT_EQ(idsOf(diagramGraph(catalog, options)), "open_orders orders");
    options.views = false;
    EXPECT_EQ(idsOf(diagramGraph(catalog, options)), "orders");
    options.tables.clear();
    options.around = "lines";
    options.depth = 0;
    EXPECT_EQ(idsOf(diagramGraph(catalog, options)), "lines");
    options.depth = 1;
    EXPECT_EQ(idsOf(diagramGraph(catalog, options)), "lines orders returns");
    options.depth = 2;
    EXPECT_EQ(idsOf(diagramGraph(catalog, options)), "customers lines orders returns");
    options.depth = 99;
    EXPECT_EQ(idsOf(diagramGraph(catalog, options)), "customers lines orders profiles returns");
}

TEST(DiagramGraph, NamesTheTableThatIsNotThere)
{
    Catalog catalog;
    for (const char *schema : {"a", "b"})
        catalog.add({tableRef(schema, "same"), Table()});
    catalog.add({tableRef("a", "orders"), Table()});
    GraphOptions options;
    options.around = "order";
    const auto none = diagramGraph(catalog, options);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::Usage);
    EXPECT_EQ(none.error().message, "the diagram has no table order");
    options.around = "same";
    const auto several = diagramGraph(catalog, options);
    ASSERT_FALSE(several);
    EXPECT_EQ(several.error().hint, "Name one of them: a.same, b.same");
    options.around = "b.same";
    EXPECT_EQ(idsOf(diagramGraph(catalog, options)), "b.same");
    options.around = "orders";
    EXPECT_EQ(idsOf(diagramGraph(catalog, options)), "a.orders");
}

TEST(DiagramGraph, IdsOfStrangeNamesDiffer)
{
    Catalog catalog;
    catalog.add({tableRef("a.b", "c"), Table()});
    catalog.add({tableRef("a", "b.c"), Table()});
    catalog.add({tableRef("a", "say \"x\""), Table()});
    EXPECT_EQ(idsOf(diagramGraph(catalog)), "\"a.b\".c a.\"b.c\" a.\"say \"\"x\"\"\"");
}

TEST(DiagramGraph, LevelsComeFromTheCaller)
{
    GraphOptions options;
    options.tables = {"settings"};
    options.levelOf = [](const ObjectRef &table) { return "level of " + table.name; };
    const auto graph = diagramGraph(sqliteShop(), options);
    ASSERT_TRUE(graph);
    EXPECT_EQ(graph->tables.at(0).level, "level of settings");
}

TEST(DiagramGraph, PostgreSqlPartitionsInheritanceAndSchemas)
{
    const TestDatabase database(R"(
CREATE SCHEMA audit;
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, full_name text GENERATED ALWAYS AS ('x') STORED);
CREATE TABLE events (id bigint, at date NOT NULL, user_id bigint REFERENCES users, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE audit.base (note text);
CREATE TABLE audit.changes (id integer PRIMARY KEY, user_id bigint NOT NULL REFERENCES public.users) INHERITS (audit.base);
CREATE VIEW named AS SELECT id FROM users;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM named;
COMMENT ON COLUMN users.id IS 'never reused';
)");
    const Catalog catalog = inspected(database);
    auto graph = diagramGraph(catalog);
    ASSERT_TRUE(graph);
    EXPECT_EQ(graphText(*graph),
              "audit.base: note text\n"
              "audit.changes: note text, id pk integer!, user_id fk bigint!\n"
              "public.counted: n\n"
              "public.events: id pk bigint!, at pk date!, user_id fk bigint\n"
              "public.named: id\n"
              "public.users: id pk bigint!, full_name text\n"
              "audit.changes(user_id) >--|| public.users(id)\n"
              "audit.changes inheritance audit.base\n"
              "public.counted reads public.named\n"
              "public.events(user_id) >--o| public.users(id)\n"
              "public.named reads public.users\n");
    EXPECT_TRUE(graph->find("public.events")->partitioned);
    EXPECT_EQ(graph->find("public.users")->columns[0].comment, "never reused");
    EXPECT_EQ(graph->find("public.users")->columns[0].defaultText, "GENERATED ALWAYS AS IDENTITY");
    GraphOptions options;
    options.partitions = true;
    options.tables = {"events*"};
    graph = diagramGraph(catalog, options);
    ASSERT_TRUE(graph);
    ASSERT_EQ(graph->edges.size(), 1u);
    EXPECT_EQ(edgeText(*graph, graph->edges[0]), "public.events_2026 partition public.events");
}
