#pragma once
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

/// Pairs of real schemas, found in a folder.
namespace kilter::campaign {

struct SchemaPair
{
    std::string name;
    std::filesystem::path from; ///< .sql, .sql.gz, or a .case that holds both
    std::filesystem::path to;
};

struct PairScripts
{
    std::string from;
    std::string to;
    std::vector<std::string> renames; ///< decided ones, as --rename takes them
};

struct PairChoice
{
    int sample = 0; ///< of the pairs of folders and of each history's neighbours; 0: all
    int jumps = 0;  ///< of each history, between versions that are no neighbours
};

/// Every pair below the folder: a folder with from.sql and to.sql, or with two SQL files and no others but seeds (by name: the first is `from`);
/// *.case files of PostgreSQL; a folder with versions.json and raw_0.sql.gz, raw_1.sql.gz … is a history: its neighbours, and jumps.
/// The same sample every time; a larger one holds the smaller.
std::vector<SchemaPair> schemaPairs(const std::filesystem::path &folder, const PairChoice &choice);

[[nodiscard]] Result<PairScripts> readPair(const SchemaPair &pair);

} // namespace kilter::campaign
