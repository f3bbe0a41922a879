// Every column of every table of pg_catalog is read by the inspector, or named in catalogcolumns.txt with the reason why not: what a new
// version of the server adds cannot be overlooked.
#include "core/base/file.h"
#include "core/base/text.h"
#include "tests/core/dialect/inspected.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <set>

using namespace kilter;
using namespace kilter::test;

namespace {

using Words = std::set<std::string, std::less<>>;

/// All words of the inspector's queries. Columns of pg_catalog carry their table's prefix, so that a word is nearly always a column.
Words wordsOfInspector()
{
    Words words;
    for (const auto &entry : std::filesystem::directory_iterator(KILTER_INSPECTOR_FOLDER)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("inspect") || !name.ends_with(".cpp"))
            continue;
        const std::string text = readTextFile(entry.path()).value();
        std::string word;
        for (const char c : text + ' ') {
            if (std::isalnum(static_cast<unsigned char>(c)) || c == '_')
                word += c;
            else if (!word.empty())
                words.insert(std::exchange(word, {}));
        }
    }
    return words;
}

struct Exception
{
    std::string pattern;
    std::string reason;
};

std::vector<Exception> exceptions()
{
    std::vector<Exception> list;
    for (const std::string &line : split(readTextFile(KILTER_CATALOG_COLUMNS).value(), '\n')) {
        const std::string text(trimmed(line));
        if (text.empty() || text.starts_with('#'))
            continue;
        const std::size_t blank = text.find(' ');
        list.push_back({text.substr(0, blank), blank == std::string::npos ? std::string() : std::string(trimmed(text.substr(blank)))});
    }
    return list;
}

/// "pg_class.relname"; `read`: whether the inspector names both.
struct CatalogColumn
{
    std::string name;
    bool read = false;
};

std::vector<CatalogColumn> catalogColumns(const std::string &url, const Words &words)
{
    std::vector<CatalogColumn> columns;
    const std::string rows = execute(url, R"(
        SELECT pg_catalog.string_agg(c.relname || '.' || a.attname, ' ') FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped)");
    for (const std::string &name : split(std::string(trimmed(rows)), ' ')) {
        const std::size_t dot = name.find('.');
        // Tables are named in full, or without "pg_" where their letter is looked up.
        const bool table = words.contains(name.substr(0, dot)) || words.contains(name.substr(3, dot - 3));
        columns.push_back({name, table && words.contains(name.substr(dot + 1))});
    }
    return columns;
}

TEST(CatalogColumns, areReadOrNamedWithAReason)
{
    requirePostgres();
    const auto columns = catalogColumns(*testServerUrl(), wordsOfInspector());
    const auto list = exceptions();
    ASSERT_GT(columns.size(), 500u);
    ASSERT_GT(list.size(), 50u);
    for (const Exception &exception : list)
        EXPECT_FALSE(exception.reason.empty()) << exception.pattern;
    for (const CatalogColumn &column : columns) {
        const auto named = std::find_if(list.begin(), list.end(), [&](const Exception &e) { return matchesGlob(e.pattern, column.name); });
        if (!column.read) {
            EXPECT_NE(named, list.end()) << column.name << " is neither read by the inspector nor named in catalogcolumns.txt";
        } else if (named != list.end() && named->pattern.find('*') == std::string::npos) {
            EXPECT_NE(named->reason.find("read where"), std::string::npos) << column.name << " is read: take it out of catalogcolumns.txt";
        }
    }
}

TEST(CatalogColumns, aColumnNobodyKnowsIsFound)
{
    requirePostgres();
    const auto columns = catalogColumns(*testServerUrl(), {});
    const auto list = exceptions();
    const auto isMissing = [&](const CatalogColumn &column) {
        return !column.read && std::none_of(list.begin(), list.end(), [&](const Exception &e) { return matchesGlob(e.pattern, column.name); });
    };
    EXPECT_GT(std::count_if(columns.begin(), columns.end(), isMissing), 100) << "without the inspector's words most columns are missing";
}

} // namespace
