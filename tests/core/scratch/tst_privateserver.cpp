#include "core/base/process.h"
#include "core/scratch/privateserver.h"
#include "core/scratch/scratch.h"
#include "tests/support/postgres.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
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

/// A server that another process started before it ended.
struct OtherServer
{
    pid_t process = 0;
    std::string folder;
};

OtherServer startedByAnother(const std::string &itsEnd)
{
    ProcessRequest request;
    request.program = (fs::read_symlink("/proc/self/exe").parent_path() / "holdserver").string();
    request.arguments = {itsEnd};
    const auto output = kilter::run(request);
    OtherServer other;
    std::istringstream words(output ? output->standardOutput : "");
    words >> other.process >> other.folder;
    EXPECT_GT(other.process, 0) << (output ? output->standardError : toText(output.error()));
    return other;
}

/// Ended, or waiting for its parent to take notice (in a container nobody may).
bool hasEnded(pid_t process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::size_t name = text.rfind(") ");
    return name == std::string::npos || text[name + 2] == 'Z' || text[name + 2] == 'X';
}

bool endsSoon(pid_t process)
{
    for (int i = 0; i < 500 && !hasEnded(process); ++i)
        std::this_thread::sleep_for(milliseconds(10));
    return hasEnded(process);
}

} // namespace

TEST_F(PrivateServerTest, EndsWithItsProcess)
{
    const OtherServer other = startedByAnother("normally");
    ASSERT_GT(other.process, 0);
    EXPECT_TRUE(endsSoon(other.process));
    EXPECT_FALSE(fs::exists(other.folder));
}

TEST_F(PrivateServerTest, EndsWhenItsProcessIsKilledAndTheNextOneCleansUp)
{
    const OtherServer other = startedByAnother("kill");
    ASSERT_GT(other.process, 0);
    EXPECT_TRUE(endsSoon(other.process));
    ASSERT_TRUE(fs::exists(other.folder));
    fs::last_write_time(other.folder, fs::file_time_type::clock::now() - std::chrono::minutes(5));
    startedByAnother("normally");
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
