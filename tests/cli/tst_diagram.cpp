#include "core/base/process.h"
#include "tests/cli/clirun.h"
#include "tests/support/postgres.h"
#include "tests/support/sqlite.h"

#include <fstream>
#include <regex>

using namespace kilter;
using namespace kilter::test;

namespace {

const char *const shop = "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
                         "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), total NUMERIC);"
                         "CREATE TABLE order_lines (order_id INTEGER NOT NULL REFERENCES orders (id), position INTEGER, PRIMARY KEY (order_id, position));"
                         "CREATE TABLE settings (name TEXT PRIMARY KEY);"
                         "CREATE VIEW open_orders AS SELECT id FROM orders;";

std::size_t count(const std::string &text, const std::string &what)
{
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        n++;
    return n;
}

} // namespace

TEST(Diagram, everyFormatIsWrittenByItsEnding)
{
    const TestFile database(shop);
    const CliFolder folder;
    const std::map<std::string, std::string> begins{{"svg", "<svg "},      {"html", "<!"},          {"png", "\x89PNG"},      {"pdf", "%PDF-1."}, {"dot", "digraph"},
                                                    {"mmd", "erDiagram"}, {"puml", "@startuml"}, {"dbml", "Table"}, {"md", "#"}};
    for (const auto &[format, begin] : begins) {
        const std::string file = folder.path("out." + format);
        const CliOutput done = folder.run({"diagram", "-o", file, "--from", database.url()});
        ASSERT_EQ(done.exitCode, 0) << format << done;
        EXPECT_EQ(done.out + done.err, "") << format;
        const std::string text = folder.read("out." + format);
        EXPECT_NE(text.substr(0, 400).find(begin), std::string::npos) << format << ": " << text.substr(0, 80);
        if (format != "png" && format != "pdf") {
            EXPECT_NE(text.find("order_lines"), std::string::npos) << format;
        }
        ASSERT_EQ(folder.run({"diagram", "-o", folder.path("again"), "--format", format, "--from", database.url()}).exitCode, 0) << format;
        EXPECT_EQ(folder.read("again"), text) << format << " differs from run to run";
    }
}

TEST(Diagram, thePdfHasFontsNotOutlines)
{
    const TestFile database(shop);
    const CliFolder folder;
    ASSERT_EQ(folder.run({"diagram", "-o", folder.path("out.pdf"), "--from", database.url()}).exitCode, 0);
    const std::string pdf = folder.read("out.pdf");
    EXPECT_NE(pdf.find("DejaVuSans-Bold"), std::string::npos);
    EXPECT_LT(pdf.size(), 100000u);
}

TEST(Diagram, standardOutputIsSvgOrWhatIsAskedFor)
{
    const TestFile database(shop);
    const CliFolder folder;
    EXPECT_TRUE(folder.run({"diagram", "-o", "-", "--url", database.url()}).out.starts_with("<svg "));
    EXPECT_NE(folder.run({"diagram", "-o", "-", "--url", database.url()}).out.find("<title>" + database.url().substr(database.url().rfind('/') + 1) + "</title>"), std::string::npos);
    EXPECT_NE(folder.run({"diagram", "-o", "-", "--from", database.url(), "--format", "mmd"}).out.find("erDiagram"), std::string::npos);
}

TEST(Diagram, optionsChooseWhatIsShown)
{
    const TestFile database(shop);
    const CliFolder folder;
    const auto svg = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"diagram", "-o", "-", "--from", database.url()});
        return folder.run(more);
    };
    EXPECT_NE(svg({}).out.find("<desc>5 tables, 2 references</desc>"), std::string::npos);
    EXPECT_NE(svg({"--no-views"}).out.find("<desc>4 tables, 2 references</desc>"), std::string::npos);
    EXPECT_NE(svg({"--tables", "order*", "--tables", "settings"}).out.find("<desc>3 tables, 1 reference</desc>"), std::string::npos);
    EXPECT_NE(svg({"--around", "customers"}).out.find("<desc>2 tables, 1 reference</desc>"), std::string::npos);
    EXPECT_NE(svg({"--around", "customers", "--depth", "2", "--no-views"}).out.find("<desc>3 tables, 2 references</desc>"), std::string::npos);
    EXPECT_NE(svg({"--columns", "all"}).out.find(">total<"), std::string::npos);
    EXPECT_EQ(svg({"--columns", "keys"}).out.find(">total<"), std::string::npos);
    EXPECT_NE(svg({"--columns", "keys"}).out.find(">customer_id<"), std::string::npos);
    EXPECT_EQ(svg({"--columns", "none"}).out.find(">customer_id<"), std::string::npos);
    EXPECT_NE(svg({}).out, svg({"--theme", "dark"}).out);
}

TEST(Diagram, wrongCallsSayWhatIsWrong)
{
    const TestFile database(shop);
    const CliFolder folder;
    const auto failing = [&](std::vector<std::string> arguments, int code, const std::string &words) {
        arguments.insert(arguments.begin(), "diagram");
        const CliOutput done = folder.run(arguments);
        EXPECT_EQ(done.exitCode, code) << done;
        EXPECT_TRUE(done.says(words)) << done;
    };
    failing({"-o", "x.bmp", "--from", database.url()}, 2, "bmp");
    failing({"-o", "x", "--from", database.url()}, 2, "no ending");
    failing({"-o", "x.svg", "--from", database.url(), "--around", "custmers"}, 2, "customers");
    failing({"-o", "x.svg", "--from", database.url(), "--tables", "nothing*"}, 2, "nothing*");
    failing({"-o", "x.svg", "--from", database.url(), "--depth", "2"}, 2, "--around");
    failing({"-o", "x.svg", "--from", database.url(), "--rename", "table:a=b"}, 2, "--diff");
    failing({"-o", "x.svg", "--from", database.url(), "--diagram", "overview"}, 2, "workspace");
    failing({"--from", database.url()}, 2, "output");
    failing({"-o", folder.path("no/folder\n/x.svg"), "--from", "sqlite:" + folder.path("none.db")}, 3, "none.db");
}

TEST(Diagram, aDifferenceIsMarked)
{
    const TestFile before(shop);
    const TestFile after(std::string(shop) + "ALTER TABLE orders ADD COLUMN note TEXT; DROP TABLE settings; CREATE TABLE refunds (id INTEGER PRIMARY KEY);"
                                             "ALTER TABLE customers RENAME COLUMN name TO full_name;");
    const CliFolder folder;
    const CliOutput svg = folder.run({"diagram", "-o", "-", "--from", after.url(), "--diff", before.url(), "--rename", "column:customers.name=full_name"});
    ASSERT_EQ(svg.exitCode, 0) << svg;
    EXPECT_NE(svg.out.find("note TEXT, added"), std::string::npos) << svg;
    EXPECT_NE(svg.out.find("settings"), std::string::npos);
    EXPECT_NE(svg.out.find("refunds"), std::string::npos);
    EXPECT_GE(count(svg.out, ">»<"), 1u);
    EXPECT_GE(count(svg.out, ">+<"), 1u);
    EXPECT_GE(count(svg.out, ">−<"), 1u);
    EXPECT_GE(count(svg.out, ">~<"), 1u);
    EXPECT_EQ(folder.run({"diagram", "-o", folder.path("d.html"), "--from", after.url(), "--diff", before.url()}).exitCode, 0);
}

TEST(Diagram, aWorkspaceIsDrawnWithItsLevelsAndSavedPlaces)
{
    const CliFolder folder;
    ASSERT_EQ(folder.run({"init", "--sample"}).exitCode, 0);
    const CliOutput svg = folder.run({"diagram", "-o", "-", "--columns", "keys"});
    ASSERT_EQ(svg.exitCode, 0) << svg;
    for (const char *mark : {">α<", ">β<", ">γ<", ">q<", ">o<"})
        EXPECT_GE(count(svg.out, mark), 1u) << mark;
    folder.write("diagrams/mine.json", "{\"version\": 1, \"columns\": \"keys\", \"tables\": [\"*blog_posts\", \"*websites\"],\n"
                                       "\"groups\": [{\"title\": \"Sites here\", \"colour\": \"b\", \"tables\": [\"websites\"]}],\n"
                                       "\"places\": {\"keys\": {\"blog_posts\": [300, 20], \"websites\": [40, 60]}}}\n");
    const CliOutput saved = folder.run({"diagram", "-o", "-", "--diagram", "mine"});
    ASSERT_EQ(saved.exitCode, 0) << saved;
    EXPECT_NE(saved.out.find("<title>mine</title>"), std::string::npos);
    EXPECT_NE(saved.out.find("translate(300 20)"), std::string::npos) << saved;
    EXPECT_NE(saved.out.find("translate(40 60)"), std::string::npos);
    EXPECT_NE(saved.out.find("Sites here"), std::string::npos);
    EXPECT_EQ(folder.run({"diagram", "-o", "-", "--diagram", "nowhere"}).exitCode, 6);
}

TEST(Diagram, aWorkspaceOfPostgreSqlIsDrawnToo)
{
    requirePostgres();
    const TestDatabase database;
    const CliFolder folder;
    std::string toml = workspaceToml(database.url());
    toml.replace(toml.find("default_store = \"main\""), 22, "default_store = \"pg\"");
    folder.write("kilter.toml", toml);
    folder.write("models/thing.json", model("Thing", R"("id": {"type": "integer", "x-column": {"primaryKey": true}})"));
    const CliOutput svg = folder.run({"diagram", "-o", "-"});
    ASSERT_EQ(svg.exitCode, 0) << svg;
    EXPECT_NE(svg.out.find("id=\"t.public.things.id\""), std::string::npos) << svg;
}

TEST(Diagram, aCollapsedGroupIsOneBoxInPictures)
{
    const TestFile database(shop);
    const CliFolder folder;
    folder.write("kilter.toml", workspaceToml());
    folder.write("diagrams/mine.json", "{\"version\": 1, \"columns\": \"keys\", \"groups\": [{\"title\": \"Sales\", \"colour\": \"b\", \"tables\": [\"orders\", \"order_lines\"], \"collapsed\": true}]}\n");
    const CliOutput svg = folder.run({"diagram", "-o", "-", "--diagram", "mine", "--from", database.url()});
    ASSERT_EQ(svg.exitCode, 0) << svg;
    EXPECT_NE(svg.out.find(">Sales (2)<"), std::string::npos) << svg;
    EXPECT_EQ(svg.out.find(">customer_id<"), std::string::npos);
    EXPECT_NE(svg.out.find("<desc>4 tables, 1 reference</desc>"), std::string::npos) << svg;
    EXPECT_NE(folder.run({"diagram", "-o", "-", "--format", "html", "--diagram", "mine", "--from", database.url()}).out.find("order_lines"), std::string::npos);
}

TEST(Diagram, anotherColumnChangesOnlyItsTableInASavedDiagram)
{
    const TestFile database(shop);
    const CliFolder folder;
    folder.write("kilter.toml", workspaceToml());
    folder.write("diagrams/mine.json", "{\"version\": 1, \"columns\": \"all\", \"places\": {\"all\": {\"customers\": [0, 0], \"orders\": [300, 0], \"order_lines\": [600, 0],\n"
                                       "\"settings\": [0, 300], \"open_orders\": [300, 300]}}}\n");
    const auto draw = [&] { return folder.run({"diagram", "-o", "-", "--diagram", "mine", "--from", database.url()}).out; };
    const std::string before = draw();
    database.run("ALTER TABLE settings ADD COLUMN value TEXT");
    const std::string after = draw();
    EXPECT_NE(before, after);
    // Every line of the others is the same: what is new or gone concerns settings, or the picture's extent.
    std::multiset<std::string> lines;
    for (std::size_t at = 0; at < before.size();) {
        const std::size_t end = before.find('\n', at);
        lines.insert(before.substr(at, end - at));
        at = end + 1;
    }
    std::size_t changed = 0;
    for (std::size_t at = 0; at < after.size();) {
        const std::size_t end = after.find('\n', at);
        const auto same = lines.find(after.substr(at, end - at));
        if (same == lines.end())
            changed++;
        else
            lines.erase(same);
        at = end + 1;
    }
    EXPECT_LE(changed, 12u);
}

TEST(Diagram, withoutItsHelperItIsAGridAndSaysWhy)
{
    const TestFile database(shop);
    CliFolder folder;
    folder.environment.emplace_back("KILTER_LAYOUT", "/bin/false");
    const CliOutput svg = folder.run({"diagram", "-o", "-", "--from", database.url()});
    EXPECT_EQ(svg.exitCode, 0) << svg;
    EXPECT_TRUE(svg.out.starts_with("<svg "));
    EXPECT_TRUE(svg.says("kilter-layout ended with exit code 1")) << svg;
}
