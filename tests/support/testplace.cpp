#include "tests/support/testplace.h"

#include "core/connection/connection.h"
#include "core/dialect/dialect.h"
#include "tests/support/postgres.h"
#include "tests/support/sqlite.h"

#include <stdexcept>

namespace kilter::test {

namespace {

template<class T>
T valueOf(Result<T> result)
{
    if (!result)
        throw std::runtime_error(toText(result.error()));
    return std::move(*result);
}

class PostgresPlace : public TestPlace
{
public:
    explicit PostgresPlace(const std::string &script) : m_database(script) {}

    void run(const std::string &script) override { valueOf(psql(m_database.url(), script)); }
    std::string ask(const std::string &query) override { return m_database.run(query); }
    SchemaFacts facts() override { return valueOf(pgDump(m_database.url())); }
    std::string url() const override { return m_database.url(); }

private:
    TestDatabase m_database;
};

class SqlitePlace : public TestPlace
{
public:
    explicit SqlitePlace(const std::string &script) : m_file(script) {}

    void run(const std::string &script) override { m_file.run(script); }
    std::string ask(const std::string &query) override
    {
        std::string text;
        for (const auto &row : SqliteFile(m_file.path()).rows(query))
            text += (text.empty() ? "" : "\n") + row[0];
        return text;
    }
    SchemaFacts facts() override { return valueOf(sqliteSchema(m_file.path())); }
    std::string url() const override { return m_file.url(); }

private:
    TestFile m_file;
};

} // namespace

std::unique_ptr<TestPlace> TestPlace::make(DialectKind dialect, const std::string &script)
{
    if (dialect == DialectKind::Sqlite)
        return std::make_unique<SqlitePlace>(script);
    return std::make_unique<PostgresPlace>(script);
}

Catalog TestPlace::catalog()
{
    const auto connection = valueOf(Connection::open(valueOf(parseUrl(url()))));
    return valueOf(Dialect::of(connection->dialect()).inspect(*connection, {}));
}

} // namespace kilter::test
