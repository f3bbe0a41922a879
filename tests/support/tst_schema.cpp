#include "tests/support/postgres.h"
#include "tests/support/schema.h"
#include "tests/support/sqlite.h"
#include "tests/support/sqltokens.h"

#include "core/base/text.h"

using namespace kilter;
using namespace kilter::test;

namespace {

SchemaFacts dumpOf(const std::string &script)
{
    const TestDatabase database(script);
    return pgDump(database.url()).value();
}

SchemaFacts factsOf(const std::string &script)
{
    return sqliteSchema(TestFile(script).path()).value();
}

} // namespace

TEST(SqlTokens, quotesAndComments)
{
    const auto texts = [](std::string_view sql, SqlFlavour flavour) {
        std::vector<std::string> result;
        for (const SqlToken &token : tokensOf(sql, flavour))
            result.emplace_back(token.text);
        return result;
    };
    using Texts = std::vector<std::string>;
    EXPECT_EQ(texts("a /* x /* y */ ; */ -- z\n'it''s;' \"q\"\"q\"", SqlFlavour::PostgreSql), (Texts{"a", "'it''s;'", "\"q\"\"q\""}));
    EXPECT_EQ(texts("$f$ ; 'x' $f$;E'a\\'b;'", SqlFlavour::PostgreSql), (Texts{"$f$ ; 'x' $f$", ";", "E'a\\'b;'"}));
    EXPECT_EQ(texts("\\restrict abc;\nx", SqlFlavour::PostgreSql), (Texts{"x"}));
    EXPECT_EQ(texts("[a b] `c``d` x'00'", SqlFlavour::Sqlite), (Texts{"[a b]", "`c``d`", "x'00'"}));
    EXPECT_EQ(nameOf(tokensOf("`c``d`", SqlFlavour::Sqlite)[0]), "c`d");
}

TEST(PgDump, orderDoesNotCountAndContentDoes)
{
    requirePostgres();
    const std::string first = R"sql(CREATE TABLE t (a int NOT NULL, "b;)" text DEFAULT 'x;(', CONSTRAINT c CHECK (a > 0)); CREATE INDEX i ON t (a);)sql";
    const std::string other = R"sql(CREATE TABLE t ("b;)" text DEFAULT 'x;(', a int NOT NULL, CONSTRAINT c CHECK (a > 0)); CREATE INDEX i ON t (a);)sql";
    EXPECT_EQ(factDifference(dumpOf(first), dumpOf(other)), "");
    EXPECT_EQ(factDifference(dumpOf(first), dumpOf(replaced(other, "a > 0", "a > 1"))),
              "- ALTER TABLE public.t\n      ADD CONSTRAINT c CHECK ((a > 0))\n+ ALTER TABLE public.t\n      ADD CONSTRAINT c CHECK ((a > 1))\n");
    EXPECT_NE(dumpOf(first), dumpOf(replaced(other, "'x;('", "'x;['")));
    EXPECT_NE(dumpOf(first), dumpOf(replaced(other, "int NOT NULL", "int")));
    EXPECT_NE(dumpOf(first), dumpOf(other + "COMMENT ON TABLE t IS 'hello';"));
    EXPECT_NE(dumpOf(first), dumpOf(other + "GRANT SELECT ON t TO PUBLIC;"));
}

TEST(PgDump, standInViewsAreUndone)
{
    const SchemaFacts plain = normalisedDump("CREATE VIEW public.v AS\n SELECT 1 AS a;\n");
    const SchemaFacts looped = normalisedDump("SET x = 1;\nCREATE VIEW public.v AS\nSELECT\n    NULL::integer AS a;\n\n"
                                              "CREATE OR REPLACE VIEW public.v AS\n SELECT 1 AS a;\n");
    EXPECT_EQ(factDifference(plain, looped), "");
}

TEST(SqliteSchema, spellingDoesNotCount)
{
    EXPECT_EQ(factDifference(factsOf("CREATE TABLE t (id INTEGER PRIMARY KEY, \"a\" text NOT NULL DEFAULT 'x' CHECK (a <> ''), b REFERENCES t(id))"),
                             factsOf("create table [T] (a TEXT default 'x' not null, b, ID integer, PRIMARY KEY (id), CHECK (\"a\" <> ''),\n"
                                     "  foreign key (b) references t (id)) -- comment")),
              "");
    TestFile altered("CREATE TABLE t (a); CREATE INDEX i ON t (a)");
    altered.run("ALTER TABLE t ADD COLUMN b int; ALTER TABLE t RENAME TO u");
    EXPECT_EQ(factDifference(factsOf("CREATE TABLE u (a, b int); CREATE INDEX IF NOT EXISTS i ON u(a);"), sqliteSchema(altered.path()).value()), "");
}

TEST(SqliteSchema, contentDoes)
{
    const std::string table = "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a text COLLATE NOCASE, "
                              "b int AS (id + 1) STORED, c int REFERENCES p DEFERRABLE INITIALLY DEFERRED, CONSTRAINT k UNIQUE (a) ON CONFLICT IGNORE, "
                              "CHECK (c > 0)); CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END; "
                              "CREATE INDEX i ON t (a) WHERE c > 1;";
    for (const auto &[what, with] : std::vector<std::pair<std::string, std::string>>{
             {" AUTOINCREMENT", ""}, {" COLLATE NOCASE", ""}, {" STORED", ""}, {"id + 1", "id + 2"}, {" DEFERRABLE INITIALLY DEFERRED", ""},
             {"CONSTRAINT k ", ""}, {" ON CONFLICT IGNORE", ""}, {"CHECK (c > 0)", "CHECK (c > 1)"}, {"SELECT a", "SELECT b"}, {"SELECT 1", "SELECT 2"},
             {"WHERE c > 1", "WHERE c > 2"}, {"REFERENCES p ", "REFERENCES p ON DELETE CASCADE "}, {"a text", "a clob"}})
        EXPECT_NE(factsOf(table), factsOf(replaced(table, what, with))) << what;
    EXPECT_EQ(factsOf(table), factsOf(table));
}

TEST(SqliteFile, saysWhatFailed)
{
    const TestFile file("CREATE TABLE t (a)");
    EXPECT_THROW(file.run("INSERT INTO t VALUES (1); SELECT nope; INSERT INTO t VALUES (2)"), std::runtime_error);
    EXPECT_EQ(SqliteFile(file.path()).value("SELECT count(*) FROM t"), "1");
    const TestFile copy = file.copy();
    EXPECT_EQ(SqliteFile(copy.path()).value("SELECT count(*) FROM t"), "1");
}
