#include "core/connection/connection.h"
#include "tests/core/model/models.h"
#include "tests/support/postgres.h"

#include "core/base/text.h"
#include "core/diff/diff.h"
#include "core/dialect/dialect.h"

namespace kilter {
namespace {

constexpr auto pg = DialectKind::PostgreSql;

/// What a server makes of a table, read back.
Catalog readBack(const Catalog &desired)
{
    const test::TestDatabase database;
    auto connection = Connection::open(*parseUrl(database.url()));
    if (!connection)
        throw std::runtime_error(toText(connection.error()));
    const Dialect &dialect = Dialect::of(pg);
    const auto run = [&](const Object &object) {
        for (const Statement &statement : dialect.createStatements(desired, object)) {
            if (const auto done = (*connection)->execute(statement.sql); !done)
                throw std::runtime_error(statement.sql + "\n" + toText(done.error()));
        }
    };
    for (const Object &table : desired.all(Kind::Table))
        run(table);
    auto catalog = dialect.inspect(**connection, {});
    if (!catalog)
        throw std::runtime_error(toText(catalog.error()));
    return std::move(*catalog);
}

/// Properties of every mapping row: the checks and defaults that they become must be what the server prints of them.
const char *const properties = R"j(
    "i":{"type":"integer","minimum":1,"maximum":3000000000,"multipleOf":5,"default":-7},
    "i2":{"type":"integer","exclusiveMinimum":-1,"exclusiveMaximum":1.5,"enum":[1,2]},
    "i3":{"type":"integer","enum":[7],"default":7},
    "i5":{"type":"integer","multipleOf":0.5},
    "i4":{"type":"integer","minimum":1,"exclusiveMinimum":0,"const":5},
    "b":{"type":"integer","format":"int64","minimum":-3000000000,"multipleOf":5,"enum":[5,-5,3000000000],"default":5},
    "n":{"type":"number","minimum":0,"maximum":1e3,"multipleOf":0.01,"default":0},
    "n2":{"type":"number","minimum":-0.5,"exclusiveMaximum":-0.25,"multipleOf":5,"enum":[1,2.5],"default":2.5},
    "n3":{"type":"number","minimum":-1,"const":2.5},
    "n4":{"type":"number","maximum":99999999999999999999,"default":-1.5},
    "s":{"type":"string","minLength":1,"maxLength":200,"pattern":"^[a-z]+\\d'$","default":"it's \\ ü"},
    "s2":{"type":"string","enum":["draft","it's"],"default":"draft"},
    "s3":{"type":["string","null"],"enum":["one",null],"const":"one"},
    "v":{"type":"string","minLength":1,"pattern":"a","const":"a","default":"q","x-column":{"type":"varchar(9)"}},
    "d":{"type":"number","minimum":1,"maximum":2.5,"enum":[1,2.5],"multipleOf":0.5,"default":2.5,"x-column":{"type":"double precision"}},
    "r":{"type":"number","minimum":-1,"x-column":{"type":"real"}},
    "sm":{"type":"integer","minimum":1,"maximum":-5,"multipleOf":2,"enum":[1,-1],"default":-1,"x-column":{"type":"smallint"}},
    "bo":{"type":"boolean","const":true,"default":false},
    "bo2":{"type":"boolean","enum":[true,false]},
    "u":{"type":"string","format":"uuid","const":"7f3c1b9e-0000-4000-8000-000000000000","default":"7f3c1b9e-0000-4000-8000-000000000000"},
    "da":{"type":"string","format":"date","enum":["2020-01-01","2021-01-01"],"default":"2020-01-01"},
    "ti":{"type":"string","format":"time","default":"10:00:00"},
    "ts":{"type":"string","format":"date-time","default":"2020-01-01T10:00:00.50Z"},
    "j":{"type":"object","default":{"bb":[1,2,{"x":null}],"a":{},"ä":"ö"},"const":{"a":1}},
    "a":{"type":"array","default":[1,"x"]},
    "ta":{"type":"array","x-column":{"type":"text[]"},"default":["a","b c","","null","q\"\\"]},
    "c":{"type":"string","x-column":{"type":"char(5)"},"enum":["a","b"],"minLength":1,"pattern":"x","default":"b"},
    "Odd \" name":{"type":"integer","minimum":1,"multipleOf":2})j";

TEST(ModelServer, textsAreThoseThatTheServerPrints)
{
    requirePostgres();
    std::string text = properties;
    text.replace(text.find("\"minimum\":1,\"maximum\":-5"), 24, "\"minimum\":-5,\"maximum\":1");
    const Catalog desired = test::catalogFrom({test::thing(text, R"("x-model":{"timestamps":true})")}, pg);
    const Catalog actual = readBack(desired);
    std::size_t compared = 0;
    for (const Object &object : desired.objects()) {
        const Object *built = actual.find(object.ref);
        ASSERT_TRUE(built) << toText(object.ref);
        for (const FieldChange &change : changedFields(object, *built))
            ADD_FAILURE() << toText(object.ref) << ' ' << change.field << "\n  ours:   " << change.from << "\n  server: " << change.to;
        ++compared;
    }
    EXPECT_EQ(compared, actual.size());
    EXPECT_GT(compared, 80u);
}

TEST(ModelServer, partitionsAreAsTheServerMakesThem)
{
    requirePostgres();
    std::string text = R"j({"title":"Thing","properties":{"id":{"type":"integer"},"at":{"type":"string","format":"date-time","x-column":{"default":"now()"}},
        "k":{"type":"string","maxLength":9},"LONG":{"type":"integer","format":"int64"},"other":{"type":"integer"}},
        "x-constraints":[{"primaryKey":["id","at","LONG"]},{"unique":["at","LONG","id"]},{"foreignKey":["other"],"references":{"table":{"name":"things"},"columns":["id"]}}],
        "x-indexes":[{"columns":["k","lower(k)","at desc","upper(lower(k))","(id + 1)","(k || k)","coalesce(k, k)","(k::text)"],"include":["id"]},{"columns":["LONG","at","k"]}],
        "x-partition":{"by":"range","key":["at"],"partitions":[{"name":"p1","from":[null],"to":["2026-01-01"]},
            {"name":"p2","from":["2026-01-01"],"to":[null],"by":"list","key":["LONG"],"partitions":[{"name":"p2_a","in":[1,-2]},{"name":"p2_rest","default":true}]}]}})j";
    text = replaced(text, "LONG", std::string(50, 'x'));
    const Catalog desired = Dialect::of(pg).normalised(test::catalogFrom({test::modelOf(text)}, pg));
    const test::TestDatabase database;
    auto connection = Connection::open(*parseUrl(database.url()));
    ASSERT_TRUE(connection);
    const Dialect &dialect = Dialect::of(pg);
    Catalog withoutReference = desired;
    withoutReference.removeIf([](const Object &object) { return object.ref.kind == Kind::ForeignKey; });
    std::string script;
    const auto add = [&](const Object &object) {
        for (const Statement &statement : dialect.createStatements(withoutReference, object))
            script += statement.sql + ";\n";
    };
    for (const char *name : {"things", "p1", "p2", "p2_a", "p2_rest"})
        add(*withoutReference.find(tableRef("public", name)));
    for (const Object &index : withoutReference.partsOf(tableRef("public", "things"), Kind::Index))
        add(index);
    database.run(script);
    const auto actual = dialect.inspect(**connection, {});
    ASSERT_TRUE(actual);
    for (const Change &change : diff(*actual, withoutReference).changes)
        ADD_FAILURE() << wordsFor(change);
}

} // namespace
} // namespace kilter
