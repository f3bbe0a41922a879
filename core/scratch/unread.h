#pragma once
#include "core/catalog/catalog.h"

namespace kilter {

/// When a statement of a file runs, as far as failures do not tell: low ones first. What others are made of stands before the statements
/// that are planned, what would change others, or watches them, behind.
int runningRank(const std::string &sql);
inline constexpr int rankOfPlanned = 4;

/// Whether the files say who may do what; else nothing is said of that.
bool statesPrivileges(const std::vector<UnreadSql> &unread);

/// Whether the statement is a GRANT or REVOKE that names the role. What the role owns itself would take it in without a trace.
bool grantsToRole(const UnreadSql &unread, const std::string &role);

/// Runs before such grants and after all others, in which CURRENT_USER is the owner: hands what the session's role owns in the database to `standInOwner`, one of the
/// server's own roles. Does nothing where the role may not.
std::string handToStandInSql();
inline constexpr std::string_view standInOwner = "pg_monitor";
inline constexpr int rankOfHandingOver = 8;
inline constexpr int rankOfGrantsToRole = 9;
inline constexpr int rankOfDefaultPrivileges = 10;

} // namespace kilter
