#include "tests/support/childprocess.h"
#include "tests/support/postgres.h"

#include <csignal>
#include <filesystem>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace kilter;
using namespace kilter::test;

TEST(PostgresServer, isPrivateAndLeavesNothing)
{
    requirePostgres();
    std::string folder;
    pid_t process = 0;
    {
        auto server = PostgresServer::start();
        ASSERT_TRUE(server) << server.error().message;
        folder = server.value()->folder();
        process = server.value()->processId();
        EXPECT_EQ(execute(server.value()->url(), "SELECT inet_server_addr() || ' ' || current_user || ' ' || current_setting('server_encoding')"),
                  "127.0.0.1/32 postgres UTF8");
        EXPECT_EQ(execute(server.value()->url(), "SELECT datcollate FROM pg_database WHERE datname = 'template0'"), "C.UTF-8");
        EXPECT_EQ(kill(process, 0), 0);
    }
    EXPECT_NE(kill(process, 0), 0);
    EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST(PostgresServer, endsWithAProcessThatIsKilled)
{
    requirePostgres();
    int line[2];
    ASSERT_EQ(pipe(line), 0);
    const pid_t child = fork();
    if (child == 0) {
        auto server = PostgresServer::start();
        const std::string words = server ? std::to_string(server.value()->processId()) + " " + server.value()->folder() : "-1 -";
        (void)!write(line[1], words.data(), words.size());
        pause();
        _exit(0);
    }
    char words[300] = {};
    ASSERT_GT(read(line[0], words, sizeof words - 1), 0);
    const pid_t process = std::atoi(words);
    ASSERT_GT(process, 0) << words;
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    // Its zombie may wait for an init that does not collect; what counts is that it no longer runs.
    const auto runs = [process] {
        std::FILE *file = std::fopen(("/proc/" + std::to_string(process) + "/stat").c_str(), "r");
        char state = 0;
        const bool read = file && std::fscanf(file, "%*d (%*[^)]) %c", &state) == 1;
        if (file)
            std::fclose(file);
        return read && state != 'Z';
    };
    for (int i = 0; i < 1000 && runs(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_FALSE(runs());
    std::filesystem::remove_all(std::string(words).substr(std::string_view(words).find(' ') + 1));
}

TEST(TestDatabase, isDroppedAndCopied)
{
    requirePostgres();
    const std::string server = *testServerUrl();
    std::string names;
    {
        TestDatabase original("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)");
        const TestDatabase copy = original.copy();
        original.run("DELETE FROM t");
        EXPECT_EQ(original.run("SELECT count(*) FROM t"), "0");
        EXPECT_EQ(copy.run("SELECT a FROM t ORDER BY a"), "1\n2");
        names = "'" + original.name() + "', '" + copy.name() + "'";
        EXPECT_EQ(execute(server, "SELECT count(*) FROM pg_database WHERE datname IN (" + names + ")"), "2");
    }
    EXPECT_EQ(execute(server, "SELECT count(*) FROM pg_database WHERE datname IN (" + names + ")"), "0");
    EXPECT_THROW(TestDatabase("CREATE TABLE oops ("), std::runtime_error);
}

TEST(Psql, stopsAtTheFirstErrorAndSaysIt)
{
    requirePostgres();
    const TestDatabase database;
    const auto good = psql(database.url(), "CREATE TABLE \"ä\" (a int);\nSELECT 'ok';\n");
    ASSERT_TRUE(good) << toText(good.error());
    EXPECT_EQ(*good, "ok\n");
    const auto bad = psql(database.url(), "SELECT nope;\nCREATE TABLE later (a int);\n");
    ASSERT_FALSE(bad);
    EXPECT_NE(bad.error().message.find("nope"), std::string::npos);
    EXPECT_EQ(database.run("SELECT count(*) FROM pg_class WHERE relname = 'later'"), "0");
}
