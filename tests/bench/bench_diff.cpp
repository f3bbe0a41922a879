// bench_diff KILTER: ratios of a whole `kilter diff` to what cannot be avoided and to other programs, one figure a line. Not part of ctest; see
// tests/bench/run.
#include "core/base/process.h"
#include "core/connection/connection.h"
#include "core/dialect/dialect.h"
#include "tests/bench/benchparts.h"
#include "tests/support/postgres.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>

using namespace kilter;
using namespace kilter::bench;

namespace {

constexpr auto patience = std::chrono::minutes(10);

struct Finished
{
    int exitCode = 0;
    long megabytes = 0; ///< most that it had in memory
};

/// Runs the program with its output thrown away.
Finished finished(const std::vector<std::string> &command)
{
    const pid_t process = fork();
    if (process == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        std::vector<char *> arguments;
        for (const std::string &word : command)
            arguments.push_back(const_cast<char *>(word.c_str()));
        arguments.push_back(nullptr);
        execvp(arguments.front(), arguments.data());
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(process, &status, 0, &usage);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, usage.ru_maxrss / 1024};
}

/// A whole diff of identical databases beside psql sending the same queries to both at once.
double benchWhole(const std::string &kilter, int tables)
{
    const test::TestDatabase from(tablesScript(tables));
    from.run("ANALYZE");
    const test::TestDatabase to = from.copy();
    const std::vector<std::string> command{kilter, "diff", "--exit-code", "--from", from.url(), "--to", to.url()};
    Finished run;
    const double ours = leastMilliseconds([&] { run = finished(command); });
    if (run.exitCode != 0) {
        std::printf("# kilter diff of %d tables with themselves: exit code %d\n", tables, run.exitCode);
        std::exit(1);
    }
    const auto connection = valueOf(Connection::open(valueOf(parseUrl(from.url()))));
    const std::string script = loggedStatements([&] { (void)valueOf(Dialect::of(DialectKind::PostgreSql).inspect(*connection, {})); });
    const double theirs = leastMilliseconds([&] {
        std::thread other([&] { valueOf(test::psql(to.url(), script)); });
        valueOf(test::psql(from.url(), script));
        other.join();
    });
    std::printf("whole-diff-identical-%d-tables/psql-same-queries %.2f # %.0f ms / %.0f ms, %ld MB\n", tables, ours / theirs, ours, theirs, run.megabytes);
    return ours;
}

/// Another program on the same pair, when it is there.
void benchPeer(const std::filesystem::path &program, int tables, const std::string &from, const std::string &to, double ours)
{
    const std::string name = program.stem().string();
    if (!std::filesystem::exists(program)) {
        std::printf("# SKIP %s: not in KILTER_BENCH_PEERS\n", name.c_str());
        return;
    }
    ProcessRequest request{"python3", {program.string(), from, to}, {}, {}, patience, {}};
    bool done = true;
    const double theirs = leastMilliseconds([&] {
        const auto output = run(request);
        done = done && output && output->exitCode == 0 && !output->standardOutput.empty();
    }, 2);
    if (!done)
        std::printf("# SKIP %s: it failed on the pair of %d tables\n", name.c_str(), tables);
    else
        std::printf("%s/kilter-diff-%d-tables %.1f # %.0f ms / %.0f ms\n", name.c_str(), tables, theirs / ours, theirs, ours);
}

/// A pair as it is compared every day: many tables, a few changes.
void benchPeers(const std::string &kilter, int tables, const std::filesystem::path &peers)
{
    const test::TestDatabase from(tablesScript(tables));
    const test::TestDatabase to(tablesScript(tables) + "ALTER TABLE t5 ADD COLUMN extra text; CREATE TABLE more (id integer PRIMARY KEY); CREATE INDEX ON t7 (c);");
    from.run("ANALYZE");
    to.run("ANALYZE");
    const double ours = leastMilliseconds([&] { (void)finished({kilter, "diff", "--from", from.url(), "--to", to.url(), "--format", "sql"}); });
    for (const char *name : {"pgdelta_diff.py", "migra_diff.py"})
        benchPeer(peers / name, tables, from.url(), to.url(), ours);
}

} // namespace

int main(int argc, char **argv)
{
    if (const std::string missing = test::postgresMissing(); !missing.empty() || argc != 2) {
        std::printf("# SKIP whole diff: %s\n", missing.empty() ? "bench_diff KILTER" : missing.c_str());
        return 0;
    }
    const double thousand = benchWhole(argv[1], 1000);
    const double tenThousand = benchWhole(argv[1], 10000);
    std::printf("whole-diff-10000-tables/1000-tables %.1f\n", tenThousand / thousand);
    if (const char *peers = std::getenv("KILTER_BENCH_PEERS"); peers && *peers) {
        for (const int tables : {50, 300, 1000})
            benchPeers(argv[1], tables, peers);
    }
    return 0;
}
