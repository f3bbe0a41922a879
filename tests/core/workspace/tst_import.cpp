#include "core/base/file.h"
#include "core/connection/connection.h"
#include "core/dialect/dialect.h"
#include "core/diff/diff.h"
#include "core/workspace/import.h"
#include "core/workspace/models.h"
#include "tests/support/postgres.h"
#include "tests/support/sqlite.h"

#include <fstream>

namespace kilter {
namespace {

namespace fs = std::filesystem;

/// The catalog of a database.
Catalog catalogAt(const std::string &url)
{
    auto connection = Connection::open(*parseUrl(url));
    if (!connection)
        throw std::runtime_error(toText(connection.error()));
    auto catalog = Dialect::of((*connection)->dialect()).inspect(**connection, {});
    if (!catalog)
        throw std::runtime_error(toText(catalog.error()));
    return std::move(*catalog);
}

class ImportCatalog : public testing::Test
{
protected:
    ImportCatalog() : m_folder(std::move(*TemporaryFolder::create("kilter-test"))) {}

    void configure(const std::string &toml) const { write("kilter.toml", toml); }
    void write(const std::string &path, const std::string &text) const { ASSERT_TRUE(writeTextFile(m_folder.path() / path, text)); }
    std::string file(const std::string &path) const
    {
        const auto text = readTextFile(m_folder.path() / path);
        return text ? *text : "(" + text.error().message + ")";
    }
    Result<ImportReport> importFrom(const Catalog &catalog, const std::string &store = "main") const
    {
        const Workspace workspace = *Workspace::open(m_folder.path());
        return importCatalog(workspace, *workspace.store(store), catalog);
    }
    /// What differs between the catalog and the workspace, in words; the names of a view's columns are known by the server alone.
    std::vector<std::string> differences(const Catalog &catalog, const std::string &store = "main") const
    {
        const Workspace workspace = *Workspace::open(m_folder.path());
        const auto desired = readWorkspace(workspace, *workspace.store(store));
        if (!desired)
            return {toText(desired.error())};
        std::vector<std::string> words;
        for (const Change &change : diff(catalog, *desired).changes) {
            const bool isOfViewColumns = change.ref().kind == Kind::View && change.fields.size() == 1 && change.fields[0].field == "columns";
            if (!isOfViewColumns)
                words.push_back(wordsFor(change));
        }
        return words;
    }
    const fs::path &folder() const { return m_folder.path(); }

private:
    TemporaryFolder m_folder;
};

using Words = std::vector<std::string>;
using Paths = std::vector<fs::path>;

constexpr const char *sqliteToml = "[store.main]\nkind = \"sqlite\"\n";
constexpr const char *postgresToml = "[store.main]\nkind = \"postgresql\"\n";

TEST_F(ImportCatalog, sqliteTablesBecomeModels)
{
    const test::TestFile database(R"(
        CREATE TABLE author (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, links TEXT, CONSTRAINT author_name_minlen CHECK (length(name) >= 1), CONSTRAINT author_links_json CHECK (links IS NULL OR json_valid(links)));
        CREATE TABLE post (id TEXT PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES author (id) ON DELETE CASCADE, state TEXT NOT NULL DEFAULT 'draft', n INTEGER DEFAULT 0 CHECK (n < 600), UNIQUE (author_id, state)) STRICT;
        CREATE INDEX post_state_idx ON post (state);
        CREATE INDEX recent ON post (n DESC) WHERE state = 'done';
        CREATE VIEW done AS SELECT id FROM post WHERE state = 'done';
        CREATE TRIGGER t AFTER INSERT ON post BEGIN DELETE FROM author WHERE id = 0; END;)");
    const Catalog catalog = catalogAt(database.url());
    configure(sqliteToml);
    const auto report = importFrom(catalog);
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_EQ(report->created, (Paths{"models/author.json", "models/post.json", "sql/table/post.sql", "sql/view/done.sql"}));
    EXPECT_TRUE(report->notes.empty());
    EXPECT_EQ(differences(catalog), Words{});
    EXPECT_EQ(file("models/author.json"), R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Author",
  "x-model": {"level": "alpha", "table": "author"},
  "type": "object",
  "properties": {
    "id": {"type": "integer", "x-column": {"autoIncrement": true, "primaryKey": true, "notNull": false}},
    "name": {"type": "string", "x-column": {"unique": true}, "minLength": 1},
    "links": {"type": "object"}
  },
  "required": ["name"]
}
)");
    const auto again = importFrom(catalog);
    EXPECT_TRUE(again->created.empty());
    EXPECT_TRUE(again->updated.empty());
    EXPECT_EQ(again->unchanged.size(), 4u);
}

TEST_F(ImportCatalog, presentModelsKeepWhatIsTheirs)
{
    configure(sqliteToml);
    const std::string model = R"({
    "title"  : "Writer",
    "description": "Who writes",   "x-owner": "team",
    "x-model": { "level": "beta", "table": "author", "timestamps": true },
    "properties": {
        "name": { "type": "string", "maxLength": 20, "description": "Full name", "x-faker": "name" },
        "id": { "type": "integer", "x-column": { "primaryKey": true, "notNull": false } },
        "gone": { "type": "string" }
    },
    "required": [ "name" ],
    "x-indexes": [ { "name": "a", "columns": ["name"] }, { "name": "b", "columns": ["name desc"] } ]
}
)";
    write("models/people/writer.json", model);
    const std::string start = "CREATE TABLE author (name TEXT NOT NULL, id INTEGER PRIMARY KEY, gone TEXT, created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, "
                              "CONSTRAINT author_name_maxlen CHECK (length(name) <= 20)); CREATE INDEX a ON author (name); CREATE INDEX b ON author (name DESC);";
    auto report = importFrom(catalogAt(test::TestFile(start).url()));
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_EQ(file("models/people/writer.json"), model) << "nothing differs, so no byte may change";
    EXPECT_EQ(report->unchanged, Paths{"models/people/writer.json"});

    const test::TestFile changed("CREATE TABLE author (name TEXT NOT NULL, id INTEGER PRIMARY KEY, born TEXT DEFAULT '?', created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, updated_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, "
                                 "CONSTRAINT author_name_maxlen CHECK (length(name) <= 30)); CREATE INDEX b ON author (name DESC);");
    const Catalog catalog = catalogAt(changed.url());
    report = importFrom(catalog);
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_EQ(report->updated, Paths{"models/people/writer.json"});
    EXPECT_TRUE(report->created.empty());
    EXPECT_EQ(differences(catalog), Words{});
    EXPECT_EQ(file("models/people/writer.json"), R"({
    "title"  : "Writer",
    "description": "Who writes",   "x-owner": "team",
    "x-model": { "level": "beta", "table": "author", "timestamps": true },
    "properties": {
        "name": { "type": "string", "maxLength": 30, "description": "Full name", "x-faker": "name" },
        "id": { "type": "integer", "x-column": { "primaryKey": true, "notNull": false } },
        "born": { "type": "string", "default": "?" }
    },
    "required": [ "name" ],
    "x-indexes": [ { "name": "b", "columns": ["name desc"] } ]
}
)");
}

TEST_F(ImportCatalog, commentsGoBesideDescriptions)
{
    requirePostgres();
    configure(postgresToml);
    write("models/a.json", R"({"title":"A","description":"mine","x-model":{"table":"a"},"properties":{"id":{"type":"integer","description":"also mine"},"n":{"type":"integer"}}})");
    const test::TestDatabase database("CREATE TABLE a (id integer, n integer); COMMENT ON TABLE a IS 'theirs'; COMMENT ON COLUMN a.n IS 'new'");
    const Catalog catalog = catalogAt(database.url());
    const auto report = importFrom(catalog);
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_EQ(differences(catalog), Words{});
    EXPECT_EQ(file("models/a.json"), R"({"title":"A","description":"mine","x-model":{"table":"a"},"properties":{"id":{"type":"integer","description":"also mine", "x-column": { "comment": "" }},"n":{"type":"integer", "description": "new"}}, "x-table": { "comment": "theirs" }})");
}

TEST_F(ImportCatalog, organizersKeepTheirRelationshipTables)
{
    requirePostgres();
    configure(postgresToml);
    write("models/c.json", R"({"title":"C","x-model":{"level":"organizer","table":"c","organizes":["C"]},"properties":{"id":{"type":"integer","x-column":{"primaryKey":true}}}})");
    const test::TestDatabase database("CREATE TABLE c (id integer PRIMARY KEY); CREATE TABLE c_c (c_id integer REFERENCES c ON DELETE CASCADE, organized_c_id integer REFERENCES c ON DELETE CASCADE, PRIMARY KEY (c_id, organized_c_id))");
    const Catalog catalog = catalogAt(database.url());
    const auto report = importFrom(catalog);
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_TRUE(report->created.empty() && report->updated.empty() && report->notes.empty());
    EXPECT_EQ(differences(catalog), Words{});
}

TEST_F(ImportCatalog, timestampsThatDifferAreSpeltOut)
{
    configure(sqliteToml);
    write("models/a.json", R"({"title":"A","x-model":{"table":"a","timestamps":true},"properties":{"id":{"type":"integer"}}})");
    const Catalog catalog = catalogAt(test::TestFile("CREATE TABLE a (id INTEGER, created_at TEXT)").url());
    ASSERT_TRUE(importFrom(catalog));
    EXPECT_EQ(differences(catalog), Words{});
    EXPECT_EQ(file("models/a.json"), R"({"title":"A","x-model":{"table":"a"},"properties":{"id":{"type":"integer"}, "created_at": { "type": "string" }}})");
}

TEST_F(ImportCatalog, whatIsSaidInUnusualWaysIsRewritten)
{
    configure(sqliteToml);
    write("models/a.json", R"({"title":"A","x-model":{"table":"a"},"properties":{"id":{"$ref":"#/$defs/n","title":"kept"},"b":{"type":"integer"}},"$defs":{"n":{"type":"integer","minimum":1}},"x-constraints":[{"unique":["b"]}]})");
    const Catalog catalog = catalogAt(test::TestFile("CREATE TABLE a (id INTEGER, b INTEGER)").url());
    const auto report = importFrom(catalog);
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_EQ(differences(catalog), Words{});
    EXPECT_NE(file("models/a.json").find("kept"), std::string::npos);
}

TEST_F(ImportCatalog, storesOfOneWorkspaceAreApart)
{
    configure("[store.main]\nkind = \"sqlite\"\n[store.other]\nkind = \"sqlite\"\n");
    const Catalog catalog = catalogAt(test::TestFile("CREATE TABLE a (id INTEGER); CREATE VIEW v AS SELECT id FROM a").url());
    const auto report = importFrom(catalog, "other");
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_EQ(report->created, (Paths{"models/other/a.json", "sql/other/view/v.sql"}));
    EXPECT_EQ(differences(catalog, "other"), Words{});
    const Workspace workspace = *Workspace::open(folder());
    EXPECT_TRUE(readWorkspace(workspace, *workspace.store("main"))->empty());
}

TEST_F(ImportCatalog, hostileNamesStayInTheFolder)
{
    configure(sqliteToml);
    const Catalog catalog = catalogAt(test::TestFile("CREATE TABLE \"../x\" (\"a/b\" INTEGER); CREATE TABLE \"..\" (a INTEGER); CREATE TABLE \"ä\"\"; DROP\" (\"~1\" TEXT, \"\" TEXT); CREATE VIEW \"/v\" AS SELECT 1 AS one;").url());
    const auto report = importFrom(catalog);
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_EQ(report->created.size(), 4u);
    for (const fs::path &path : report->created)
        EXPECT_EQ(fs::weakly_canonical(folder() / path).string().find(fs::weakly_canonical(folder()).string()), 0u) << path;
    EXPECT_EQ(differences(catalog), Words{});
}

TEST_F(ImportCatalog, aStatementInAPersonsFileIsReplacedAlone)
{
    configure(sqliteToml);
    const std::string before = "-- mine\nCREATE VIEW v AS SELECT 1 AS one;\n\n-- behind\nCREATE VIEW w AS SELECT 2 AS two;\n";
    write("sql/all.sql", before);
    auto report = importFrom(catalogAt(test::TestFile("CREATE VIEW v AS SELECT 1 AS one; CREATE VIEW w AS SELECT 2 AS two").url()));
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_EQ(file("sql/all.sql"), before);
    report = importFrom(catalogAt(test::TestFile("CREATE VIEW v AS SELECT 9 AS one; CREATE VIEW w AS SELECT 2 AS two").url()));
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_EQ(file("sql/all.sql"), "-- mine\nCREATE VIEW v AS SELECT 9 AS one;\n\n-- behind\nCREATE VIEW w AS SELECT 2 AS two;\n");
    EXPECT_EQ(report->updated, Paths{"sql/all.sql"});
}

TEST_F(ImportCatalog, nothingIsWrittenWhenSomethingIsInvalid)
{
    configure(sqliteToml);
    write("models/broken.json", "{");
    EXPECT_FALSE(importFrom(catalogAt(test::TestFile("CREATE TABLE a (id INTEGER)").url())));
    EXPECT_FALSE(fs::exists(folder() / "models/a.json"));
    fs::remove(folder() / "models/broken.json");
    write("sql/broken.sql", "DROP VIEW v;");
    EXPECT_FALSE(importFrom(catalogAt(test::TestFile("CREATE TABLE a (id INTEGER)").url())));
    EXPECT_FALSE(fs::exists(folder() / "models/a.json"));
}

TEST_F(ImportCatalog, whatFailsToBeWrittenIsPutBack)
{
    configure(sqliteToml);
    write("sql/view", "a file where a folder is needed");
    EXPECT_FALSE(importFrom(catalogAt(test::TestFile("CREATE TABLE a (id INTEGER); CREATE VIEW v AS SELECT 1 AS one").url())));
    EXPECT_FALSE(fs::exists(folder() / "models/a.json"));
}

TEST_F(ImportCatalog, everythingOfPostgreSql)
{
    requirePostgres();
    const test::TestDatabase database(R"(
        CREATE SCHEMA shop; COMMENT ON SCHEMA shop IS 'to sell';
        CREATE TYPE shop.mood AS ENUM ('sad', 'it''s ok');
        COMMENT ON TYPE shop.mood IS 'how';
        CREATE SEQUENCE shop.loose AS integer INCREMENT -2 MINVALUE -100 START -4 CACHE 3 CYCLE;
        CREATE TABLE person (id bigint GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT 5), serial serial, name varchar(40) NOT NULL DEFAULT 'x', mail text UNIQUE CONSTRAINT person_mail_pattern CHECK (mail ~ '^[^@]+@'),
            m shop.mood DEFAULT 'sad', ms shop.mood[], price numeric(10,2) DEFAULT 0.5, tags text[] DEFAULT '{}', doc jsonb DEFAULT '{"a": 1}', born date, at timestamptz(3) DEFAULT now(), low text GENERATED ALWAYS AS (lower(name)) STORED,
            code text COLLATE "C", n integer CONSTRAINT person_n_min CHECK (n >= 1) CONSTRAINT person_n_in CHECK (n IN (1, 2, 3)), PRIMARY KEY (id) INCLUDE (name),
            CONSTRAINT "odd name" UNIQUE NULLS NOT DISTINCT (name, n) DEFERRABLE INITIALLY DEFERRED, CHECK (n < 600 OR name <> ''), CONSTRAINT soft CHECK (n > 0) NOT VALID);
        COMMENT ON TABLE person IS 'people'; COMMENT ON COLUMN person.name IS 'whole'; COMMENT ON CONSTRAINT soft ON person IS 'later'; COMMENT ON CONSTRAINT person_pkey ON person IS 'key';
        CREATE INDEX ON person USING gin (doc jsonb_path_ops); COMMENT ON INDEX person_doc_idx IS 'fast';
        CREATE INDEX "by ""name""" ON person (lower(name) DESC NULLS LAST, code COLLATE "POSIX" text_pattern_ops) INCLUDE (n) WITH (fillfactor = 70) WHERE n > 1;
        CREATE UNIQUE INDEX person_n_idx ON person (n) NULLS NOT DISTINCT;
        CREATE UNLOGGED TABLE shop.note (t text); CREATE TABLE shop."Order" (a integer, b integer, person bigint REFERENCES person ON DELETE SET NULL ON UPDATE CASCADE, PRIMARY KEY (a, b), UNIQUE (b));
        CREATE TABLE shop.line (a integer, b integer, c integer, FOREIGN KEY (a, b) REFERENCES shop."Order" MATCH FULL DEFERRABLE, CONSTRAINT partly FOREIGN KEY (b, a) REFERENCES shop."Order" (a, b) ON DELETE SET NULL (a));
        ALTER TABLE shop.line ADD FOREIGN KEY (c) REFERENCES shop."Order" (b) NOT VALID;
        CREATE TABLE m (id uuid, at timestamptz NOT NULL, v integer CHECK (v > 0), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
        CREATE TABLE m_2025 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY RANGE (at);
        CREATE TABLE m_2025_1 PARTITION OF m_2025 FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);
        CREATE TABLE m_odd PARTITION OF m (v DEFAULT 7) FOR VALUES FROM (MINVALUE) TO ('2024-12-31 10:00:00+02');
        CREATE INDEX m_odd_own ON m_odd (v); CREATE INDEX m_at ON m (at);
        CREATE TABLE h (a integer, t text) PARTITION BY HASH (a, lower(t)); CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0) PARTITION BY LIST (a); CREATE TABLE h0_1 PARTITION OF h0 FOR VALUES IN (1, NULL);
        CREATE VIEW shop.rich WITH (security_barrier) AS SELECT id, name AS who FROM public.person WHERE n > 2 WITH LOCAL CHECK OPTION;
        COMMENT ON VIEW shop.rich IS 'them';)");
    const Catalog catalog = catalogAt(database.url());
    configure(postgresToml);
    const auto report = importFrom(catalog);
    ASSERT_TRUE(report) << toText(report.error());
    EXPECT_TRUE(report->notes.empty()) << toText(report->notes.front());
    EXPECT_EQ(differences(catalog), Words{});
    EXPECT_TRUE(fs::exists(folder() / "models/m_odd.json")) << "a partition with a default and an index of its own";
    EXPECT_FALSE(fs::exists(folder() / "models/m_2025.json")) << "a partition as the server makes it";
    EXPECT_TRUE(fs::exists(folder() / "models/shop/Order.json"));
    EXPECT_NE(file("models/person.json").find("\"pattern\": \"^[^@]+@\""), std::string::npos);
    EXPECT_NE(file("models/person.json").find("\"enum\": [1, 2, 3]"), std::string::npos);
    const auto again = importFrom(catalog);
    EXPECT_TRUE(again->created.empty() && again->updated.empty());
}

TEST_F(ImportCatalog, partitionsLeaveTheirParentsModel)
{
    requirePostgres();
    const test::TestDatabase database(R"(
        CREATE TABLE p (a integer, b integer) PARTITION BY LIST (a);
        CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
        CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (b);
        CREATE TABLE p2_1 PARTITION OF p2 FOR VALUES IN (1);
        CREATE TABLE turned (b integer, a integer); ALTER TABLE p ATTACH PARTITION turned FOR VALUES IN (3);)");
    configure(postgresToml);
    const auto first = importFrom(catalogAt(database.url()));
    ASSERT_TRUE(first) << toText(first.error());
    EXPECT_EQ(first->created, (Paths{"models/p.json", "models/turned.json"})) << "another order of columns is not what the server makes";
    (*Connection::open(*parseUrl(database.url())))->execute("ALTER TABLE p2_1 ADD CHECK (a > 0)").value();
    const Catalog catalog = catalogAt(database.url());
    const auto second = importFrom(catalog);
    ASSERT_TRUE(second) << toText(second.error());
    EXPECT_EQ(second->created, (Paths{"models/p2_1.json"}));
    EXPECT_EQ(second->updated, (Paths{"models/p.json"}));
    EXPECT_EQ(file("models/p.json").find("p2_1"), std::string::npos);
    EXPECT_EQ(differences(catalog), Words{});
}

} // namespace
} // namespace kilter
