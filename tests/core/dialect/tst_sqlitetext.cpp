#include "core/dialect/sqlite/canonical.h"
#include "core/dialect/sqlite/quote.h"
#include "core/dialect/sqlite/split.h"

#include <gtest/gtest.h>

using namespace kilter;
using namespace kilter::sqlite;

namespace {

NameScope scopeOf(std::string table, std::initializer_list<std::string_view> names)
{
    NameScope scope;
    scope.table = std::move(table);
    for (const std::string_view name : names)
        scope.add(name);
    return scope;
}

std::vector<std::string> texts(std::string_view script)
{
    std::vector<std::string> found;
    const auto statements = split(script);
    EXPECT_TRUE(statements) << (statements ? "" : statements.error().message);
    if (statements) {
        for (const ScriptStatement &statement : *statements)
            found.push_back(statement.text);
    }
    return found;
}

using Texts = std::vector<std::string>;

} // namespace

TEST(SqliteQuote, OnlyWhatMustBe)
{
    EXPECT_EQ(quoted("plain_1"), "plain_1");
    EXPECT_EQ(quoted("MyTable"), "MyTable");
    EXPECT_EQ(quoted("order"), "\"order\"");
    EXPECT_EQ(quoted("Key"), "\"Key\"");
    EXPECT_EQ(quoted("true"), "\"true\"");
    EXPECT_EQ(quoted("1a"), "\"1a\"");
    EXPECT_EQ(quoted(""), "\"\"");
    EXPECT_EQ(quoted("a\"; DROP TABLE x"), "\"a\"\"; DROP TABLE x\"");
    EXPECT_EQ(quoted("naïve 😀"), "\"naïve 😀\"");
    EXPECT_EQ(literal("it's"), "'it''s'");
}

TEST(SqliteToken, KindsAndNames)
{
    const auto tokens = tokensOf("SELECT \"a\"\"b\", `c`, [d e], 'f''g', x'0F', 1_0.5e-3, 0xFF, :v, a->>'$' -- end\n/* x */;");
    ASSERT_TRUE(tokens);
    std::vector<TokenKind> kinds;
    for (const Token &token : *tokens)
        kinds.push_back(token.kind);
    using enum TokenKind;
    EXPECT_EQ(kinds, (std::vector<TokenKind>{Word, QuotedName, Operator, QuotedName, Operator, QuotedName, Operator, String, Operator,
                                             Blob, Operator, Number, Operator, Number, Operator, Variable, Operator, Word, Operator,
                                             String, Operator}));
    EXPECT_EQ(nameOf((*tokens)[1]), "a\"b");
    EXPECT_EQ(nameOf((*tokens)[3]), "c");
    EXPECT_EQ(nameOf((*tokens)[5]), "d e");
    EXPECT_EQ(nameOf((*tokens)[7]), "f'g");
    EXPECT_EQ((*tokens)[18].text, "->>");
}

TEST(SqliteToken, OpenThingsAreInvalidAtTheirPlace)
{
    for (const std::string_view sql : {"SELECT\n  'open", "SELECT\n  \"open", "SELECT\n  [open", "SELECT\n  /* open", "SELECT\n  `open", "SELECT\n  x'00"}) {
        const auto statements = split(sql);
        ASSERT_FALSE(statements) << sql;
        EXPECT_EQ(statements.error().code, ErrorCode::Invalid);
        ASSERT_EQ(statements.error().diagnostics.size(), 1u);
        EXPECT_EQ(statements.error().diagnostics[0].place.line, 2) << sql;
        EXPECT_EQ(statements.error().diagnostics[0].place.column, 3) << sql;
    }
    EXPECT_FALSE(split("SELECT {"));
}

TEST(SqliteSplit, TextsOffsetsAndLines)
{
    const std::string script = "-- first\nCREATE TABLE a(x);\n\n/* two */ INSERT INTO a VALUES (';') /* in */ ; -- tail\n;;SELECT 1 -- end";
    const auto statements = split(script);
    ASSERT_TRUE(statements);
    ASSERT_EQ(statements->size(), 3u);
    EXPECT_EQ((*statements)[0].text, "CREATE TABLE a(x)");
    EXPECT_EQ((*statements)[0].line, 2);
    EXPECT_EQ((*statements)[1].text, "INSERT INTO a VALUES (';')");
    EXPECT_EQ((*statements)[1].line, 4);
    EXPECT_EQ(script.substr((*statements)[1].offset, 6), "INSERT");
    EXPECT_EQ((*statements)[2].text, "SELECT 1");
    EXPECT_EQ((*statements)[2].line, 5);
    EXPECT_TRUE(texts("").empty());
    EXPECT_TRUE(texts(" ; -- nothing\n").empty());
}

TEST(SqliteSplit, TriggersEndAtTheirEnd)
{
    const std::string trigger = "CREATE TEMP TRIGGER IF NOT EXISTS t AFTER INSERT ON a BEGIN UPDATE a SET x = CASE WHEN 1 THEN 2 END; "
                                "SELECT CASE 1 WHEN 1 THEN ';' END; END";
    EXPECT_EQ(texts(trigger + "; SELECT 1;"), (Texts{trigger, "SELECT 1"}));
    EXPECT_EQ(texts("CREATE TABLE trigger_log(x); SELECT 2"), (Texts{"CREATE TABLE trigger_log(x)", "SELECT 2"}));
    const auto open = split("SELECT 1;\nCREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;");
    ASSERT_FALSE(open);
    EXPECT_EQ(open.error().diagnostics.at(0).place.line, 2);
}

TEST(SqliteSplit, WhatCannotRunInATransaction)
{
    const auto statements = split("VACUUM; PRAGMA foreign_keys=OFF; PRAGMA main.journal_mode = wal; PRAGMA user_version = 3; ATTACH 'x' AS y; "
                                  "DETACH y; CREATE TABLE vacuum_log(x)");
    ASSERT_TRUE(statements);
    std::vector<bool> transactional;
    for (const ScriptStatement &statement : *statements)
        transactional.push_back(statement.transactional);
    EXPECT_EQ(transactional, (std::vector<bool>{false, false, false, true, false, false, true}));
}

TEST(SqliteSplit, WithoutComments)
{
    EXPECT_EQ(withoutComments("SELECT 1 -- one\n, '-- not', \"/* nor */\"/* x */;"), "SELECT 1 \n, '-- not', \"/* nor */\";");
    EXPECT_EQ(withoutComments("a/**/b"), "a b");
    EXPECT_EQ(withoutComments("'open -- x"), "'open -- x");
}

TEST(SqliteCanonical, ExpressionsOfOneSpelling)
{
    const NameScope scope = scopeOf("t", {"a", "b c", "key", "end"});
    const auto same = [&](std::string_view spelling, std::string_view expected) {
        EXPECT_EQ(canonicalExpression(spelling, scope), expected) << spelling;
        EXPECT_EQ(canonicalExpression(expected, scope), expected) << "not a fixed point";
    };
    same("length(\"a\")<=5", "length(a) <= 5");
    same("LENGTH ( [a] ) /* c */ <= 5 -- x", "length(a) <= 5");
    same("((t.a>0))", "a > 0");
    same("(a>0)and(\"b c\">0)", "(a > 0) AND (\"b c\" > 0)");
    same("a = \"text\"", "a = \"text\"");
    same("a in('x','Y z')", "a IN ('x', 'Y z')");
    same("a is null or a<>-1", "a IS NULL OR a <> -1");
    same("a - -1 > - - 2", "a - -1 > - -2");
    same("a -1>0", "a - 1 > 0");
    same("key>0 and `key`<9", "\"key\" > 0 AND \"key\" < 9");
    same("case a when 1 then 2 end>0", "CASE a WHEN 1 THEN 2 END > 0");
    same("cast(a as text)", "CAST(a AS text)");
    same("a like 'x%' escape '\\'", "a LIKE 'x%' ESCAPE '\\'");
    same("a->>'$.x'=true", "a ->> '$.x' = TRUE");
    same("a=X'0aFF'", "a = x'0aff'");
    same("Own_Function(a)", "Own_Function(a)");
    same("json_valid(a)and not a between 1 and 2", "json_valid(a) AND NOT a BETWEEN 1 AND 2");
}

TEST(SqliteCanonical, QueriesKeepNamesAsTheyAre)
{
    NameScope scope = scopeOf("", {"posts", "title", "key"});
    EXPECT_EQ(canonicalQuery("select \"title\",count( * )as \"N n\",\"lit\" from [posts] where Title='x' ;", scope),
              "SELECT title, count(*) AS \"N n\", \"lit\" FROM posts WHERE Title = 'x'");
    EXPECT_EQ(canonicalQuery("select p.\"x\" as key from posts p", scope), "SELECT p.x AS key FROM posts p");
    EXPECT_EQ(canonicalQuery("with r(n) as (select 1 union all select n+1 from r) select * from r", scope),
              "WITH r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r");
}

TEST(SqliteCanonical, Triggers)
{
    const NameScope scope = scopeOf("", {"t", "a", "log"});
    EXPECT_EQ(canonicalTrigger("create temp trigger if not exists main.\"tr\" after update of a on t for each row when new.a>1 begin "
                               "insert into log(a) values(new.a);delete from log where a=case when 1 then 2 end; end;",
                               scope),
              "CREATE TRIGGER \"tr\" AFTER UPDATE OF a ON t FOR EACH ROW WHEN new.a > 1\nBEGIN\n    INSERT INTO log(a) VALUES (new.a);\n"
              "    DELETE FROM log WHERE a = CASE WHEN 1 THEN 2 END;\nEND");
}

TEST(SqliteCanonical, DefaultsAndTypes)
{
    EXPECT_EQ(canonicalDefault("(1)"), "1");
    EXPECT_EQ(canonicalDefault("- 5"), "-5");
    EXPECT_EQ(canonicalDefault("\"abc\""), "'abc'");
    EXPECT_EQ(canonicalDefault("abc"), "'abc'");
    EXPECT_EQ(canonicalDefault("now()"), "CURRENT_TIMESTAMP");
    EXPECT_EQ(canonicalDefault("true"), "TRUE");
    EXPECT_EQ(canonicalDefault("( strftime('%s','now') )"), "strftime('%s', 'now')");
    EXPECT_TRUE(isPlainDefault("-5"));
    EXPECT_TRUE(isPlainDefault("CURRENT_TIMESTAMP"));
    EXPECT_FALSE(isConstantDefault("CURRENT_TIMESTAMP"));
    EXPECT_TRUE(isConstantDefault("'x'"));
    EXPECT_FALSE(isPlainDefault("1 + 1"));
    EXPECT_EQ(canonicalType("varchar ( 20 )"), "VARCHAR(20)");
    EXPECT_EQ(canonicalType("double  precision"), "DOUBLE PRECISION");
    EXPECT_EQ(canonicalType("decimal(10,2)"), "DECIMAL(10,2)");
    EXPECT_EQ(canonicalType("\"my type\""), "\"my type\"");
}
