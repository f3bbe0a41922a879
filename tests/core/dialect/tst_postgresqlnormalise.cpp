#include "core/base/text.h"
#include "core/dialect/postgresql/expression.h"
#include "core/dialect/postgresql/inspect.h"
#include "core/dialect/postgresql/normalise.h"
#include "core/dialect/postgresql/partition.h"
#include "core/dialect/postgresql/types.h"
#include "tests/core/dialect/postgresqlspellings.h"
#include "tests/support/postgres.h"

#include <gtest/gtest.h>

using namespace kilter;
using namespace kilter::test;


namespace {

postgresql::ExpressionScope scopeOf(const Catalog &catalog)
{
    return {catalog, tableRef("n", "t")};
}

/// What the server makes of a text; "error" where it refuses.
std::string said(const TestDatabase &database, const std::string &call)
{
    try {
        return database.run("SET search_path = ''; SET timezone = 'UTC'; SELECT " + call);
    } catch (const std::runtime_error &) {
        return "error";
    }
}

class PostgresqlNormalise : public testing::Test
{
protected:
    void SetUp() override
    {
        requirePostgres();
        m_database.emplace(spellingScript);
        auto url = parseUrl(m_database->url());
        auto connection = Connection::open(*url);
        ASSERT_TRUE(connection);
        auto catalog = postgresql::inspect(**connection, {});
        ASSERT_TRUE(catalog) << toText(catalog.error());
        m_catalog = std::move(*catalog);
    }

    std::string defaultOf(const std::string &column, const std::string &text) const
    {
        return said(*m_database, "n.default_of('" + column + "', $q$" + text + "$q$)");
    }

    std::string localDefault(const std::string &column, const std::string &text) const
    {
        const Object *object = m_catalog.find(columnRef("n", "t", column));
        const auto canonical = postgresql::canonicalDefault(text, object->as<Column>().type, scopeOf(m_catalog));
        return canonical ? canonical->text.value_or("none") : "unknown";
    }

    std::string localCheck(const std::string &text) const
    {
        const auto term = postgresql::canonicalExpression(text, scopeOf(m_catalog));
        return term ? term->text : "unknown";
    }

    std::optional<TestDatabase> m_database;
    Catalog m_catalog;
};

} // namespace

TEST_F(PostgresqlNormalise, knownDefaultsAsTheServer)
{
    for (const auto &[column, text] : knownDefaults) {
        const std::string server = defaultOf(column, text);
        EXPECT_EQ(localDefault(column, text), server) << column << ": " << text;
        if (server != "none") {
            EXPECT_EQ(localDefault(column, server), server) << column << ": not a fixed point";
        }
    }
}

TEST_F(PostgresqlNormalise, hardDefaultsAreNeverWrong)
{
    for (const auto &[column, text] : hardDefaults) {
        const std::string server = defaultOf(column, text);
        const std::string local = localDefault(column, text);
        if (local != "unknown") {
            EXPECT_EQ(local, server) << column << ": " << text;
        }
    }
}

TEST_F(PostgresqlNormalise, knownChecksAsTheServer)
{
    for (const std::string text : knownChecks) {
        const std::string server = said(*m_database, "n.check_of($q$" + text + "\n$q$)");
        EXPECT_EQ(localCheck(text), server) << text;
        const std::string again = localCheck(server);
        if (again != "unknown") {
            EXPECT_EQ(again, server) << "not a fixed point";
        }
    }
}

TEST_F(PostgresqlNormalise, hardChecksAreNeverWrong)
{
    for (const std::string text : hardChecks) {
        const std::string local = localCheck(text);
        const std::string server = said(*m_database, "n.check_of($q$" + text + "\n$q$)");
        if (local != "unknown" && server != "error") {
            EXPECT_EQ(local, server) << text;
        }
    }
}

TEST_F(PostgresqlNormalise, typesAsTheServer)
{
    const std::vector<std::string> types = {"int",
                                            "int4",
                                            "INTEGER",
                                            "int8",
                                            "bigint",
                                            "int2",
                                            "smallint",
                                            "float",
                                            "float8",
                                            "float(3)",
                                            "real",
                                            "float4",
                                            "double precision",
                                            "numeric",
                                            "decimal",
                                            "numeric(10,2)",
                                            "decimal(5)",
                                            "bool",
                                            "boolean",
                                            "text",
                                            "varchar",
                                            "varchar(20)",
                                            "character varying(20)",
                                            "char",
                                            "char(3)",
                                            "character(3)",
                                            "bpchar",
                                            "national character varying(5)",
                                            "nchar(2)",
                                            "timestamptz",
                                            "timestamp",
                                            "timestamp(3)",
                                            "timestamp(3) with time zone",
                                            "timestamptz(0)",
                                            "timestamp with time zone",
                                            "time",
                                            "timetz",
                                            "time(2) with time zone",
                                            "date",
                                            "interval",
                                            "uuid",
                                            "json",
                                            "jsonb",
                                            "bytea",
                                            "xml",
                                            "money",
                                            "inet",
                                            "cidr",
                                            "macaddr",
                                            "bit",
                                            "bit(3)",
                                            "varbit",
                                            "bit varying(5)",
                                            "\"char\"",
                                            "name",
                                            "oid",
                                            "regclass",
                                            "tsvector",
                                            "tsquery",
                                            "point",
                                            "int4range",
                                            "tstzrange",
                                            "int[]",
                                            "text[]",
                                            "_text",
                                            "_int4",
                                            "varchar(10)[]",
                                            "numeric(10,2)[][]",
                                            "text ARRAY",
                                            "int[3]",
                                            "timestamptz[]",
                                            "n.e",
                                            "n.e[]",
                                            "n._e",
                                            "public.\"Mood\"",
                                            "public.\"Mood\"[]",
                                            "pg_catalog.int4",
                                            "pg_catalog.text",
                                            "interval(3)",
                                            "interval day",
                                            "interval year to month"};
    for (const std::string &type : types) {
        const std::string server =
            m_database->run("SET search_path = ''; CREATE TEMP TABLE x (c " + type +
                            "); SELECT format_type(atttypid, atttypmod) "
                            "FROM pg_attribute WHERE attrelid = 'pg_temp.x'::regclass AND attnum = 1");
        const std::string local = postgresql::canonicalType(type, m_catalog, "n");
        EXPECT_EQ(postgresql::canonicalType(server, m_catalog, "other"), server) << "not a fixed point";
        if (type.starts_with("interval ") || type.starts_with("interval(") || type == "n._e") {
            EXPECT_TRUE(local == type || local == server) << type << " became " << local;
        } else {
            EXPECT_EQ(local, server) << type;
        }
    }
    EXPECT_EQ(postgresql::canonicalType("e", m_catalog, "n"), "n.e");
    EXPECT_EQ(postgresql::canonicalType("\"Mood\"", m_catalog, "n"), "public.\"Mood\"");
    EXPECT_EQ(postgresql::canonicalType("citext", m_catalog, "n"), "citext");
    EXPECT_EQ(postgresql::canonicalType("int, b text", m_catalog, "n"), "int, b text");
    EXPECT_EQ(postgresql::canonicalType("int) x (", m_catalog, "n"), "int) x (");
    EXPECT_EQ(postgresql::canonicalType("", m_catalog, "n"), "");
}

TEST_F(PostgresqlNormalise, partitionsAsTheServer)
{
    struct Partition
    {
        const char *key, *bound;
        bool isKnown;
    };
    const Partition partitions[] = {
        {"range (id)", "for values from (1) to (10)", true},
        {"range (id)", "for values from (-5) to ('10')", true},
        {"RANGE (b)", "FOR VALUES FROM (0) TO (5000000000)", true},
        {"range (d)", "for values from ('2026-01-01') to ('2027-01-01')", true},
        {"range (tn)", "for values from ('2026-01-01') to (maxvalue)", true},
        {"range (ts)", "for values from ('2026-01-01 00:00:00Z') to ('2027-01-01 00:00:00+00')", true},
        {"range (ts)", "for values from ('2026-01-01') to ('2027-01-01')", false},
        {"range (d, id)", "for values from (minvalue, minvalue) to ('2027-01-01', 5)", true},
        {"range (n)", "for values from (1) to (2.5)", true},
        {"list (t)", "for values in ('a', 'it''s', null)", true},
        {"list (e)", "for values in ('a')", true},
        {"list (v)", "for values in ('a', 'b')", true},
        {"list (bo)", "for values in (true)", true},
        {"list (\"Order\")", "for values in (1)", true},
        {"list (t)", "default", true},
        {"hash (id)", "for values with (modulus 4, remainder 0)", true},
        {"hash (t, id)", "for values with (MODULUS 4, REMAINDER 3)", true},
        {"list (lower(t))", "for values in ('a')", false}};
    for (const auto &[key, bound, isKnown] : partitions) {
        const std::string made = std::string("SET search_path = 'n'; CREATE TABLE n.p (LIKE n.t) PARTITION BY ") + key +
                                 "; CREATE TABLE n.q PARTITION OF n.p " + bound + "; SET search_path = ''; ";
        const std::string undone = "; DROP TABLE n.p CASCADE";
        const std::string serverKey = m_database->run(made + "SELECT pg_get_partkeydef('n.p'::regclass)");
        const std::string serverBound = m_database->run(
            "SET timezone = 'UTC'; SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE oid = 'n.q'::regclass");
        m_database->run("DROP TABLE n.p");
        const auto localKey = postgresql::canonicalPartitionKey(key, scopeOf(m_catalog));
        const auto localBound = postgresql::canonicalPartitionBound(bound, serverKey, scopeOf(m_catalog));
        EXPECT_EQ(localBound.value_or("unknown"), isKnown ? serverBound : "unknown") << key << ' ' << bound;
        EXPECT_EQ(localKey.value_or(serverKey), serverKey);
        EXPECT_EQ(postgresql::canonicalPartitionBound(serverBound, serverKey, scopeOf(m_catalog)).value_or(serverBound),
                  serverBound);
    }
}

TEST_F(PostgresqlNormalise, catalogsOfServersStayAsTheyAre)
{
    m_database->run(R"(
        CREATE TABLE n.w (id bigserial PRIMARY KEY, s varchar(9) DEFAULT 'x' CHECK (s IN ('a', 'b')), j jsonb DEFAULT '{}', n numeric(9,2) DEFAULT -1.5,
            x text COLLATE "C", g int GENERATED ALWAYS AS (length(s) * 2) STORED, e n.e DEFAULT 'a');
        CREATE INDEX ON n.w (lower(x) DESC, (id + 1), x COLLATE "POSIX" text_pattern_ops) WHERE s <> 'a' AND n > 0;
        CREATE INDEX ON n.w USING gin (j jsonb_path_ops);
        CREATE VIEW n.view WITH (security_barrier) AS SELECT id FROM n.w WHERE s = 'a';
        CREATE TABLE n.p (id int, at timestamptz) PARTITION BY RANGE (at, lower(id::text));
        CREATE TABLE n.p1 PARTITION OF n.p FOR VALUES FROM ('2026-01-01', 'a') TO ('2027-01-01', MAXVALUE);)");
    auto url = parseUrl(m_database->url());
    auto connection = Connection::open(*url);
    ASSERT_TRUE(connection);
    const auto actual = postgresql::inspect(**connection, {});
    ASSERT_TRUE(actual);
    const Catalog again = postgresql::normalised(*actual);
    ASSERT_EQ(again.size(), actual->size());
    for (std::size_t i = 0; i < again.size(); ++i) {
        for (const FieldChange &change : changedFields(actual->objects()[i], again.objects()[i]))
            ADD_FAILURE() << toText(again.objects()[i].ref) << ' ' << change.field << ": " << change.from << " became "
                          << change.to;
    }
}

TEST_F(PostgresqlNormalise, aModelsCatalogIsWhatTheServerReads)
{
    m_database->run(R"(SET search_path = n;
        CREATE TABLE posts (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, title text NOT NULL, status varchar(20) DEFAULT 'draft', mood public."Mood",
            minutes int, created_at timestamptz NOT NULL DEFAULT NOW(), belongs_to jsonb NOT NULL DEFAULT '{}');
        ALTER TABLE posts ADD CONSTRAINT posts_status_in CHECK (status IN ('draft', 'published')), ADD CONSTRAINT posts_title_maxlen CHECK (length(title) <= 200),
            ADD CONSTRAINT posts_title_pattern CHECK (title ~ '^[A-Z]'), ADD CONSTRAINT posts_minutes_min CHECK (minutes >= 1),
            ADD CONSTRAINT posts_minutes_multiple CHECK (minutes % 5 = 0);
        CREATE INDEX posts_recent_idx ON posts (created_at DESC) WHERE status = 'published';
        CREATE INDEX posts_lower_idx ON posts (lower(title) text_ops, title COLLATE "C");
        CREATE INDEX posts_belongs_idx ON posts USING gin (belongs_to);)");
    auto url = parseUrl(m_database->url());
    auto connection = Connection::open(*url);
    ASSERT_TRUE(connection);
    const auto actual = postgresql::inspect(**connection, {});
    ASSERT_TRUE(actual);
    Catalog desired = m_catalog;
    const auto column = [&](const char *name, const char *type, bool notNull,
                            std::optional<std::string> standard = {}) {
        Column body;
        body.type = type;
        body.notNull = notNull;
        body.defaultExpression = std::move(standard);
        desired.add(Object(columnRef("n", "posts", name), body));
    };
    const auto check = [&](const char *name, const char *expression) {
        CheckConstraint body;
        body.expression = expression;
        desired.add(Object({Kind::Check, "n", "posts", name, {}}, body));
    };
    const auto index = [&](const char *name, Index body) {
        desired.add(Object({Kind::Index, "n", "posts", name, {}}, std::move(body)));
    };
    desired.add(Object(tableRef("n", "posts"), Table()));
    column("id", "UUID", true, "gen_random_uuid()");
    column("title", "TEXT", true);
    column("status", "VARCHAR(20)", false, "'draft'");
    column("mood", "\"Mood\"", false);
    column("minutes", "INTEGER", false);
    column("created_at", "TIMESTAMPTZ", true, "NOW()");
    column("belongs_to", "JSONB", true, "'{}'");
    PrimaryKey key;
    key.columns = {"id"};
    desired.add(Object({Kind::PrimaryKey, "n", "posts", "posts_pkey", {}}, key));
    check("posts_status_in", "status IN ('draft', 'published')");
    check("posts_title_maxlen", "length(title) <= 200");
    check("posts_title_pattern", "title ~ '^[A-Z]'");
    check("posts_minutes_min", "minutes >= 1");
    check("posts_minutes_multiple", "minutes % 5 = 0");
    Index recent;
    recent.keys = {{.expression = "created_at",
                    .isExpression = false,
                    .collation = {},
                    .operatorClass = {},
                    .descending = true,
                    .nullsFirst = true}};
    recent.where = "status = 'published'";
    index("posts_recent_idx", recent);
    Index lower;
    lower.keys = {{.expression = "lower(title)", .isExpression = true, .collation = {}, .operatorClass = "text_ops"},
                  {.expression = "title", .isExpression = false, .collation = "\"C\"", .operatorClass = {}}};
    index("posts_lower_idx", lower);
    Index gin;
    gin.method = "GIN";
    gin.keys = {{.expression = "belongs_to", .isExpression = false, .collation = {}, .operatorClass = "jsonb_ops"}};
    index("posts_belongs_idx", gin);
    desired = postgresql::normalised(std::move(desired));
    ASSERT_EQ(desired.size(), actual->size());
    for (std::size_t i = 0; i < desired.size(); ++i) {
        ASSERT_EQ(desired.objects()[i].ref, actual->objects()[i].ref);
        for (const FieldChange &change : changedFields(desired.objects()[i], actual->objects()[i]))
            ADD_FAILURE() << toText(desired.objects()[i].ref) << ' ' << change.field << ": " << change.from
                          << " against " << change.to;
    }
}
