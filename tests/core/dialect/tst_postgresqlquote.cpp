#include "core/base/text.h"
#include "core/dialect/postgresql/quote.h"
#include "tests/support/postgres.h"

#include <gtest/gtest.h>

using namespace kilter;
using namespace kilter::test;

namespace {

const std::vector<std::string> hostile = {"a",
                                          "A",
                                          "aB",
                                          "a1",
                                          "1a",
                                          "_",
                                          "_a",
                                          "a$",
                                          "a-b",
                                          "a b",
                                          " a",
                                          "",
                                          "a.b",
                                          "a\"b",
                                          "\"",
                                          "\"\"",
                                          "it's",
                                          "back\\slash",
                                          "tab\there",
                                          "line\nbreak",
                                          "ä",
                                          "straße",
                                          "Ä",
                                          "日本",
                                          "\U0001F600",
                                          "a\U0001F600b",
                                          "\"; DROP TABLE t; --",
                                          "$1",
                                          "%s",
                                          "select",
                                          "Select",
                                          "user",
                                          "public",
                                          "oid",
                                          "name",
                                          "text",
                                          "timestamp",
                                          "between",
                                          "nulls",
                                          "value"};

/// Dollar-quoted with a tag that no sample holds, so that the test does not lean on what it tests.
std::string asIs(const std::string &text)
{
    return "$kilter_q$" + text + "$kilter_q$";
}

} // namespace

TEST(PostgresqlQuote, keywordsAsTheServer)
{
    requirePostgres();
    const std::string url = *testServerUrl();
    const std::string rows =
        execute(url, "SELECT word || ' ' || quote_ident(word) FROM pg_get_keywords() ORDER BY word");
    std::size_t words = 0;
    for (const std::string &row : split(rows, '\n')) {
        const auto blank = row.find(' ');
        EXPECT_EQ(postgresql::quoted(row.substr(0, blank)), row.substr(blank + 1));
        ++words;
    }
    EXPECT_GT(words, 400u);
}

TEST(PostgresqlQuote, identifiersAsTheServer)
{
    requirePostgres();
    const std::string url = *testServerUrl();
    for (const std::string &text : hostile)
        EXPECT_EQ(postgresql::quoted(text), execute(url, "SELECT quote_ident(" + asIs(text) + ")"));
}

TEST(PostgresqlQuote, literalsAsTheServer)
{
    requirePostgres();
    const std::string url = *testServerUrl();
    for (const std::string &text : hostile) {
        EXPECT_EQ(postgresql::literal(text), execute(url, "SELECT quote_literal(" + asIs(text) + ")"));
        EXPECT_EQ(execute(url, "SELECT " + postgresql::literal(text) + " = " + asIs(text)), "t") << text;
        EXPECT_EQ(execute(url, "SET standard_conforming_strings = off; SELECT " + postgresql::literal(text) + " = " +
                                   asIs(text)),
                  "t")
            << text;
    }
}
