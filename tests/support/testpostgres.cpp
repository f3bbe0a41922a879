// testpostgres start FILE | stop FILE: ctest's fixture, one PostgreSQL for a whole run. `start` leaves a keeper in the background
// that owns the server and ends when it is told to, or when the process that called `start` (ctest) is gone.
#include "tests/support/postgres.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

using namespace kilter;

namespace {

pid_t keeperOf(const std::string &file)
{
    std::ifstream text(file);
    pid_t keeper = 0;
    return text >> keeper && keeper > 0 && kill(keeper, 0) == 0 ? keeper : 0;
}

void waitForEnd(pid_t caller)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pollfd waits[2] = {{signalfd(-1, &signals, SFD_CLOEXEC), POLLIN, 0}, {int(syscall(SYS_pidfd_open, caller, 0)), POLLIN, 0}};
    while (poll(waits, 2, 1000) == 0)
        if (kill(caller, 0) != 0)
            break;
}

/// The child's side: `said` gets one line, the reason why there is no server, or nothing but a newline.
int keep(const std::string &file, pid_t caller, int said)
{
    setsid();
    // ctest waits until nobody holds its pipes any more.
    const int null = open("/dev/null", O_RDWR);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        dup2(null, standard);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    auto server = test::PostgresServer::start();
    std::string line = "\n";
    if (!server)
        line = server.error().message + "\n";
    else
        std::ofstream(file) << getpid() << "\n" << server.value()->url() << "\n";
    if (write(said, line.data(), line.size()) < 0 || !server)
        return 1;
    close(said);
    waitForEnd(caller);
    unlink(file.c_str());
    return 0;
}

int start(const std::string &file)
{
    if (keeperOf(file))
        return 0;
    const pid_t caller = getppid();
    int line[2];
    if (pipe(line) != 0)
        return 1;
    std::fflush(nullptr);
    if (fork() == 0) {
        close(line[0]);
        _exit(keep(file, caller, line[1]));
    }
    close(line[1]);
    std::string said;
    char buffer[512];
    for (ssize_t n = 0; (n = read(line[0], buffer, sizeof buffer)) > 0;)
        said.append(buffer, std::size_t(n));
    if (said == "\n")
        return 0;
    std::printf("SKIP: %s", said.c_str());
    return test::servicesAreRequired() ? 1 : 0;
}

int stop(const std::string &file)
{
    const pid_t keeper = keeperOf(file);
    if (keeper == 0)
        return 0;
    kill(keeper, SIGTERM);
    for (int i = 0; i < 2000 && kill(keeper, 0) == 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return kill(keeper, 0) == 0 ? 1 : 0;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string verb = argc == 3 ? argv[1] : "";
    if (verb == "start")
        return start(argv[2]);
    if (verb == "stop")
        return stop(argv[2]);
    std::fputs("usage: testpostgres start FILE | stop FILE\n", stderr);
    return 2;
}
