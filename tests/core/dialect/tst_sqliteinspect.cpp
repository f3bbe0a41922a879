#include "tests/core/dialect/sqliteplace.h"

using namespace kilter;
using namespace kilter::test;

namespace {

const Object &only(const Catalog &catalog, Kind kind, std::string_view name)
{
    for (const Object &object : catalog.all(kind)) {
        if (object.ref.name == name)
            return object;
    }
    ADD_FAILURE() << "no " << keyword(kind) << ' ' << name;
    static const Object none;
    return none;
}

std::vector<std::string> names(const Catalog &catalog, Kind kind)
{
    std::vector<std::string> found;
    for (const Object &object : catalog.all(kind))
        found.push_back(object.ref.name);
    return found;
}

using Names = std::vector<std::string>;

/// Reads a schema, builds another from what was read, and reads that.
void expectRoundTrip(std::string_view script)
{
    SqlitePlace place(script);
    const Catalog first = place.catalog();
    EXPECT_FALSE(first.empty());
    const std::string rebuilt = buildScript(first);
    SCOPED_TRACE(rebuilt);
    SqlitePlace copy(rebuilt);
    const Catalog second = copy.catalog();
    EXPECT_EQ(catalogDifference(first, second), "");
    EXPECT_TRUE(first == second);
    EXPECT_EQ(buildScript(second), rebuilt) << "which names are written must come back too";
    EXPECT_EQ(catalogDifference(first, Dialect::of(DialectKind::Sqlite).normalised(first)), "") << "normalised must be a fixed point";
}

} // namespace

TEST(SqliteInspect, TablesColumnsAndConstraints)
{
    SqlitePlace place(R"(
        CREATE TABLE parents (a INTEGER, b TEXT, PRIMARY KEY (a, b));
        CREATE TABLE t (
            ID integer PRIMARY KEY AUTOINCREMENT,
            name varchar ( 20 ) collate nocase NOT NULL DEFAULT "x" CHECK(length("name")<=5),
            n numeric DEFAULT -5 CONSTRAINT n_positive CHECK (t.n > - 10) CHECK (n<>3),
            g TEXT GENERATED ALWAYS AS (upper(name)) STORED,
            v AS (n+1),
            p INT REFERENCES PARENTS ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
            u TEXT UNIQUE ON CONFLICT IGNORE,
            CHECK (n < 100), CHECK (n < 101),
            UNIQUE ("NAME", n), FOREIGN KEY (n, u) REFERENCES parents ON UPDATE CASCADE
        );)");
    const Catalog catalog = place.catalog();
    EXPECT_TRUE(catalog.notes.empty()) << toText(catalog.notes.front());
    EXPECT_EQ(only(catalog, Kind::Table, "t").as<Table>().columnOrder, (Names{"ID", "name", "n", "g", "v", "p", "u"}));
    const Column &id = only(catalog, Kind::Column, "ID").as<Column>();
    EXPECT_EQ(id.type, "INTEGER");
    EXPECT_TRUE(id.autoIncrement);
    EXPECT_FALSE(id.notNull);
    const Column &name = only(catalog, Kind::Column, "name").as<Column>();
    EXPECT_EQ(name.type, "VARCHAR(20)");
    EXPECT_EQ(name.collation, "NOCASE");
    EXPECT_EQ(name.defaultExpression, "'x'");
    EXPECT_TRUE(name.notNull);
    EXPECT_EQ(only(catalog, Kind::Column, "n").as<Column>().defaultExpression, "-5");
    EXPECT_EQ(only(catalog, Kind::Column, "g").as<Column>().generated, "stored");
    EXPECT_EQ(only(catalog, Kind::Column, "g").as<Column>().generationExpression, "upper(name)");
    EXPECT_EQ(only(catalog, Kind::Column, "v").as<Column>().generated, "virtual");
    EXPECT_EQ(only(catalog, Kind::Column, "v").as<Column>().type, "");
    EXPECT_EQ(names(catalog, Kind::PrimaryKey), (Names{"parents_pkey", "t_pkey"}));
    EXPECT_EQ(names(catalog, Kind::Unique), (Names{"t_NAME_n_key", "t_u_key"}));
    EXPECT_EQ(only(catalog, Kind::Unique, "t_NAME_n_key").as<UniqueKey>().columns, (Names{"name", "n"}));
    EXPECT_EQ(only(catalog, Kind::Unique, "t_u_key").as<UniqueKey>().conflict, "ignore");
    EXPECT_EQ(names(catalog, Kind::Check), (Names{"n_positive", "t_check", "t_check1", "t_n_check", "t_name_check"}));
    EXPECT_EQ(only(catalog, Kind::Check, "n_positive").as<CheckConstraint>().expression, "n > -10");
    EXPECT_EQ(only(catalog, Kind::Check, "t_name_check").as<CheckConstraint>().expression, "length(name) <= 5");
    EXPECT_EQ(names(catalog, Kind::ForeignKey), (Names{"t_n_u_fkey", "t_p_fkey"}));
    const ForeignKey &both = only(catalog, Kind::ForeignKey, "t_n_u_fkey").as<ForeignKey>();
    EXPECT_EQ(both.referencedTable, tableRef("", "parents"));
    EXPECT_EQ(both.referencedColumns, (Names{"a", "b"}));
    EXPECT_EQ(both.onUpdate, "cascade");
    const ForeignKey &p = only(catalog, Kind::ForeignKey, "t_p_fkey").as<ForeignKey>();
    EXPECT_TRUE(p.deferrable && p.initiallyDeferred);
    EXPECT_EQ(p.onDelete, "set null");
    EXPECT_EQ(only(catalog, Kind::ForeignKey, "t_p_fkey").needs, (std::vector{tableRef("", "parents")}));
}

TEST(SqliteInspect, IndexesViewsTriggers)
{
    SqlitePlace place(R"(
        CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE, b INT);
        CREATE UNIQUE INDEX "t i" ON t ("a" COLLATE BINARY DESC, b COLLATE binary, lower(a)) WHERE b>0 and "a" is not null;
        CREATE INDEX t_a ON t(a collate nocase);
        CREATE VIEW v (x, y) AS select [a], b FROM T -- comment
          ;
        CREATE VIEW vv AS SELECT x FROM v JOIN t ON v.y = t.b;
        CREATE TRIGGER tr AFTER UPDATE OF a ON t WHEN new.a is not old.a BEGIN insert into t(a) select x from v; END;
        CREATE TRIGGER vtr INSTEAD OF INSERT ON v BEGIN SELECT 1; END;)");
    const Catalog catalog = place.catalog();
    EXPECT_TRUE(catalog.notes.empty());
    const Index &index = only(catalog, Kind::Index, "t i").as<Index>();
    ASSERT_EQ(index.keys.size(), 3u);
    EXPECT_TRUE(index.unique);
    EXPECT_EQ(index.keys[0].expression, "a");
    EXPECT_EQ(index.keys[0].collation, "BINARY");
    EXPECT_TRUE(index.keys[0].descending);
    EXPECT_EQ(index.keys[1].collation, "");
    EXPECT_TRUE(index.keys[2].isExpression);
    EXPECT_EQ(index.where, "b > 0 AND a IS NOT NULL");
    EXPECT_EQ(only(catalog, Kind::Index, "t_a").as<Index>().keys[0].collation, "");
    EXPECT_EQ(only(catalog, Kind::View, "v").as<View>().definition, "SELECT a, b FROM T");
    EXPECT_EQ(only(catalog, Kind::View, "v").as<View>().columns, (Names{"x", "y"}));
    EXPECT_EQ(only(catalog, Kind::View, "vv").needs, (std::vector{tableRef("", "t"), ObjectRef{Kind::View, "", "", "v", ""}}));
    EXPECT_EQ(only(catalog, Kind::Trigger, "tr").as<Trigger>().definition,
              "CREATE TRIGGER tr AFTER UPDATE OF a ON t WHEN new.a IS NOT old.a\nBEGIN\n    INSERT INTO t(a) SELECT x FROM v;\nEND");
    EXPECT_EQ(only(catalog, Kind::Trigger, "vtr").ref.parent, "v");
    EXPECT_EQ(only(catalog, Kind::Trigger, "vtr").needs, (std::vector{ObjectRef{Kind::View, "", "", "v", ""}}));
}

TEST(SqliteInspect, RoundTrips)
{
    expectRoundTrip(R"(
        CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INT REFERENCES b (id) ON DELETE CASCADE, self INT REFERENCES a);
        CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT, a_id INT CONSTRAINT "to a" REFERENCES a DEFERRABLE);
        CREATE TABLE w (k TEXT, n INT CHECK (n > 0) CHECK (n < 9) CHECK (n <> 5), j TEXT DEFAULT (lower('X')), d TEXT DEFAULT CURRENT_TIMESTAMP,
                        t INT DEFAULT true, PRIMARY KEY (k, n), UNIQUE (j), UNIQUE (j, d), CHECK (1), CONSTRAINT w_check1 CHECK (2),
                        FOREIGN KEY (n) REFERENCES a, FOREIGN KEY (n) REFERENCES b) WITHOUT ROWID, STRICT;)"
                    // STRICT wants known types only: keep them in a table of their own.
                    R"(
        CREATE TABLE g (a INT, s INT GENERATED ALWAYS AS (a * 2) STORED, v TEXT AS (a || 'x') VIRTUAL NOT NULL);
        CREATE INDEX g_e ON g (a + s, (a)) WHERE s > 3;
        CREATE VIEW y AS SELECT * FROM x; CREATE VIEW x AS SELECT a FROM g UNION ALL SELECT s FROM g ORDER BY 1 DESC LIMIT 3;
        CREATE TRIGGER tr BEFORE DELETE ON g BEGIN SELECT raise(abort, 'no; END;') WHERE old.a = 1; UPDATE g SET a = CASE WHEN a THEN 1 ELSE 2 END; END;)");
}

TEST(SqliteInspect, HostileNamesRoundTrip)
{
    expectRoundTrip(R"(
        CREATE TABLE "a""; DROP TABLE x; --" ("select" INTEGER PRIMARY KEY, "😀 naïve" TEXT DEFAULT 'it''s' CHECK ("😀 naïve" <> ''), [group by] INT, `b``t` INT, "" INT, 'str' INT);
        CREATE TABLE "order" ("key" INT REFERENCES "a""; DROP TABLE x; --" ("select"), "end" INT CONSTRAINT "check" CHECK ("key" > "end"), UNIQUE ("key", "end"));
        CREATE INDEX "index" ON "order" ("end" DESC, "key" || "end") WHERE "key" IS NOT NULL;
        CREATE VIEW "view"";" ("from") AS SELECT "key" FROM "order" WHERE "end" = 'x';
        CREATE TRIGGER "trigger 1" AFTER INSERT ON "order" BEGIN UPDATE "order" SET "key" = new."end"; END;)");
}

TEST(SqliteInspect, TextsAfterAlterTable)
{
    SqlitePlace place(R"(
        CREATE TABLE t (a INT, CONSTRAINT k CHECK (a > 0), UNIQUE (a));
        ALTER TABLE t ADD COLUMN b TEXT NOT NULL DEFAULT 'x' REFERENCES t (a);
        ALTER TABLE t ADD "c d" INT CHECK ("c d" < 3);
        ALTER TABLE t RENAME COLUMN a TO "order";
        ALTER TABLE t RENAME TO "my t";)");
    const Catalog catalog = place.catalog();
    EXPECT_TRUE(catalog.notes.empty()) << toText(catalog.notes.front());
    EXPECT_EQ(only(catalog, Kind::Table, "my t").as<Table>().columnOrder, (Names{"order", "b", "c d"}));
    EXPECT_EQ(only(catalog, Kind::Check, "k").as<CheckConstraint>().expression, "\"order\" > 0");
    EXPECT_EQ(only(catalog, Kind::Unique, "my t_order_key").as<UniqueKey>().columns, (Names{"order"}));
    EXPECT_EQ(only(catalog, Kind::ForeignKey, "my t_b_fkey").as<ForeignKey>().referencedTable.name, "my t");
    EXPECT_EQ(only(catalog, Kind::Check, "my t_c d_check").as<CheckConstraint>().expression, "\"c d\" < 3");
    const SqlitePlace copy(buildScript(catalog));
}

TEST(SqliteInspect, SpellingIsNoDifference)
{
    SqlitePlace one("CREATE TABLE t (a text CHECK(length(\"a\")<=5), b int default (1)); create view v as select a from t where b=1; CREATE INDEX i ON t(a) WHERE b>1");
    SqlitePlace two("CREATE TABLE \"t\"(`a` TEXT CHECK ( LENGTH ( a ) <= 5 ) /* x */ , [b] INT DEFAULT 1); CREATE VIEW [v] AS SELECT \"a\" FROM \"t\" -- x\n WHERE b = 1; CREATE INDEX \"i\" ON \"t\"(\"a\") where \"b\" > 1");
    EXPECT_EQ(catalogDifference(one.catalog(), two.catalog()), "");
    SqlitePlace other("CREATE TABLE t (a text CHECK(length(\"a\")<=6), b int default (1)); create view v as select a from t where b=1; CREATE INDEX i ON t(a) WHERE b>1");
    EXPECT_EQ(catalogDifference(one.catalog(), other.catalog()), "~ check:t.t_a_check expression: length(a) <= 5 → length(a) <= 6\n");
}

TEST(SqliteInspect, WhatIsNotModelledIsNoted)
{
    SqlitePlace place(R"(
        CREATE VIRTUAL TABLE f USING fts5(body);
        CREATE TABLE c (a INT NOT NULL ON CONFLICT IGNORE, b INT, PRIMARY KEY (a DESC, b));)");
    const Catalog catalog = place.catalog();
    std::string notes;
    for (const Diagnostic &note : catalog.notes) {
        EXPECT_EQ(note.code, "not-modelled");
        EXPECT_EQ(note.severity, Severity::Warning);
        notes += note.message + '\n';
    }
    for (const std::string_view said : {"virtual table f", "shadow table f_data", "shadow table f_idx", "table c: ON CONFLICT of NOT NULL of column a", "table c: DESC or COLLATE in constraint c_pkey"})
        EXPECT_NE(notes.find(said), std::string::npos) << said << " not in\n" << notes;
    EXPECT_EQ(names(catalog, Kind::Table), (Names{"c"}));
}

TEST(SqliteInspect, LedgersAreLeftOut)
{
    SqlitePlace place(R"(
        CREATE TABLE migration_history (id INTEGER PRIMARY KEY AUTOINCREMENT, migration_id TEXT, checksum TEXT, applied_at TEXT);
        CREATE TABLE alembic_version (version_num TEXT); CREATE TABLE schema_migrations (version TEXT PRIMARY KEY);
        CREATE INDEX history_idx ON migration_history (migration_id);
        CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT);)");
    EXPECT_EQ(names(place.catalog(), Kind::Table), (Names{"t"}));
    EXPECT_TRUE(place.catalog().all(Kind::Index).empty());
    InspectOptions all;
    all.leaveOutLedgers = false;
    EXPECT_EQ(names(place.catalog(all), Kind::Table), (Names{"alembic_version", "migration_history", "schema_migrations", "t"}));
}

TEST(SqliteNormalise, ModelsReadBackTheSame)
{
    Catalog model;
    model.dialect = DialectKind::Sqlite;
    const ObjectRef table = tableRef("", "posts");
    Object posts(table, Table{});
    posts.comment = "An article";
    posts.as<Table>().columnOrder = {"id", "at", "live", "size"};
    const auto column = [&](std::string name, std::string type, std::optional<std::string> standard) {
        Column body;
        body.type = std::move(type);
        body.defaultExpression = std::move(standard);
        model.add(Object(columnRef("", "posts", std::move(name)), std::move(body)));
    };
    model.add(posts);
    column("id", "integer", {});
    column("at", "TEXT", "NOW()");
    column("live", "boolean", "false");
    column("size", "int", "(10)");
    PrimaryKey key;
    key.columns = {"id"};
    model.add(Object({Kind::PrimaryKey, "", "posts", "posts_pkey", ""}, key));
    CheckConstraint check;
    check.expression = "length(\"at\")>3 and at in ('a','b')";
    model.add(Object({Kind::Check, "", "posts", "posts_at_minlen", ""}, check));
    Index index;
    index.method = "gin";
    index.keys = {IndexKey{"live", false, "", "jsonb_ops", true, true}};
    model.add(Object({Kind::Index, "", "posts", "posts_live_idx", ""}, index));

    const Catalog normal = Dialect::of(DialectKind::Sqlite).normalised(model);
    const std::string script = buildScript(normal);
    EXPECT_EQ(script, "CREATE TABLE posts (\n    id INTEGER PRIMARY KEY,\n    at TEXT DEFAULT CURRENT_TIMESTAMP,\n    live BOOLEAN DEFAULT FALSE,\n"
                      "    size INT DEFAULT 10,\n    CONSTRAINT posts_at_minlen CHECK (length(at) > 3 AND at IN ('a', 'b'))\n);\n"
                      "CREATE INDEX posts_live_idx ON posts (live DESC);\n");
    SqlitePlace place(script);
    EXPECT_EQ(catalogDifference(normal, place.catalog()), "");
}
