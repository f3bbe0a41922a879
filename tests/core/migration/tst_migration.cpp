#include "core/base/file.h"
#include "core/base/text.h"
#include "core/migration/draft.h"
#include "core/migration/migration.h"
#include "core/migration/scriptscanner.h"

#include <gtest/gtest.h>

using namespace kilter;

namespace {

constexpr const char *example = R"(-- migration: Add reading time to blog posts
-- description: Shown beside the title; filled from the word count.
-- store: main
-- dialect: postgresql
-- version: 1.3.0
-- depends: 20261101090000_initial, 20261115120000_authors
-- breaking: no

-- up
ALTER TABLE blog_posts ADD COLUMN reading_time integer;

-- up: section=backfill transaction=off retries=3
UPDATE blog_posts SET reading_time = 1 WHERE reading_time IS NULL;

-- down: reversibility=structure
-- reason: the times that were typed in are lost
ALTER TABLE blog_posts DROP COLUMN reading_time;
)";

Migration parsed(std::string_view text, DialectKind dialect = DialectKind::PostgreSql,
                 const std::string &path = "20261121101500_example.sql")
{
    auto migration = parseMigration(text, path, {"main", dialect});
    EXPECT_TRUE(migration) << toText(migration.error());
    return migration ? *migration : Migration{};
}

/// "line:code" of each finding.
std::string findings(std::string_view text, DialectKind dialect = DialectKind::PostgreSql)
{
    const auto migration = parseMigration(text, "1_x.sql", {"main", dialect});
    std::string words;
    if (!migration) {
        EXPECT_EQ(migration.error().code, ErrorCode::Invalid);
        for (const Diagnostic &d : migration.error().diagnostics)
            words += (words.empty() ? "" : " ") + std::to_string(d.place.line) + ':' + d.code;
    }
    return words;
}

} // namespace

TEST(Migration, readsTheDocumentedExample)
{
    const Migration m = parsed(example);
    EXPECT_EQ(m.id, "20261121101500_example");
    EXPECT_EQ(m.title, "Add reading time to blog posts");
    EXPECT_EQ(m.version, "1.3.0");
    EXPECT_EQ(*m.depends, (std::vector<std::string>{"20261101090000_initial", "20261115120000_authors"}));
    EXPECT_FALSE(m.breaking);
    ASSERT_EQ(m.sections.size(), 3u);
    EXPECT_EQ(m.sections[0].text, "ALTER TABLE blog_posts ADD COLUMN reading_time integer;");
    EXPECT_EQ(m.sections[0].line, 10);
    EXPECT_EQ(m.sections[1].name, "backfill");
    EXPECT_FALSE(m.sections[1].transaction);
    EXPECT_EQ(m.sections[1].retries, 3);
    EXPECT_EQ(m.sections[2].direction, Direction::Down);
    EXPECT_EQ(m.sections[2].reason, "the times that were typed in are lost");
    EXPECT_EQ(m.sections[2].line, 17);
    EXPECT_EQ(m.reversibility(), Reversibility::StructureOnly);
    EXPECT_EQ(toText(m), example);
}

TEST(Migration, sectionLinesCountOnlyOutsideQuotesAndAtLineStart)
{
    const Migration m =
        parsed("-- up\nCREATE FUNCTION f() RETURNS text LANGUAGE sql AS $x$\n-- down\nSELECT '\n-- up\n' $x$;\n/*\n-- "
               "down\n*/\n -- down\nSELECT '\n-- down\n', \"\n-- up\n\", E'\\'\n-- down\n';\n"
               "-- down\nDROP FUNCTION f();\n");
    ASSERT_EQ(m.sections.size(), 2u);
    EXPECT_EQ(m.sections[1].text, "DROP FUNCTION f();");
    EXPECT_EQ(m.sections[1].line, 19);
    const Migration lite = parsed("-- up\nCREATE TABLE [a\n-- down\n] (`b\n-- down\n` text, c text DEFAULT '$x$');\n-- "
                                  "down\nDROP TABLE t;\n-- $x$",
                                  DialectKind::Sqlite);
    ASSERT_EQ(lite.sections.size(), 2u);
    EXPECT_EQ(lite.sections[1].line, 8);
}

TEST(Migration, aFileWithoutSectionLinesIsAllUp)
{
    const Migration m = parsed("-- Made by hand: the first tables.\nCREATE TABLE a (id int);\n");
    ASSERT_EQ(m.sections.size(), 1u);
    EXPECT_EQ(m.sections[0].direction, Direction::Up);
    EXPECT_EQ(m.reversibility(), Reversibility::Impossible);
    EXPECT_EQ(m.irreversibleReason(), "it has no down section");
    EXPECT_TRUE(parsed("").sections.empty());
    EXPECT_EQ(parsed("-- migration: x\r\n-- depends: none\r\n\r\n-- up\r\nSELECT 1;\r\n").depends->size(), 0u);
}

TEST(Migration, complainsWithThePlace)
{
    EXPECT_EQ(findings("-- migration: x\n-- dependz: 1_a\n\n-- up\nSELECT 1;"), "2:unknown-header");
    EXPECT_EQ(findings("-- Author: Bob\n-- note: first tables\n-- up\nSELECT 1;"), "");
    EXPECT_EQ(findings("-- up: sektion=a\nSELECT 1;"), "1:unknown-section-key");
    EXPECT_EQ(findings("-- up: transaction=maybe retries=-1 batch=0\nSELECT 1;"),
              "1:bad-section-value 1:bad-section-value 1:bad-section-value");
    EXPECT_EQ(findings("-- up\nSELECT 1;\nBEGIN;\n  COMMIT;\n"), "3:transaction-control 4:transaction-control");
    EXPECT_EQ(findings("-- up\n\\d blog_posts\n"), "2:psql-command");
    EXPECT_EQ(findings("-- up\nSELECT '\\d', E'\\n';\n"), "");
    EXPECT_EQ(findings("-- up\n\nCOPY t (a, b) FROM STDIN;\n"), "3:copy-from-stdin");
    EXPECT_EQ(findings("-- up\nCREATE INDEX CONCURRENTLY i ON t (a);"), "2:needs-no-transaction");
    EXPECT_EQ(findings("-- up: transaction=off\nCREATE INDEX CONCURRENTLY i ON t (a);"), "");
    EXPECT_EQ(findings("SELECT 1;\n-- up\nSELECT 2;"), "1:outside-section");
    EXPECT_EQ(findings("--Up\nSELECT 1;"), "1:section-line");
    EXPECT_EQ(findings("-- migration: x\n-- version: one\n-- dialect: oracle\n-- breaking: perhaps\n"),
              "2:bad-version 3:unknown-dialect 4:bad-breaking");
    EXPECT_NE(findings("-- up\nSELECT 'open;\n").find("2:open-quote"), std::string::npos);
    EXPECT_EQ(findings("-- up\nPRAGMA foreign_keys = OFF;", DialectKind::Sqlite), "2:runner-pragma");
}

TEST(Migration, checksumsFollowTheSqlOnly)
{
    const Migration m = parsed(example);
    const Migration windows = parsed(replaced(example, "\n", "\r\n"));
    const Migration commented = parsed(
        replaced(example, "ALTER TABLE blog_posts ADD", "-- why\n/* a /* nested */ b */ ALTER TABLE blog_posts   ADD"));
    EXPECT_EQ(checksum(m), checksum(windows));
    EXPECT_EQ(checksum(m), checksum(commented));
    EXPECT_EQ(checksum(m), checksum(parsed(replaced(example, "1.3.0", "1.4.0"))));
    const Migration up = parsed(replaced(example, "integer;", "bigint;"));
    EXPECT_NE(checksum(m), checksum(up));
    EXPECT_EQ(checksumDown(m), checksumDown(up));
    const Migration down = parsed(replaced(example, "DROP COLUMN", "DROP"));
    EXPECT_EQ(checksum(m), checksum(down));
    EXPECT_NE(checksumDown(m), checksumDown(down));
    EXPECT_NE(checksum(parsed("SELECT 'a  b'")), checksum(parsed("SELECT 'a b'")));
    EXPECT_EQ(checksum(m).size(), 64u);
}

TEST(Migration, idsAreNumberAndName)
{
    EXPECT_TRUE(isMigrationId("0001_initial"));
    EXPECT_TRUE(isMigrationId("1_ä"));
    EXPECT_FALSE(isMigrationId("initial"));
    EXPECT_FALSE(isMigrationId("12_"));
    EXPECT_TRUE(idBefore("9_z", "10_a"));
    EXPECT_TRUE(idBefore("0002_a", "10_a"));
    EXPECT_TRUE(idBefore("1_a", "1_b"));
    const auto moment = std::chrono::system_clock::time_point(std::chrono::seconds(1795256100));
    EXPECT_EQ(newMigrationId("Add reading time!", moment), "20261121101500_add_reading_time");
    EXPECT_EQ(newMigrationId("Größe: Café & Co", moment), "20261121101500_groe_cafe_co");
    EXPECT_EQ(newMigrationId("✓", moment), "20261121101500_migration");
}

TEST(Migration, readsThoseOfOneStoreFromAFolder)
{
    auto folder = TemporaryFolder::create();
    ASSERT_TRUE(folder);
    const auto write = [&](const char *name, const char *text) {
        ASSERT_TRUE(writeTextFile(folder->path() / name, text));
    };
    write("10_b.sql", "-- up\nSELECT 2;");
    write("9_a.sql", "-- up\nSELECT 1;");
    write("sub/11_other.sql", "-- migration: x\n-- store: pg\n-- dialect: oracle\n");
    write("12_graph.cypher", "// up\nRETURN 1;");
    const auto migrations = readMigrations(folder->path(), "main", {"main", DialectKind::Sqlite});
    ASSERT_TRUE(migrations) << toText(migrations.error());
    ASSERT_EQ(migrations->size(), 2u);
    EXPECT_EQ((*migrations)[0].id, "9_a");
    EXPECT_EQ((*migrations)[0].dialect, DialectKind::Sqlite);
    EXPECT_FALSE(readMigrations(folder->path(), "pg", {"main", DialectKind::Sqlite}));
    EXPECT_TRUE(readMigrations(folder->path() / "none", "main", {})->empty());
    write("seed.sql", "SELECT 1;");
    const auto bad = readMigrations(folder->path(), "main", {"main", DialectKind::Sqlite});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().diagnostics.front().code, "bad-id");
}

TEST(ScriptScanner, knowsWhereQuotesEnd)
{
    EXPECT_EQ(comparableScript("a -- x\n  b /* /* y */ */ c;\n\n'it''s -- no'  $$ -- no $$", DialectKind::PostgreSql),
              "a\nb c;\n'it''s -- no' $$ -- no $$\n");
    EXPECT_EQ(comparableScript("a$1 $2 b$x$ c", DialectKind::PostgreSql), "a$1 $2 b$x$ c\n");
    EXPECT_EQ(comparableScript("a /* x /* y */ b", DialectKind::Sqlite), "a b\n");
    EXPECT_EQ(leadingWords("/* x */ create Unique 'q' index", DialectKind::PostgreSql, 3),
              (std::vector<std::string>{"CREATE", "UNIQUE", "INDEX"}));
}

TEST(Draft, separatesWhatCannotShareATransaction)
{
    Plan plan;
    const auto statement = [](std::string sql) {
        Statement s;
        s.sql = std::move(sql);
        return s;
    };
    plan.up = {statement("CREATE TABLE a (id int)"), statement("ALTER TABLE b DROP COLUMN c"),
               statement("CREATE INDEX CONCURRENTLY i ON a (id)"), statement("ALTER TYPE e ADD VALUE 'x'"),
               statement("ALTER TABLE a ALTER d SET DEFAULT 'x'")};
    plan.up[1].losesData = true;
    plan.up[1].reversibility = Reversibility::StructureOnly;
    plan.up[1].reason = "the values of column b.c";
    plan.up[2].transactional = false;
    plan.up[4].commitBefore = true;
    plan.down = {statement("CREATE VIEW v AS\n-- up\nSELECT 1 -- end"), statement("DROP TABLE a")};
    const Migration m = draftMigration({"1_x", "Title", "", "main", "1.0.0", std::vector<std::string>{}, true}, plan);
    const Migration again = parsed(m.text);
    ASSERT_EQ(again.sections.size(), 5u) << m.text;
    EXPECT_TRUE(again.depends && again.depends->empty());
    EXPECT_TRUE(again.breaking);
    EXPECT_NE(again.sections[0].text.find("-- loses data: the values of column b.c\nALTER TABLE b DROP COLUMN c;"),
              std::string::npos)
        << m.text;
    EXPECT_FALSE(again.sections[1].transaction);
    EXPECT_TRUE(again.sections[2].transaction);
    EXPECT_EQ(again.sections[3].text, "ALTER TABLE a ALTER d SET DEFAULT 'x';");
    EXPECT_EQ(again.reversibility(), Reversibility::StructureOnly);
    EXPECT_EQ(again.irreversibleReason(), "the values of column b.c");
    EXPECT_EQ(toText(again), m.text);
}
