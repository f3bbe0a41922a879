// Every case file, for each dialect that it names, as a test of its own: postgresql.FOLDER/NAME, sqlite.FOLDER/NAME.
// With KILTER_CASES_UPDATE=1 the expected sections are rewritten in the source tree, for review with git diff.
#include "core/base/text.h"
#include "core/dialect/dialect.h"
#include "core/diff/diff.h"
#include "core/plan/plan.h"
#include "tests/cases/casefile.h"
#include "tests/support/postgres.h"
#include "tests/support/testplace.h"

#include <gtest/gtest.h>

#include <stdexcept>

using namespace kilter;
using namespace kilter::test;

namespace {

bool updating()
{
    const char *value = std::getenv("KILTER_CASES_UPDATE");
    return value && std::string_view(value) == "1";
}

class CaseTest : public testing::Test
{
public:
    CaseTest(std::filesystem::path path, DialectKind dialect) : m_path(std::move(path)), m_dialect(dialect) {}

    void TestBody() override
    {
        if (m_dialect == DialectKind::PostgreSql)
            requirePostgres();
        auto file = CaseFile::read(m_path);
        ASSERT_TRUE(file) << toText(file.error());
        m_file = std::move(*file);
        if (m_dialect == DialectKind::PostgreSql && m_file.oldestServer() > 0) {
            const int major = TestPlace::make(m_dialect, {})->catalog().serverVersion / 10000;
            if (major < m_file.oldestServer())
                GTEST_SKIP() << "of PostgreSQL " << m_file.oldestServer() << ", and this is " << major;
        }
        runCase();
        if (updating()) {
            const auto written = m_file.write();
            EXPECT_TRUE(written) << toText(written.error());
        }
    }

private:
    std::string text(std::string_view name) const { return m_file.section(name, m_dialect); }

    void expect(std::string_view name, const std::string &got)
    {
        if (updating())
            m_file.setSection(name, m_dialect, got);
        else
            EXPECT_EQ(trimmed(text(name)), trimmed(got)) << "section " << name << " of " << m_path;
    }

    /// The expected SQL is that of PostgreSQL 15 (and SQLite). Later servers print queries of one table without its name before the columns,
    /// which changes texts and at times the way that is chosen: there, the SQL is judged by what it does alone.
    void expectSql(std::string_view name, const std::string &got)
    {
        if (m_major <= 15)
            expect(name, got);
    }

    std::vector<std::string> lines(std::string_view name) const
    {
        std::vector<std::string> result;
        for (const std::string &line : split(text(name), '\n'))
            if (!trimmed(line).empty())
                result.push_back(line);
        return result;
    }

    PlanOptions options(const Catalog &from) const
    {
        PlanOptions result;
        for (const std::string &line : lines("options")) {
            if (!line.starts_with("rename "))
                throw std::runtime_error("unknown option: " + line);
            const auto rename = parseRename(line.substr(7), from);
            if (!rename)
                throw std::runtime_error(toText(rename.error()));
            result.renames.push_back(*rename);
        }
        return result;
    }

    std::string answers(TestPlace &place) const
    {
        std::string result;
        for (const std::string &query : lines("kept"))
            result += query + "\n  " + place.ask(query) + "\n";
        return result;
    }

    void expectChanges(const Catalog &from, const Catalog &to, const PlanOptions &planOptions)
    {
        DiffOptions diffOptions;
        diffOptions.renames = planOptions.renames;
        const ChangeList list = diff(from, to, diffOptions);
        std::string words;
        for (const Change &change : list.changes)
            words += wordsFor(change) + (change.perhapsSpelling ? " (perhaps only spelled differently)" : "") + "\n";
        for (const Rename &candidate : list.candidates)
            words += "perhaps rename " + kilter::toText(candidate) + "\n";
        expect("changes", words);
    }

    void runCase()
    {
        const auto place = TestPlace::make(m_dialect, text("from"));
        const auto goal = TestPlace::make(m_dialect, text("to"));
        const Catalog from = place->catalog();
        const Catalog to = goal->catalog();
        m_major = m_dialect == DialectKind::PostgreSql ? from.serverVersion / 10000 : 0;
        EXPECT_TRUE(diff(from, from).empty());
        EXPECT_TRUE(diff(to, to).empty());
        const PlanOptions planOptions = options(from);
        expectChanges(from, to, planOptions);
        const Dialect &dialect = Dialect::of(m_dialect);
        const auto made = plan(from, to, dialect, planOptions);
        if (!made) {
            expect("error", toText(made.error()));
            return;
        }
        expect("error", {});
        const std::string up = scriptOf(made->up, dialect);
        const std::string down = scriptOf(made->down, dialect);
        expectSql("up", up);
        expectSql("down", down);
        runBothWays(*place, *goal, up, down);
    }

    void runBothWays(TestPlace &place, TestPlace &goal, const std::string &up, const std::string &down)
    {
        const SchemaFacts before = place.facts();
        const SchemaFacts wanted = goal.facts();
        if (const std::string seed = text("seed"); !seed.empty())
            place.run(seed);
        const std::string kept = answers(place);
        place.run(up);
        EXPECT_EQ(factDifference(wanted, place.facts()), "") << "after the way up:\n" << up;
        for (const Change &change : diff(goal.catalog(), place.catalog()).changes)
            ADD_FAILURE() << "the inspector sees another schema after the way up: " << wordsFor(change);
        EXPECT_EQ(answers(place), kept) << "after the way up:\n" << up;
        if (const std::string query = text("ask"); !query.empty())
            expect("answer", place.ask(query));
        place.run(down);
        EXPECT_EQ(factDifference(before, place.facts()), "") << "after the way down:\n" << down;
        EXPECT_EQ(answers(place), kept) << "after the way down:\n" << down;
    }

    int m_major = 0; ///< of the PostgreSQL server; 0: SQLite
    std::filesystem::path m_path;
    DialectKind m_dialect;
    CaseFile m_file;
};

void registerCases()
{
    const std::filesystem::path folder = KILTER_CASES_FOLDER;
    std::vector<std::filesystem::path> paths;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".case")
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const std::filesystem::path &path : paths) {
        const std::string name = path.lexically_relative(folder).replace_extension().generic_string();
        const auto file = CaseFile::read(path);
        for (const DialectKind dialect : file ? file->dialects() : std::vector{DialectKind::Sqlite})
            testing::RegisterTest(std::string(keyword(dialect)).c_str(), name.c_str(), nullptr, nullptr, path.c_str(), 1,
                                  [path, dialect] { return new CaseTest(path, dialect); });
    }
}

} // namespace

int main(int argc, char **argv)
{
    testing::InitGoogleTest(&argc, argv);
    registerCases();
    return RUN_ALL_TESTS();
}
