#include "core/scratch/privateserver.h"

#include "core/base/cancel.h"
#include "core/base/log.h"
#include "core/base/process.h"
#include "core/base/text.h"
#include "core/scratch/childprocess.h"

#include <libpq-fe.h>

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/file.h>
#include <unistd.h>

namespace kilter {
namespace {
namespace fs = std::filesystem;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr std::string_view folderPrefix = "kilter-scratch-";

constexpr std::string_view configuration = R"(
listen_addresses = ''
port = 5432
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
shared_buffers = 32MB
max_connections = 20
max_locks_per_transaction = 512
timezone = 'UTC'
lc_messages = 'C'
dynamic_shared_memory_type = mmap
jit = off
)";

bool holdsServer(const fs::path &folder)
{
    return access((folder / "initdb").c_str(), X_OK) == 0 && access((folder / "postgres").c_str(), X_OK) == 0;
}

int majorOf(const std::string &folder)
{
    ProcessRequest request;
    request.program = folder + "/postgres";
    request.arguments = {"--version"};
    request.timeout = milliseconds(10000);
    const auto output = kilter::run(request); // "postgres (PostgreSQL) 15.8 (Debian …)"
    const std::size_t at = output ? output->standardOutput.find(") ") : std::string::npos;
    return at == std::string::npos ? 0 : std::atoi(output->standardOutput.c_str() + at + 2);
}

/// Memory where there is enough of it. The path must leave room for the socket's name: the kernel allows 107 bytes.
fs::path placeForData()
{
    std::error_code error;
    for (const fs::path &place : {fs::path("/dev/shm"), fs::temp_directory_path(error), fs::path("/tmp")}) {
        const auto space = fs::space(place, error);
        if (!error && access(place.c_str(), W_OK) == 0 && space.available > (512u << 20) && place.string().size() < 60)
            return place;
    }
    return "/tmp";
}

int lockFolder(const fs::path &folder)
{
    const int file = open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0)
        return file;
    if (file >= 0)
        close(file);
    return -1;
}

/// Folders of processes that were killed: nobody holds their lock. One younger than a minute may not have it yet.
void removeStaleFolders(const fs::path &place)
{
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator(place, error)) {
        if (!entry.path().filename().string().starts_with(folderPrefix) || entry.is_symlink(error) ||
            !entry.is_directory(error) ||
            fs::file_time_type::clock::now() - entry.last_write_time(error) < std::chrono::minutes(1))
            continue;
        if (const int lock = lockFolder(entry.path()); lock >= 0) {
            fs::remove_all(entry.path(), error);
            close(lock);
        }
    }
}

std::mutex serversMutex;

/// By major. Destroyed at the end of the process, which stops them.
std::map<int, std::unique_ptr<PrivateServer>> &servers()
{
    static std::map<int, std::unique_ptr<PrivateServer>> all;
    return all;
}

} // namespace

std::vector<PostgresPrograms> installedPostgres()
{
    std::vector<PostgresPrograms> found;
    const auto add = [&](const std::string &folder) {
        const bool known =
            std::any_of(found.begin(), found.end(), [&](const PostgresPrograms &one) { return one.folder == folder; });
        if (!folder.empty() && !known && holdsServer(folder))
            found.push_back({majorOf(folder), folder});
    };
    if (const char *given = std::getenv("KILTER_PG_BIN")) {
        for (const std::string &folder : split(given, ':'))
            add(folder);
    }
    std::error_code error;
    for (const fs::directory_entry &entry : fs::directory_iterator("/usr/lib/postgresql", error))
        add((entry.path() / "bin").string());
    if (found.empty())
        add(fs::path(findProgram("initdb")).parent_path().string());
    std::erase_if(found, [](const PostgresPrograms &one) { return one.major < 10; });
    std::stable_sort(found.begin(), found.end(),
                     [](const PostgresPrograms &a, const PostgresPrograms &b) { return a.major > b.major; });
    return found;
}

std::optional<PostgresPrograms> postgresFor(int wantedMajor)
{
    const std::vector<PostgresPrograms> all = installedPostgres();
    for (const PostgresPrograms &one : all) {
        if (one.major == wantedMajor)
            return one;
    }
    return all.empty() ? std::nullopt : std::optional(all.front());
}

PrivateServer *PrivateServer::running(int wantedMajor)
{
    const std::scoped_lock lock(serversMutex);
    for (const auto &[major, server] : servers()) {
        if (major == wantedMajor || wantedMajor == 0)
            return server.get();
    }
    return nullptr;
}

void PrivateServer::endAll()
{
    const std::scoped_lock lock(serversMutex);
    servers().clear();
}

Result<PrivateServer *> PrivateServer::of(int wantedMajor, const std::stop_token &stop)
{
    const auto programs = postgresFor(wantedMajor);
    if (!programs)
        return failure(ErrorCode::CannotConnect, "no PostgreSQL server is installed here (initdb and postgres)",
                       "install postgresql, or name its folder in KILTER_PG_BIN");
    if (geteuid() == 0 && !serviceUser())
        return failure(ErrorCode::CannotConnect,
                       "PostgreSQL refuses to run as root, and there is no user postgres or nobody");
    const std::scoped_lock lock(serversMutex);
    std::unique_ptr<PrivateServer> &slot = servers()[programs->major];
    if (!slot) {
        std::unique_ptr<PrivateServer> server(new PrivateServer(*programs));
        if (auto started = server->start(stop); !started) {
            servers().erase(programs->major);
            return tl::unexpected(std::move(started).error());
        }
        slot = std::move(server);
    }
    return slot.get();
}

Result<> PrivateServer::start(const std::stop_token &stop)
{
    const auto begin = Clock::now();
    m_keeper = std::jthread([this, stop](const std::stop_token &threadStop) { keep(threadStop, stop); });
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_started.has_value(); });
    if (isLogged(LogCategory::Scratch)) {
        const auto took = std::chrono::duration_cast<milliseconds>(Clock::now() - begin).count();
        logLine(LogCategory::Scratch, "a private PostgreSQL " + std::to_string(m_programs.major) + " in " + m_folder +
                                          " took " + std::to_string(took) + " ms");
    }
    return *m_started;
}

void PrivateServer::keep(std::stop_token threadStop, const std::stop_token &stop)
{
    Result<> started = makeFolder();
    if (started)
        started = initialise(stop);
    if (started)
        started = launch(stop);
    const bool runs = started.has_value();
    {
        const std::scoped_lock lock(m_mutex);
        m_started = std::move(started);
        m_changed.notify_all();
    }
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, threadStop, [runs] { return !runs; });
    end();
}

Result<> PrivateServer::makeFolder()
{
    const fs::path place = placeForData();
    removeStaleFolders(place);
    std::string path = (place / folderPrefix).string() + "XXXXXX";
    if (!mkdtemp(path.data()))
        return failure(ErrorCode::CannotConnect, "cannot make a folder in " + place.string());
    m_folder = path;
    m_lock = lockFolder(m_folder);
    if (const auto user = serviceUser(); user && chown(m_folder.c_str(), user->user, user->group) != 0)
        return failure(ErrorCode::CannotConnect, "cannot give " + m_folder + " to the server's user");
    return {};
}

Result<> PrivateServer::initialise(const std::stop_token &stop)
{
    const std::vector<std::string> command{m_programs.folder + "/initdb",
                                           "--pgdata=" + m_folder + "/data",
                                           "--username=postgres",
                                           "--auth=trust",
                                           "--encoding=UTF8",
                                           "--locale=C",
                                           "--no-sync",
                                           "--no-instructions",
                                           "--wal-segsize=1"};
    const pid_t child = startChild(command, m_folder + "/server.log", m_folder, serviceUser(), SIGKILL);
    std::optional<int> code = child < 0 ? std::optional(127) : std::nullopt;
    for (const auto limit = Clock::now() + std::chrono::minutes(2); !code;
         std::this_thread::sleep_for(milliseconds(5))) {
        code = exitCodeOf(child);
        if (!code && (stop.stop_requested() || Clock::now() > limit)) {
            kill(child, SIGKILL);
            while (!exitCodeOf(child))
                std::this_thread::sleep_for(milliseconds(1));
            return stop.stop_requested() ? Result<>(tl::unexpected(cancelled("starting a private PostgreSQL")))
                                         : failure(ErrorCode::CannotConnect,
                                                   "initdb of a private PostgreSQL did not end within two minutes");
        }
    }
    if (*code != 0)
        return failure(ErrorCode::CannotConnect, "initdb of a private PostgreSQL failed: " + lastLogLines());
    std::ofstream file(m_folder + "/data/postgresql.conf", std::ios::app);
    file << configuration << "unix_socket_directories = '" << m_folder << "'\n";
    if (!file.flush())
        return failure(ErrorCode::CannotConnect, "cannot write in " + m_folder);
    return {};
}

Result<> PrivateServer::launch(const std::stop_token &stop)
{
    m_process = startChild({m_programs.folder + "/postgres", "-D", m_folder + "/data"}, m_folder + "/server.log",
                           m_folder, serviceUser(), SIGQUIT);
    const std::string text = url().text;
    for (const auto limit = Clock::now() + std::chrono::minutes(1); m_process > 0 && Clock::now() < limit;
         std::this_thread::sleep_for(milliseconds(5))) {
        if (exitCodeOf(m_process)) {
            m_process = -1;
            break;
        }
        if (PQping(text.c_str()) == PQPING_OK)
            return {};
        if (stop.stop_requested())
            return tl::unexpected(cancelled("starting a private PostgreSQL"));
    }
    return failure(ErrorCode::CannotConnect, "a private PostgreSQL does not start: " + lastLogLines());
}

/// Nothing of it is kept, so it need not write its buffers: an immediate end, as after a crash.
void PrivateServer::end()
{
    if (m_process > 0) {
        kill(m_process, SIGQUIT);
        const auto limit = Clock::now() + std::chrono::seconds(10);
        while (!exitCodeOf(m_process)) {
            std::this_thread::sleep_for(milliseconds(2));
            if (Clock::now() > limit)
                kill(m_process, SIGKILL);
        }
        m_process = -1;
    }
    std::error_code ignored;
    if (!m_folder.empty())
        fs::remove_all(m_folder, ignored);
    if (m_lock >= 0)
        close(std::exchange(m_lock, -1));
}

PrivateServer::~PrivateServer()
{
    m_keeper.request_stop();
    if (m_keeper.joinable())
        m_keeper.join();
}

ConnectionUrl PrivateServer::url() const
{
    ConnectionUrl url;
    url.kind = StoreKind::PostgreSql;
    url.text = "postgresql://postgres@:5432/postgres?host=" + replaced(m_folder, "/", "%2F");
    url.database = "postgres";
    return url;
}

std::string PrivateServer::lastLogLines() const
{
    std::ifstream file(m_folder + "/server.log");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return std::string(trimmed(text.substr(text.size() > 1000 ? text.size() - 1000 : 0)));
}

} // namespace kilter
