#include "core/scratch/unread.h"

#include "core/base/text.h"

#include <algorithm>

namespace kilter {
namespace {

constexpr int rankOfGrants = 7;
constexpr int rankOfDefaultPrivileges = 8;
constexpr int rankOfOthers = 5;

} // namespace

int runningRank(const std::string &sql)
{
    static constexpr std::pair<std::string_view, int> ranks[] = {
        {"create extension", 0},  {"create schema", 0},   {"create language", 0}, {"create trusted", 0},
        {"create type", 1},       {"create domain", 1},   {"create collation", 1}, {"create function", 2},
        {"create procedure", 2},  {"create or replace", 2}, {"create aggregate", 3}, {"comment", 6},
        {"grant", rankOfGrants},  {"revoke", rankOfGrants}, {"alter default", rankOfDefaultPrivileges}, {"create event", 9},
        {"alter event", 9}};
    std::string start = lowered(std::string_view(sql).substr(0, 40));
    std::replace_if(start.begin(), start.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
    for (const auto &[words, rank] : ranks) {
        if (start.starts_with(words))
            return rank;
    }
    return rankOfOthers;
}

bool statesPrivileges(const std::vector<UnreadSql> &unread)
{
    return std::any_of(unread.begin(), unread.end(), [](const UnreadSql &one) {
        const int rank = runningRank(one.sql);
        return rank == rankOfGrants || rank == rankOfDefaultPrivileges;
    });
}

} // namespace kilter
