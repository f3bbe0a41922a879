#include "core/diagram/dictionary.h"

#include "core/base/text.h"
#include "core/diagram/markdown.h"
#include "tests/core/diagram/export/hostile.h"
#include "tests/support/postgres.h"
#include "tests/support/testplace.h"

#include <gtest/gtest.h>

#include <regex>

namespace kilter::test {
namespace {

constexpr const char *shop = R"(
CREATE TABLE customers (id integer CONSTRAINT customers_pkey PRIMARY KEY, email text NOT NULL CONSTRAINT one_email UNIQUE,
    active boolean DEFAULT true, CONSTRAINT has_at CHECK (email <> ''));
CREATE TABLE orders (id integer CONSTRAINT orders_pkey PRIMARY KEY, customer_id integer NOT NULL,
    replaces integer, CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
    CONSTRAINT orders_replaces FOREIGN KEY (replaces) REFERENCES orders (id));
CREATE INDEX orders_of_customer ON orders (customer_id, id DESC) WHERE replaces IS NULL;
CREATE VIEW active_customers AS SELECT id FROM customers WHERE active;
)";

struct Pages
{
    DiagramGraph graph;
    std::vector<DictionaryEntry> entries;

    const DictionaryEntry &of(const std::string &name) const
    {
        for (std::size_t i = 0; i < graph.tables.size(); ++i) {
            if (graph.tables[i].ref.name == name)
                return entries[i];
        }
        throw std::runtime_error("no table " + name);
    }
};

Pages pagesOf(const Catalog &catalog)
{
    Pages pages;
    auto graph = diagramGraph(catalog);
    EXPECT_TRUE(graph);
    pages.graph = std::move(*graph);
    pages.entries = dictionaryOf(catalog, pages.graph);
    return pages;
}

void checkShop(const Pages &pages, const std::string &schema)
{
    const DictionaryEntry &orders = pages.of("orders");
    EXPECT_EQ(orders.kind, "table");
    ASSERT_EQ(orders.references.size(), 2u);
    EXPECT_EQ(orders.references[0].name, "orders_customer");
    EXPECT_EQ(orders.references[0].table, schema + "customers");
    EXPECT_EQ(orders.references[0].columns, std::vector<std::string>{"customer_id"});
    EXPECT_EQ(orders.references[0].otherColumns, std::vector<std::string>{"id"});
    EXPECT_EQ(orders.references[0].rules, "on delete cascade");
    ASSERT_EQ(orders.referencedBy.size(), 1u); // by itself
    EXPECT_EQ(orders.referencedBy[0].name, "orders_replaces");
    const DictionaryEntry &customers = pages.of("customers");
    ASSERT_EQ(customers.referencedBy.size(), 1u);
    EXPECT_EQ(customers.referencedBy[0].table, schema + "orders");
    ASSERT_EQ(customers.keys.size(), 3u);
    EXPECT_EQ(customers.keys[0].kind + ' ' + customers.keys[0].definition, "primary key (id)");
    EXPECT_EQ(customers.keys[1].kind + ' ' + customers.keys[1].name, "unique one_email");
    EXPECT_NE(customers.keys[2].definition.find("<>"), std::string::npos);
    ASSERT_EQ(orders.indexes.size(), 1u);
    EXPECT_NE(orders.indexes[0].definition.find("(customer_id, id DESC) WHERE"), std::string::npos) << orders.indexes[0].definition;
    EXPECT_NE(orders.ddl.find("CREATE TABLE"), std::string::npos);
    EXPECT_NE(orders.ddl.find("orders_customer"), std::string::npos);
    EXPECT_NE(orders.ddl.find("CREATE INDEX orders_of_customer"), std::string::npos);
    EXPECT_EQ(pages.of("active_customers").kind, "view");
    EXPECT_NE(pages.of("active_customers").ddl.find("CREATE VIEW"), std::string::npos);
}

/// What the dictionary shows as the definition builds the same schema again.
void checkDdl(DialectKind dialect, const Pages &pages, const Catalog &catalog)
{
    const auto again = TestPlace::make(dialect, pages.of("customers").ddl + "\n" + pages.of("orders").ddl + "\n" + pages.of("active_customers").ddl);
    EXPECT_EQ(catalogHash(again->catalog()), catalogHash(catalog));
}

TEST(Dictionary, postgresql)
{
    requirePostgres();
    const auto place = TestPlace::make(DialectKind::PostgreSql, std::string(shop) + "COMMENT ON CONSTRAINT orders_customer ON orders IS 'who pays';");
    const Catalog catalog = place->catalog();
    const Pages pages = pagesOf(catalog);
    checkShop(pages, "public.");
    EXPECT_EQ(pages.of("orders").references[0].comment, "who pays");
    EXPECT_TRUE(pages.of("orders").indexes[0].definition.starts_with("btree (")) << pages.of("orders").indexes[0].definition;
    const std::string uncommented = "COMMENT ON CONSTRAINT orders_customer ON orders IS NULL;";
    place->run(uncommented);
    checkDdl(DialectKind::PostgreSql, pages, place->catalog());
}

TEST(Dictionary, sqlite)
{
    const auto place = TestPlace::make(DialectKind::Sqlite, shop);
    const Catalog catalog = place->catalog();
    const Pages pages = pagesOf(catalog);
    checkShop(pages, "");
    checkDdl(DialectKind::Sqlite, pages, catalog);
}

TEST(Dictionary, ofTwoCatalogsTheRemovedIsAsBefore)
{
    const Catalog before = TestPlace::make(DialectKind::Sqlite, "CREATE TABLE a (id integer PRIMARY KEY, old text); CREATE TABLE gone (id integer);")->catalog();
    const Catalog after = TestPlace::make(DialectKind::Sqlite, "CREATE TABLE a (id integer PRIMARY KEY, new text);")->catalog();
    const auto graph = diagramGraph(before, after, {});
    ASSERT_TRUE(graph);
    const auto entries = dictionaryOf(before, after, *graph);
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_NE(entries[0].ddl.find("new"), std::string::npos);
    EXPECT_EQ(entries[0].ddl.find("old"), std::string::npos);
    EXPECT_NE(entries[1].ddl.find("gone"), std::string::npos);
    const std::string text = toMarkdown(*graph, entries);
    EXPECT_NE(text.find("</a>gone **removed**\n"), std::string::npos) << text;
}

TEST(Markdown, everySectionOfATable)
{
    const Pages pages = pagesOf(TestPlace::make(DialectKind::Sqlite, shop)->catalog());
    const std::string text = toMarkdown(pages.graph, pages.entries, {"Shop", "from shop.db"});
    EXPECT_TRUE(text.starts_with("# Shop\n\nfrom shop.db\n\n2 tables, 1 view, 2 references.\n")) << text;
    for (const char *line :
         {"| [orders](#t_orders) | table |  |  |", "## <a id=\"t_orders\"></a>orders", "| customer_id | `INTEGER` | no |  | FK |  |",
          "| orders_of_customer | index | `(customer_id, id DESC) WHERE replaces IS NULL` |  |", "- (customer_id) → [customers](#t_customers) (id): orders_customer, on delete cascade",
          "- [orders](#t_orders) (customer_id) → (id): orders_customer, on delete cascade"})
        EXPECT_NE(lowered(text).find(lowered(line)), std::string::npos) << line << "\n" << text;
    EXPECT_NE(text.find("```sql\nCREATE TABLE"), std::string::npos);
    EXPECT_EQ(text, toMarkdown(pages.graph, pages.entries, {"Shop", "from shop.db"}));
}

TEST(Markdown, hostileNamesStayTextAndRowsKeepTheirCells)
{
    const DiagramGraph graph = hostileGraph();
    std::vector<DictionaryEntry> entries(graph.tables.size());
    entries[0].ddl = "CREATE TABLE \"```\" (\n);";
    const std::string text = toMarkdown(graph, entries);
    const std::string outsideCode = std::regex_replace(text, std::regex("(`+) ?[^\n]*?[^`] ?\\1(?!`)"), "");
    EXPECT_LT(outsideCode.size(), text.size());
    EXPECT_EQ(outsideCode.find("<script"), std::string::npos);
    EXPECT_EQ(outsideCode.find("</style"), std::string::npos);
    EXPECT_NE(text.find("````sql\n"), std::string::npos); // a fence longer than what it holds
    std::size_t rows = 0;
    for (const std::string &line : split(replaced(replaced(text, "\\\\", ""), "\\|", ""), '\n')) {
        if (!line.starts_with('|'))
            continue;
        rows += 1;
        const auto bars = std::count(line.begin(), line.end(), '|');
        EXPECT_TRUE(bars == 5 || bars == 7) << line;
    }
    EXPECT_EQ(rows, 2 + graph.tables.size() + graph.tables.size() * 7);
}

} // namespace
} // namespace kilter::test
