#pragma once
#include <stop_token>

namespace kilter::cli {

/// From now on Ctrl-C (SIGINT) and SIGTERM ask the token to stop; a second one leaves at once with exit code 130.
std::stop_token stopOnInterrupt();

} // namespace kilter::cli
