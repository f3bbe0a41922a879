#include "core/scratch/childprocess.h"

#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kilter {
namespace {

/// Runs in the child: only calls that are safe after a fork of a process with threads.
[[noreturn]] void becomeProgram(char *const *arguments, int log, const char *folder,
                                const std::optional<ServiceUser> &user, int deathSignal, pid_t parent)
{
    const int null = open("/dev/null", O_RDONLY);
    dup2(null, STDIN_FILENO);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    if (syscall(SYS_close_range, 3u, ~0u, 0u) != 0) {
        for (int file = 3; file < 4096; ++file)
            close(file);
    }
    setsid();
    if (user && (setgroups(0, nullptr) != 0 || setgid(user->group) != 0 || setuid(user->user) != 0))
        _exit(126);
    if (chdir(folder) != 0)
        _exit(126);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    prctl(PR_SET_PDEATHSIG, deathSignal); // after the change of user, which clears it
    if (getppid() != parent)
        _exit(126);
    execv(arguments[0], arguments);
    _exit(127);
}

} // namespace

std::optional<ServiceUser> serviceUser()
{
    if (geteuid() != 0)
        return {};
    for (const char *name : {"postgres", "nobody"}) {
        if (const passwd *entry = getpwnam(name))
            return ServiceUser{entry->pw_uid, entry->pw_gid};
    }
    return {};
}

pid_t startChild(const std::vector<std::string> &command, const std::string &logFile, const std::string &folder,
                 const std::optional<ServiceUser> &user, int deathSignal)
{
    std::vector<char *> arguments;
    for (const std::string &word : command)
        arguments.push_back(const_cast<char *>(word.c_str()));
    arguments.push_back(nullptr);
    const int log = open(logFile.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log < 0)
        return -1;
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child == 0)
        becomeProgram(arguments.data(), log, folder.c_str(), user, deathSignal, parent);
    close(log);
    return child;
}

std::optional<int> exitCodeOf(pid_t child)
{
    int status = 0;
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == 0)
        return {};
    return ended == child && WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

} // namespace kilter
