#pragma once
#include "core/model/edit.h"

namespace kilter::ui {

/// A value that two people changed in different ways. None: the member is not there on that side.
struct MergeConflict
{
    std::string pointer;
    std::optional<Json> base;
    std::optional<Json> mine;
    std::optional<Json> theirs;
};

/// Two changed versions of one JSON text put together.
struct Merge
{
    std::vector<JsonEdit> edits; ///< to be made in my text: what only they changed
    std::vector<MergeConflict> conflicts; ///< where my text stays as it is unless a person takes theirs
};

/// Three-way, member by member. Lists that mean sets (required, constraints, indexes, organized models) are put together item by item;
/// other lists are one value.
Merge merged(const Json &base, const Json &mine, const Json &theirs);

/// The edit that takes their side of a conflict.
JsonEdit taking(const MergeConflict &conflict);

} // namespace kilter::ui
