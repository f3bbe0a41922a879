#include "tests/cli/clirun.h"
#include "tests/support/postgres.h"
#include "tests/support/schema.h"
#include "tests/support/sqlite.h"

using namespace kilter;
using namespace kilter::test;

namespace {

const char *postgresSchema = R"(
CREATE SCHEMA shop;
CREATE TYPE shop.mood AS ENUM ('sad', 'so so', 'hap''py');
COMMENT ON TYPE shop.mood IS 'how one feels';
CREATE SEQUENCE shop.numbers AS integer START 5 INCREMENT 3 MAXVALUE 900 CYCLE;
CREATE TABLE shop.customers (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 10) PRIMARY KEY,
    name varchar(40) NOT NULL COLLATE "C",
    feels shop.mood DEFAULT 'so so',
    tags text[] DEFAULT '{}',
    price numeric(10,2) CHECK (price >= 0),
    doubled numeric GENERATED ALWAYS AS (price * 2) STORED,
    born date, at timestamptz DEFAULT now(), n integer DEFAULT nextval('shop.numbers'),
    data jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT unusual CHECK (length(name) > 1 OR price IS NULL),
    UNIQUE (name, born));
COMMENT ON COLUMN shop.customers.name IS 'with ''quotes'' and ä';
CREATE TABLE public.orders (
    id serial PRIMARY KEY,
    customer bigint REFERENCES shop.customers ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
    parent integer REFERENCES public.orders (id));
CREATE INDEX ON shop.customers USING gin (data);
CREATE UNIQUE INDEX lower_name ON shop.customers (lower(name) DESC NULLS LAST) INCLUDE (born) WHERE price > 3;
CREATE VIEW public.totals AS SELECT c.name, count(*) AS n FROM public.orders o JOIN shop.customers c ON c.id = o.customer GROUP BY c.name;
CREATE TABLE public.events (id integer, at timestamptz NOT NULL, kind text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE public.events_2026 PARTITION OF public.events FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;
)";

const char *sqliteSchemaText = R"(
CREATE TABLE customers (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(40) NOT NULL COLLATE NOCASE, price NUMERIC CHECK (price >= 0),
    doubled NUMERIC GENERATED ALWAYS AS (price * 2) STORED, at TEXT DEFAULT CURRENT_TIMESTAMP, CONSTRAINT unusual CHECK (length(name) > 1), UNIQUE (name, at));
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customers (id) ON DELETE CASCADE, parent INTEGER REFERENCES orders (id));
CREATE TABLE pairs (a TEXT NOT NULL, b TEXT NOT NULL DEFAULT 'x''y', PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE UNIQUE INDEX lower_name ON customers (lower(name) DESC) WHERE price > 3;
CREATE VIEW totals AS SELECT c.name, count(*) AS n FROM orders o JOIN customers c ON c.id = o.customer GROUP BY c.name;
CREATE TRIGGER stamp AFTER UPDATE ON customers BEGIN UPDATE customers SET at = CURRENT_TIMESTAMP WHERE id = new.id; END;
)";

} // namespace

TEST(Import, postgreSqlThenVerifyFindsNothing)
{
    requirePostgres();
    const TestDatabase database(postgresSchema);
    const CliFolder folder;
    folder.write("kilter.toml", "[workspace]\nname = \"x\"\ndefault_store = \"pg\"\n\n[store.pg]\nkind = \"postgresql\"\nconnection = \"dev\"\n\n"
                                "[store.pg.connection.dev]\nurl = \"" + database.url() + "\"\nenvironment = \"development\"\n");
    const CliOutput imported = folder.run({"import", "--from", database.url()});
    ASSERT_EQ(imported.exitCode, 0) << imported;
    const CliOutput valid = folder.run({"verify", "--strict"});
    EXPECT_EQ(valid.exitCode, 0) << valid;

    const TestDatabase built;
    ASSERT_EQ(folder.run({"generate", "-m", "All", "--url", built.url()}).exitCode, 0);
    const CliOutput applied = folder.run({"apply", "--url", built.url()});
    ASSERT_EQ(applied.exitCode, 0) << applied;
    ASSERT_EQ(folder.run({"verify", "--url", built.url()}).exitCode, 0);
    built.run("DROP TABLE migration_history, migration_event, migration_statement, schema_versions");
    const auto want = pgDump(database.url());
    const auto got = pgDump(built.url());
    ASSERT_TRUE(want && got);
    EXPECT_EQ(factDifference(*want, *got), "");

    const auto before = folder.files("models");
    std::string first = folder.read(before.front());
    ASSERT_EQ(folder.run({"import", "--from", database.url()}).exitCode, 0);
    EXPECT_EQ(folder.files("models"), before);
    EXPECT_EQ(folder.read(before.front()), first) << "importing again rewrote a file that did not differ";
}

TEST(Import, whatIsNoTableLivesInSql)
{
    requirePostgres();
    const TestDatabase database(R"(
        CREATE EXTENSION citext;
        CREATE DOMAIN mail AS citext CHECK (VALUE ~ '@'); COMMENT ON DOMAIN mail IS 'of a person';
        CREATE TYPE point3 AS (x integer, y integer, z integer);
        CREATE TABLE people (id integer PRIMARY KEY, address mail UNIQUE, at point3, during tsrange, EXCLUDE USING gist (during WITH &&)) WITH (fillfactor = 70);
        CREATE TABLE log (id integer, said text) PARTITION BY RANGE (id);
        CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (10);
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (new.id, 'a;b'); RETURN new; END $$;
        CREATE FUNCTION "Twice"(n integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT n * 2; END;
        CREATE FUNCTION "Twice"(n numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
        CREATE PROCEDURE tidy(INOUT n integer) LANGUAGE sql AS 'SELECT 1';
        CREATE TABLE numbers (n integer DEFAULT "Twice"(), s integer GENERATED ALWAYS AS ("Twice"(3)) STORED, CHECK ("Twice"(n) > 0));
        ALTER TABLE numbers ALTER COLUMN n SET STATISTICS 50;
        CREATE TRIGGER stamped AFTER INSERT OR UPDATE OF address ON people FOR EACH ROW WHEN (new.id > 0) EXECUTE FUNCTION stamp();
        ALTER TABLE people DISABLE TRIGGER stamped;
        CREATE VIEW named AS SELECT id, address FROM people; COMMENT ON COLUMN named.id IS 'the key'; GRANT SELECT ON named TO PUBLIC;
        CREATE RULE remove AS ON DELETE TO named DO INSTEAD NOTHING;
        CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM named; CREATE UNIQUE INDEX ON counted (n);
        ALTER TABLE people ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON people FOR SELECT USING (id > "Twice"(1));
        CREATE STATISTICS both_of ON id, at FROM people;
        CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
        GRANT SELECT (id) ON people TO PUBLIC; REVOKE TRUNCATE ON people, named FROM CURRENT_USER; REVOKE EXECUTE ON FUNCTION stamp() FROM PUBLIC;
        CREATE TABLE lent (n integer); ALTER TABLE lent OWNER TO case_owner; GRANT SELECT ON lent TO CURRENT_USER, case_reader;
        CREATE TABLE circled (f integer, g integer); CREATE FUNCTION fits(circled) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN $1.f > 0; END $$;
        CREATE FUNCTION most(c circled DEFAULT NULL::circled) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT max(f) FROM circled); END $$;
        ALTER TABLE circled ADD CHECK (fits(circled)); ALTER TABLE circled ALTER g SET DEFAULT most();
        CREATE PUBLICATION everyone FOR TABLE people;)");
    const CliFolder folder;
    folder.write("kilter.toml", "[workspace]\nname = \"x\"\ndefault_store = \"pg\"\n\n[store.pg]\nkind = \"postgresql\"\nconnection = \"dev\"\n\n"
                                "[store.pg.connection.dev]\nurl = \"" + database.url() + "\"\nenvironment = \"development\"\n");
    const CliOutput imported = folder.run({"import"});
    ASSERT_EQ(imported.exitCode, 0) << imported;
    const CliOutput valid = folder.run({"verify", "--strict"});
    EXPECT_EQ(valid.exitCode, 0) << valid;
    EXPECT_EQ(valid.err.find("left out"), std::string::npos) << valid;
    EXPECT_EQ(imported.err.find("not-exact"), std::string::npos) << imported;
    EXPECT_NE(folder.read("sql/function/public.Twice.sql").find("BEGIN ATOMIC"), std::string::npos);

    const TestDatabase built;
    ASSERT_EQ(folder.run({"generate", "-m", "All", "--url", built.url()}).exitCode, 0);
    const CliOutput applied = folder.run({"apply", "--url", built.url()});
    ASSERT_EQ(applied.exitCode, 0) << applied;
    built.run("DROP TABLE migration_history, migration_event, migration_statement, schema_versions");
    const auto want = pgDump(database.url());
    const auto got = pgDump(built.url());
    ASSERT_TRUE(want && got);
    EXPECT_EQ(factDifference(*want, *got), "");

    database.run("CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$");
    const CliOutput changed = folder.run({"verify"});
    EXPECT_EQ(changed.exitCode, 1) << changed;
    EXPECT_NE(changed.out.find("stamp"), std::string::npos) << changed;
    database.run("DROP POLICY own ON people");
    EXPECT_NE(folder.run({"verify"}).out.find("own"), std::string::npos);
    ASSERT_EQ(folder.run({"import"}).exitCode, 0);
    EXPECT_EQ(folder.run({"verify"}).exitCode, 0) << "what the database has now";
}

TEST(Import, sqliteThenVerifyFindsNothing)
{
    const TestFile file(sqliteSchemaText);
    const CliFolder folder;
    folder.write("kilter.toml", "[workspace]\nname = \"x\"\ndefault_store = \"main\"\n\n[store.main]\nkind = \"sqlite\"\nconnection = \"dev\"\n\n"
                                "[store.main.connection.dev]\nurl = \"" + file.url() + "\"\nenvironment = \"development\"\n");
    const CliOutput imported = folder.run({"import", "--from", file.url()});
    ASSERT_EQ(imported.exitCode, 0) << imported;
    const CliOutput valid = folder.run({"verify", "--strict"});
    EXPECT_EQ(valid.exitCode, 0) << valid;
    const TestFile built;
    ASSERT_EQ(folder.run({"generate", "-m", "All", "--url", built.url()}).exitCode, 0);
    const CliOutput applied = folder.run({"apply", "--url", built.url()});
    ASSERT_EQ(applied.exitCode, 0) << applied;
    for (const char *table : {"migration_history", "migration_event", "migration_statement", "schema_versions"})
        built.run(std::string("DROP TABLE ") + table);
    const auto want = sqliteSchema(file.path());
    const auto got = sqliteSchema(built.path());
    ASSERT_TRUE(want && got);
    EXPECT_EQ(factDifference(*want, *got), "");
}

TEST(Import, baselineBeginsAnExistingDatabase)
{
    const TestFile file(sqliteSchemaText);
    const CliFolder folder;
    folder.write("kilter.toml", workspaceToml());
    ASSERT_EQ(folder.run({"import", "--from", file.url()}).exitCode, 0);
    const CliOutput baseline = folder.run({"generate", "--baseline", "-m", "What was there", "--url", file.url()});
    ASSERT_EQ(baseline.exitCode, 0) << baseline;
    EXPECT_EQ(folder.run({"status", "--exit-code", "--url", file.url()}).exitCode, 0);
    EXPECT_TRUE(folder.run({"apply", "--url", file.url()}).says("up to date"));
    const TestFile fresh;
    ASSERT_EQ(folder.run({"apply", "--url", fresh.url()}).exitCode, 0);
    EXPECT_EQ(folder.run({"verify", "--url", fresh.url()}).exitCode, 0);
    EXPECT_NE(folder.run({"generate", "--baseline", "-m", "Again", "--url", file.url()}).exitCode, 0);
}
