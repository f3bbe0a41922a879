#pragma once
#include "core/catalog/catalog.h"

namespace kilter {

/// When a statement of a file runs, as far as failures do not tell: low ones first. What others are made of stands before the statements
/// that are planned, what would change others, or watches them, behind.
int runningRank(const std::string &sql);
inline constexpr int rankOfPlanned = 4;

/// Whether the files say who may do what; else nothing is said of that.
bool statesPrivileges(const std::vector<UnreadSql> &unread);

} // namespace kilter
