#include "core/scratch/privateserver.h"

#include <csignal>
#include <iostream>
#include <unistd.h>

/// Starts a private server, says its process and folder, and ends: normally, or by a signal when the argument says
/// "kill".
int main(int count, char **arguments)
{
    const auto server = kilter::PrivateServer::of(0, {});
    if (!server) {
        std::cerr << toText(server.error()) << std::endl;
        return 1;
    }
    std::cout << (*server)->processId() << ' ' << (*server)->folder() << std::endl;
    if (count > 1 && std::string_view(arguments[1]) == "kill")
        kill(getpid(), SIGKILL);
    return 0;
}
