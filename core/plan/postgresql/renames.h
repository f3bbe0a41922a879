#pragma once
#include "core/dialect/statement.h"
#include "core/diff/diff.h"

namespace kilter::postgresql {

/// ALTER … RENAME for decided renames, in an order in which every new name is free; swaps go through a temporary name.
struct RenamePlan
{
    std::vector<Statement> statements;
    Catalog catalog; ///< `from` afterwards
};

RenamePlan planRenames(const Catalog &from, const std::vector<Rename> &renames);

/// Renames that nobody needs to decide: an index or key of a partition that implements one of its parent, which stays, cannot be dropped;
/// another one in its place is the same one under another name.
std::vector<Rename> impliedRenames(const Catalog &from, const Catalog &to);

} // namespace kilter::postgresql
