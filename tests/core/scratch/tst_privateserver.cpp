#include "core/base/process.h"
#include "core/scratch/privateserver.h"
#include "core/scratch/scratch.h"
#include "tests/support/postgres.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <iostream>
#include <sys/stat.h>

namespace kilter {
namespace {
namespace fs = std::filesystem;
using std::chrono::milliseconds;

void requireServer()
{
    if (!installedPostgres().empty())
        return;
    if (test::servicesAreRequired())
        FAIL() << "PostgreSQL is not installed";
    GTEST_SKIP() << "PostgreSQL is not installed";
}

class PrivateServerTest : public ::testing::Test
{
protected:
    void SetUp() override { requireServer(); }
    void TearDown() override { PrivateServer::endAll(); }
};

/// Runs one test of this program in a process of its own; what it prints between brackets: process and folder of its
/// server.
struct OtherProcess
{
    pid_t server = 0;
    std::string folder;
};

OtherProcess runOther(const std::string &test)
{
    ProcessRequest request;
    request.program = fs::read_symlink("/proc/self/exe").string();
    request.arguments = {"--gtest_also_run_disabled_tests", "--gtest_filter=" + test};
    const auto output = kilter::run(request);
    OtherProcess other;
    const std::size_t begin = output ? output->standardOutput.find("server [") : std::string::npos;
    EXPECT_NE(begin, std::string::npos) << (output ? output->standardOutput + output->standardError
                                                   : toText(output.error()));
    if (begin == std::string::npos)
        return other;
    const std::string text = output->standardOutput.substr(begin + 8);
    other.server = pid_t(std::stol(text));
    other.folder = text.substr(text.find(' ') + 1, text.find(']') - text.find(' ') - 1);
    return other;
}

bool endsSoon(pid_t process)
{
    for (int i = 0; i < 500 && kill(process, 0) == 0; ++i)
        std::this_thread::sleep_for(milliseconds(10));
    return kill(process, 0) != 0;
}

void startAndSay()
{
    const auto server = PrivateServer::of(0, {});
    ASSERT_TRUE(server) << toText(server.error());
    std::cout << "server [" << (*server)->processId() << " " << (*server)->folder() << "]" << std::endl;
}

} // namespace

TEST_F(PrivateServerTest, DISABLED_EndsNormally)
{
    startAndSay();
}

TEST_F(PrivateServerTest, DISABLED_IsKilled)
{
    startAndSay();
    kill(getpid(), SIGKILL);
}

TEST_F(PrivateServerTest, EndsWithItsProcess)
{
    const OtherProcess other = runOther("*DISABLED_EndsNormally");
    ASSERT_GT(other.server, 0);
    EXPECT_TRUE(endsSoon(other.server));
    EXPECT_FALSE(fs::exists(other.folder));
}

TEST_F(PrivateServerTest, EndsWhenItsProcessIsKilledAndTheNextOneCleansUp)
{
    const OtherProcess other = runOther("*DISABLED_IsKilled");
    ASSERT_GT(other.server, 0);
    EXPECT_TRUE(endsSoon(other.server));
    ASSERT_TRUE(fs::exists(other.folder));
    fs::last_write_time(other.folder, fs::file_time_type::clock::now() - std::chrono::minutes(5));
    runOther("*DISABLED_EndsNormally");
    EXPECT_FALSE(fs::exists(other.folder));
}

TEST_F(PrivateServerTest, IsKeptAndReachedOnlyThroughItsFolder)
{
    EXPECT_EQ(PrivateServer::running(0), nullptr);
    PrivateServer *server = PrivateServer::of(0, {}).value();
    EXPECT_EQ(PrivateServer::of(server->major(), {}).value(), server);
    EXPECT_EQ(PrivateServer::running(server->major()), server);
    EXPECT_EQ(PrivateServer::running(9), nullptr);
    struct stat status
    {};
    ASSERT_EQ(stat(server->folder().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0077, 0u) << "nobody else may enter";
    const auto connection = Connection::open(server->url());
    ASSERT_TRUE(connection) << toText(connection.error());
    EXPECT_EQ((*connection)->execute("SHOW listen_addresses")->text(0, 0), "");
    EXPECT_EQ((*connection)->serverVersion() / 10000, server->major());
}

TEST_F(PrivateServerTest, StopEndsTheStart)
{
    std::stop_source stop;
    std::jthread later([&] {
        std::this_thread::sleep_for(milliseconds(50));
        stop.request_stop();
    });
    const auto server = PrivateServer::of(0, stop.get_token());
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().code, ErrorCode::Interrupted);
    EXPECT_TRUE(PrivateServer::of(0, {})) << "a later start is a new one";
}

TEST(InstalledPostgres, FollowsTheVariable)
{
    setenv("KILTER_PG_BIN", "/nonexistent:/usr/bin", 1);
    for (const PostgresPrograms &one : installedPostgres())
        EXPECT_TRUE(fs::exists(one.folder + "/initdb"));
    unsetenv("KILTER_PG_BIN");
}

} // namespace kilter
