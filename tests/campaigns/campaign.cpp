#include "tests/campaigns/campaign.h"

#include "core/base/file.h"
#include "core/base/text.h"
#include "tests/support/postgres.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <thread>

namespace kilter::campaign {

namespace {

bool readOption(Options &options, const std::string &name, const std::string &value)
{
    if (name == "--dialect") {
        const auto kind = dialectKindOf(value);
        options.dialect = kind.value_or(options.dialect);
        return kind.has_value();
    }
    if (name == "--server")
        return setenv("KILTER_TEST_SERVER", value.c_str(), 1) == 0;
    if (name == "--resume")
        options.resume = value;
    else if (name == "--failures")
        options.failures = value;
    else if (name == "--seed")
        options.seed = std::strtoull(value.c_str(), nullptr, 10);
    else if (name == "--count")
        options.count = std::atoi(value.c_str());
    else if (name == "--jobs")
        options.jobs = std::max(1, std::atoi(value.c_str()));
    else if (name == "--edits")
        options.edits = std::atoi(value.c_str());
    else
        return false;
    return true;
}

bool readOptions(Options &options, int argc, char **argv)
{
    for (int i = 1; i + 1 < argc; i += 2)
        if (!readOption(options, argv[i], argv[i + 1]))
            return false;
    return argc % 2 == 1;
}

/// The seeds of one run, shared by its threads.
class Run
{
public:
    Run(Options options, std::string name) : m_options(std::move(options)), m_name(std::move(name))
    {
        std::ifstream file(m_options.resume);
        std::string word;
        for (std::uint64_t seed = 0; file >> seed >> word;) {
            m_finished.insert(seed);
            if (word != "ok")
                m_earlierFailures.insert(seed);
        }
    }

    void work(const std::function<Outcome(const Options &, std::uint64_t)> &tryOne)
    {
        for (int i = m_next++; i < m_options.count; i = m_next++) {
            const std::uint64_t seed = m_options.seed + std::uint64_t(i);
            if (!m_finished.contains(seed))
                finish(seed, tryOne(m_options, seed));
            else if (m_earlierFailures.contains(seed))
                ++m_failed;
        }
    }

    int summary() const
    {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - m_begin).count();
        std::printf("%s %s: seeds %llu..%llu, %zu objects, %zu changes, %zu statements, %d held, %d failed, %lld s\n", m_name.c_str(),
                    std::string(keyword(m_options.dialect)).c_str(), static_cast<unsigned long long>(m_options.seed),
                    static_cast<unsigned long long>(m_options.seed) + static_cast<unsigned long long>(std::max(0, m_options.count - 1)), m_total.objects,
                    m_total.changes, m_total.statements, m_options.count - m_failed.load(), m_failed.load(), static_cast<long long>(seconds));
        return m_failed ? 1 : 0;
    }

private:
    void finish(std::uint64_t seed, const Outcome &outcome)
    {
        const std::lock_guard lock(m_mutex);
        m_total.objects += outcome.objects;
        m_total.changes += outcome.changes;
        m_total.statements += outcome.statements;
        if (!m_options.resume.empty())
            std::ofstream(m_options.resume, std::ios::app) << seed << (outcome.reason.empty() ? " ok\n" : " failed\n");
        if (outcome.reason.empty())
            return;
        ++m_failed;
        const std::string first = outcome.reason.substr(0, outcome.reason.find('\n'));
        std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), first.c_str());
        const std::string text = "-- " + replaced(outcome.reason, "\n", "\n-- ") + "\n" + outcome.report;
        if (m_options.failures.empty())
            std::puts(text.c_str());
        else if (const auto written = writeTextFile(std::filesystem::path(m_options.failures) /
                                                        (m_name + "-" + std::string(keyword(m_options.dialect)) + "-" + std::to_string(seed) + ".sql"), text);
                 !written)
            std::puts(toText(written.error()).c_str());
        std::fflush(stdout);
    }

    Options m_options;
    std::string m_name;
    std::set<std::uint64_t> m_finished;
    std::set<std::uint64_t> m_earlierFailures;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::atomic<int> m_next = 0;
    std::mutex m_mutex;
    std::atomic<int> m_failed = 0;
    Outcome m_total;
};

} // namespace

int runCampaign(int argc, char **argv, const std::string &name, const std::function<Outcome(const Options &, std::uint64_t)> &tryOne)
{
    Options options;
    if (!readOptions(options, argc, argv)) {
        std::fprintf(stderr, "usage: campaign_%s [--dialect postgresql|sqlite] [--count N] [--seed S] [--jobs N] [--edits N] [--resume FILE] "
                             "[--failures FOLDER] [--server URL]\n", name.c_str());
        return 2;
    }
    if (options.dialect == DialectKind::PostgreSql) {
        if (const std::string missing = test::postgresMissing(); !missing.empty()) {
            std::printf("SKIP: %s\n", missing.c_str());
            return test::servicesAreRequired() ? 2 : 77;
        }
    }
    Run run(options, name);
    std::vector<std::thread> threads;
    for (int i = 0; i < options.jobs; ++i)
        threads.emplace_back([&] { run.work(tryOne); });
    for (std::thread &thread : threads)
        thread.join();
    return run.summary();
}

} // namespace kilter::campaign
