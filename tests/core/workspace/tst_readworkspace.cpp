#include "core/base/file.h"
#include "core/workspace/init.h"
#include "core/workspace/models.h"
#include "core/workspace/sqlfiles.h"

#include <gtest/gtest.h>

#include <fstream>

namespace kilter {
namespace {

namespace fs = std::filesystem;

/// A workspace of two stores in a temporary folder.
class ReadWorkspace : public testing::Test
{
protected:
    ReadWorkspace() : m_folder(std::move(*TemporaryFolder::create("kilter-test")))
    {
        write("kilter.toml", "[store.main]\nkind = \"sqlite\"\n[store.pg]\nkind = \"postgresql\"\nschemas = [\"public\", \"extra\"]\n[ignore]\nobjects = [\"view:public.ignored\"]\n");
    }

    void write(const std::string &path, const std::string &text) const { ASSERT_TRUE(writeTextFile(m_folder.path() / path, text)); }
    void writeModel(const std::string &name, const std::string &json) const { write("models/" + name + ".json", json); }
    const fs::path &folder() const { return m_folder.path(); }

    Workspace workspace() const { return *Workspace::open(folder()); }
    Result<Catalog> read(const std::string &store) const
    {
        const Workspace opened = workspace();
        return readWorkspace(opened, *opened.store(store));
    }
    /// Codes of the errors when reading fails; "read" when it does not.
    std::vector<std::string> errorsOf(const std::string &store) const
    {
        const auto catalog = read(store);
        if (catalog)
            return {"read"};
        std::vector<std::string> codes;
        for (const Diagnostic &finding : catalog.error().diagnostics) {
            if (finding.severity == Severity::Error)
                codes.push_back(finding.code);
            EXPECT_FALSE(finding.place.file.empty()) << finding.message;
        }
        return codes;
    }
    /// Findings of one file of sql/ for the store pg.
    std::vector<std::string> codesOfSql(const std::string &sql) const
    {
        write("sql/x.sql", sql);
        const Workspace opened = workspace();
        const auto files = readSqlFiles(opened, *opened.store("pg"));
        std::vector<std::string> codes;
        for (const Diagnostic &finding : files->diagnostics)
            codes.push_back(finding.code);
        return codes;
    }

private:
    TemporaryFolder m_folder;
};

using Codes = std::vector<std::string>;

TEST_F(ReadWorkspace, sampleIsValidOnBothStores)
{
    const auto sample = TemporaryFolder::create("kilter-sample");
    ASSERT_TRUE(initWorkspace(sample->path() / "content", true));
    const auto opened = Workspace::open(sample->path() / "content");
    ASSERT_TRUE(opened);
    const auto findings = validateWorkspace(*opened);
    ASSERT_TRUE(findings);
    for (const Diagnostic &finding : *findings)
        EXPECT_EQ(finding.severity, Severity::Info) << toText(finding);
    const auto pg = readWorkspace(*opened, *opened->store("pg"));
    ASSERT_TRUE(pg) << toText(pg.error());
    EXPECT_TRUE(pg->contains(tableRef("public", "content_metrics_2026")));
    EXPECT_TRUE(pg->contains(tableRef("public", "collection_blog_posts")));
    EXPECT_FALSE(pg->contains(tableRef("public", "seos")));
    EXPECT_TRUE(pg->contains({Kind::View, "public", {}, "published_posts", {}}));
    const auto main = readWorkspace(*opened, *opened->store("main"));
    ASSERT_TRUE(main) << toText(main.error());
    EXPECT_TRUE(main->contains({Kind::View, {}, {}, "published_posts", {}}));
    EXPECT_EQ(main->all(Kind::View).size(), 1u);
}

TEST_F(ReadWorkspace, modelsBelongToStores)
{
    writeModel("a", R"({"title":"A","properties":{"id":{"type":"integer"}}})");
    writeModel("deep/er/b", R"({"title":"B","x-model":{"stores":["pg"]},"properties":{"id":{"type":"integer"}}})");
    EXPECT_EQ(read("pg")->all(Kind::Table).size(), 2u);
    EXPECT_EQ(read("main")->all(Kind::Table).size(), 1u);
    EXPECT_TRUE(read("pg")->contains(schemaRef("extra")));
    writeModel("c", R"({"title":"C","x-model":{"stores":["pgg"]}})");
    EXPECT_EQ(errorsOf("pg"), Codes{"unknown-store"});
}

TEST_F(ReadWorkspace, brokenFilesAreReportedAllAtOnce)
{
    writeModel("a", R"({"title":"A")");
    writeModel("b", "{\"title\":\"B\",\"title\":\"C\"}");
    writeModel("c", "\xff\xfe");
    writeModel("d", R"({"title":"D","x-modle":{}})");
    EXPECT_EQ(errorsOf("pg"), (Codes{"truncated-json", "duplicate-key", "unreadable-file", "unknown-keyword"}));
    const auto files = readModelFiles(workspace());
    EXPECT_TRUE(files->models.empty());
    EXPECT_TRUE(files->diagnostics.at(0).place.file.ends_with("models/a.json"));
}

TEST_F(ReadWorkspace, aHugeFileIsRefused)
{
    fs::create_directories(folder() / "models");
    std::ofstream(folder() / "models/huge.json") << "{";
    fs::resize_file(folder() / "models/huge.json", 100u << 20);
    EXPECT_EQ(errorsOf("pg"), Codes{"unreadable-file"});
}

TEST_F(ReadWorkspace, unreadableFilesAndLoopsOfLinks)
{
    writeModel("a", R"({"title":"A","properties":{"id":{"type":"integer"}}})");
    fs::create_directory_symlink("..", folder() / "models/loop");
    fs::create_directory_symlink("../models", folder() / "models/self");
    fs::create_symlink("nowhere.json", folder() / "models/broken.json");
    const auto files = readModelFiles(workspace());
    ASSERT_TRUE(files);
    EXPECT_EQ(files->models.size(), 1u);
    ASSERT_EQ(files->diagnostics.size(), 1u);
    EXPECT_EQ(files->diagnostics.at(0).code, "unreadable-file");
}

TEST_F(ReadWorkspace, objectsOfSqlFiles)
{
    writeModel("a", R"({"title":"A","properties":{"id":{"type":"integer"},"m":{"type":"string","x-column":{"type":"extra.mood","default":"'ok'::extra.mood"}}}})");
    write("sql/all.sql", R"(-- stores: pg
COMMENT ON VIEW report IS 'what''s up';
CREATE VIEW report WITH (security_barrier) AS WITH x AS (SELECT 1) SELECT a.id, b.m AS mood FROM public."as" a JOIN x ON true WHERE a.id > 1 WITH LOCAL CHECK OPTION;
CREATE VIEW ignored AS SELECT 1 AS one;
CREATE TYPE extra.mood AS ENUM ('sad', 'ok');
CREATE SEQUENCE extra.s AS integer INCREMENT BY -2 MINVALUE -50 START 0 CACHE 5 CYCLE;
ALTER SEQUENCE extra.s OWNED BY public."as".id;
CREATE UNLOGGED SEQUENCE u;
CREATE SCHEMA third;
COMMENT ON SCHEMA third IS 'of it';
COMMENT ON COLUMN "as".id IS 'the id';
ALTER VIEW report OWNER TO bob;
ALTER TYPE extra.mood OWNER TO bob;
)");
    const auto catalog = read("pg");
    ASSERT_TRUE(catalog) << toText(catalog.error());
    const Object *view = catalog->find({Kind::View, "public", {}, "report", {}});
    ASSERT_TRUE(view);
    EXPECT_EQ(view->comment, "what's up");
    EXPECT_EQ(view->owner, "bob");
    EXPECT_EQ(view->as<View>().definition, R"(WITH x AS (SELECT 1) SELECT a.id, b.m AS mood FROM public."as" a JOIN x ON true WHERE a.id > 1)");
    EXPECT_EQ(view->as<View>().checkOption, "local");
    EXPECT_EQ(view->as<View>().options, std::vector<std::string>{"security_barrier=true"});
    EXPECT_EQ(view->needs, (std::vector<ObjectRef>{tableRef("public", "as"), columnRef("public", "as", "id"), columnRef("public", "as", "m")}));
    EXPECT_EQ(view->source.line, 3);
    EXPECT_EQ(catalog->find({Kind::Enum, "extra", {}, "mood", {}})->as<EnumType>().labels, (std::vector<std::string>{"sad", "ok"}));
    const Sequence &sequence = catalog->find({Kind::Sequence, "extra", {}, "s", {}})->as<Sequence>();
    EXPECT_EQ(sequence.options.type, "integer");
    EXPECT_EQ(sequence.options.increment, -2);
    EXPECT_EQ(sequence.options.minimum, -50);
    EXPECT_EQ(sequence.options.maximum, -1);
    EXPECT_EQ(sequence.options.start, 0);
    EXPECT_EQ(sequence.options.cache, 5);
    EXPECT_TRUE(sequence.options.cycle);
    EXPECT_EQ(sequence.ownedBy, columnRef("public", "as", "id"));
    EXPECT_TRUE(catalog->find({Kind::Sequence, "public", {}, "u", {}})->as<Sequence>().unlogged);
    EXPECT_EQ(catalog->find(schemaRef("third"))->comment, "of it");
    EXPECT_EQ(catalog->find(columnRef("public", "as", "id"))->comment, "the id");
    EXPECT_FALSE(catalog->contains({Kind::View, "public", {}, "ignored", {}}));
    EXPECT_EQ(catalog->notes.back().code, "ignored");
    const auto &needs = catalog->find(columnRef("public", "as", "m"))->needs;
    EXPECT_EQ(needs, (std::vector<ObjectRef>{{Kind::Enum, "extra", {}, "mood", {}}}));
    EXPECT_TRUE(read("main")->all(Kind::View).empty());
}

TEST_F(ReadWorkspace, whatDescribesNoObjectIsAnError)
{
    for (const char *sql : {"DROP VIEW v;", "INSERT INTO t VALUES (1);", "UPDATE t SET a = 1;", "SET search_path = x;", "DO $$ BEGIN END $$;", "SELECT 1;", "BEGIN;", "TRUNCATE t;", "VACUUM;"})
        EXPECT_EQ(codesOfSql(sql), Codes{"not-a-description"}) << sql;
    EXPECT_EQ(codesOfSql("CREATE TABLE t (a integer);"), Codes{"table-in-sql"});
    EXPECT_EQ(codesOfSql("CREATE VIEW v (a) AS SELECT 1;"), Codes{"view-columns"});
    EXPECT_EQ(codesOfSql("CREATE TYPE t AS ENUMERATION ('a');"), Codes{"sql-syntax"});
    EXPECT_EQ(codesOfSql("CREATE VIEW v AS SELECT 'open;").size(), 1u);
    for (const char *sql : {"CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';", "GRANT SELECT ON t TO bob;", "CREATE MATERIALIZED VIEW m AS SELECT 1;", "CREATE DOMAIN d AS text;", "CREATE EXTENSION hstore;", "COMMENT ON FUNCTION f() IS 'x';"}) {
        EXPECT_EQ(codesOfSql(sql), Codes{}) << sql;
        const auto catalog = read("pg");
        ASSERT_TRUE(catalog) << toText(catalog.error());
        ASSERT_EQ(catalog->unread.size(), 1u) << sql;
        EXPECT_EQ(catalog->unread.front().sql + ';', sql) << "a server reads it";
        EXPECT_EQ(catalog->unread.front().source.line, 1);
    }
    for (const char *sql : {"CREATE ROLE bob;", "CREATE USER MAPPING FOR bob SERVER s OPTIONS (password 'x');", "CREATE TABLE t AS SELECT 1;"})
        EXPECT_EQ(codesOfSql(sql), Codes{"not-described"}) << sql;
    write("sql/x.sql", "COMMENT ON VIEW none IS 'x';");
    EXPECT_EQ(errorsOf("pg"), Codes{"unknown-object"});
    write("sql/x.sql", "CREATE VIEW v AS SELECT 1; CREATE VIEW v AS SELECT 2;");
    EXPECT_EQ(errorsOf("pg"), Codes{"duplicate-name"});
}

TEST_F(ReadWorkspace, viewsThatTheParserRefusesAreTakenAsText)
{
    writeModel("a", R"({"title":"A","properties":{"id":{"type":"integer"}}})");
    EXPECT_EQ(codesOfSql("CREATE OR REPLACE VIEW extra.\"V\" AS\n SELECT id SOMETHING NEW FROM public.\"as\";"), Codes{"not-parsed"});
    const auto catalog = read("pg");
    ASSERT_TRUE(catalog) << toText(catalog.error());
    const Object *view = catalog->find({Kind::View, "extra", {}, "V", {}});
    ASSERT_TRUE(view);
    EXPECT_EQ(view->as<View>().definition, "SELECT id SOMETHING NEW FROM public.\"as\"");
    EXPECT_EQ(view->needs, (std::vector<ObjectRef>{tableRef("public", "as"), columnRef("public", "as", "id")}));
    std::string deep = "CREATE VIEW v AS SELECT 1 AS one";
    for (int i = 0; i < 300; ++i)
        deep += " UNION ALL SELECT 1";
    codesOfSql(deep + ';');
    EXPECT_TRUE(read("pg")->contains({Kind::View, "public", {}, "v", {}}));
}

TEST_F(ReadWorkspace, sqliteViewsAndTriggers)
{
    writeModel("a", R"({"title":"A","properties":{"id":{"type":"integer"}}})");
    write("sql/main/v.sql", "CREATE VIEW v (x) AS SELECT id FROM \"as\";\nCREATE TRIGGER t AFTER INSERT ON \"as\" BEGIN DELETE FROM \"as\" WHERE id = 1; END;\n");
    const auto catalog = read("main");
    ASSERT_TRUE(catalog) << toText(catalog.error());
    EXPECT_EQ(catalog->find({Kind::View, {}, {}, "v", {}})->as<View>().columns, std::vector<std::string>{"x"});
    EXPECT_TRUE(catalog->contains({Kind::Trigger, {}, "as", "t", {}}));
    EXPECT_TRUE(read("pg")->all(Kind::View).empty());
    write("sql/main/v.sql", "CREATE TABLE t (a); DELETE FROM t; DROP VIEW v;");
    EXPECT_EQ(errorsOf("main"), (Codes{"table-in-sql", "not-a-description", "not-a-description"}));
}

TEST_F(ReadWorkspace, redisStoresHaveNoCatalog)
{
    Workspace opened = workspace();
    StoreConfig store;
    store.kind = StoreKind::Redis;
    EXPECT_FALSE(readWorkspace(opened, store));
}

} // namespace
} // namespace kilter
