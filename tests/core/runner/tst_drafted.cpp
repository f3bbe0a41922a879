#include "core/migration/draft.h"
#include "core/migration/version.h"
#include "tests/core/runner/place.h"

using namespace kilter;
using namespace kilter::test;

namespace {

/// The catalog that a script builds in a database of its own.
Catalog built(DialectKind kind, const std::string &script)
{
    const Place place(kind);
    const auto connection = place.connect();
    const auto statements = Dialect::of(kind).split(script);
    if (!statements)
        throw std::runtime_error(toText(statements.error()));
    for (const ScriptStatement &statement : *statements) {
        if (const auto done = connection->execute(statement.text); !done)
            throw std::runtime_error(toText(done.error()));
    }
    return std::move(*Dialect::of(kind).inspect(*connection, {}));
}

class Drafted : public testing::TestWithParam<DialectKind>
{
protected:
    void SetUp() override
    {
        if (GetParam() == DialectKind::PostgreSql)
            requirePostgres();
    }
};

} // namespace

INSTANTIATE_TEST_SUITE_P(Runner, Drafted, testing::Values(DialectKind::PostgreSql, DialectKind::Sqlite),
                         [](const auto &about) {
                             return about.param == DialectKind::PostgreSql ? "PostgreSql" : "Sqlite";
                         });

TEST_P(Drafted, aPlanBecomesAFileThatGoesUpAndDown)
{
    const std::string before = "CREATE TABLE posts (id integer PRIMARY KEY, title text, old text);\nCREATE TABLE notes "
                               "(id integer PRIMARY KEY, post_id integer REFERENCES posts (id) ON DELETE CASCADE);\n";
    const std::string after = "CREATE TABLE posts (id integer PRIMARY KEY, title text NOT NULL, \"reading; time\" "
                              "integer DEFAULT 1 CHECK (\"reading; time\" > 0));\n"
                              "CREATE TABLE notes (id integer PRIMARY KEY, post_id integer REFERENCES posts (id) ON "
                              "DELETE CASCADE);\nCREATE INDEX posts_title ON posts (title);\n"
                              "CREATE TABLE tags (id integer PRIMARY KEY, name text UNIQUE);\n";
    const Catalog from = built(GetParam(), before), to = built(GetParam(), after);
    const auto planned = plan(from, to, Dialect::of(GetParam()));
    ASSERT_TRUE(planned) << toText(planned.error());
    const ProposedVersion version = proposedVersion("1.0.0", diff(from, to));
    EXPECT_EQ(version.version, "2.0.0") << version.reason;
    const Migration drafted =
        draftMigration({"2_change", "Change", {}, "main", version.version, {}, version.breaking}, *planned);
    const Files files{{"1_base", "-- version: 1.0.0\n-- up\n" + before +
                                     "INSERT INTO posts VALUES (1, 'a', 'x');\nINSERT INTO notes VALUES (1, 1);\n"},
                      {"2_change", drafted.text}};

    Runs runs(GetParam());
    runs.options.allowDataLoss = true; // the values of posts.old
    EXPECT_EQ(outcome(runs.apply(files)), "ok") << drafted.text;
    const auto connection = runs.place.connect();
    EXPECT_TRUE(diff(*Dialect::of(GetParam()).inspect(*connection, {}), to).empty()) << drafted.text;
    EXPECT_EQ(runs.place.query("SELECT title, (SELECT count(*) FROM notes) FROM posts"), "a|1");
    EXPECT_EQ(graphOf(files, GetParam()).find("2_change")->reversibility(), Reversibility::StructureOnly)
        << drafted.text;
    EXPECT_NE(drafted.text.find("-- loses data: "), std::string::npos) << drafted.text;
    EXPECT_EQ(outcome(runs.rollBack(files, "-1")), "ok") << drafted.text;
    EXPECT_TRUE(diff(*Dialect::of(GetParam()).inspect(*connection, {}), from).empty()) << drafted.text;
    EXPECT_EQ(runs.place.query("SELECT title, (SELECT count(*) FROM notes) FROM posts"), "a|1");
}
