#include "tests/cli/clirun.h"
#include "tests/support/postgres.h"

#include "core/base/file.h"
#include "core/base/text.h"

#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace kilter;
using namespace kilter::test;

namespace {

constexpr const char *secret = "Sup3rS3cr3tWord";

std::string withPassword(const std::string &url)
{
    return replaced(url, "postgres@", std::string("postgres:") + secret + '@');
}

std::string commandLine(pid_t process)
{
    std::ifstream stream("/proc/" + std::to_string(process) + "/cmdline", std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

pid_t startKilter(const CliFolder &folder, const std::vector<std::string> &arguments)
{
    const pid_t child = fork();
    if (child != 0)
        return child;
    std::vector<std::string> all{KILTER_PROGRAM, "-C", folder.path()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char *> pointers;
    for (std::string &argument : all)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    if (!std::freopen((folder.path("child.out")).c_str(), "w", stdout) || !std::freopen((folder.path("child.err")).c_str(), "w", stderr))
        _exit(127);
    execv(KILTER_PROGRAM, pointers.data());
    _exit(127);
}

void waitUntil(const std::function<bool()> &holds)
{
    for (int i = 0; i < 200 && !holds(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

void writeSlowMigration(const CliFolder &folder)
{
    folder.write("kilter.toml", workspaceToml("env:KILTER_TEST_URL"));
    folder.write("migrations/20260101000000_slow.sql", "-- store: pg\n-- dialect: postgresql\n-- depends: none\n\n-- up\n"
                                                       "CREATE TABLE t (id integer);\nSELECT pg_sleep(30);\n\n-- down\nDROP TABLE t;\n");
}

} // namespace

TEST(Secrets, neverInOutputFilesOrTheLedger)
{
    requirePostgres();
    const TestDatabase database;
    CliFolder folder;
    ASSERT_EQ(folder.runAnywhere({"init", "--sample", folder.path()}).exitCode, 0);
    const std::string url = withPassword(database.url());
    const std::vector<std::vector<std::string>> commands{{"verify"}, {"generate", "-m", "All"}, {"apply"}, {"status"}, {"history"}, {"inspect"},
                                                         {"diff"},   {"plan"},                  {"import", "--from", url}, {"rollback", "base"}};
    for (std::vector<std::string> command : commands) {
        for (const char *argument : {"--store", "pg", "--trace", "--url"})
            command.emplace_back(argument);
        command.push_back(url);
        const CliOutput output = folder.run(command);
        EXPECT_FALSE(output.says(secret)) << command.front() << '\n' << output;
    }
    const CliOutput unreachable = folder.run({"inspect", "--url", std::string("postgresql://me:") + secret + "@127.0.0.1:1/db"});
    EXPECT_EQ(unreachable.exitCode, 3) << unreachable;
    EXPECT_FALSE(unreachable.says(secret)) << unreachable;
    EXPECT_FALSE(folder.run({"inspect", "--url", std::string("nonsense://me:") + secret + "@h/db"}).says(secret));
    for (const std::string &file : folder.files("."))
        EXPECT_EQ(folder.read(file).find(secret), std::string::npos) << file;
    const std::string ledger = database.run("SELECT coalesce(string_agg(h::text || e::text, ' '), '') FROM migration_history h, migration_event e");
    EXPECT_EQ(ledger.find(secret), std::string::npos);
}

TEST(Secrets, goneFromTheProcessList)
{
    requirePostgres();
    const TestDatabase database;
    CliFolder folder;
    writeSlowMigration(folder);
    const pid_t child = startKilter(folder, {"apply", "--store", "pg", "--url", withPassword(database.url())});
    ASSERT_GT(child, 0);
    waitUntil([&] { return database.run("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid() AND datname = current_database()") != "0"; });
    EXPECT_EQ(commandLine(child).find(secret), std::string::npos) << commandLine(child);
    kill(child, SIGINT);
    int status = 0;
    waitpid(child, &status, 0);
}

TEST(Interrupt, cancelsRecordsAndExits130)
{
    requirePostgres();
    const TestDatabase database;
    CliFolder folder;
    writeSlowMigration(folder);
    const pid_t child = startKilter(folder, {"apply", "--store", "pg", "--url", database.url()});
    ASSERT_GT(child, 0);
    const std::string running = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid() AND datname = current_database()";
    waitUntil([&] { return database.run(running) != "0"; });
    const auto start = std::chrono::steady_clock::now();
    kill(child, SIGINT);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 130) << folder.read("child.err");
    EXPECT_EQ(database.run(running), "0") << "the statement still runs on the server";
    EXPECT_EQ(database.run("SELECT count(*) FROM pg_class WHERE relname = 't'"), "0");
    EXPECT_EQ(database.run("SELECT state FROM migration_history WHERE migration_id = '20260101000000_slow'"), "failed");
}
