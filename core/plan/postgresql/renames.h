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

} // namespace kilter::postgresql
