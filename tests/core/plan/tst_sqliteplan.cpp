// SQLite plans run on real databases: what no schema dump shows (rows, rowids, counters, triggers that must not run, hazards).
#include "core/plan/plan.h"
#include "tests/core/dialect/sqliteplace.h"

#include <algorithm>

using namespace kilter;
using namespace kilter::test;

namespace {

const Dialect &sqliteDialect()
{
    return Dialect::of(DialectKind::Sqlite);
}

/// Runs statements as the runner does: the pragmas outside the transaction, foreign keys checked before COMMIT.
Result<> runAsRunner(SqlitePlace &place, const std::vector<Statement> &statements)
{
    Connection &connection = *place.connection;
    KILTER_CHECK(connection.execute("PRAGMA foreign_keys = OFF"));
    KILTER_CHECK(connection.execute("PRAGMA legacy_alter_table = ON"));
    {
        KILTER_TRY(Transaction transaction, Transaction::begin(connection));
        for (const Statement &statement : statements) {
            if (auto done = connection.execute(statement.sql); !done) {
                Error error = std::move(done).error();
                error.message += "\nin: " + statement.sql;
                return tl::unexpected(std::move(error));
            }
        }
        KILTER_TRY(const Rows violations, connection.execute("SELECT * FROM pragma_foreign_key_check"));
        if (!violations.rows.empty())
            return failure(ErrorCode::Failed, "foreign keys are violated");
        KILTER_CHECK(transaction.commit());
    }
    KILTER_CHECK(connection.execute("PRAGMA foreign_keys = ON"));
    KILTER_CHECK(connection.execute("PRAGMA legacy_alter_table = OFF"));
    return {};
}

/// A database with rows, planned and run both ways.
class Journey
{
public:
    Journey(std::string_view from, std::string_view to, std::string_view rows = {}, const std::vector<std::string> &renames = {})
        : m_place(from), m_before(m_place.catalog()), m_after(SqlitePlace(to).catalog())
    {
        m_place.run(rows);
        for (const std::string &rename : renames) {
            const auto parsed = parseRename(rename, m_before);
            EXPECT_TRUE(parsed) << rename;
            if (parsed)
                m_options.renames.push_back(*parsed);
        }
        auto made = plan(m_before, m_after, sqliteDialect(), m_options);
        EXPECT_TRUE(made) << (made ? std::string() : toText(made.error()));
        if (made)
            m_plan = std::move(*made);
    }

    void up() { run(m_plan.up, m_after); }
    void down() { run(m_plan.down, m_before); }
    std::string ask(std::string_view sql) { return m_place.value(sql); }
    SqlitePlace &place() { return m_place; }
    const Plan &plans() const { return m_plan; }
    std::string script() const { return scriptOf(m_plan.up, sqliteDialect()); }
    bool rebuilds() const { return script().find("kilter_new_") != std::string::npos; }

private:
    void run(const std::vector<Statement> &statements, const Catalog &wanted)
    {
        const auto done = runAsRunner(m_place, statements);
        ASSERT_TRUE(done) << toText(done.error());
        EXPECT_EQ(catalogDifference(wanted, m_place.catalog()), "") << scriptOf(statements, sqliteDialect());
        EXPECT_EQ(m_place.value("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'kilter\\_%' ESCAPE '\\'"), "0") << "something is left behind";
        EXPECT_EQ(m_place.value("SELECT count(*) FROM sqlite_temp_schema"), "0") << "something is left behind";
    }

    SqlitePlace m_place;
    Catalog m_before;
    Catalog m_after;
    PlanOptions m_options;
    Plan m_plan;
};

std::vector<std::string> hazards(const std::vector<Statement> &statements)
{
    std::vector<std::string> ids;
    for (const Statement &statement : statements) {
        for (const Hazard &hazard : statement.hazards)
            ids.push_back(hazard.id);
    }
    return ids;
}

using Ids = std::vector<std::string>;

} // namespace

TEST(SqlitePlan, NothingForNothing)
{
    const Journey journey("CREATE TABLE t (a INT)", "create table \"t\" (\"a\" int)");
    EXPECT_TRUE(journey.plans().empty());
}

TEST(SqlitePlan, InPlaceWhereSqliteCan)
{
    Journey journey("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, gone TEXT, keep INT); CREATE INDEX t_gone ON t (gone)",
                    "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, keep INT, n INT NOT NULL DEFAULT -1 CHECK (n < 5), "
                    "p INT REFERENCES p (id) ON DELETE CASCADE, v INT AS (keep + 1) VIRTUAL, c TEXT COLLATE NOCASE CONSTRAINT c_short CHECK (length(c) < 9))",
                    "INSERT INTO t VALUES (1, 'x', 2), (7, 'y', 3)");
    EXPECT_FALSE(journey.rebuilds()) << journey.script();
    EXPECT_EQ(hazards(journey.plans().up), (Ids{"drop-column"}));
    journey.up();
    EXPECT_EQ(journey.ask("SELECT group_concat(id || ':' || keep || ':' || n || ':' || v) FROM t"), "1:2:-1:3,7:3:-1:4");
    journey.down();
    EXPECT_EQ(journey.ask("SELECT group_concat(id || ':' || keep) FROM t"), "1:2,7:3");
}

TEST(SqlitePlan, RebuildsWhatAddColumnRefuses)
{
    for (const std::string_view column : {"c TEXT DEFAULT CURRENT_TIMESTAMP", "c INT UNIQUE", "c INT AS (a * 2) STORED", "c INT DEFAULT (1 + 1)",
                                          "c INT DEFAULT 3 REFERENCES t (id)", "c INT NOT NULL DEFAULT (abs(-3))"}) {
        SCOPED_TRACE(column);
        Journey journey("CREATE TABLE t (id INTEGER PRIMARY KEY, a INT)", "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, " + std::string(column) + ")",
                        "INSERT INTO t VALUES (3, 4), (9, 5)");
        EXPECT_TRUE(journey.rebuilds());
        journey.up();
        EXPECT_EQ(journey.ask("SELECT group_concat(id || ':' || a) FROM t"), "3:4,9:5");
        journey.down();
        EXPECT_EQ(journey.ask("SELECT group_concat(id || ':' || a) FROM t"), "3:4,9:5");
    }
}

TEST(SqlitePlan, NewNotNullColumnFailsWithRowsAndLeavesNothing)
{
    Journey journey("CREATE TABLE t (id INTEGER PRIMARY KEY)", "CREATE TABLE t (id INTEGER PRIMARY KEY, c TEXT NOT NULL)", "INSERT INTO t VALUES (1)");
    EXPECT_EQ(hazards(journey.plans().up), (Ids{"add-not-null-column"}));
    EXPECT_FALSE(runAsRunner(journey.place(), journey.plans().up));
    EXPECT_EQ(journey.ask("SELECT count(*) FROM t"), "1");
    EXPECT_EQ(journey.ask("SELECT count(*) FROM sqlite_schema"), "1");
    EXPECT_EQ(journey.ask("SELECT count(*) FROM sqlite_temp_schema"), "0");
    journey.place().run("DELETE FROM t");
    journey.up();
}

TEST(SqlitePlan, NoCascadeAndNoTriggerInARebuild)
{
    const std::string others = R"(
        CREATE TABLE c (t INT REFERENCES t (id) ON DELETE CASCADE); CREATE TABLE log (what TEXT);
        CREATE TABLE self (id INTEGER PRIMARY KEY, up INT REFERENCES self (id) ON DELETE CASCADE);)";
    const std::string triggers = R"(
        CREATE TRIGGER ins AFTER INSERT ON t BEGIN INSERT INTO log VALUES ('insert'); END;
        CREATE TRIGGER del AFTER DELETE ON t BEGIN INSERT INTO log VALUES ('delete'); END;)";
    Journey journey("CREATE TABLE t (id INTEGER PRIMARY KEY, a INT);" + others + triggers,
                    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, CHECK (a <> ''));" + others + triggers,
                    "INSERT INTO t VALUES (1, 1), (2, 2); INSERT INTO c VALUES (1), (2), (2); INSERT INTO self VALUES (1, 1), (2, 1); DELETE FROM log");
    ASSERT_TRUE(journey.rebuilds());
    journey.up();
    EXPECT_EQ(journey.ask("SELECT count(*) FROM c"), "3");
    EXPECT_EQ(journey.ask("SELECT count(*) FROM log"), "0");
    EXPECT_EQ(journey.ask("SELECT group_concat(typeof(a)) FROM t"), "text,text");
    journey.down();
    EXPECT_EQ(journey.ask("SELECT count(*) FROM c"), "3");
    EXPECT_EQ(journey.ask("SELECT count(*) FROM log"), "0");
    EXPECT_EQ(journey.ask("SELECT group_concat(typeof(a)) FROM t"), "integer,integer");
    journey.place().run("INSERT INTO t VALUES (3, 3)");
    EXPECT_EQ(journey.ask("SELECT group_concat(what) FROM log"), "insert") << "the trigger must be back";
}

TEST(SqlitePlan, RefusesToRebuildWithForeignKeysOn)
{
    Journey journey("CREATE TABLE t (id INTEGER PRIMARY KEY, a INT); CREATE TABLE c (t INT REFERENCES t (id) ON DELETE CASCADE)",
                    "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE c (t INT REFERENCES t (id) ON DELETE CASCADE)",
                    "INSERT INTO t VALUES (1, 1); INSERT INTO c VALUES (1)");
    Connection &connection = *journey.place().connection;
    ASSERT_TRUE(connection.execute("PRAGMA foreign_keys = ON"));
    std::string failed;
    {
        auto transaction = Transaction::begin(connection);
        ASSERT_TRUE(transaction);
        for (const Statement &statement : journey.plans().up) {
            if (const auto done = connection.execute(statement.sql); !done) {
                failed = done.error().message;
                break;
            }
        }
    }
    EXPECT_NE(failed.find("foreign_keys_are_off"), std::string::npos) << failed;
    EXPECT_EQ(journey.ask("SELECT count(*) FROM c"), "1");
}

TEST(SqlitePlan, RowsThatAConflictClauseWouldSwallowStopThePlan)
{
    Journey journey("CREATE TABLE t (a INT)", "CREATE TABLE t (a INT UNIQUE ON CONFLICT IGNORE)", "INSERT INTO t VALUES (1), (1)");
    const auto done = runAsRunner(journey.place(), journey.plans().up);
    ASSERT_FALSE(done);
    EXPECT_NE(done.error().message.find("every_row_is_copied"), std::string::npos) << done.error().message;
    EXPECT_EQ(journey.ask("SELECT count(*) FROM t"), "2");
}

TEST(SqlitePlan, CountersAndHiddenRowidsStay)
{
    Journey journey("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT); CREATE TABLE empty (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT); "
                    "CREATE TABLE r (a INT, rowid TEXT)",
                    "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT); CREATE TABLE empty (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT); "
                    "CREATE TABLE r (a TEXT, rowid TEXT)",
                    "INSERT INTO t VALUES (41, 1), (42, 2); DELETE FROM t WHERE id = 42; INSERT INTO empty VALUES (7, 1); DELETE FROM empty; "
                    "INSERT INTO r (oid, a, rowid) VALUES (5, 1, 'x'), (17, 2, 'y')");
    for (const auto &[go, next] : {std::pair(&Journey::up, "43 8"), std::pair(&Journey::down, "44 9")}) {
        (journey.*go)();
        EXPECT_EQ(journey.ask("SELECT group_concat(oid || rowid) FROM r"), "5x,17y");
        journey.place().run("INSERT INTO t (a) VALUES (3); INSERT INTO empty (a) VALUES (3); DELETE FROM empty");
        EXPECT_EQ(journey.ask("SELECT (SELECT max(id) FROM t) || ' ' || (SELECT seq FROM sqlite_sequence WHERE name = 'empty')"), next);
    }
}

TEST(SqlitePlan, RenamedTableIsFollowedEverywhere)
{
    const auto schema = [](const std::string &t) {
        return "CREATE TABLE " + t + " (id INTEGER PRIMARY KEY, up INT REFERENCES " + t + " (id), a TEXT UNIQUE CHECK (a <> 'x')); CREATE INDEX i ON " + t
               + " (a) WHERE a > 'b'; CREATE TABLE c (t INT REFERENCES " + t + " (id) ON DELETE CASCADE); CREATE VIEW v AS SELECT id FROM " + t
               + "; CREATE VIEW vv AS SELECT * FROM v; CREATE TRIGGER g AFTER INSERT ON c BEGIN UPDATE " + t + " SET a = 'n' || new.t WHERE id = new.t; END;"
               + "CREATE TRIGGER h AFTER INSERT ON " + t + " BEGIN INSERT INTO c VALUES (new.id); END;";
    };
    Journey journey(schema("old"), schema("\"new table\""), "INSERT INTO old VALUES (1, 1, 'a')", {"table:old=new table"});
    EXPECT_EQ(hazards(journey.plans().up), Ids());
    journey.up();
    EXPECT_EQ(journey.ask("SELECT group_concat(t) FROM c"), "1");
    journey.place().run("INSERT INTO \"new table\" VALUES (2, 1, 'b')");
    EXPECT_EQ(journey.ask("SELECT a FROM \"new table\" WHERE id = 2"), "n2") << "both triggers run on the renamed table";
    journey.down();
    EXPECT_EQ(journey.ask("SELECT count(*) FROM vv"), "2");
}

TEST(SqlitePlan, NamesGoRoundInCircles)
{
    Journey journey("CREATE TABLE a (x INT, y TEXT); CREATE TABLE b (p INT, q TEXT); CREATE VIEW v AS SELECT x, q FROM a, b",
                    "CREATE TABLE a (q INT, p TEXT); CREATE TABLE b (y INT, x TEXT); CREATE VIEW v AS SELECT y, p FROM b, a",
                    "INSERT INTO a VALUES (1, 'one'); INSERT INTO b VALUES (2, 'two')",
                    {"table:a=b", "table:b=a", "column:a.x=y", "column:a.y=x", "column:b.p=q", "column:b.q=p"});
    journey.up();
    EXPECT_EQ(journey.ask("SELECT y || x FROM b"), "1one");
    EXPECT_EQ(journey.ask("SELECT q || p FROM a"), "2two");
    journey.down();
    EXPECT_EQ(journey.ask("SELECT x || y FROM a"), "1one");
}

TEST(SqlitePlan, ARenameTakesTheNameOfADroppedColumn)
{
    Journey journey("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT); CREATE INDEX t_a ON t (a)", "CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT); CREATE INDEX t_a ON t (b)",
                    "INSERT INTO t VALUES (1, 'kept', 'lost')", {"column:t.a=b"});
    journey.up();
    EXPECT_EQ(journey.ask("SELECT b FROM t"), "kept");
    journey.down();
    EXPECT_EQ(journey.ask("SELECT a FROM t"), "kept");
}

TEST(SqlitePlan, RenamesWhereRenameColumnFails)
{
    Journey journey("CREATE TABLE t (a INTEGER, b INT, PRIMARY KEY (a), UNIQUE (b, a)) WITHOUT ROWID; CREATE INDEX i ON t (b); CREATE TABLE c (t INT REFERENCES t (a)); "
                    "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM c; END;",
                    "CREATE TABLE t (aa INTEGER, b INT, PRIMARY KEY (aa), UNIQUE (b, aa)) WITHOUT ROWID; CREATE INDEX i ON t (b); CREATE TABLE c (t INT REFERENCES t (aa)); "
                    "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM c; END;",
                    "INSERT INTO t VALUES (1, 2), (3, 4); INSERT INTO c VALUES (3)", {"column:t.a=aa"});
    journey.up();
    EXPECT_EQ(journey.ask("SELECT group_concat(aa || ':' || b) FROM t, c"), "1:2,3:4");
    journey.down();
    EXPECT_EQ(journey.ask("SELECT group_concat(a || ':' || b) FROM t, c"), "1:2,3:4");
}

TEST(SqlitePlan, CircularReferencesAndNewParents)
{
    Journey journey("CREATE TABLE a (id INTEGER PRIMARY KEY, b INT)",
                    "CREATE TABLE a (id INTEGER PRIMARY KEY, b INT REFERENCES b (id)); CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a (id))",
                    "INSERT INTO a VALUES (1, NULL)");
    journey.up();
    journey.place().run("INSERT INTO b VALUES (1, 1); UPDATE a SET b = 1");
    EXPECT_TRUE(journey.place().connection->execute("PRAGMA foreign_keys = ON"));
    EXPECT_FALSE(journey.place().connection->execute("UPDATE a SET b = 5")) << "the foreign key must hold";
    journey.place().run("UPDATE a SET b = NULL; DELETE FROM b");
    journey.down();
}

TEST(SqlitePlan, ViewsOverChangedColumns)
{
    Journey journey("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INT); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT * FROM v; "
                    "CREATE TRIGGER i INSTEAD OF INSERT ON w BEGIN INSERT INTO t (a) VALUES (new.a); END;",
                    "CREATE TABLE t (id INTEGER PRIMARY KEY, aa TEXT); CREATE VIEW v AS SELECT aa AS a FROM t; CREATE VIEW w AS SELECT * FROM v; "
                    "CREATE TRIGGER i INSTEAD OF INSERT ON w BEGIN INSERT INTO t (aa) VALUES (new.a); END;",
                    "INSERT INTO t VALUES (1, 'x', 2)", {"column:t.a=aa"});
    EXPECT_FALSE(journey.rebuilds()) << journey.script();
    journey.up();
    journey.place().run("INSERT INTO w VALUES ('y')");
    EXPECT_EQ(journey.ask("SELECT group_concat(a) FROM w"), "x,y");
    journey.down();
    EXPECT_EQ(journey.ask("SELECT group_concat(a) FROM w"), "x,y");
}

TEST(SqlitePlan, BrokenViewsElsewhereAreNotInTheWay)
{
    const std::string others = "CREATE VIEW broken AS SELECT a FROM missing; CREATE VIEW over_broken AS SELECT * FROM broken; "
                               "CREATE VIEW sound AS WITH c AS (SELECT 1 AS x) SELECT x FROM c; CREATE TABLE u (a INT); "
                               "CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO missing VALUES (1); END;";
    Journey journey("CREATE TABLE t (a INT, b INT);" + others, "CREATE TABLE t (aa INT);" + others, "INSERT INTO t VALUES (1, 2)", {"column:t.a=aa"});
    EXPECT_FALSE(journey.rebuilds());
    EXPECT_EQ(journey.script().find("VIEW sound"), std::string::npos) << journey.script();
    journey.up();
    EXPECT_EQ(journey.ask("SELECT aa FROM t"), "1");
    journey.down();
}

TEST(SqlitePlan, HazardsAndReversibility)
{
    const Journey journey("CREATE TABLE gone (a INT); CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c INT)",
                          "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, c INT NOT NULL)");
    EXPECT_EQ(hazards(journey.plans().up), (Ids{"drop-table", "change-type", "set-not-null", "drop-column"}));
    const auto losing = std::ranges::count_if(journey.plans().up, [](const Statement &s) { return s.losesData; });
    EXPECT_EQ(losing, 2);
    EXPECT_TRUE(std::ranges::all_of(journey.plans().up, [](const Statement &s) { return !s.losesData || s.reversibility == Reversibility::StructureOnly; }));
    EXPECT_TRUE(std::ranges::none_of(journey.plans().down, [](const Statement &s) { return s.losesData; }));
    EXPECT_NE(journey.script().find("-- drop-table: table gone is dropped with its rows\nDROP TABLE gone;"), std::string::npos) << journey.script();
}

TEST(SqlitePlan, ARebuildSaysWhatItLosesThatIsNotModelled)
{
    const Journey journey("CREATE TABLE t (a INT NOT NULL ON CONFLICT IGNORE, b INT, PRIMARY KEY (a DESC))", "CREATE TABLE t (a INT NOT NULL, b TEXT, PRIMARY KEY (a))");
    EXPECT_EQ(hazards(journey.plans().up), (Ids{"not-modelled", "not-modelled"}));
    EXPECT_EQ(hazards(journey.plans().down), (Ids{"change-type"}));
}

TEST(SqlitePlan, ScriptsStopWhereForeignKeysAreNewlyViolated)
{
    Journey journey("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (p INT)",
                    "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (p INT REFERENCES p (id))", "INSERT INTO t VALUES (1)");
    const auto statements = sqliteDialect().split(journey.script());
    ASSERT_TRUE(statements);
    std::string failed;
    for (const ScriptStatement &statement : *statements) {
        if (const auto done = journey.place().connection->execute(statement.text); !done) {
            failed = done.error().message;
            break;
        }
    }
    EXPECT_NE(failed.find("foreign_keys_hold"), std::string::npos) << failed;
    ASSERT_TRUE(journey.place().connection->execute("ROLLBACK"));
    EXPECT_TRUE(journey.place().catalog().all(Kind::ForeignKey).empty());
    EXPECT_EQ(Journey("CREATE TABLE t (a INT)", "CREATE TABLE t (a INT); CREATE INDEX i ON t (a)").script(),
              "BEGIN;\nCREATE INDEX i ON t (a);\nCOMMIT;\n") << "no pragmas where no table changes";
}

TEST(SqlitePlan, ARebuildRestoresTheOrderOfColumnsOfAChoice)
{
    SqlitePlace place("CREATE TABLE t (a INT, b INT, kept INT)");
    const Catalog from = place.catalog();
    const Catalog to = SqlitePlace("CREATE TABLE t (b INT, c INT UNIQUE, a INT)").catalog();
    ChangeList chosen = diff(from, to);
    std::erase_if(chosen.changes, [](const Change &change) { return change.type == ChangeType::Drop; });
    const auto goal = applied(from, to, chosen);
    ASSERT_TRUE(goal) << toText(goal.error());
    const auto made = plan(from, goal->catalog, sqliteDialect());
    ASSERT_TRUE(made) << toText(made.error());
    ASSERT_TRUE(runAsRunner(place, made->up));
    EXPECT_EQ(place.value("SELECT group_concat(name) FROM pragma_table_info('t')"), "b,c,a,kept");
}

TEST(SqlitePlan, HostileNames)
{
    Journey journey("CREATE TABLE \"a\"\"; DROP TABLE x; --\" (\"select\" INTEGER PRIMARY KEY, \"it's 😀\" TEXT, [group by] INT); CREATE TABLE x (a INT)",
                    "CREATE TABLE \"a\"\"; DROP TABLE x; --\" (\"select\" INTEGER PRIMARY KEY, \"it's\n😀\" TEXT NOT NULL DEFAULT 'it''s', [group by] INT UNIQUE); "
                    "CREATE TABLE x (a INT); CREATE VIEW \"v;\" AS SELECT \"it's\n😀\" FROM \"a\"\"; DROP TABLE x; --\"",
                    "INSERT INTO \"a\"\"; DROP TABLE x; --\" VALUES (1, 'y', 2); INSERT INTO x VALUES (1)", {"column:a\"; DROP TABLE x; --.it's 😀=it's\n😀"});
    journey.up();
    EXPECT_EQ(journey.ask("SELECT * FROM \"v;\""), "y");
    journey.down();
    EXPECT_EQ(journey.ask("SELECT a FROM x"), "1");
}

TEST(SqlitePlan, LeftOutObjectsStay)
{
    SqlitePlace place("CREATE TABLE t (a INT); CREATE TABLE other (a INT); INSERT INTO other VALUES (1)");
    SqlitePlace goal("CREATE TABLE t (a TEXT)");
    PlanOptions options;
    options.diff.exclude = {"table:other"};
    const auto made = plan(place.catalog(), goal.catalog(), sqliteDialect(), options);
    ASSERT_TRUE(made) << toText(made.error());
    ASSERT_TRUE(runAsRunner(place, made->up));
    EXPECT_EQ(place.value("SELECT a FROM other"), "1");
    EXPECT_EQ(place.value("SELECT type FROM pragma_table_info('t')"), "TEXT");
}
