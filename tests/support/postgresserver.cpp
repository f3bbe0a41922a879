#include "tests/support/childprocess.h"
#include "tests/support/postgres.h"

#include "core/base/process.h"

#include <libpq-fe.h>

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace kilter::test {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view folderPrefix = "kilter-test-postgres-";

fs::path placeForData()
{
    std::error_code error;
    const fs::path memory = "/dev/shm";
    if (access(memory.c_str(), W_OK) == 0 && fs::space(memory, error).available > (1u << 30) && !error)
        return memory;
    return fs::temp_directory_path();
}

/// The lock of a folder in use, or -1 when another process holds it.
int lockFolder(const fs::path &folder)
{
    const int file = open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    if (file >= 0)
        close(file);
    return -1;
}

/// A process that was killed could not remove its folder. A folder younger than a minute may not have its lock yet.
void removeStaleFolders(const fs::path &place)
{
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(place, error)) {
        if (!entry.path().filename().string().starts_with(folderPrefix) || !entry.is_directory(error))
            continue;
        if (fs::file_time_type::clock::now() - entry.last_write_time(error) < std::chrono::minutes(1))
            continue;
        if (const int lock = lockFolder(entry.path()); lock >= 0) {
            fs::remove_all(entry.path(), error);
            close(lock);
        }
    }
}

constexpr std::string_view configuration = R"(
listen_addresses = '127.0.0.1'
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 256MB
shared_buffers = 64MB
max_connections = 60
max_locks_per_transaction = 1024
timezone = 'UTC'
dynamic_shared_memory_type = mmap
jit = off
)";

} // namespace

std::string postgresFolder()
{
    const auto holdsServer = [](const fs::path &folder) {
        return access((folder / "initdb").c_str(), X_OK) == 0 && access((folder / "postgres").c_str(), X_OK) == 0;
    };
    if (const char *given = std::getenv("KILTER_PG_BIN"); given && holdsServer(given))
        return given;
    int newest = -1;
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator("/usr/lib/postgresql", error))
        if (holdsServer(entry.path() / "bin"))
            newest = std::max(newest, std::atoi(entry.path().filename().c_str()));
    if (newest >= 0)
        return "/usr/lib/postgresql/" + std::to_string(newest) + "/bin";
    const fs::path found = findProgram("initdb");
    return !found.empty() && holdsServer(found.parent_path()) ? found.parent_path().string() : std::string();
}

Result<std::unique_ptr<PostgresServer>> PostgresServer::start(const std::string &settings)
{
    const std::string programs = postgresFolder();
    if (programs.empty())
        return failure(ErrorCode::Invalid, "no PostgreSQL server is installed (initdb and postgres)", "install postgresql, or set KILTER_PG_BIN");
    if (geteuid() == 0 && !serviceUser())
        return failure(ErrorCode::Invalid, "PostgreSQL refuses to run as root, and there is no user postgres or nobody");
    std::unique_ptr<PostgresServer> server(new PostgresServer);
    KILTER_CHECK(server->makeFolder());
    KILTER_CHECK(server->initialise(programs, settings));
    KILTER_CHECK(server->launch(programs));
    KILTER_CHECK(server->makeRoles());
    return server;
}

Result<> PostgresServer::makeFolder()
{
    const fs::path place = placeForData();
    removeStaleFolders(place);
    std::string path = place.string();
    path.append("/").append(folderPrefix).append("XXXXXX");
    if (!mkdtemp(path.data()))
        return failure(ErrorCode::Invalid, "cannot make a folder in " + place.string());
    m_folder = path;
    m_lock = lockFolder(m_folder);
    if (const auto user = serviceUser(); user && chown(m_folder.c_str(), user->user, user->group) != 0)
        return failure(ErrorCode::Invalid, "cannot give away " + m_folder);
    return {};
}

Result<> PostgresServer::initialise(const std::string &programs, const std::string &settings)
{
    const std::vector<std::string> command{programs + "/initdb", "--pgdata=" + m_folder + "/data", "--username=postgres", "--auth=trust",
                                           "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"};
    const pid_t child = startChild(command, m_folder + "/server.log", m_folder, serviceUser(), SIGKILL);
    if (waitForChild(child, 120) != 0)
        return failure(ErrorCode::Invalid, "initdb failed: " + lastLogLines());
    std::ofstream file(m_folder + "/data/postgresql.conf", std::ios::app);
    file << configuration << "unix_socket_directories = '" << m_folder << "'\n" << settings << '\n';
    if (!file.flush())
        return failure(ErrorCode::Invalid, "cannot write the configuration in " + m_folder);
    return {};
}

Result<> PostgresServer::launch(const std::string &programs)
{
    // Another process may take the port between our look and the server's start: then try the next one.
    for (int attempt = 0; attempt < 5; ++attempt) {
        m_port = freePort();
        const std::vector<std::string> command{programs + "/postgres", "-D", m_folder + "/data", "-p", std::to_string(m_port)};
        m_process = startChild(command, m_folder + "/server.log", m_folder, serviceUser(), SIGQUIT);
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (m_process > 0 && std::chrono::steady_clock::now() < end) {
            if (waitForChild(m_process, 0) != -1) {
                m_process = -1;
                break;
            }
            if (PQping(url().c_str()) == PQPING_OK)
                return {};
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    return failure(ErrorCode::CannotConnect, "the test server does not start: " + lastLogLines());
}

Result<> PostgresServer::becomeStandby()
{
    kill(m_process, SIGINT);
    if (waitForChild(m_process, 30) == -1)
        return failure(ErrorCode::Invalid, "the test server does not stop");
    std::ofstream(m_folder + "/data/standby.signal").close();
    return launch(postgresFolder());
}

Result<> PostgresServer::makeRoles()
{
    PGconn *connection = PQconnectdb(url().c_str());
    PGresult *result = PQexec(connection, "CREATE ROLE case_owner; CREATE ROLE case_reader; CREATE ROLE case_writer");
    const bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
    const std::string message = PQerrorMessage(connection);
    PQclear(result);
    PQfinish(connection);
    return done ? Result<>() : failure(ErrorCode::Invalid, "cannot make the roles of the tests: " + message);
}

std::string PostgresServer::lastLogLines() const
{
    std::ifstream file(m_folder + "/server.log");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.substr(text.size() > 2000 ? text.size() - 2000 : 0);
}

std::string PostgresServer::url() const
{
    return "postgresql://postgres@127.0.0.1:" + std::to_string(m_port) + "/postgres";
}

PostgresServer::~PostgresServer()
{
    if (m_process > 0) {
        // Nothing of it is kept, so it need not write its buffers: an immediate end, as after a crash.
        kill(m_process, SIGQUIT);
        if (waitForChild(m_process, 20) == -1)
            kill(m_process, SIGKILL);
    }
    std::error_code ignored;
    if (!m_folder.empty())
        fs::remove_all(m_folder, ignored);
    if (m_lock >= 0)
        close(m_lock);
}

} // namespace kilter::test
