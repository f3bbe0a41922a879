#include "core/plan/plan.h"
#include "core/plan/postgresql/casts.h"

#include <gtest/gtest.h>

#include <chrono>

using namespace kilter;

namespace {

Object table(const std::string &name, std::vector<std::string> columns)
{
    Table body;
    body.columnOrder = std::move(columns);
    return {tableRef("public", name), body};
}

Object column(const std::string &table, const std::string &name, const std::string &type = "integer")
{
    Column body;
    body.type = type;
    return {columnRef("public", table, name), body};
}

Object primaryKey(const std::string &table, const std::string &column)
{
    PrimaryKey key;
    key.columns = {column};
    return {{Kind::PrimaryKey, "public", table, table + "_pkey", {}}, key};
}

Object foreignKey(const std::string &table, const std::string &column, const std::string &target)
{
    ForeignKey key;
    key.columns = {column};
    key.referencedTable = tableRef("public", target);
    key.referencedColumns = {"id"};
    return {{Kind::ForeignKey, "public", table, table + "_" + column + "_fkey", {}}, key};
}

Object enumType(const std::string &name, std::vector<std::string> labels)
{
    EnumType body;
    body.labels = std::move(labels);
    return {{Kind::Enum, "public", {}, name, {}}, body};
}

Object view(const std::string &name, const std::string &definition, std::vector<std::string> columns)
{
    View body;
    body.definition = definition;
    body.columns = std::move(columns);
    return {{Kind::View, "public", {}, name, {}}, body};
}

Catalog catalogOf(std::vector<Object> objects)
{
    Catalog catalog;
    catalog.add({schemaRef("public"), Schema()});
    catalog.addAll(std::move(objects));
    return catalog;
}

std::vector<Statement> planned(const Catalog &from, const Catalog &to, const PlanOptions &options = {})
{
    const auto statements = orderedStatements(from, to, Dialect::of(DialectKind::PostgreSql), options);
    EXPECT_TRUE(statements) << toText(statements.error());
    return statements.value_or(std::vector<Statement>());
}

std::vector<std::string> sqlOf(const std::vector<Statement> &statements)
{
    std::vector<std::string> texts;
    for (const Statement &statement : statements)
        texts.push_back(statement.sql);
    return texts;
}

using Texts = std::vector<std::string>;

} // namespace

TEST(PostgresqlPlan, OfEqualCatalogsIsEmpty)
{
    const Catalog catalog = catalogOf({table("t", {"id"}), column("t", "id"), primaryKey("t", "id")});
    EXPECT_TRUE(planned(catalog, catalog).empty());
}

TEST(PostgresqlPlan, TablesOfACircleOfForeignKeysComeBeforeTheKeys)
{
    const Catalog to = catalogOf({table("a", {"id", "b"}), column("a", "id"), column("a", "b"), primaryKey("a", "id"), foreignKey("a", "b", "b"),
                                  table("b", {"id", "a"}), column("b", "id"), column("b", "a"), primaryKey("b", "id"), foreignKey("b", "a", "a")});
    const Catalog from = catalogOf({});
    EXPECT_EQ(sqlOf(planned(from, to)),
              (Texts{"CREATE TABLE public.a (\n    id INTEGER PRIMARY KEY,\n    b INTEGER\n)", "CREATE TABLE public.b (\n    id INTEGER PRIMARY KEY,\n    a INTEGER\n)",
                     "ALTER TABLE public.a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES public.b (id)",
                     "ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a (id)"}));
    const auto down = planned(to, from);
    EXPECT_TRUE(down.front().sql.find("DROP CONSTRAINT") != std::string::npos) << down.front().sql;
    EXPECT_EQ(down.back().sql.substr(0, 10), "DROP TABLE");
    EXPECT_TRUE(down.back().losesData);
    EXPECT_EQ(down.back().reversibility, Reversibility::StructureOnly);
}

TEST(PostgresqlPlan, ANewEnumValueIsCommittedBeforeItsUse)
{
    Catalog from = catalogOf({enumType("mood", {"ok"}), table("t", {"m"}), column("t", "m", "public.mood")});
    Catalog to = from;
    to.edit({Kind::Enum, "public", {}, "mood", {}})->as<EnumType>().labels = {"bad", "ok", "fine"};
    auto statements = planned(from, to);
    EXPECT_EQ(sqlOf(statements), (Texts{"ALTER TYPE public.mood ADD VALUE 'bad' BEFORE 'ok'", "ALTER TYPE public.mood ADD VALUE 'fine'"}));
    to.edit(columnRef("public", "t", "m"))->as<Column>().defaultExpression = "'fine'::public.mood";
    statements = planned(from, to);
    ASSERT_EQ(statements.size(), 3u);
    EXPECT_FALSE(statements[1].commitBefore);
    EXPECT_TRUE(statements[2].commitBefore);
    EXPECT_EQ(scriptOf(statements, Dialect::of(DialectKind::PostgreSql)),
              "BEGIN;\nALTER TYPE public.mood ADD VALUE 'bad' BEFORE 'ok';\nALTER TYPE public.mood ADD VALUE 'fine';\nCOMMIT;\n"
              "BEGIN;\nALTER TABLE public.t ALTER COLUMN m SET DEFAULT 'fine'::public.mood;\nCOMMIT;\n");
}

TEST(PostgresqlPlan, ARemovedEnumValueRewritesAllUsers)
{
    Catalog from = catalogOf({enumType("mood", {"ok", "bad"}), table("t", {"m", "many"}), column("t", "m", "public.mood"),
                              column("t", "many", "public.mood[]"), view("v", " SELECT t.m\n   FROM public.t", {"m"})});
    from.edit(columnRef("public", "t", "m"))->as<Column>().defaultExpression = "'ok'::public.mood";
    Catalog to = from;
    to.edit({Kind::Enum, "public", {}, "mood", {}})->as<EnumType>().labels = {"ok"};
    const auto statements = planned(from, to);
    EXPECT_EQ(sqlOf(statements),
              (Texts{"DROP VIEW public.v", "ALTER TABLE public.t ALTER COLUMN m DROP DEFAULT", "ALTER TYPE public.mood RENAME TO mood_kilter_old",
                     "CREATE TYPE public.mood AS ENUM ('ok')",
                     "ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::TEXT::public.mood",
                     "ALTER TABLE public.t ALTER COLUMN many TYPE public.mood[] USING many::TEXT[]::public.mood[]",
                     "ALTER TABLE public.t ALTER COLUMN m SET DEFAULT 'ok'::public.mood",
                     "CREATE VIEW public.v AS\n SELECT t.m\n   FROM public.t", "DROP TYPE public.mood_kilter_old"}));
    EXPECT_EQ(statements[3].hazards.at(0).id, "enum-label-removed");
}

TEST(PostgresqlPlan, RenamesInACircleGoThroughAnotherName)
{
    const Catalog from = catalogOf({table("a", {"x"}), column("a", "x"), table("b", {"y"}), column("b", "y", "text")});
    PlanOptions options;
    options.renames = {{tableRef("public", "a"), "b"}, {tableRef("public", "b"), "a"}};
    const Catalog to = renamed(from, options.renames);
    EXPECT_EQ(sqlOf(planned(from, to, options)),
              (Texts{"ALTER TABLE public.a RENAME TO a_kilter_old", "ALTER TABLE public.b RENAME TO a", "ALTER TABLE public.a_kilter_old RENAME TO b"}));
    const auto both = plan(from, to, Dialect::of(DialectKind::PostgreSql), options);
    ASSERT_TRUE(both);
    EXPECT_EQ(both->down.size(), 3u) << "the way back renames too";
    EXPECT_FALSE(both->down[0].losesData);
}

TEST(PostgresqlPlan, AColumnWithoutCastIsDroppedAndAddedAndThatIsSaid)
{
    const Catalog from = catalogOf({table("t", {"c"}), column("t", "c", "integer")});
    Catalog to = from;
    to.edit(columnRef("public", "t", "c"))->as<Column>().type = "uuid";
    const auto statements = planned(from, to);
    ASSERT_EQ(sqlOf(statements), (Texts{"ALTER TABLE public.t DROP COLUMN c", "ALTER TABLE public.t ADD COLUMN c UUID"}));
    EXPECT_TRUE(statements[0].losesData);
    EXPECT_NE(scriptOf(statements, Dialect::of(DialectKind::PostgreSql)).find("-- drop-column: the values of column public.t.c are lost\n"), std::string::npos);
}

TEST(PostgresqlPlan, AppendedViewColumnsReplaceOthersRebuild)
{
    Catalog from = catalogOf({table("t", {"a", "b"}), column("t", "a"), column("t", "b"), view("v", " SELECT t.a\n   FROM public.t", {"a"}),
                              view("w", " SELECT v.a\n   FROM public.v", {"a"})});
    Catalog to = from;
    View &changed = to.edit({Kind::View, "public", {}, "v", {}})->as<View>();
    changed.definition = " SELECT t.a,\n    t.b\n   FROM public.t";
    changed.columns = {"a", "b"};
    EXPECT_EQ(sqlOf(planned(from, to)), (Texts{"CREATE OR REPLACE VIEW public.v AS\n" + changed.definition}));
    EXPECT_EQ(sqlOf(planned(to, from)), (Texts{"DROP VIEW public.w", "DROP VIEW public.v", "CREATE VIEW public.v AS\n SELECT t.a\n   FROM public.t",
                                               "CREATE VIEW public.w AS\n SELECT v.a\n   FROM public.v"}));
}

TEST(PostgresqlPlan, ATableGivesItsNameToAView)
{
    const Catalog from = catalogOf({table("x", {"a"}), column("x", "a")});
    const Catalog to = catalogOf({table("y", {"a"}), column("y", "a"), view("x", " SELECT y.a\n   FROM public.y", {"a"})});
    EXPECT_EQ(sqlOf(planned(from, to)),
              (Texts{"DROP TABLE public.x", "CREATE TABLE public.y (\n    a INTEGER\n)", "CREATE VIEW public.x AS\n SELECT y.a\n   FROM public.y"}));
}

TEST(PostgresqlPlan, SerialBecomesIdentityAndGoesOnFromItsValue)
{
    Catalog from = catalogOf({table("t", {"id"}), column("t", "id")});
    Sequence sequence;
    sequence.options.type = "integer";
    sequence.options.maximum = 2147483647;
    sequence.ownedBy = columnRef("public", "t", "id");
    Catalog to = from;
    from.add({{Kind::Sequence, "public", {}, "t_id_seq", {}}, sequence});
    Column &serial = from.edit(columnRef("public", "t", "id"))->as<Column>();
    serial.notNull = true;
    serial.defaultExpression = "nextval('public.t_id_seq'::regclass)";
    Column &identity = to.edit(columnRef("public", "t", "id"))->as<Column>();
    identity.notNull = true;
    identity.identity = "always";
    const auto up = planned(from, to);
    EXPECT_EQ(sqlOf(up), (Texts{"ALTER TABLE public.t ALTER COLUMN id DROP DEFAULT", "ALTER SEQUENCE public.t_id_seq RENAME TO t_id_seq_kilter_old",
                                "ALTER TABLE public.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY",
                                "SELECT pg_catalog.setval('public.t_id_seq'::pg_catalog.regclass, last_value, is_called) FROM public.t_id_seq_kilter_old",
                                "DROP SEQUENCE public.t_id_seq_kilter_old"}));
    for (const Statement &statement : up)
        EXPECT_FALSE(statement.losesData) << statement.sql;
}

TEST(PostgresqlPlan, PatternsLimitWhatIsPlanned)
{
    const Catalog from = catalogOf({});
    const Catalog to = catalogOf({table("a", {"x"}), column("a", "x"), table("b", {"x"}), column("b", "x")});
    PlanOptions options;
    options.diff.include = {"table:public.b"};
    EXPECT_EQ(sqlOf(planned(from, to, options)), (Texts{"CREATE TABLE public.b (\n    x INTEGER\n)"}));
}

TEST(PostgresqlPlan, OwnersAreStatedWhereRolesDiffer)
{
    Catalog from = catalogOf({table("t", {})});
    from.edit(tableRef("public", "t"))->owner = "one";
    Catalog to = from;
    to.edit(tableRef("public", "t"))->owner = "two";
    EXPECT_EQ(sqlOf(planned(from, to)), (Texts{"ALTER TABLE public.t OWNER TO two"}));
    PlanOptions options;
    options.diff.compareOwners = false;
    EXPECT_TRUE(planned(from, to, options).empty());
}

TEST(PostgresqlPlan, CommentsOfHostileNamesStayComments)
{
    const Catalog from = catalogOf({table("x\n; DROP TABLE y; --", {})});
    const std::string script = scriptOf(planned(from, catalogOf({})), Dialect::of(DialectKind::PostgreSql));
    EXPECT_EQ(script, "BEGIN;\n-- drop-table: the rows of table public.x\n-- ; DROP TABLE y; -- are lost\nDROP TABLE public.\"x\n; DROP TABLE y; --\";\nCOMMIT;\n");
}

TEST(PostgresqlPlan, ManyTablesArePlannedInOneGo)
{
    std::vector<Object> objects;
    for (int t = 0; t < 1000; ++t) {
        const std::string name = "table_" + std::to_string(t);
        objects.push_back(table(name, {"id", "next"}));
        objects.push_back(column(name, "id"));
        objects.push_back(column(name, "next"));
        objects.push_back(primaryKey(name, "id"));
        objects.push_back(foreignKey(name, "next", "table_" + std::to_string((t + 1) % 1000)));
    }
    const Catalog to = catalogOf(std::move(objects));
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(planned(catalogOf({}), to).size(), 2000u);
    EXPECT_GE(planned(to, catalogOf({})).size(), 1001u) << "at least one key of the circle goes first";
    const auto spent = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begin);
    EXPECT_LT(spent.count(), 20);
}

TEST(PostgresqlCasts, FollowTheServersTable)
{
    using namespace kilter::postgresql;
    EXPECT_EQ(conversion("integer", "bigint"), postgresql::Conversion::Automatic);
    EXPECT_EQ(conversion("uuid", "text"), postgresql::Conversion::Automatic);
    EXPECT_EQ(conversion("text", "integer"), postgresql::Conversion::Explicit);
    EXPECT_EQ(conversion("character varying(20)", "jsonb"), postgresql::Conversion::Explicit);
    EXPECT_EQ(conversion("integer", "boolean"), postgresql::Conversion::Explicit);
    EXPECT_EQ(conversion("bigint", "boolean"), postgresql::Conversion::None);
    EXPECT_EQ(conversion("integer", "uuid"), postgresql::Conversion::None);
    EXPECT_EQ(conversion("integer[]", "bigint[]"), postgresql::Conversion::Automatic);
    EXPECT_EQ(conversion("integer", "integer[]"), postgresql::Conversion::None);
    EXPECT_EQ(conversion("public.a", "public.b"), postgresql::Conversion::ThroughText);
    EXPECT_EQ(conversion("integer", "public.mood"), postgresql::Conversion::None);
    EXPECT_TRUE(isNarrowing("text", "character varying(20)"));
    EXPECT_FALSE(isNarrowing("character varying(10)", "character varying(20)"));
    EXPECT_FALSE(isNarrowing("character varying(10)", "text"));
    EXPECT_TRUE(isNarrowing("bigint", "integer"));
    EXPECT_FALSE(rewritesTable("character varying(10)", "character varying(20)"));
    EXPECT_FALSE(rewritesTable("character varying(10)", "text"));
    EXPECT_TRUE(rewritesTable("integer", "bigint"));
    EXPECT_FALSE(rewritesTable("numeric(8,2)", "numeric(10,2)"));
    EXPECT_TRUE(rewritesTable("numeric(8,2)", "numeric(10,3)"));
}

TEST(PostgresqlPlan, APartitionsIdentityComesAndGoesWithItsPlace)
{
    const auto identity = [](Object object, const std::string &kind) {
        object.as<Column>().notNull = true;
        object.as<Column>().identity = kind;
        return object;
    };
    Object parent = table("p", {"i"});
    parent.as<Table>().partitionBy = "LIST (i)";
    Catalog alone = catalogOf({parent, identity(column("p", "i"), "always"), table("t", {"i"}), identity(column("t", "i"), "by default")});
    alone.serverVersion = 170000;
    Catalog attached = alone;
    attached.edit(tableRef("public", "t"))->as<Table>().partitionOf = tableRef("public", "p");
    attached.edit(tableRef("public", "t"))->as<Table>().partitionBound = "FOR VALUES IN (1)";
    *attached.edit(columnRef("public", "t", "i")) = identity(column("t", "i"), "always");
    attached.edit(columnRef("public", "t", "i"))->as<Column>().inherited = true;
    EXPECT_EQ(sqlOf(planned(alone, attached)), (Texts{"ALTER TABLE public.t ALTER COLUMN i DROP IDENTITY", "ALTER TABLE public.p ATTACH PARTITION public.t FOR VALUES IN (1)"}));
    EXPECT_EQ(sqlOf(planned(attached, alone)),
              (Texts{"ALTER TABLE public.p DETACH PARTITION public.t", "ALTER TABLE public.t ALTER COLUMN i ADD GENERATED BY DEFAULT AS IDENTITY"}));
    Catalog changed = attached;
    changed.edit(columnRef("public", "p", "i"))->as<Column>().identity = "by default";
    changed.edit(columnRef("public", "t", "i"))->as<Column>().identity = "by default";
    EXPECT_EQ(sqlOf(planned(attached, changed)), (Texts{"ALTER TABLE public.p ALTER COLUMN i SET GENERATED BY DEFAULT"})) << "the server knows that of its partitions";
}
