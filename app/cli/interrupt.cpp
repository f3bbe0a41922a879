#include "app/cli/interrupt.h"

#include <csignal>
#include <thread>
#include <unistd.h>

namespace kilter::cli {
namespace {

int wakePipe[2] = {-1, -1};
volatile std::sig_atomic_t interrupts = 0;

/// Only what a signal handler may do (signal-safety(7)): the request itself is made by the thread that reads the pipe.
void onSignal(int)
{
    interrupts = interrupts + 1;
    if (interrupts > 1)
        _exit(130);
    const char byte = 1;
    [[maybe_unused]] const auto written = write(wakePipe[1], &byte, 1);
}

} // namespace

std::stop_token stopOnInterrupt()
{
    static std::stop_source source;
    if (wakePipe[0] != -1 || pipe(wakePipe) != 0)
        return source.get_token();
    std::thread([] {
        char byte = 0;
        while (read(wakePipe[0], &byte, 1) < 0 && errno == EINTR) {
        }
        source.request_stop();
    }).detach();
    struct sigaction action = {};
    action.sa_handler = onSignal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    return source.get_token();
}

} // namespace kilter::cli
