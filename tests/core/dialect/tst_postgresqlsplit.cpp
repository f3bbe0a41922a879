#include "core/base/text.h"
#include "core/dialect/postgresql/classify.h"
#include "core/dialect/postgresql/split.h"

#include <gtest/gtest.h>

using namespace kilter;
using postgresql::StatementClass;

namespace {

std::vector<std::string> texts(std::string_view script)
{
    const auto statements = postgresql::split(script);
    EXPECT_TRUE(statements) << (statements ? "" : toText(statements.error()));
    std::vector<std::string> texts;
    if (!statements)
        return texts;
    for (const ScriptStatement &statement : *statements) {
        EXPECT_EQ(script.substr(statement.offset, statement.text.size()), statement.text);
        EXPECT_EQ(statement.line, placeAt(script, statement.offset).line);
        texts.push_back(statement.text);
    }
    return texts;
}

using Texts = std::vector<std::string>;

/// Syntax that no parser knows, so that our own scanner must do the work.
const std::string unknown = "CREATE WONDER w";

} // namespace

TEST(PostgresqlSplit, trimsCommentsAndSemicolons)
{
    EXPECT_EQ(texts(""), Texts());
    EXPECT_EQ(texts(" ;; -- nothing\n ; /* at all */"), Texts());
    EXPECT_EQ(texts("-- one\nSELECT 1 -- two\n; /* three */ SELECT 2"), (Texts{"SELECT 1", "SELECT 2"}));
    EXPECT_EQ(texts("\xEF\xBB\xBFSELECT 'ä';\r\nSELECT '\U0001F600';\r\n"),
              (Texts{"SELECT 'ä'", "SELECT '\U0001F600'"}));
    EXPECT_EQ(texts("SELECT 1; -- no line end"), (Texts{"SELECT 1"}));
    EXPECT_EQ(texts("SELECT /* ; */ 1;\n-- ;\nSELECT 2"), (Texts{"SELECT /* ; */ 1", "SELECT 2"}));
}

TEST(PostgresqlSplit, bodiesStayWhole)
{
    const Texts scripts = {
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 ELSE 2 END; "
        "END",
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; END; $$",
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $body$ BEGIN EXECUTE $$ SELECT 1; $$; END; $body$",
        "CREATE RULE r AS ON INSERT TO t DO INSTEAD (DELETE FROM a; DELETE FROM b)",
        "SELECT E'it\\'s; ', 'a;''b', \"a;\"\"b\" FROM t",
        "SELECT /* a /* nested; */ still; */ 1",
        "DO $ü$ BEGIN NULL; END $ü$",
        "SELECT a$b$c FROM t"};
    for (const std::string &one : scripts) {
        EXPECT_EQ(texts(one + ";"), Texts{one});
        EXPECT_EQ(texts(one + ";" + one + ";"), (Texts{one, one}));
        EXPECT_EQ(texts(unknown + ";" + one + ";" + one + ";" + unknown), (Texts{unknown, one, one, unknown}))
            << "by the scanner";
    }
}

TEST(PostgresqlSplit, scannerOnNewerSyntax)
{
    EXPECT_EQ(texts("CREATE WONDER f() BEGIN ATOMIC SELECT t.end, 1 AS end, 2 AS case; SELECT CASE WHEN a THEN CASE b "
                    "WHEN 1 THEN 2 END END; END; SELECT 1"),
              (Texts{"CREATE WONDER f() BEGIN ATOMIC SELECT t.end, 1 AS end, 2 AS case; SELECT CASE WHEN a THEN CASE b "
                     "WHEN 1 THEN 2 END END; END",
                     "SELECT 1"}));
    EXPECT_EQ(texts(unknown + "; BEGIN; SELECT 1; END; SELECT 2"),
              (Texts{unknown, "BEGIN", "SELECT 1", "END", "SELECT 2"}));
    EXPECT_EQ(texts(unknown + "; SELECT E'a'\n 'b\\';'; SELECT 2"),
              (Texts{unknown, "SELECT E'a'\n 'b\\';'", "SELECT 2"}));
    EXPECT_EQ(texts(unknown + "; SELECT 'a\\'; SELECT 2"), (Texts{unknown, "SELECT 'a\\'", "SELECT 2"}));
    EXPECT_EQ(texts(unknown + "; SELECT U&'d\\0061;', U&\"d;\", $1; SELECT 2"),
              (Texts{unknown, "SELECT U&'d\\0061;', U&\"d;\", $1", "SELECT 2"}));
    EXPECT_EQ(texts("CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL); SELECT 1"),
              (Texts{"CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL)", "SELECT 1"}));
}

TEST(PostgresqlSplit, psqlCommandsAndCopyData)
{
    EXPECT_EQ(texts("\\connect db\nSELECT 1;\n\\echo it's; fine\nSELECT 2"),
              (Texts{"\\connect db", "SELECT 1", "\\echo it's; fine", "SELECT 2"}));
    EXPECT_EQ(texts("SELECT 1 \\gexec\nSELECT 2;"), (Texts{"SELECT 1", "\\gexec", "SELECT 2"}));
    EXPECT_EQ(texts("COPY t (a) FROM stdin;\nit's; a\n\"row\n\\.\nSELECT 2;"),
              (Texts{"COPY t (a) FROM stdin", "SELECT 2"}));
    EXPECT_EQ(texts("COPY t FROM STDIN;\r\na;b\r\n\\.\r\nSELECT 2"), (Texts{"COPY t FROM STDIN", "SELECT 2"}));
}

TEST(PostgresqlSplit, refusesWhatNeverEnds)
{
    const auto place = [](std::string_view script) {
        const auto statements = postgresql::split(script);
        if (statements)
            return std::string("split");
        EXPECT_EQ(statements.error().code, ErrorCode::Invalid);
        EXPECT_EQ(statements.error().diagnostics.size(), 1u);
        const SourcePlace &at = statements.error().diagnostics.at(0).place;
        return std::to_string(at.line) + ":" + std::to_string(at.column);
    };
    EXPECT_EQ(place("SELECT 1;\n SELECT 'ü"), "2:9");
    EXPECT_EQ(place("SELECT 'ü', \"a"), "1:13");
    EXPECT_EQ(place("SELECT E'a\\'"), "1:8");
    EXPECT_EQ(place("DO $a$ $b$"), "1:4");
    EXPECT_EQ(place("SELECT 1 /* /* */"), "1:10");
    EXPECT_FALSE(postgresql::split(std::string_view("SELECT 1;\0SELECT 2", 18)));
    EXPECT_TRUE(postgresql::split("SELECT (1; SELECT 2")) << "a syntax error is the server's to name";
}

TEST(PostgresqlSplit, manyStatements)
{
    std::string script;
    for (int i = 0; i < 20000; ++i)
        script += "INSERT INTO t VALUES (" + std::to_string(i) + ", 'x');\n";
    const auto statements = postgresql::split(script);
    ASSERT_TRUE(statements);
    EXPECT_EQ(statements->size(), 20000u);
    EXPECT_EQ(statements->back().line, 20000);
    EXPECT_EQ(postgresql::split(unknown + ";" + script)->size(), 20001u);
    EXPECT_TRUE(postgresql::split("SELECT " + std::string(100000, '(') + "1"));
}

TEST(PostgresqlSplit, whatRefusesATransaction)
{
    for (const char *sql : {"CREATE INDEX CONCURRENTLY i ON t (a)",
                            "create unique index /* c */ concurrently on t (a)",
                            "DROP INDEX CONCURRENTLY i",
                            "REINDEX INDEX CONCURRENTLY i",
                            "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
                            "REINDEX DATABASE d",
                            "REINDEX (VERBOSE) SCHEMA s",
                            "VACUUM",
                            "VACUUM FULL t",
                            "CREATE DATABASE d",
                            "DROP DATABASE d",
                            "ALTER DATABASE d SET TABLESPACE s",
                            "CREATE TABLESPACE s LOCATION '/x'",
                            "DROP TABLESPACE s",
                            "ALTER SYSTEM SET work_mem = '1MB'",
                            "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
                            "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p",
                            "DROP SUBSCRIPTION s",
                            "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                            "CLUSTER",
                            "DISCARD ALL",
                            "COMMIT PREPARED 'x'"})
        EXPECT_TRUE(postgresql::refusesTransaction(sql)) << sql;
    for (const char *sql :
         {"CREATE INDEX i ON t (a)", "CREATE INDEX \"concurrently\" ON t (a)", "CREATE INDEX ON concurrently (a)",
          "DROP INDEX i", "REINDEX TABLE t", "REINDEX (CONCURRENTLY false) TABLE t", "ALTER TYPE e ADD VALUE 'x'",
          "ALTER TABLE t DETACH PARTITION p", "ALTER TABLE t DETACH PARTITION p FINALIZE",
          "ALTER TABLE t DETACH PARTITION \"concurrently\"",
          "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (create_slot = false)",
          "ALTER DATABASE d SET work_mem = '1MB'", "REFRESH MATERIALIZED VIEW CONCURRENTLY m", "CLUSTER t USING i",
          "SELECT 'VACUUM'", "ANALYZE", ""})
        EXPECT_FALSE(postgresql::refusesTransaction(sql)) << sql;
    const auto statements = postgresql::split("SELECT 1; VACUUM t; SELECT 2");
    ASSERT_TRUE(statements);
    EXPECT_TRUE(statements->at(0).transactional);
    EXPECT_FALSE(statements->at(1).transactional);
}

TEST(PostgresqlSplit, classes)
{
    const std::vector<std::pair<std::string, StatementClass>> cases = {
        {"", StatementClass::Empty},
        {"-- only", StatementClass::Empty},
        {"\\d", StatementClass::PsqlCommand},
        {"Begin", StatementClass::TransactionControl},
        {"START TRANSACTION", StatementClass::TransactionControl},
        {"/* c */ commit", StatementClass::TransactionControl},
        {"ROLLBACK TO a", StatementClass::TransactionControl},
        {"PREPARE TRANSACTION 'x'", StatementClass::TransactionControl},
        {"PREPARE p AS SELECT 1", StatementClass::Other},
        {"COPY t FROM STDIN", StatementClass::CopyFromStdin},
        {"COPY (SELECT 1) TO STDOUT", StatementClass::Copy},
        {"COPY t FROM '/stdin'", StatementClass::Copy},
        {"WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a", StatementClass::Select},
        {"WITH a AS (SELECT 1) INSERT INTO t TABLE a", StatementClass::Dml},
        {"(SELECT 1) UNION SELECT 2", StatementClass::Select},
        {"VALUES (1)", StatementClass::Select},
        {"TRUNCATE t", StatementClass::Dml},
        {"COMMENT ON TABLE t IS 'x'", StatementClass::Ddl},
        {"GRANT SELECT ON t TO r", StatementClass::Ddl},
        {"SET ROLE x", StatementClass::Set},
        {"DO $$ $$", StatementClass::Do},
        {"CALL p()", StatementClass::Do},
        {"VACUUM", StatementClass::Other},
        {"LOCK TABLE t", StatementClass::Other},
        {"\"begin\"", StatementClass::Other}};
    for (const auto &[sql, expected] : cases)
        EXPECT_EQ(int(postgresql::classify(sql)), int(expected)) << sql;
}

TEST(PostgresqlSplit, withoutComments)
{
    EXPECT_EQ(postgresql::withoutComments("SELECT 1 -- one\n;/* two */\n"), "SELECT 1 \n;\n");
    EXPECT_EQ(postgresql::withoutComments("SELECT/**/1/*x*//*y*/AS a"), "SELECT 1 AS a");
    EXPECT_EQ(postgresql::withoutComments("SELECT 1 -/**/- 2, 'a'/**/'b', f(/**/)"), "SELECT 1 - - 2, 'a' 'b', f()");
    EXPECT_EQ(postgresql::withoutComments("SELECT '--', \"/*\", $$ -- /* $$, E'\\'--'"),
              "SELECT '--', \"/*\", $$ -- /* $$, E'\\'--'");
    EXPECT_EQ(postgresql::withoutComments("SELECT 1 /* a /* b */ c */ ;"), "SELECT 1  ;");
    EXPECT_EQ(postgresql::withoutComments("a -- x\r\nb"), "a \r\nb");
    EXPECT_EQ(postgresql::withoutComments("SELECT 'open -- no"), "SELECT 'open -- no");
}
