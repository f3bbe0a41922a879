#pragma once
#include "core/catalog/catalog.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

/// What all campaigns share: options, seeds on several threads, a file to resume from, reports of failures, one summary line.
namespace kilter::campaign {

struct Options
{
    DialectKind dialect = DialectKind::PostgreSql;
    std::uint64_t seed = 1; ///< the first
    int count = 100;
    int jobs = 2;
    int edits = -1;           ///< so many edits instead of a random number
    std::string resume;       ///< file of finished seeds: those are not run again
    std::string failures;     ///< folder for what failed, with the SQL to do it again; empty: standard output
};

/// What one seed gave. `reason` is empty where all held.
struct Outcome
{
    std::string reason;
    std::string report; ///< scripts and plans, to do it again
    std::size_t objects = 0;
    std::size_t changes = 0;
    std::size_t statements = 0;
};

/// Runs a campaign as a program: reads --dialect, --count, --seed, --jobs, --edits, --resume, --failures and --server.
/// Exit code 0: all held; 1: some did not; 2: a wrong call, or no server.
int runCampaign(int argc, char **argv, const std::string &name, const std::function<Outcome(const Options &, std::uint64_t seed)> &tryOne);

} // namespace kilter::campaign
