#pragma once
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace kilter::test {

/// The user that servers run as: servers refuse root. Empty: as we are.
struct ServiceUser
{
    uid_t user = 0;
    gid_t group = 0;
};

/// postgres, else nobody, when this process is root.
std::optional<ServiceUser> serviceUser();

/// Starts a program with its output in a file, as `user`. The kernel sends it `deathSignal` when the calling thread ends.
/// Returns its process id, or -1.
pid_t startChild(const std::vector<std::string> &command, const std::string &logFile, const std::string &folder,
                 const std::optional<ServiceUser> &user, int deathSignal);

/// Waits up to `seconds` for the end of a child; its exit code, 128 when a signal ended it, -1 when it still runs.
int waitForChild(pid_t child, double seconds);

int freePort(); ///< a TCP port of 127.0.0.1 that nobody listens on now; 0: none

} // namespace kilter::test
