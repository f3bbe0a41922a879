#include "core/diagram/html.h"

#include "core/base/embedded.h"
#include "core/base/file.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "tests/core/diagram/export/hostile.h"
#include "tests/core/diagram/export/othertools.h"
#include "ui/look/tokens.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace kilter::test {
namespace {

HtmlDiagram pageOf(DiagramGraph graph, std::string title)
{
    HtmlDiagram page;
    page.title = std::move(title);
    page.graph = std::move(graph);
    for (const DiagramColumns columns : {DiagramColumns::None, DiagramColumns::Keys, DiagramColumns::All})
        page.layouts.emplace_back(columns, gridLayout(page.graph, columns));
    page.dictionary.resize(page.graph.tables.size());
    return page;
}

HtmlDiagram shopPage()
{
    HtmlDiagram page = pageOf(shopGraph(), "Shop");
    page.shown = DiagramColumns::All;
    page.stamp = HtmlStamp{"shop@localhost", "2026-11-21 10:15", "1:abcd"};
    page.groups = {{"Selling", "b", {"public.orders", "public.order_lines", "public.no_such_table"}}};
    page.notes = {{"Written by a nightly job.", {600, 400, 132, 72}}};
    page.dictionary[0].keys = {{"primary key", "customers_pkey", "(id)", ""}};
    page.dictionary[0].indexes = {{"unique index", "customers_email", "btree (lower(email))", "for the login"}};
    page.dictionary[0].ddl = "CREATE TABLE public.customers (\n    id integer\n);";
    page.dictionary[5].kind = "view";
    return page;
}

HtmlDiagram changedPage()
{
    DiagramGraph graph = shopGraph();
    graph.tables[0].state = DiagramState::Renamed;
    graph.tables[0].before = "public.clients";
    graph.tables[4].state = DiagramState::Removed;
    graph.tables[5].state = DiagramState::Added;
    graph.tables[3].state = DiagramState::Changed;
    graph.tables[3].columns[3].state = DiagramState::Changed;
    graph.tables[3].columns[3].before = "type text";
    graph.edges[4].state = DiagramState::Removed;
    graph.edges[5].state = DiagramState::Added;
    HtmlDiagram page = pageOf(std::move(graph), "Shop, 1.0 to 2.0");
    page.compared = {"1.0", "2.0"};
    return page;
}

/// Many tables with pages of a usual length.
HtmlDiagram largePage(std::size_t count)
{
    HtmlDiagram page = pageOf(manyTables(count), std::to_string(count) + " tables");
    page.shown = count > 500 ? DiagramColumns::None : DiagramColumns::Keys;
    for (std::size_t i = 0; i < count; ++i) {
        const DiagramTable &table = page.graph.tables[i];
        DictionaryEntry &entry = page.dictionary[i];
        entry.kind = "table";
        entry.keys = {{"primary key", table.ref.name + "_pkey", "(id)", ""}};
        entry.indexes = {{"index", table.ref.name + "_reference_0_idx", "btree (reference_0)", ""}};
        entry.ddl = "CREATE TABLE " + table.id + " (\n";
        for (const DiagramColumn &column : table.columns)
            entry.ddl += "    " + column.name + ' ' + column.type + (column.notNull ? " NOT NULL" : "") + ",\n";
        entry.ddl += "    CONSTRAINT " + table.ref.name + "_pkey PRIMARY KEY (id)\n);";
    }
    return page;
}

std::string dataOf(const std::string &html)
{
    const std::string begin = "<script type=\"application/json\" id=\"data\">";
    const std::size_t at = html.find(begin) + begin.size();
    return html.substr(at, html.find("</script>", at) - at);
}

TEST(Html, oneFileThatAsksForNothing)
{
    const std::string html = toHtml(shopPage());
    for (const char *word : {"src=", "href=\"http", "url(http", "@import", "http-equiv=\"refresh\"", " style=\"", "onclick=\"", "unsafe-"})
        EXPECT_EQ(html.find(word), std::string::npos) << word;
    EXPECT_NE(html.find("default-src 'none'; script-src 'sha256-"), std::string::npos);
    EXPECT_EQ(html.find("@policy@"), std::string::npos);
    EXPECT_EQ(html, toHtml(shopPage()));
}

TEST(Html, textOfTheSchemaIsDataOnly)
{
    const DiagramGraph graph = hostileGraph();
    const std::string html = toHtml(pageOf(graph, "</title><script>alert(1)</script>"));
    EXPECT_EQ(html.find("alert(1)</script>"), std::string::npos);
    EXPECT_EQ(html.find("\u2028"), std::string::npos);
    const std::string data = dataOf(html);
    EXPECT_EQ(data.find_first_of("<>&"), std::string::npos);
    const auto json = parseJson(data);
    ASSERT_TRUE(json) << toText(json.error());
    const Json &tables = *json->find("tables");
    ASSERT_EQ(tables.items.size(), graph.tables.size());
    for (std::size_t i = 0; i < graph.tables.size(); ++i)
        EXPECT_EQ(tables.items[i].find("id")->text, graph.tables[i].id);
}

TEST(Html, oneMoreTableChangesOnlyItsLines)
{
    DiagramGraph graph = shopGraph();
    const auto before = split(htmlData(pageOf(graph, "Shop")), '\n');
    graph.tables.push_back(graph.tables.back()); // gridLayout puts six in rows of three, so the seventh moves no other
    graph.tables.back().id = "public.tags";
    const auto after = split(htmlData(pageOf(graph, "Shop")), '\n');
    std::size_t changed = 0;
    for (const std::string &line : before)
        changed += std::find(after.begin(), after.end(), line) == after.end();
    EXPECT_EQ(after.size(), before.size() + 4); // itself, and its place in three layouts
    EXPECT_LE(changed, 3u + 4u); // the bounds, and the comma behind what was last
}

TEST(Html, withoutAStampNothingOfTheDayIsInIt)
{
    HtmlDiagram page = shopPage();
    page.stamp.reset();
    EXPECT_EQ(toHtml(page).find("2026"), std::string::npos);
    EXPECT_NE(toHtml(shopPage()).find("2026-11-21 10:15"), std::string::npos);
}

/// The page states each colour three times: light, dark where the system is, dark where the reader chose it.
TEST(Html, coloursAreTheWorkbenchs)
{
    const std::string css(embedded("diagram/tokens.css"));
    std::size_t compared = 0;
    for (const ui::TokenColors &token : ui::tokenTable) {
        const std::string name = "--" + std::string(token.name) + ": #";
        std::vector<std::string> found;
        for (std::size_t at = css.find(name); at != std::string::npos; at = css.find(name, at + 1))
            found.push_back(css.substr(at + name.size(), 6));
        if (found.empty())
            continue;
        char light[16], dark[16];
        std::snprintf(light, sizeof light, "%06X", token.light);
        std::snprintf(dark, sizeof dark, "%06X", token.dark);
        EXPECT_EQ(found, (std::vector<std::string>{light, dark, dark})) << token.name;
        compared += 3;
    }
    EXPECT_EQ(compared, static_cast<std::size_t>(std::count(css.begin(), css.end(), '#')));
}

TEST(Html, sizes)
{
    for (const auto &[count, most] : {std::pair<std::size_t, std::size_t>{200, 2u << 20}, {1000, 8u << 20}}) {
        const std::size_t size = toHtml(largePage(count)).size();
        std::cout << count << " tables, 18 columns each: " << size / 1024 << " KiB\n";
        EXPECT_LE(size, most);
    }
}

TEST(Html, inChromium)
{
    requireTool(chromiumMissing());
    requireTool(nodeMissing());
    const std::string folder = temporaryFolder();
    const std::pair<const char *, HtmlDiagram> pages[] = {{"shop.html", shopPage()}, {"changed.html", changedPage()},
                                                          {"hostile.html", pageOf(hostileGraph(), "</title><script>alert(1)</script>")},
                                                          {"empty.html", pageOf(DiagramGraph(), "Nothing")}, {"200.html", largePage(200)}, {"1000.html", largePage(1000)}};
    for (const auto &[name, page] : pages)
        ASSERT_TRUE(writeTextFile(folder + '/' + name, toHtml(page)));
    const ProcessOutput output = outputOf("node", {KILTER_BROWSE_SCRIPT, folder});
    std::cout << output.standardOutput;
    EXPECT_EQ(output.exitCode, 0) << output.standardError;
    EXPECT_EQ(output.standardOutput.find("FAILED"), std::string::npos);
    EXPECT_GT(split(output.standardOutput, '\n').size(), 70u);
}

} // namespace
} // namespace kilter::test
