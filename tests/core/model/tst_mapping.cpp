#include "tests/core/model/models.h"

#include "core/base/text.h"
#include "core/dialect/dialect.h"

namespace kilter {
namespace {

using test::catalogFrom;
using test::check;
using test::column;
using test::part;
using test::thing;

constexpr auto pg = DialectKind::PostgreSql;
constexpr auto lite = DialectKind::Sqlite;

struct TypeRow
{
    const char *schema;
    const char *postgresql;
    const char *sqlite;
    const char *sqliteCheck = "";
};

/// The mapping table of types, row by row.
TEST(Mapping, types)
{
    const TypeRow rows[] = {
        {R"("type":"string")", "text", "TEXT"},
        {R"("type":"string","format":"date-time")", "timestamp with time zone", "TEXT"},
        {R"("type":"string","format":"date")", "date", "TEXT"},
        {R"("type":"string","format":"time")", "time without time zone", "TEXT"},
        {R"("type":"string","format":"uuid")", "uuid", "TEXT"},
        {R"("type":"string","format":"email")", "text", "TEXT"},
        {R"("type":"number")", "numeric", "NUMERIC"},
        {R"("type":"integer")", "integer", "INTEGER"},
        {R"("type":"integer","format":"int64")", "bigint", "INTEGER"},
        {R"("type":"boolean")", "boolean", "BOOLEAN"},
        {R"("type":"object")", "jsonb", "TEXT", "c IS NULL OR json_valid(c)"},
        {R"("type":"array")", "jsonb", "TEXT", "c IS NULL OR json_valid(c)"},
        {R"("type":"array","items":{"type":"string"},"x-column":{"type":"text[]"})", "text[]", "TEXT", "c IS NULL OR json_valid(c)"},
        {R"("type":["string","null"])", "text", "TEXT"},
        {R"("enum":["a","b"])", "text", "TEXT"},
        {R"("enum":[1,2.5])", "numeric", "NUMERIC"},
        {R"("const":true)", "boolean", "BOOLEAN"},
        {R"("anyOf":[{"type":"integer"},{"type":"null"}])", "integer", "INTEGER"},
        {R"("type":["string","integer"])", "jsonb", "TEXT", "c IS NULL OR json_valid(c)"},
        {R"j("type":"string","x-column":{"type":"varchar(20)"})j", "character varying(20)", "varchar(20)"},
        {R"("type":"string","x-column":{"type":{"postgresql":"citext","sqlite":"TEXT"}})", "citext", "TEXT"},
        {R"j("type":"number","x-column":{"type":"NUMERIC(10, 2)"})j", "numeric(10,2)", "NUMERIC(10, 2)"},
        {R"("type":"string","x-column":{"type":"timestamp(3) with time zone"})", "timestamp(3) with time zone", "timestamp(3) with time zone"},
        {R"("type":"integer","x-column":{"type":"int8"})", "bigint", "int8"},
        {R"("type":"string","x-column":{"type":"public.\"Mood\""})", "public.\"Mood\"", "public.\"Mood\""},
    };
    for (const TypeRow &row : rows) {
        const std::vector<Model> models{thing(std::string(R"("c":{)") + row.schema + '}')};
        const Catalog server = catalogFrom(models, pg), file = catalogFrom(models, lite);
        EXPECT_EQ(column(server, "c").type, row.postgresql) << row.schema;
        EXPECT_EQ(column(file, "c").type, row.sqlite) << row.schema;
        EXPECT_EQ(check(file, "things_c_json"), row.sqliteCheck) << row.schema;
        EXPECT_EQ(check(server, "things_c_json"), "") << row.schema;
    }
}

TEST(Mapping, varcharWhenTheWorkspaceSaysSo)
{
    const std::vector<Model> models{thing(R"("c":{"type":"string","maxLength":20})")};
    MappingOptions options;
    EXPECT_EQ(check(catalogFrom(models, pg, options), "things_c_maxlen"), "(char_length(c) <= 20)");
    options.stringWithMaxLengthAsVarchar = true;
    const Catalog varchar = catalogFrom(models, pg, options);
    EXPECT_EQ(column(varchar, "c").type, "character varying(20)");
    EXPECT_EQ(check(varchar, "things_c_maxlen"), "");
    EXPECT_EQ(check(catalogFrom(models, lite, options), "things_c_maxlen"), "length(c) <= 20");
}

struct CheckRow
{
    const char *schema;
    const char *suffix;
    const char *postgresql;
    const char *sqlite;
};

/// Keywords that become checks; PostgreSQL's texts are those of pg_get_expr (read from a server, which tst_modelserver repeats).
TEST(Mapping, keywordsBecomeNamedChecks)
{
    const CheckRow rows[] = {
        {R"("type":"integer","minimum":1)", "min", "(c >= 1)", "c >= 1"},
        {R"("type":"integer","minimum":-1)", "min", "(c >= '-1'::integer)", "c >= -1"},
        {R"("type":"integer","exclusiveMinimum":0)", "min", "(c > 0)", "c > 0"},
        {R"("type":"integer","minimum":1,"exclusiveMinimum":0)", "min", "((c >= 1) AND (c > 0))", "c >= 1 AND c > 0"},
        {R"("type":"integer","maximum":3000000000)", "max", "(c <= '3000000000'::bigint)", "c <= 3000000000"},
        {R"("type":"integer","exclusiveMaximum":1.5)", "max", "((c)::numeric < 1.5)", "c < 1.5"},
        {R"("type":"integer","format":"int64","minimum":1)", "min", "(c >= 1)", "c >= 1"},
        {R"("type":"number","minimum":0)", "min", "(c >= (0)::numeric)", "c >= 0"},
        {R"("type":"number","minimum":0.5)", "min", "(c >= 0.5)", "c >= 0.5"},
        {R"("type":"number","minimum":-1)", "min", "(c >= ('-1'::integer)::numeric)", "c >= -1"},
        {R"("type":"number","minimum":-0.5)", "min", "(c >= '-0.5'::numeric)", "c >= -0.5"},
        {R"("type":"number","minimum":1e3)", "min", "(c >= '1000'::numeric)", "c >= 1e3"},
        {R"("type":"string","minLength":1)", "minlen", "(char_length(c) >= 1)", "length(c) >= 1"},
        {R"("type":"string","minLength":0)", "minlen", "", ""},
        {R"("type":"string","maxLength":200)", "maxlen", "(char_length(c) <= 200)", "length(c) <= 200"},
        {R"("type":"string","pattern":"^[a-z]+\\d'$")", "pattern", "(c ~ '^[a-z]+\\d''$'::text)", ""},
        {R"("type":"string","pattern":"^\\p{L}+$")", "pattern", "", ""},
        {R"("type":"string","enum":["a","b'c"])", "in", "(c = ANY (ARRAY['a'::text, 'b''c'::text]))", "c IN ('a', 'b''c')"},
        {R"("type":"string","enum":["a"])", "in", "(c = 'a'::text)", "c IN ('a')"},
        {R"("type":["string","null"],"enum":["a","b",null])", "in", "(c = ANY (ARRAY['a'::text, 'b'::text]))", "c IN ('a', 'b')"},
        {R"("type":"integer","enum":[1,2])", "in", "(c = ANY (ARRAY[1, 2]))", "c IN (1, 2)"},
        {R"("type":"integer","format":"int64","enum":[1,2])", "in", "(c = ANY (ARRAY[(1)::bigint, (2)::bigint]))", "c IN (1, 2)"},
        {R"("type":"number","enum":[1,2.5])", "in", "(c = ANY (ARRAY[(1)::numeric, 2.5]))", "c IN (1, 2.5)"},
        {R"("type":"string","const":"x")", "const", "(c = 'x'::text)", "c = 'x'"},
        {R"("type":"boolean","const":true)", "const", "(c = true)", "c = TRUE"},
        {R"("type":"integer","multipleOf":5)", "multiple", "((c % 5) = 0)", "c % 5 = 0"},
        {R"("type":"integer","format":"int64","multipleOf":5)", "multiple", "((c % (5)::bigint) = 0)", "c % 5 = 0"},
        {R"("type":"number","multipleOf":0.01)", "multiple", "((c % 0.01) = (0)::numeric)", ""},
        {R"("type":"number","multipleOf":5)", "multiple", "((c % (5)::numeric) = (0)::numeric)", ""},
        {R"("type":"string","minimum":1)", "min", "", ""},
        {R"("type":"integer","minLength":1)", "minlen", "", ""},
        {R"j("type":"string","x-column":{"type":"varchar(9)"},"maxLength":9)j", "maxlen", "", "length(c) <= 9"},
        {R"j("type":"string","x-column":{"type":"varchar(9)"},"enum":["a","b"])j", "in",
         "((c)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))", "c IN ('a', 'b')"},
        {R"j("type":"string","x-column":{"type":"varchar(9)"},"minLength":1)j", "minlen", "(char_length((c)::text) >= 1)", "length(c) >= 1"},
        {R"j("type":"string","x-column":{"type":"varchar(9)"},"pattern":"a")j", "pattern", "((c)::text ~ 'a'::text)", ""},
        {R"("type":"number","x-column":{"type":"double precision"},"minimum":1)", "min", "(c >= (1)::double precision)", "c >= 1"},
    };
    for (const CheckRow &row : rows) {
        const std::vector<Model> models{thing(std::string(R"("c":{)") + row.schema + '}')};
        const std::string name = std::string("things_c_") + row.suffix;
        EXPECT_EQ(check(catalogFrom(models, pg), name), row.postgresql) << row.schema;
        EXPECT_EQ(check(catalogFrom(models, lite), name), row.sqlite) << row.schema;
    }
}

TEST(Mapping, columnNamesAreQuotedWhereNeeded)
{
    const std::vector<Model> models{thing(R"("Order \"x\"":{"type":"integer","minimum":1})")};
    EXPECT_EQ(check(catalogFrom(models, pg), "things_Order \"x\"_min"), "(\"Order \"\"x\"\"\" >= 1)");
    EXPECT_EQ(check(catalogFrom(models, lite), "things_Order \"x\"_min"), "\"Order \"\"x\"\"\" >= 1");
}

struct DefaultRow
{
    const char *schema;
    const char *postgresql;
    const char *sqlite;
};

TEST(Mapping, defaults)
{
    const DefaultRow rows[] = {
        {R"("type":"string","default":"it's")", "'it''s'::text", "'it''s'"},
        {R"("type":"integer","default":5)", "5", "5"},
        {R"("type":"integer","default":-7)", "'-7'::integer", "-7"},
        {R"("type":"number","default":0.5)", "0.5", "0.5"},
        {R"("type":"number","default":-1.5)", "'-1.5'::numeric", "-1.5"},
        {R"("type":"boolean","default":false)", "false", "FALSE"},
        {R"("type":"object","default":{"bb":[1,2],"a":{}})", R"('{"a": {}, "bb": [1, 2]}'::jsonb)", R"('{"a": {}, "bb": [1, 2]}')"},
        {R"("type":"array","default":[])", "'[]'::jsonb", "'[]'"},
        {R"("type":"array","x-column":{"type":"text[]"},"default":["a","b c"])", R"('{a,"b c"}'::text[])", R"('["a", "b c"]')"},
        {R"("type":"string","format":"date","default":"2020-01-01")", "'2020-01-01'::date", "'2020-01-01'"},
        {R"("type":"string","format":"date-time","default":"2020-01-01T10:00:00.50Z")", "'2020-01-01 10:00:00.5+00'::timestamp with time zone", "'2020-01-01T10:00:00.50Z'"},
        {R"j("type":"string","x-column":{"type":"varchar(9)"},"default":"q")j", "'q'::character varying", "'q'"},
        {R"j("type":"string","x-column":{"default":"now()"})j", "now()", "now()"},
        {R"j("type":"string","x-column":{"default":{"postgresql":"gen_random_uuid()"}})j", "gen_random_uuid()", "(none)"},
        {R"("type":["string","null"],"default":null)", "(none)", "(none)"},
    };
    for (const DefaultRow &row : rows) {
        const std::vector<Model> models{thing(std::string(R"("c":{)") + row.schema + '}')};
        EXPECT_EQ(column(catalogFrom(models, pg), "c").defaultExpression.value_or("(none)"), row.postgresql) << row.schema;
        EXPECT_EQ(column(catalogFrom(models, lite), "c").defaultExpression.value_or("(none)"), row.sqlite) << row.schema;
    }
}

TEST(Mapping, requiredIsNotNull)
{
    const Catalog catalog = catalogFrom({thing(R"("a":{"type":"string"},"b":{"type":["string","null"]},"c":{"type":"string"},
        "d":{"type":"string","x-column":{"notNull":true}},"e":{"type":"string","x-column":{"primaryKey":true,"notNull":false}},
        "f":{"type":"string","x-column":{"identity":"always"}})", R"("required":["a","b","e"])")}, pg);
    EXPECT_TRUE(column(catalog, "a").notNull);
    EXPECT_FALSE(column(catalog, "b").notNull);
    EXPECT_FALSE(column(catalog, "c").notNull);
    EXPECT_TRUE(column(catalog, "d").notNull);
    EXPECT_FALSE(column(catalog, "e").notNull);
    EXPECT_TRUE(column(catalog, "f").notNull);
}

TEST(Mapping, timestamps)
{
    const std::vector<Model> models{thing(R"("id":{"type":"integer"})", R"("x-model":{"timestamps":true})")};
    const Catalog server = catalogFrom(models, pg), file = catalogFrom(models, lite);
    EXPECT_EQ(column(server, "created_at").type, "timestamp with time zone");
    EXPECT_EQ(column(server, "updated_at").defaultExpression, "now()");
    EXPECT_TRUE(column(server, "created_at").notNull);
    EXPECT_EQ(column(file, "created_at").type, "TEXT");
    EXPECT_EQ(column(file, "created_at").defaultExpression, "CURRENT_TIMESTAMP");
    const Table &table = part<Table>(server, Kind::Table, "things");
    EXPECT_EQ(table.columnOrder, (std::vector<std::string>{"id", "created_at", "updated_at"}));
    const std::vector<Model> own{thing(R"("created_at":{"type":"string","format":"date"})", R"("x-model":{"timestamps":true})")};
    EXPECT_EQ(column(catalogFrom(own, pg), "created_at").type, "date");
}

TEST(Mapping, descriptionsAreComments)
{
    const Catalog catalog = catalogFrom({thing(R"("a":{"type":"string","description":"of a"},"b":{"description":"x","type":"string","x-column":{"comment":"kept"}})",
                                               R"("description":"of all")")}, pg);
    EXPECT_EQ(catalog.find(tableRef("public", "things"))->comment, "of all");
    EXPECT_EQ(catalog.find(columnRef("public", "things", "a"))->comment, "of a");
    EXPECT_EQ(catalog.find(columnRef("public", "things", "b"))->comment, "kept");
}

TEST(Mapping, indexesOfProperties)
{
    const Catalog catalog = catalogFrom({thing(R"(
        "a":{"type":"string","x-index":true},"b":{"type":"object","x-index":{"method":"gin","operatorClass":"jsonb_path_ops"}},
        "c":{"type":"string","x-index":{"unique":true,"order":"desc","where":"c <> ''","include":["a"],"name":"by_c"}},
        "d":{"type":"string","x-index":false},"e":{"type":"string","x-index":{"order":"desc","nulls":"last"}})")}, pg);
    EXPECT_EQ(part<Index>(catalog, Kind::Index, "things_a_idx").keys.at(0).expression, "a");
    const Index &gin = part<Index>(catalog, Kind::Index, "things_b_idx");
    EXPECT_EQ(gin.method, "gin");
    EXPECT_EQ(gin.keys.at(0).operatorClass, "jsonb_path_ops");
    const Index &named = part<Index>(catalog, Kind::Index, "by_c");
    EXPECT_TRUE(named.unique);
    EXPECT_TRUE(named.keys.at(0).descending);
    EXPECT_TRUE(named.keys.at(0).nullsFirst);
    EXPECT_EQ(named.where, "c <> ''");
    EXPECT_EQ(named.include, std::vector<std::string>{"a"});
    EXPECT_FALSE(part<Index>(catalog, Kind::Index, "things_e_idx").keys.at(0).nullsFirst);
    EXPECT_EQ(catalog.all(Kind::Index).size(), 4u);
}

struct KeyRow
{
    const char *text;
    const char *expression;
    bool isExpression;
    const char *collation;
    const char *operatorClass;
    bool descending;
    bool nullsFirst;
};

TEST(Mapping, keysOfIndexes)
{
    const KeyRow rows[] = {
        {"a", "a", false, "", "", false, false},
        {"a desc", "a", false, "", "", true, true},
        {"a ASC NULLS FIRST", "a", false, "", "", false, true},
        {"a desc nulls last", "a", false, "", "", true, false},
        {"lower(a)", "lower(a)", true, "", "", false, false},
        {"(a || b) desc", "a || b", true, "", "", true, true},
        {"a collate \\\"C\\\" text_pattern_ops", "a", false, "\"C\"", "text_pattern_ops", false, false},
        {"a gist_trgm_ops (siglen=32)", "a", false, "", "gist_trgm_ops (siglen=32)", false, false},
        {"\\\"My Col\\\" desc", "My Col", false, "", "", true, true},
        {"My Col", "My Col", false, "", "", false, false},
    };
    for (const KeyRow &row : rows) {
        const Catalog catalog = catalogFrom({thing(R"("a":{"type":"string"},"b":{"type":"string"},"My Col":{"type":"string"})",
                                                   R"("x-indexes":[{"name":"i","columns":[")" + std::string(row.text) + R"("]}])")}, pg);
        const IndexKey &key = part<Index>(catalog, Kind::Index, "i").keys.at(0);
        EXPECT_EQ(key.expression, row.expression) << row.text;
        EXPECT_EQ(key.isExpression, row.isExpression) << row.text;
        EXPECT_EQ(key.collation, row.collation) << row.text;
        EXPECT_EQ(key.operatorClass, row.operatorClass) << row.text;
        EXPECT_EQ(key.descending, row.descending) << row.text;
        EXPECT_EQ(key.nullsFirst, row.nullsFirst) << row.text;
    }
}

TEST(Mapping, constraintsAndTheirNames)
{
    const Catalog catalog = catalogFrom({thing(R"("a":{"type":"integer"},"b":{"type":"integer","x-column":{"unique":true}})", R"("x-constraints":[
        {"primaryKey":["a","b"],"include":[]},{"unique":["a","b"],"nullsNotDistinct":true},{"unique":["b"]},
        {"check":"a > 0"},{"check":"a > 1"},{"check":"a > b","noInherit":true},{"check":"true","name":"sane","comment":"why"},
        {"foreignKey":["a","b"],"references":{"model":"Thing"},"onDelete":"set null","onUpdate":"restrict","match":"full","deferrable":true,"initiallyDeferred":true}])")}, pg);
    EXPECT_EQ(part<PrimaryKey>(catalog, Kind::PrimaryKey, "things_pkey").columns, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(column(catalog, "a").notNull);
    EXPECT_TRUE(part<UniqueKey>(catalog, Kind::Unique, "things_a_b_key").nullsNotDistinct);
    part<UniqueKey>(catalog, Kind::Unique, "things_b_key");
    part<UniqueKey>(catalog, Kind::Unique, "things_b_key1");
    EXPECT_EQ(check(catalog, "things_a_check"), "a > 0");
    EXPECT_EQ(check(catalog, "things_a_check1"), "a > 1");
    EXPECT_TRUE(part<CheckConstraint>(catalog, Kind::Check, "things_check").noInherit);
    EXPECT_EQ(catalog.find({Kind::Check, "public", "things", "sane", {}})->comment, "why");
    const ForeignKey &key = part<ForeignKey>(catalog, Kind::ForeignKey, "things_a_b_fkey");
    EXPECT_EQ(key.referencedColumns, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(key.onDelete, "set null");
    EXPECT_EQ(key.onUpdate, "restrict");
    EXPECT_EQ(key.match, "full");
    EXPECT_TRUE(key.deferrable && key.initiallyDeferred);
}

TEST(Mapping, references)
{
    const std::vector<Model> models{
        test::modelOf(R"({"title":"Author","properties":{"id":{"type":"integer","x-column":{"primaryKey":true}},"email":{"type":"string","x-column":{"unique":true}}}})"),
        thing(R"("author":{"type":"integer","x-references":{"model":"Author","onDelete":"cascade"}},
                 "mail":{"type":"string","x-references":{"model":"Author","column":"email","name":"to_mail"}},
                 "other":{"type":"integer","x-references":{"table":{"schema":"old","name":"o"},"column":"id"}})")};
    const Catalog catalog = catalogFrom(models, pg);
    const ForeignKey &author = part<ForeignKey>(catalog, Kind::ForeignKey, "things_author_fkey");
    EXPECT_EQ(author.referencedTable, tableRef("public", "authors"));
    EXPECT_EQ(author.referencedColumns, std::vector<std::string>{"id"});
    EXPECT_EQ(author.onDelete, "cascade");
    EXPECT_EQ(part<ForeignKey>(catalog, Kind::ForeignKey, "to_mail").referencedColumns, std::vector<std::string>{"email"});
    EXPECT_EQ(part<ForeignKey>(catalog, Kind::ForeignKey, "things_other_fkey").referencedTable, tableRef("old", "o"));
    const auto &needs = catalog.find({Kind::ForeignKey, "public", "things", "things_author_fkey", {}})->needs;
    EXPECT_TRUE(std::find(needs.begin(), needs.end(), tableRef("public", "authors")) != needs.end());
    EXPECT_TRUE(std::find(needs.begin(), needs.end(), ObjectRef{Kind::PrimaryKey, "public", "authors", "authors_pkey", {}}) != needs.end());
    EXPECT_EQ(part<ForeignKey>(catalogFrom(models, lite), Kind::ForeignKey, "things_author_fkey").referencedTable, tableRef("", "authors"));
}

TEST(Mapping, embeddedGammaIsAJsonColumn)
{
    const std::vector<Model> models{
        test::modelOf(R"({"title":"SEO","description":"For search","x-model":{"level":"gamma"},"type":"object","properties":{"title":{"type":"string"}}})", "models/components/seo.json"),
        test::modelOf(R"({"title":"Page","properties":{"seo":{"$ref":"components/seo.json"},"title":{"$ref":"#/$defs/name"},"part":{"$ref":"components/seo.json#/properties/title"}},
                         "$defs":{"name":{"type":"string","maxLength":9}}})", "models/page.json")};
    const Catalog catalog = catalogFrom(models, pg);
    EXPECT_EQ(catalog.all(Kind::Table).size(), 1u);
    EXPECT_EQ(column(catalog, "seo", "pages").type, "jsonb");
    EXPECT_EQ(column(catalog, "title", "pages").type, "text");
    EXPECT_EQ(column(catalog, "part", "pages").type, "text");
    EXPECT_EQ(check(catalog, "pages_title_maxlen", "pages"), "(char_length(title) <= 9)");
    EXPECT_EQ(check(catalogFrom(models, lite), "pages_seo_json", "pages"), "seo IS NULL OR json_valid(seo)");
}

TEST(Mapping, organizerHasRelationshipTables)
{
    const std::vector<Model> models{
        test::modelOf(R"({"title":"Collection","x-model":{"level":"organizer","organizes":["BlogPost","Tag","Collection"]},"properties":{"id":{"type":"string","format":"uuid","x-column":{"primaryKey":true}}}})"),
        test::modelOf(R"({"title":"BlogPost","properties":{"id":{"type":"string","format":"uuid","x-column":{"primaryKey":true}}}})"),
        test::modelOf(R"({"title":"Tag","properties":{"a":{"type":"integer"},"b":{"type":"string"}},"x-constraints":[{"primaryKey":["b","a"]}]})")};
    const Catalog catalog = catalogFrom(models, pg);
    EXPECT_EQ(part<PrimaryKey>(catalog, Kind::PrimaryKey, "collection_blog_posts_pkey", "collection_blog_posts").columns,
              (std::vector<std::string>{"collection_id", "blog_post_id"}));
    EXPECT_EQ(column(catalog, "blog_post_id", "collection_blog_posts").type, "uuid");
    EXPECT_TRUE(column(catalog, "blog_post_id", "collection_blog_posts").notNull);
    const ForeignKey &key = part<ForeignKey>(catalog, Kind::ForeignKey, "collection_blog_posts_blog_post_id_fkey", "collection_blog_posts");
    EXPECT_EQ(key.onDelete, "cascade");
    EXPECT_EQ(key.referencedTable, tableRef("public", "blog_posts"));
    EXPECT_EQ(part<PrimaryKey>(catalog, Kind::PrimaryKey, "collection_tags_pkey", "collection_tags").columns,
              (std::vector<std::string>{"collection_id", "tag_b", "tag_a"}));
    EXPECT_EQ(part<Table>(catalog, Kind::Table, "collection_collections").columnOrder,
              (std::vector<std::string>{"collection_id", "organized_collection_id"}));
}

TEST(Mapping, partitions)
{
    const std::vector<Model> models{thing(R"("id":{"type":"integer"},"at":{"type":"string","format":"date-time","x-index":true},"n":{"type":"integer","minimum":0})",
        R"("x-constraints":[{"primaryKey":["id","at","n"]}],"x-partition":{"by":"range","key":["at"],"partitions":[
            {"name":"things_2026","from":["2026-01-01"],"to":["2027-01-01"]},
            {"name":"things_early","from":[null],"to":["2026-01-01"],"by":"list","key":["n"],"partitions":[{"name":"things_early_1","in":[1,null]},{"name":"things_early_rest","default":true}]},
            {"name":"things_rest","default":true}]})")};
    const Catalog catalog = catalogFrom(models, pg);
    EXPECT_EQ(part<Table>(catalog, Kind::Table, "things").partitionBy, "RANGE (at)");
    const Table &year = part<Table>(catalog, Kind::Table, "things_2026");
    EXPECT_EQ(year.partitionOf, tableRef("public", "things"));
    EXPECT_EQ(year.partitionBound, "FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00')");
    EXPECT_EQ(part<Table>(catalog, Kind::Table, "things_early").partitionBound, "FOR VALUES FROM (MINVALUE) TO ('2026-01-01 00:00:00+00')");
    EXPECT_EQ(part<Table>(catalog, Kind::Table, "things_early").partitionBy, "LIST (n)");
    EXPECT_EQ(part<Table>(catalog, Kind::Table, "things_early_1").partitionBound, "FOR VALUES IN (1, NULL)");
    EXPECT_EQ(part<Table>(catalog, Kind::Table, "things_rest").partitionBound, "DEFAULT");
    EXPECT_TRUE(column(catalog, "at", "things_2026").inherited);
    EXPECT_EQ(part<PrimaryKey>(catalog, Kind::PrimaryKey, "things_2026_pkey", "things_2026").attachedTo, "things_pkey");
    EXPECT_EQ(part<PrimaryKey>(catalog, Kind::PrimaryKey, "things_early_1_pkey", "things_early_1").attachedTo, "things_early_pkey");
    EXPECT_EQ(part<Index>(catalog, Kind::Index, "things_2026_at_idx", "things_2026").attachedTo, "things_at_idx");
    EXPECT_TRUE(part<CheckConstraint>(catalog, Kind::Check, "things_n_min", "things_2026").inherited);
    const Catalog file = catalogFrom(models, lite);
    EXPECT_EQ(file.all(Kind::Table).size(), 1u);
    EXPECT_EQ(part<Table>(file, Kind::Table, "things").partitionBy, "");
}

TEST(Mapping, hashPartitionsAndExpressions)
{
    const Catalog catalog = catalogFrom({thing(R"("Name":{"type":"string"})", R"j("x-partition":{"by":"hash","key":["Name","lower(\"Name\")"],"partitions":[
        {"name":"h0","modulus":2,"remainder":0},{"name":"h1","bound":"FOR VALUES WITH (modulus 2, remainder 1)"}]})j")}, pg);
    EXPECT_EQ(part<Table>(catalog, Kind::Table, "things").partitionBy, "HASH (\"Name\", lower(\"Name\"))");
    EXPECT_EQ(part<Table>(catalog, Kind::Table, "h0").partitionBound, "FOR VALUES WITH (modulus 2, remainder 0)");
    EXPECT_EQ(part<Table>(catalog, Kind::Table, "h1").partitionBound, "FOR VALUES WITH (modulus 2, remainder 1)");
}

TEST(Mapping, identityGeneratedCollation)
{
    const Catalog catalog = catalogFrom({thing(R"j("a":{"type":"integer","x-column":{"identity":"always","identityOptions":{"start":100}}},
        "b":{"type":"string","x-column":{"collation":"pg_catalog.\"C\""}},"c":{"type":"integer","x-column":{"generationExpression":"(a * 2)"}},
        "d":{"type":"integer","format":"int64","x-column":{"identity":"by default"}})j")}, pg);
    const Column &a = column(catalog, "a");
    EXPECT_EQ(a.identity, "always");
    EXPECT_EQ(a.identityOptions->start, 100);
    EXPECT_EQ(a.identityOptions->type, "integer");
    EXPECT_EQ(a.identityOptions->maximum, INT32_MAX);
    EXPECT_EQ(column(catalog, "d").identityOptions->maximum, INT64_MAX);
    EXPECT_EQ(column(catalog, "b").collation, "pg_catalog.\"C\"");
    EXPECT_EQ(column(catalog, "c").generated, "stored");
    EXPECT_EQ(column(catalog, "c").generationExpression, "(a * 2)");
}

TEST(Mapping, tableBag)
{
    const std::vector<Model> models{thing(R"("a":{"type":"integer"})", R"("x-table":{"unlogged":true,"strict":true,"withoutRowid":true,"owner":"app"})")};
    const Catalog server = catalogFrom(models, pg), file = catalogFrom(models, lite);
    EXPECT_TRUE(part<Table>(server, Kind::Table, "things").unlogged);
    EXPECT_FALSE(part<Table>(server, Kind::Table, "things").strict);
    EXPECT_EQ(server.find(tableRef("public", "things"))->owner, "app");
    EXPECT_TRUE(part<Table>(file, Kind::Table, "things").strict);
    EXPECT_TRUE(part<Table>(file, Kind::Table, "things").withoutRowid);
}

TEST(Mapping, longNamesEndInAHash)
{
    const std::string name(60, 'x');
    const Catalog catalog = catalogFrom({thing('"' + name + R"(":{"type":"integer","minimum":1,"x-index":true})")}, pg);
    const Object &index = catalog.all(Kind::Index)[0];
    EXPECT_EQ(index.ref.name.size(), 63u);
    EXPECT_EQ(index.ref.name.substr(0, 55), ("things_" + name).substr(0, 54) + '_');
    EXPECT_NE(index.ref.name, catalog.all(Kind::Check)[0].ref.name);
}

/// The seed case: the BlogPost of the manual.
const char *const blogPost = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "BlogPost",
  "description": "An article on a site",
  "x-model": { "level": "beta", "table": "blog_posts", "timestamps": true },
  "type": "object",
  "properties": {
    "id":         { "type": "string", "format": "uuid", "x-column": { "primaryKey": true } },
    "title":      { "type": "string", "maxLength": 200, "x-index": true },
    "status":     { "type": "string", "enum": ["draft", "published"], "default": "draft", "x-index": true },
    "belongs_to": { "type": "object", "x-index": { "method": "gin" } },
    "author_id":  { "type": "string", "format": "uuid",
                    "x-references": { "model": "Author", "onDelete": "cascade" } },
    "reading_time": { "type": "integer", "minimum": 1 }
  },
  "required": ["id", "title", "status", "belongs_to"],
  "x-constraints": [ { "unique": ["author_id", "title"] }, { "check": "reading_time < 600", "name": "blog_posts_sane" } ],
  "x-indexes": [ { "name": "blog_posts_recent_idx", "columns": ["created_at desc"], "where": "status = 'published'" } ]
})";

TEST(Mapping, seedBlogPost)
{
    const std::vector<Model> models{test::modelOf(blogPost, "models/blog_post.json"),
                                    test::modelOf(R"({"title":"Author","properties":{"id":{"type":"string","format":"uuid","x-column":{"primaryKey":true}}}})")};
    const Catalog catalog = catalogFrom(models, pg);
    const std::string table = "blog_posts";
    EXPECT_EQ(part<Table>(catalog, Kind::Table, table).columnOrder,
              (std::vector<std::string>{"id", "title", "status", "belongs_to", "author_id", "reading_time", "created_at", "updated_at"}));
    EXPECT_EQ(column(catalog, "id", table).type, "uuid");
    EXPECT_TRUE(column(catalog, "title", table).notNull);
    EXPECT_EQ(column(catalog, "belongs_to", table).type, "jsonb");
    EXPECT_EQ(column(catalog, "status", table).defaultExpression, "'draft'::text");
    std::vector<std::string> indexes, checks;
    for (const Object &index : catalog.partsOf(tableRef("public", table), Kind::Index))
        indexes.push_back(index.ref.name + ' ' + index.as<Index>().method);
    for (const Object &one : catalog.partsOf(tableRef("public", table), Kind::Check))
        checks.push_back(one.ref.name);
    EXPECT_EQ(indexes, (std::vector<std::string>{"blog_posts_belongs_to_idx gin", "blog_posts_recent_idx btree", "blog_posts_status_idx btree", "blog_posts_title_idx btree"}));
    EXPECT_EQ(checks, (std::vector<std::string>{"blog_posts_reading_time_min", "blog_posts_sane", "blog_posts_status_in", "blog_posts_title_maxlen"}));
    EXPECT_TRUE(part<Index>(catalog, Kind::Index, "blog_posts_recent_idx", table).keys.at(0).descending);
    part<UniqueKey>(catalog, Kind::Unique, "blog_posts_author_id_title_key", table);
    EXPECT_EQ(part<ForeignKey>(catalog, Kind::ForeignKey, "blog_posts_author_id_fkey", table).onDelete, "cascade");
}

TEST(Mapping, hostileIdentifiers)
{
    const std::string hostile[] = {"select", "My Table", "a\"b", "x\"; DROP TABLE y; --", "naïve", "表", "🙂", "UPPER", "it's", "a\\b", "100%"};
    for (const std::string &name : hostile) {
        Json json = Json::object();
        json.set("title", Json::of("T"));
        Json bag = Json::object();
        bag.set("table", Json::of(name));
        bag.set("schema", Json::of(name));
        json.set("x-model", bag);
        Json properties = Json::object();
        properties.set(name, *parseJson(R"({"type":"integer","minimum":1,"x-index":true,"x-column":{"primaryKey":true}})"));
        json.set("properties", properties);
        const Catalog catalog = catalogFrom({test::modelOf(toText(json))}, pg);
        EXPECT_TRUE(catalog.contains(columnRef(name, name, name))) << name;
        EXPECT_TRUE(catalog.contains(schemaRef(name))) << name;
        EXPECT_EQ(catalog.find({Kind::Check, name, name, name + '_' + name + "_min", {}})->as<CheckConstraint>().expression,
                  '(' + Dialect::of(pg).quoted(name) + " >= 1)");
    }
}

} // namespace
} // namespace kilter
