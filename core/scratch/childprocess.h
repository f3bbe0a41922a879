#pragma once
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace kilter {

/// The user that a server runs as. PostgreSQL refuses root.
struct ServiceUser
{
    uid_t user = 0;
    gid_t group = 0;
};

/// postgres, else nobody, when this process is root; none: as we are.
std::optional<ServiceUser> serviceUser();

/// Starts a program in a session of its own (a Ctrl-C of the terminal does not reach it), its output appended to a
/// file. The kernel sends it `deathSignal` when the calling THREAD ends. The process id, or -1.
pid_t startChild(const std::vector<std::string> &command, const std::string &logFile, const std::string &folder,
                 const std::optional<ServiceUser> &user, int deathSignal);

/// The exit code of a child that has ended (128: by a signal), none while it runs.
std::optional<int> exitCodeOf(pid_t child);

} // namespace kilter
