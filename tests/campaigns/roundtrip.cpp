// campaign_roundtrip: made-up schemas A with rows, and random edits to B. Held against each seed: diff(A, A) is empty; the way up makes
// B, the way down makes A, judged by pg_dump or SQLite's own pragmas; the rows of tables and columns that stay are kept both ways.
#include "core/base/text.h"
#include "core/diff/diff.h"
#include "core/plan/plan.h"
#include "tests/campaigns/campaign.h"
#include "tests/campaigns/model.h"
#include "tests/support/testplace.h"

#include <stdexcept>

using namespace kilter;
using namespace kilter::campaign;

namespace {

using test::TestPlace;

/// One seed from beginning to end.
class Roundtrip
{
public:
    Roundtrip(DialectKind dialect, std::uint64_t seed, int edits) : m_kind(dialect), m_dialect(Dialect::of(dialect))
    {
        Random random(seed);
        m_from = randomSchema(dialect, random);
        const int wanted = random.between(1, 12);
        m_to = edited(m_from, edits >= 0 ? edits : wanted, random);
    }

    int editCount() const { return int(m_to.edits.size()); }

    Outcome run()
    {
        report("the edits", joined(m_to.edits, "\n"), true);
        try {
            runSteps();
        } catch (const std::exception &error) {
            m_outcome.reason = m_step + ": " + error.what();
        }
        return std::move(m_outcome);
    }

private:
    void report(const std::string &title, const std::string &text, bool comment = false)
    {
        m_outcome.report += "\n---- " + title + "\n" + (comment ? "-- " + replaced(text, "\n", "\n-- ") : text) + "\n";
    }

    void hold(bool condition, const std::string &words)
    {
        if (!condition)
            throw std::runtime_error(words);
    }

    void holdEqual(const test::SchemaFacts &want, const test::SchemaFacts &got)
    {
        if (const std::string difference = test::factDifference(want, got); !difference.empty())
            throw std::runtime_error("another schema\n" + difference);
    }

    std::vector<std::string> keptRows(TestPlace &place, const SchemaModel &now)
    {
        const std::string query = keptQuery(m_from, m_to.model, now);
        if (query.empty())
            return {};
        std::vector<std::string> rows = split(place.ask(query), '\n');
        std::sort(rows.begin(), rows.end());
        return rows;
    }

    void holdRows(const std::vector<std::string> &want, const std::vector<std::string> &got)
    {
        hold(want == got, "other rows\n- " + joined(want, "\n- ") + "\n+ " + joined(got, "\n+ "));
    }

    void holdNoChange(const Catalog &want, const Catalog &got)
    {
        std::string words;
        for (const Change &change : diff(want, got).changes)
            words += wordsFor(change) + "\n";
        hold(words.empty(), "the inspector sees another schema\n" + words);
    }

    void checkForeignKeys(TestPlace &place)
    {
        if (m_kind == DialectKind::Sqlite)
            hold(place.ask("SELECT \"table\" FROM pragma_foreign_key_check").empty(), "a foreign key is violated");
    }

    void runSteps()
    {
        m_step = "build from";
        report("from", scriptOf(m_from));
        report("rows", rowsOf(m_from));
        const auto place = TestPlace::make(m_kind, scriptOf(m_from) + rowsOf(m_from));
        m_step = "build to";
        report("to", scriptOf(m_to.model));
        const auto goal = TestPlace::make(m_kind, scriptOf(m_to.model));
        m_step = "inspect";
        const Catalog from = place->catalog();
        const Catalog to = goal->catalog();
        m_outcome.objects = from.size() + to.size();
        m_step = "diff with itself";
        hold(diff(from, from).empty() && diff(to, to).empty(), "not empty");
        holdValues(from, to);
        m_step = "plan";
        const Plan made = planned(from, to);
        const std::string up = scriptOf(made.up, m_dialect);
        const std::string down = scriptOf(made.down, m_dialect);
        report("up", up);
        report("down", down);
        runBothWays(*place, *goal, from, to, up, down);
    }

    /// What holds without a server: every change chosen gives `to`, and JSON loses nothing.
    void holdValues(const Catalog &from, const Catalog &to)
    {
        DiffOptions options;
        options.renames = m_to.renames;
        m_step = "apply all changes";
        const auto whole = applied(from, to, diff(from, to, options));
        hold(whole.has_value(), whole ? "" : kilter::toText(whole.error()));
        holdNoChange(to, whole->catalog);
        m_step = "JSON";
        const auto read = catalogFromJson(toJson(to));
        hold(read && *read == to && catalogHash(*read) == catalogHash(to), "another catalog is read");
    }

    Plan planned(const Catalog &from, const Catalog &to)
    {
        PlanOptions options;
        options.renames = m_to.renames;
        DiffOptions diffOptions;
        diffOptions.renames = m_to.renames;
        m_outcome.changes = diff(from, to, diffOptions).changes.size();
        auto made = plan(from, to, m_dialect, options);
        hold(made.has_value(), made ? "" : kilter::toText(made.error()));
        m_outcome.statements = made->up.size() + made->down.size();
        return std::move(*made);
    }

    void runBothWays(TestPlace &place, TestPlace &goal, const Catalog &from, const Catalog &to, const std::string &up, const std::string &down)
    {
        m_step = "judge";
        const test::SchemaFacts before = place.facts();
        const test::SchemaFacts wanted = goal.facts();
        const std::vector<std::string> rows = keptRows(place, m_from);
        m_step = "up";
        place.run(up);
        holdEqual(wanted, place.facts());
        holdRows(rows, keptRows(place, m_to.model));
        checkForeignKeys(place);
        holdNoChange(to, place.catalog());
        m_step = "down";
        place.run(down);
        holdEqual(before, place.facts());
        holdRows(rows, keptRows(place, m_from));
        checkForeignKeys(place);
        holdNoChange(from, place.catalog());
    }

    DialectKind m_kind;
    const Dialect &m_dialect;
    SchemaModel m_from;
    Edited m_to;
    std::string m_step;
    Outcome m_outcome;
};

/// A failure with as few of its edits as show it.
Outcome tryOne(const Options &options, std::uint64_t seed)
{
    Roundtrip whole(options.dialect, seed, options.edits);
    const int edits = whole.editCount();
    Outcome outcome = whole.run();
    for (int fewer = 0; !outcome.reason.empty() && fewer < edits; ++fewer) {
        Outcome smaller = Roundtrip(options.dialect, seed, fewer).run();
        if (!smaller.reason.empty())
            return smaller;
    }
    return outcome;
}

} // namespace

int main(int argc, char **argv)
{
    return runCampaign(argc, argv, "roundtrip", tryOne);
}
