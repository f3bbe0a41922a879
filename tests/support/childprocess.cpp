#include "tests/support/childprocess.h"

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace kilter::test {

std::optional<ServiceUser> serviceUser()
{
    if (geteuid() != 0)
        return {};
    for (const char *name : {"postgres", "nobody"})
        if (const passwd *entry = getpwnam(name))
            return ServiceUser{entry->pw_uid, entry->pw_gid};
    return {};
}

namespace {

// Runs in the child: only calls that are safe after a fork of a process with threads.
[[noreturn]] void becomeProgram(char *const *arguments, int log, const char *folder, const std::optional<ServiceUser> &user,
                                int deathSignal, pid_t parent)
{
    const int null = open("/dev/null", O_RDONLY);
    dup2(null, STDIN_FILENO);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    for (int file = 3; file < 256; ++file)
        close(file);
    if (user && (setgroups(0, nullptr) != 0 || setgid(user->group) != 0 || setuid(user->user) != 0))
        _exit(126);
    if (chdir(folder) != 0)
        _exit(126);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    // A change of user clears the death signal, so it is set after it.
    prctl(PR_SET_PDEATHSIG, deathSignal);
    if (getppid() != parent)
        _exit(126);
    execv(arguments[0], arguments);
    _exit(127);
}

} // namespace

pid_t startChild(const std::vector<std::string> &command, const std::string &logFile, const std::string &folder,
                 const std::optional<ServiceUser> &user, int deathSignal)
{
    std::vector<char *> arguments;
    for (const std::string &word : command)
        arguments.push_back(const_cast<char *>(word.c_str()));
    arguments.push_back(nullptr);
    const int log = open(logFile.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (log < 0)
        return -1;
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child == 0)
        becomeProgram(arguments.data(), log, folder.c_str(), user, deathSignal, parent);
    close(log);
    return child;
}

int waitForChild(pid_t child, double seconds)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (true) {
        int status = 0;
        const pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
        if (ended < 0)
            return 128;
        if (std::chrono::steady_clock::now() > end)
            return -1;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

int freePort()
{
    const int socketFile = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socketFile < 0)
        return 0;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    const bool bound = bind(socketFile, reinterpret_cast<sockaddr *>(&address), length) == 0 &&
                       getsockname(socketFile, reinterpret_cast<sockaddr *>(&address), &length) == 0;
    close(socketFile);
    return bound ? ntohs(address.sin_port) : 0;
}

} // namespace kilter::test
