// campaign_rows: real pairs of schemas, their tables filled with rows. Held against each pair, in both directions, there and back: rows and
// values of what stays are kept, sequences go on, materialized views stay filled; what is lost a hazard of the plan names, and nothing else.
// A script that the rows refuse says so before at the statement that fails, and leaves rows and schema as they were.
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/diff/diff.h"
#include "core/plan/plan.h"
#include "tests/campaigns/rowfill.h"
#include "tests/campaigns/rowpairs.h"
#include "tests/campaigns/rowstate.h"
#include "tests/support/postgres.h"
#include "tests/support/schema.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <thread>

using namespace kilter;
using namespace kilter::campaign;

namespace {

using test::TestDatabase;

struct Options
{
    std::filesystem::path folder;
    PairChoice choice;
    std::string only; ///< glob of names
    std::string failures; ///< folder for the scripts of what failed
    int jobs = 2;
    bool takeCandidates = false; ///< every candidate of a rename counts as decided
    bool verbose = false;
};

template<class T>
T valueOf(Result<T> result)
{
    if (!result)
        throw std::runtime_error(kilter::toText(result.error()));
    return std::move(*result);
}

std::unique_ptr<Connection> connectTo(const TestDatabase &database)
{
    return valueOf(Connection::open(valueOf(parseUrl(database.url()))));
}

StoredState stateIn(const TestDatabase &database)
{
    return stateOf(*connectTo(database));
}

Catalog catalogIn(const TestDatabase &database)
{
    const auto connection = connectTo(database);
    return valueOf(Dialect::of(DialectKind::PostgreSql).inspect(*connection, {}));
}

/// A database built by a script of psql; roles that it wants are made. Throws with psql's words.
TestDatabase built(const std::string &script)
{
    static std::mutex making;
    for (int attempt = 0;; ++attempt) {
        TestDatabase database;
        const auto done = test::psql(database.url(), script);
        if (done)
            return database;
        const std::string &words = done.error().message;
        const std::size_t begin = words.find("role \"");
        const std::size_t end = words.find("\" does not exist");
        if (begin == std::string::npos || end == std::string::npos || end < begin || attempt > 30)
            throw std::runtime_error(words);
        const std::lock_guard lock(making);
        const std::string role = words.substr(begin + 6, end - begin - 6);
        database.run("DO $do$ BEGIN CREATE ROLE " + Dialect::of(DialectKind::PostgreSql).quoted(role) + "; EXCEPTION WHEN duplicate_object THEN NULL; END $do$");
    }
}

/// How one direction of a pair ended.
struct Ending
{
    std::vector<std::string> faults;
    std::vector<std::string> notes;
    std::string refusal; ///< why the rows cannot be taken along; said before, and nothing changed
    int emptied = 0;     ///< tables that were emptied because their rows were refused
    bool finished = false; ///< there and back, with the rows of the other tables
    std::string script;  ///< the last one that ran, to do it again
    Filling filling;
};

/// One direction of a pair, there and back, with rows.
class Journey
{
public:
    Journey(const TestDatabase &start, const Catalog &from, const Catalog &to, const std::vector<Rename> &renames)
        : m_start(start), m_from(from), m_dialect(Dialect::of(DialectKind::PostgreSql))
    {
        PlanOptions options;
        options.renames = withFollowing(from, to, renames);
        m_renames = options.renames;
        m_plan = valueOf(plan(from, to, m_dialect, options));
    }

    Ending run(const FillOptions &fill)
    {
        m_ending = {};
        const TestDatabase place = m_start.copy();
        {
            const auto connection = connectTo(place);
            m_ending.filling = fillTables(*connection, fill);
        }
        m_ending.finished = take(place, m_plan.up, m_renames, "up") && take(place, m_plan.down, inverted(m_renames, m_from), "down");
        return std::move(m_ending);
    }

private:
    /// Runs the statements and compares; whether they ran to their end. A table whose rows are refused is emptied, for the sake of the others.
    bool take(const TestDatabase &place, const std::vector<Statement> &statements, const std::vector<Rename> &renames, const std::string &way)
    {
        if (statements.empty())
            return true;
        const test::SchemaFacts schema = valueOf(test::pgDump(place.url()));
        m_ending.script = scriptOf(statements, m_dialect);
        StoredState before = stateIn(place);
        // VERBOSITY makes psql say the SQLSTATE.
        for (bool finished = false; !finished;) {
            const auto done = test::psql(place.url(), "\\set VERBOSITY verbose\n" + m_ending.script);
            finished = done.has_value();
            if (!finished) {
                judgeRefusal(place, statements, way, done.error().message, before, schema);
                if (!m_ending.faults.empty() || !emptied(place, failing(statements, done.error().message), before))
                    return false;
            }
        }
        const auto connection = connectTo(place);
        const Comparison comparison = compareStates(before, stateOf(*connection), statements, renames, *connection);
        for (const std::string &fault : comparison.faults)
            m_ending.faults.push_back(way + ": " + fault);
        for (const std::string &words : comparison.notes)
            m_ending.notes.push_back(way + ": " + words);
        return comparison.faults.empty();
    }

    /// Whether the table whose rows the statement refused had any, and has none now; `state` is as it is then.
    bool emptied(const TestDatabase &place, const Statement *statement, StoredState &state)
    {
        if (!statement)
            return false;
        const ObjectRef &object = statement->object;
        const ObjectRef table = object.kind == Kind::Table ? object : tableOf(object);
        if (!state.tables.contains(table))
            return false;
        const auto connection = connectTo(place);
        if (!connection->execute("TRUNCATE " + m_dialect.qualified(table) + " CASCADE"))
            return false;
        StoredState now = stateOf(*connection);
        const bool fewer = now.tables != state.tables;
        m_ending.emptied += fewer;
        state = std::move(now);
        return fewer;
    }

    void judgeRefusal(const TestDatabase &place, const std::vector<Statement> &statements, const std::string &way, const std::string &words,
                      const StoredState &before, const test::SchemaFacts &schema)
    {
        const std::string line = words.substr(0, words.find('\n'));
        if (m_ending.refusal.empty())
            m_ending.refusal = way + ": " + line;
        const Statement *statement = failing(statements, line);
        const std::string sql = statement ? statement->sql.substr(0, statement->sql.find('\n')) : "?";
        // Classes 22 and 23: data exceptions and violated constraints.
        if (line.find("ERROR:  22") == std::string::npos && line.find("ERROR:  23") == std::string::npos)
            m_ending.faults.push_back(way + ": fails, and not for the rows: " + line + " | " + sql);
        else if (!statement || statement->hazards.empty())
            m_ending.faults.push_back(way + ": fails without a hazard that says so: " + line + " | " + sql);
        if (const StoredState after = stateIn(place); !(after == before))
            m_ending.faults.push_back(way + ": failed half-way, rows changed: " + line);
        if (const std::string difference = test::factDifference(schema, valueOf(test::pgDump(place.url()))); !difference.empty())
            m_ending.faults.push_back(way + ": failed half-way, the schema changed: " + line + " | " + replaced(difference.substr(0, 200), "\n", " "));
    }

    /// The statement that ends at the line that psql names; the script has one line more before it.
    const Statement *failing(const std::vector<Statement> &statements, const std::string &words) const
    {
        const std::size_t place = words.find(":<stdin>:");
        const long line = place == std::string::npos ? 0 : std::atol(words.c_str() + place + 9) - 1;
        const std::vector<Statement> all(statements);
        for (std::size_t n = 1; n <= all.size(); ++n) {
            std::string part = scriptOf({all.begin(), all.begin() + std::ptrdiff_t(n)}, m_dialect);
            if (part.ends_with("COMMIT;\n"))
                part.resize(part.size() - 8);
            if (std::count(part.begin(), part.end(), '\n') >= line)
                return &statements[n - 1];
        }
        return nullptr;
    }

    const TestDatabase &m_start;
    const Catalog &m_from;
    const Dialect &m_dialect;
    std::vector<Rename> m_renames;
    Plan m_plan;
    Ending m_ending;
};

/// All pairs, on several threads.
class Run
{
public:
    explicit Run(Options options) : m_options(std::move(options)), m_pairs(schemaPairs(m_options.folder, m_options.choice))
    {
        if (!m_options.only.empty())
            std::erase_if(m_pairs, [&](const SchemaPair &pair) { return !matchesGlob(m_options.only, pair.name); });
    }

    int run()
    {
        std::vector<std::thread> threads;
        for (int i = 0; i < m_options.jobs; ++i)
            threads.emplace_back([this] {
                for (std::size_t next = m_next++; next < m_pairs.size(); next = m_next++)
                    tryPair(m_pairs[next]);
            });
        for (std::thread &thread : threads)
            thread.join();
        return summary();
    }

private:
    void tryPair(const SchemaPair &pair)
    {
        try {
            const PairScripts scripts = valueOf(readPair(pair));
            const TestDatabase a = built(scripts.from);
            const TestDatabase b = built(scripts.to);
            const Catalog from = catalogIn(a);
            const Catalog to = catalogIn(b);
            if (!from.all(Kind::Subscription).empty() || !to.all(Kind::Subscription).empty())
                throw std::runtime_error("a subscription is not copied with its database");
            tryBothWays(pair, scripts, a, from, b, to);
        } catch (const std::exception &error) {
            const std::lock_guard lock(m_mutex);
            ++m_unbuilt;
            if (m_options.verbose)
                say(pair.name, "not built", split(error.what(), '\n')[0]);
        }
    }

    void tryBothWays(const SchemaPair &pair, const PairScripts &scripts, const TestDatabase &a, const Catalog &from, const TestDatabase &b, const Catalog &to)
    {
        std::vector<Rename> renames;
        for (const std::string &words : scripts.renames)
            renames.push_back(valueOf(parseRename(words, from)));
        tryOne(pair.name, a, from, to, decided(from, to, renames));
        tryOne(pair.name + " (back)", b, to, from, decided(to, from, inverted(renames, from)));
    }

    std::vector<Rename> decided(const Catalog &from, const Catalog &to, std::vector<Rename> renames) const
    {
        if (!m_options.takeCandidates)
            return renames;
        DiffOptions options;
        options.renames = renames;
        for (const Rename &candidate : diff(from, to, options).candidates)
            renames.push_back(candidate);
        return renames;
    }

    void tryOne(const std::string &name, const TestDatabase &start, const Catalog &from, const Catalog &to, const std::vector<Rename> &renames)
    {
        Ending ending;
        try {
            ending = Journey(start, from, to, renames).run({});
        } catch (const std::exception &error) {
            ending.faults.push_back(split(error.what(), '\n')[0]);
        }
        finish(name, ending);
    }

    void finish(const std::string &name, const Ending &ending)
    {
        const std::lock_guard lock(m_mutex);
        ++m_count;
        m_tables += ending.filling.tables;
        m_rows += ending.filling.rows;
        m_empty += int(ending.filling.empty.size());
        if (m_options.verbose) {
            for (const std::string &words : ending.filling.empty)
                say(name, "left empty", words);
            for (const std::string &words : ending.notes)
                say(name, "note", words);
        }
        for (const std::string &words : ending.faults)
            say(name, "FAILED", words);
        if (!ending.faults.empty()) {
            ++m_failed;
            keepScript(name, ending);
        } else if (!ending.refusal.empty()) {
            ++m_refused;
            m_othersKept += ending.finished;
            m_emptied += ending.emptied;
            if (m_options.verbose)
                say(name, ending.finished ? "refused, kept without " + counted(std::size_t(ending.emptied), "table") : "refused", ending.refusal);
        } else {
            ++m_kept;
        }
    }

    void keepScript(const std::string &name, const Ending &ending) const
    {
        if (m_options.failures.empty())
            return;
        const std::string file = replaced(replaced(name, "/", "-"), " ", "_") + ".sql";
        if (const auto written = writeTextFile(std::filesystem::path(m_options.failures) / file, "-- " + joined(ending.faults, "\n-- ") + "\n" + ending.script); !written)
            std::puts(kilter::toText(written.error()).c_str());
    }

    static void say(const std::string &name, const std::string &what, const std::string &words)
    {
        std::printf("%s: %s: %s\n", name.c_str(), what.c_str(), words.c_str());
        std::fflush(stdout);
    }

    int summary() const
    {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - m_begin).count();
        std::printf("rows: %d pairs, %d tables filled (%d left empty), %d rows, %d kept, %d refused cleanly (%d of them kept all else once %d tables were emptied), %d failed, %d not built, %lld s\n",
                    m_count, m_tables, m_empty, m_rows, m_kept, m_refused, m_othersKept, m_emptied, m_failed, m_unbuilt, static_cast<long long>(seconds));
        return m_failed > 0 || m_count == 0 ? 1 : 0;
    }

    Options m_options;
    std::vector<SchemaPair> m_pairs;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::atomic<std::size_t> m_next = 0;
    std::mutex m_mutex;
    int m_count = 0, m_tables = 0, m_empty = 0, m_rows = 0, m_kept = 0, m_refused = 0, m_othersKept = 0, m_emptied = 0, m_failed = 0, m_unbuilt = 0;
};

bool readOptions(Options &options, int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (word == "--verbose")
            options.verbose = true;
        else if (word == "--renames")
            options.takeCandidates = true;
        else if (!word.starts_with("--") && options.folder.empty())
            options.folder = word;
        else if (i + 1 == argc)
            return false;
        else if (++i; word == "--sample")
            options.choice.sample = std::atoi(value);
        else if (word == "--jumps")
            options.choice.jumps = std::atoi(value);
        else if (word == "--jobs")
            options.jobs = std::max(1, std::atoi(value));
        else if (word == "--only")
            options.only = value;
        else if (word == "--failures")
            options.failures = value;
        else
            return false;
    }
    return std::filesystem::is_directory(options.folder);
}

} // namespace

int main(int argc, char **argv)
{
    Options options;
    if (!readOptions(options, argc, argv)) {
        std::fputs("usage: campaign_rows FOLDER [--sample N] [--jumps N] [--only GLOB] [--jobs N] [--renames] [--failures FOLDER] [--verbose]\n", stderr);
        return 2;
    }
    if (const std::string missing = test::postgresMissing(); !missing.empty()) {
        std::printf("SKIP: %s\n", missing.c_str());
        return test::servicesAreRequired() ? 2 : 77;
    }
    return Run(std::move(options)).run();
}
