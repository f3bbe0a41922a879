#pragma once
#include "core/connection/connection.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <sys/types.h>

namespace kilter {

/// Programs of one installed PostgreSQL.
struct PostgresPrograms
{
    int major = 0;
    std::string folder; ///< of initdb and postgres
};

/// Installed servers, newest first: KILTER_PG_BIN (folders, separated by colons), /usr/lib/postgresql/N/bin, PATH.
std::vector<PostgresPrograms> installedPostgres();

/// The installed one of the wanted major, else the newest; 0: the newest. None: nothing is installed.
std::optional<PostgresPrograms> postgresFor(int wantedMajor);

/// A PostgreSQL of this process alone, in a temporary folder, reached by a Unix socket in that folder, which only its
/// owner can enter; without durability. It is stopped when this process ends, also when that is killed; a folder left
/// behind then is removed by the next start.
class PrivateServer
{
public:
    /// The running one of the major, or one started now and kept to the end of the process.
    [[nodiscard]] static Result<PrivateServer *> of(int wantedMajor, const std::stop_token &stop);
    static PrivateServer *running(int wantedMajor);
    static void endAll(); ///< now, instead of at the end of the process; nothing may use them any more
    ~PrivateServer();
    PrivateServer(const PrivateServer &) = delete;
    PrivateServer &operator=(const PrivateServer &) = delete;

    int major() const { return m_programs.major; }
    ConnectionUrl url() const; ///< of its database "postgres", as superuser
    const std::string &folder() const { return m_folder; }
    pid_t processId() const { return m_process; }

private:
    explicit PrivateServer(PostgresPrograms programs) : m_programs(std::move(programs)) {}
    [[nodiscard]] Result<> start(const std::stop_token &stop);
    [[nodiscard]] Result<> makeFolder();
    [[nodiscard]] Result<> initialise(const std::stop_token &stop);
    [[nodiscard]] Result<> launch(const std::stop_token &stop);
    void keep(std::stop_token threadStop, const std::stop_token &stop);
    void end();
    std::string lastLogLines() const;

    PostgresPrograms m_programs;
    std::string m_folder;
    int m_lock = -1; ///< says that the folder is in use
    pid_t m_process = -1;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Result<>> m_started;
    std::jthread m_keeper; ///< starts the server and lives as long as it: the kernel ends children with the thread that
                           ///< made them
};

} // namespace kilter
