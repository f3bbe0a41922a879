#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/diagram/dbml.h"
#include "core/diagram/dot.h"
#include "core/diagram/mermaid.h"
#include "core/diagram/plantuml.h"
#include "tests/core/diagram/export/hostile.h"
#include "tests/core/diagram/export/othertools.h"

#include <gtest/gtest.h>

#include <set>

namespace kilter::test {
namespace {

std::vector<DiagramGraph> graphs()
{
    DiagramGraph changed = shopGraph();
    changed.tables[0].state = DiagramState::Renamed;
    changed.tables[0].before = "public.\"clients\"";
    changed.tables[3].state = DiagramState::Changed;
    changed.tables[3].columns[3].state = DiagramState::Changed;
    changed.tables[3].columns[3].before = "type text";
    changed.tables[4].state = DiagramState::Removed;
    changed.edges[4].state = DiagramState::Removed;
    return {DiagramGraph(), shopGraph(), hostileGraph(), changed};
}

const Json *named(const Json &list, const std::string &name)
{
    for (const Json &item : list.items) {
        if (item.find("name")->text == name)
            return &item;
    }
    return nullptr;
}

std::vector<std::string> namesOf(const Json &list)
{
    std::vector<std::string> names;
    for (const Json &item : list.items)
        names.push_back(item.find("name")->text);
    return names;
}

TEST(TextExports, dotReadsWhatWeWrite)
{
    requireTool(dotMissing());
    const TextExportOptions named{"A \"title\" \\", "from <here>\nnow", DiagramColumns::All};
    for (const DiagramGraph &graph : graphs()) {
        for (const DiagramColumns columns : {DiagramColumns::None, DiagramColumns::Keys, DiagramColumns::All}) {
            TextExportOptions options = named;
            options.columns = columns;
            const ProcessOutput output = outputOf("dot", {"-Tplain"}, toDot(graph, options));
            EXPECT_EQ(output.exitCode, 0);
            EXPECT_EQ(output.standardError, "");
            std::size_t nodes = 0, lines = 0;
            for (const std::string &line : split("\n" + output.standardOutput, '\n')) {
                nodes += line.starts_with("node ");
                lines += line.starts_with("edge ");
            }
            EXPECT_EQ(nodes, graph.tables.size());
            EXPECT_EQ(lines, graph.edges.size());
        }
    }
}

TEST(TextExports, dotKeepsNamesAsText)
{
    requireTool(dotMissing());
    const ProcessOutput output = outputOf("dot", {"-Tsvg"}, toDot(hostileGraph()));
    EXPECT_EQ(output.standardOutput.find("<script"), std::string::npos);
    EXPECT_NE(output.standardOutput.find("&lt;script&gt;alert(1)&lt;/script&gt;"), std::string::npos);
    EXPECT_NE(output.standardOutput.find("größe 表 😀"), std::string::npos);
}

void checkShopDbml(const Json &read)
{
    ASSERT_EQ(read.find("error"), nullptr) << read.find("error")->text;
    const Json &tables = *read.find("tables");
    EXPECT_EQ(namesOf(tables), (std::vector<std::string>{"customers", "order_lines", "orders", "profiles", "seen"})); // DBML knows no empty table
    const Json &orders = *named(tables, "orders");
    EXPECT_EQ(toText(*orders.find("primary")), R"([["id", "shop"]])");
    EXPECT_EQ(orders.find("columns")->items[2].find("note")->text, "Who pays");
    EXPECT_EQ(orders.find("columns")->items[4].find("default")->text, "'main'::text");
    EXPECT_EQ(named(tables, "customers")->find("note")->text, "Who buys");
    EXPECT_TRUE(named(tables, "customers")->find("columns")->items[1].find("unique")->boolean);
    const Json &lines = *read.find("lines");
    EXPECT_EQ(namesOf(lines), (std::vector<std::string>{"order_lines_fk", "orders_customer", "orders_replaces", "profiles_fk"}));
    EXPECT_EQ(toText(*named(lines, "order_lines_fk")->find("ends")),
              R"([{"table": "order_lines", "columns": ["order_id", "shop"], "relation": "*"}, )"
              R"({"table": "orders", "columns": ["id", "shop"], "relation": "1"}])");
}

void checkHostileDbml(const Json &read, const DiagramGraph &graph)
{
    ASSERT_EQ(read.find("error"), nullptr) << read.find("error")->text;
    const Json &tables = *read.find("tables");
    ASSERT_EQ(tables.items.size(), graph.tables.size());
    for (std::size_t i = 0; i < graph.tables.size(); ++i) {
        const std::string expected = replaced(replaced(graph.tables[i].ref.name, "\r", " "), "\t", " ");
        const Json &column = tables.items[i].find("columns")->items[1];
        EXPECT_EQ(tables.items[i].find("name")->text, expected);
        EXPECT_EQ(column.find("name")->text, expected);
        EXPECT_EQ(column.find("type")->text, "timestamp(3) without time zone");
        EXPECT_NE(column.find("note")->text.find(trimmed(expected)), std::string::npos) << expected << " | " << column.find("note")->text;
    }
    EXPECT_EQ(read.find("lines")->items.size(), graph.edges.size());
}

TEST(TextExports, dbmlReadsWhatWeWrite)
{
    if (parsersAreUnreachable())
        GTEST_SKIP() << parsersMissing();
    requireTool(parsersMissing());
    const std::vector<DiagramGraph> all = graphs();
    const auto read = parsed({{"shop.dbml", toDbml(all[1], {"Shop", "stamp", {}})}, {"hostile.dbml", toDbml(all[2], {"it's \\ \"x\"", "a\nb", {}})},
                              {"changed.dbml", toDbml(all[3])}});
    checkShopDbml(read[0]);
    checkHostileDbml(read[1], all[2]);
    EXPECT_EQ(read[2].find("error"), nullptr) << read[2].find("error")->text;
}

void checkShopMermaid(const Json &read, const DiagramGraph &graph)
{
    ASSERT_EQ(read.find("error"), nullptr) << read.find("error")->text;
    const Json &tables = *read.find("tables");
    const Json &lines = *read.find("lines");
    ASSERT_EQ(tables.items.size(), graph.tables.size());
    const Json &orders = *named(tables, "public.orders");
    EXPECT_EQ(toText(orders.find("columns")->items[2]), R"({"name": "customer_id", "type": "integer", "note": "not null; Who pays", "keys": ["FK"]})");
    ASSERT_EQ(lines.items.size(), graph.edges.size());
    const Json &self = *named(lines, "orders_replaces");
    EXPECT_EQ(toText(*self.find("ends")), R"(["public.orders", "public.orders"])");
    EXPECT_EQ(toText(*self.find("spec")), R"({"cardA": "ZERO_OR_MORE", "relType": "NON_IDENTIFYING", "cardB": "ZERO_OR_ONE"})");
    EXPECT_EQ(toText(*named(lines, "profiles_fk")->find("spec")), R"({"cardA": "ZERO_OR_ONE", "relType": "IDENTIFYING", "cardB": "ONLY_ONE"})");
}

TEST(TextExports, mermaidReadsWhatWeWrite)
{
    if (parsersAreUnreachable())
        GTEST_SKIP() << parsersMissing();
    requireTool(parsersMissing());
    const std::vector<DiagramGraph> all = graphs();
    std::vector<std::pair<std::string, std::string>> files = {{"shop.mmd", toMermaid(all[1], {"The \"shop\": 1", "stamp {x}", DiagramColumns::All})},
                                                              {"changed.mmd", toMermaid(all[3])}};
    for (const DiagramColumns columns : {DiagramColumns::None, DiagramColumns::Keys, DiagramColumns::All})
        files.emplace_back("hostile" + std::to_string(files.size()) + ".mmd", toMermaid(all[2], {"</title>", "%%{init}%%", columns}));
    const auto read = parsed(files);
    checkShopMermaid(read[0], all[1]);
    EXPECT_EQ(read[1].find("error"), nullptr) << read[1].find("error")->text;
    for (std::size_t i = 2; i < read.size(); ++i) {
        ASSERT_EQ(read[i].find("error"), nullptr) << read[i].find("error")->text;
        EXPECT_EQ(read[i].find("tables")->items.size(), all[2].tables.size());
        for (const DiagramTable &table : all[2].tables)
            EXPECT_NE(named(*read[i].find("tables"), oneLine(table.id)), nullptr) << table.id;
        EXPECT_EQ(read[i].find("lines")->items.size(), all[2].edges.size());
    }
}

TEST(TextExports, plantUmlReadsWhatWeWrite)
{
    requireTool(plantUmlMissing());
    const std::string folder = temporaryFolder();
    std::vector<std::string> arguments = {"-checkonly"};
    int number = 0;
    for (const DiagramGraph &graph : graphs()) {
        if (graph.tables.empty())
            continue; // PlantUML calls a diagram without content an error
        for (const DiagramColumns columns : {DiagramColumns::None, DiagramColumns::Keys, DiagramColumns::All}) {
            const std::string file = folder + "/" + std::to_string(number++) + ".puml";
            ASSERT_TRUE(writeTextFile(file, toPlantUml(graph, {"It's <b>\n@enduml", "stamp\n@enduml", columns})));
            arguments.push_back(file);
        }
    }
    const ProcessOutput output = outputOf("plantuml", arguments);
    EXPECT_EQ(output.exitCode, 0) << output.standardOutput << output.standardError;
    ASSERT_TRUE(writeTextFile(folder + "/bad.puml", "@startuml\nentity \"a\" as {{{\n@enduml\n"));
    EXPECT_NE(outputOf("plantuml", {"-checkonly", folder + "/bad.puml"}).exitCode, 0) << "the judge judges nothing";
}

TEST(TextExports, plantUmlEscapesMarkup)
{
    DiagramGraph graph;
    graph.tables.emplace_back();
    graph.tables[0].id = "public.**x**";
    graph.tables[0].ref = tableRef("public", "**x**");
    graph.tables[0].comment = "a\nend note\n@enduml";
    const std::string text = toPlantUml(graph);
    EXPECT_NE(text.find("entity \"public.<U+002A><U+002A>x<U+002A><U+002A>\" as "), std::string::npos) << text;
    EXPECT_NE(text.find(" : a end note <U+0040>enduml\n"), std::string::npos) << text;
}

TEST(TextExports, wordsStandForOneIdEach)
{
    EXPECT_EQ(wordFor("public.orders"), "t_public_orders");
    EXPECT_EQ(wordFor("orders"), "t_orders");
    std::set<std::string> words;
    const std::vector<std::string> ids = {"a.b_c", "a_b.c", "a.b.c", "a_b_c", "a b c", "a-b-c", "größe", "", "1", "A.b_c"};
    for (const std::string &id : ids)
        words.insert(wordFor(id));
    EXPECT_EQ(words.size(), ids.size());
}

TEST(TextExports, sameBytesTwiceAndNoColumnsWhereNoneAreWanted)
{
    const DiagramGraph graph = shopGraph();
    const TextExportOptions none{{}, {}, DiagramColumns::None};
    for (const auto &write : {toDot, toMermaid, toPlantUml}) {
        EXPECT_EQ(write(graph, {}), write(graph, {}));
        EXPECT_NE(write(graph, {}).find("customer_id"), std::string::npos);
        EXPECT_EQ(write(graph, none).find("character"), std::string::npos);
    }
}

} // namespace
} // namespace kilter::test
