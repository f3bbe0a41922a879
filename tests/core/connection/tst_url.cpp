#include "core/connection/openattempt.h"
#include "core/connection/timetext.h"
#include "core/connection/url.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace kilter {
namespace {

class Environment
{
public:
    Environment(std::string name, const char *value) : m_name(std::move(name))
    {
        if (const char *before = std::getenv(m_name.c_str()))
            m_before = before;
        value ? setenv(m_name.c_str(), value, 1) : unsetenv(m_name.c_str());
    }
    ~Environment() { m_before ? setenv(m_name.c_str(), m_before->c_str(), 1) : unsetenv(m_name.c_str()); }

private:
    std::string m_name;
    std::optional<std::string> m_before;
};

ConnectionUrl parsed(std::string_view text)
{
    auto url = parseUrl(text);
    EXPECT_TRUE(url) << text << ": " << (url ? "" : toText(url.error()));
    return url ? *url : ConnectionUrl{};
}

std::string errorOf(std::string_view text)
{
    const auto url = parseUrl(text);
    EXPECT_FALSE(url) << text;
    if (!url) {
        EXPECT_EQ(url.error().code, ErrorCode::Usage);
    }
    return url ? std::string() : toText(url.error());
}

} // namespace

TEST(Url, SqliteForms)
{
    EXPECT_EQ(parsed("sqlite:data/app.db").path, "data/app.db");
    EXPECT_EQ(parsed("sqlite:/var/lib/app.db").path, "/var/lib/app.db");
    EXPECT_EQ(parsed("sqlite::memory:").path, ":memory:");
    EXPECT_EQ(parsed(":memory:").path, ":memory:");
    EXPECT_EQ(parsed("C").path, "C");
    EXPECT_EQ(parsed("data/x.db").database, "x.db");
    EXPECT_EQ(parsed("a=b.db").path, "a=b.db");
    EXPECT_EQ(parsed("data/x.db").text, "sqlite:data/x.db");
    EXPECT_EQ(parsed("ä ö/日本.db").database, "日本.db");
    EXPECT_TRUE(parsed("x.db").isLocal);
    EXPECT_EQ(parsed("x.db").kind, StoreKind::Sqlite);
    EXPECT_NE(errorOf("sqlite:///x.db").find("sqlite:PATH"), std::string::npos);
    errorOf("sqlite:");
    errorOf("");
    errorOf("  ");
    errorOf("workspace:.");
    errorOf("revision:head");
    EXPECT_NE(errorOf("mysql://root@localhost/x").find("mysql"), std::string::npos);
    EXPECT_NE(errorOf("neo4j://localhost:7687").find("http://"), std::string::npos);
    EXPECT_NE(errorOf("bolt://localhost:7687").find("http://"), std::string::npos);
}

TEST(Url, PostgresFieldsAndPassword)
{
    const ConnectionUrl url = parsed("postgresql://ann:s%40cr%3Aet@db1.example.org:5433/shop?sslmode=require");
    EXPECT_EQ(url.kind, StoreKind::PostgreSql);
    EXPECT_EQ(url.text, "postgresql://ann@db1.example.org:5433/shop?sslmode=require");
    EXPECT_EQ(url.password, "s@cr:et");
    EXPECT_EQ(url.database, "shop");
    EXPECT_FALSE(url.isLocal);
    EXPECT_EQ(parsed("postgres://ann@localhost/shop").text, "postgres://ann@localhost/shop");
    EXPECT_EQ(parsed("POSTGRESQL://ann:x@localhost/shop").text, "postgresql://ann@localhost/shop");
    EXPECT_EQ(parsed("postgresql://ann:@h/shop").password, "");
    EXPECT_EQ(parsed("postgresql://ann:top?secret@h/shop").password, "top?secret") << "as libpq reads it";
    EXPECT_EQ(parsed("postgresql://ann:top?secret@h/shop").text, "postgresql://ann@h/shop");
}

TEST(Url, PasswordAsParameterOrKeyword)
{
    for (const char *text :
         {"postgresql://h/db?password=se%20cret", "postgresql://h/db?user=u&password=se%20cret&sslmode=disable",
          "postgresql://h/db?PASSWORD", "host=h dbname=db password='se cret' user=u",
          "password=se\\ cret host=h dbname=db", "host = h password = 'se cret'  dbname=db"}) {
        if (std::string_view(text).find("PASSWORD") != std::string_view::npos) {
            errorOf(text);
            continue;
        }
        const ConnectionUrl url = parsed(text);
        EXPECT_EQ(url.password, "se cret") << text;
        EXPECT_EQ(url.text.find("cret"), std::string::npos) << url.text;
        EXPECT_EQ(url.text.find("password"), std::string::npos) << url.text;
        EXPECT_EQ(url.database, "db") << text;
        EXPECT_EQ(url.kind, StoreKind::PostgreSql);
    }
    EXPECT_EQ(parsed("postgresql://h/db?user=u&password=x").text, "postgresql://h/db?user=u");
    EXPECT_EQ(parsed("postgresql://h/db?password=x&user=u").text, "postgresql://h/db?user=u");
}

TEST(Url, PasswordThatIsNotEncodedIsRefusedAndNeverRepeated)
{
    for (const char *text :
         {"postgresql://u:top@secret@host/db", "postgresql://u:top/secret@host/db", "postgresql://u:top%secret@host/db",
          "postgresql://u:top@sec/ret@host/db", "postgresql://u:secret@host/db?nosuch=1",
          "postgresql://h/db?pass%77ord=secret", "postgresql://h/db?sslpassword=secret",
          "host=h password=secret nosuch=1", "host=h password='secret", "postgresql:u:secret@h"}) {
        const std::string error = errorOf(text);
        EXPECT_EQ(error.find("secret"), std::string::npos) << error;
        EXPECT_EQ(error.find("ret@"), std::string::npos) << error;
    }
}

TEST(Url, Locality)
{
    const Environment host("PGHOST", nullptr), address("PGHOSTADDR", nullptr), service("PGSERVICE", nullptr);
    for (const char *text :
         {"postgresql:///db", "postgresql://localhost/db", "postgresql://127.0.0.1:5432/db",
          "postgresql://[::1]:5432/db", "postgresql:///db?host=/run/postgresql", "postgresql://%2Frun%2Fpostgresql/db",
          "host=/tmp dbname=x", "postgresql://localhost,127.0.0.2/db", "redis://localhost:6379/1",
          "http://localhost:7474", "redis://[::1]:6379"})
        EXPECT_TRUE(parsed(text).isLocal) << text;
    for (const char *text : {"postgresql://db1/x", "postgresql://localhost,db1/x", "postgresql:///x?service=prod",
                             "postgresql://localhost/x?hostaddr=10.0.0.7", "postgresql://localhost.example.org/x",
                             "redis://cache/0", "https://graph.example.org"})
        EXPECT_FALSE(parsed(text).isLocal) << text;
    const Environment elsewhere("PGHOST", "db9");
    EXPECT_FALSE(parsed("postgresql:///db").isLocal);
}

TEST(Url, OtherStores)
{
    const ConnectionUrl redis = parsed("redis://:s%2Fecret@cache:6380/3");
    EXPECT_EQ(redis.kind, StoreKind::Redis);
    EXPECT_EQ(redis.password, "s/ecret");
    EXPECT_EQ(redis.text, "redis://@cache:6380/3");
    EXPECT_EQ(redis.database, "3");
    EXPECT_EQ(parsed("redis://cache").database, "0");
    const ConnectionUrl graph = parsed("https://neo:pass@graph:7473/movies");
    EXPECT_EQ(graph.kind, StoreKind::Neo4j);
    EXPECT_EQ(graph.password, "pass");
    EXPECT_EQ(graph.text, "https://neo@graph:7473/movies");
    EXPECT_EQ(graph.database, "movies");
    EXPECT_EQ(parsed("http://graph:7474").database, "neo4j");
    errorOf("http://");
}

TEST(Url, FromTheEnvironment)
{
    const Environment variable("KILTER_TEST_URL", "postgresql://u:secret@h/db");
    EXPECT_EQ(parsed("env:KILTER_TEST_URL").password, "secret");
    const Environment unset("KILTER_TEST_UNSET", nullptr);
    EXPECT_NE(errorOf("env:KILTER_TEST_UNSET").find("KILTER_TEST_UNSET is not set"), std::string::npos);
    const Environment loop("KILTER_TEST_LOOP", "env:KILTER_TEST_LOOP");
    errorOf("env:KILTER_TEST_LOOP");
    errorOf("env:");
}

TEST(Url, WithoutPasswords)
{
    const std::pair<const char *, const char *> cases[] = {
        {"cannot reach postgresql://u:secret@h/db and redis://:pw@c",
         "cannot reach postgresql://u:***@h/db and redis://:***@c"},
        {"postgresql://u@h:5432/db", "postgresql://u@h:5432/db"},
        {"https://example.org:8080/a@b", "https://example.org:***@b"},
        {"postgresql://u:a@b@h/db", "postgresql://u:***@h/db"},
        {"postgresql://h/db?password=abc&x=1", "postgresql://h/db?password=***&x=1"},
        {"host=h password='a b' user=u", "host=h password=*** user=u"},
        {"ALTER ROLE r PASSWORD 'it''s' VALID UNTIL 'x'", "ALTER ROLE r PASSWORD *** VALID UNTIL 'x'"},
        {"CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'x', password 'y')",
         "CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'x', password ***)"},
        {"ALTER ROLE r PASSWORD $q$abc$q$ LOGIN", "ALTER ROLE r PASSWORD *** LOGIN"},
        {"{\"password\": \"abc\", \"user\": \"u\"}", "{\"password\": ***, \"user\": \"u\"}"},
        {"password authentication failed for user \"u\"", "password authentication failed for user \"u\""},
        {"", ""},
        {"://", "://"},
    };
    for (const auto &[text, wanted] : cases)
        EXPECT_EQ(withoutPasswords(text), wanted);
}

TEST(Url, KindWords)
{
    for (const StoreKind kind : {StoreKind::PostgreSql, StoreKind::Sqlite, StoreKind::Redis, StoreKind::Neo4j})
        EXPECT_EQ(storeKindOf(keyword(kind)), kind);
    EXPECT_EQ(storeKindOf("oracle"), std::nullopt);
}

TEST(TimeText, UnitsAndErrors)
{
    using std::chrono::milliseconds;
    const std::pair<const char *, milliseconds> cases[] = {
        {"4s", milliseconds(4000)},        {"500ms", milliseconds(500)}, {"0", milliseconds(0)},
        {" 2 min ", milliseconds(120000)}, {"1.5s", milliseconds(1500)}, {"250", milliseconds(250)},
        {"1h", milliseconds(3600000)}};
    for (const auto &[text, wanted] : cases)
        EXPECT_EQ(millisecondsOf(text).value(), wanted) << text;
    for (const char *text : {"", "s", "-1s", "4 parsecs", "nan", "inf", "1e300"})
        EXPECT_FALSE(millisecondsOf(text)) << text;
}

TEST(BackOff, GrowsWithJitterUpToALimit)
{
    using std::chrono::milliseconds;
    EXPECT_EQ(backOff(1, 1), milliseconds(200));
    EXPECT_EQ(backOff(1, 0), milliseconds(100));
    EXPECT_EQ(backOff(3, 1), milliseconds(800));
    EXPECT_EQ(backOff(50, 1), milliseconds(10000));
}

} // namespace kilter
