#pragma once
#include "core/model/edit.h"
#include "core/model/model.h"

namespace kilter {

/// A model and what there is to know for bringing it up to date. `now` and `fresh` are written by TableWriter: of the table as the model
/// gives it, and as the database has it.
struct ModelUpdate
{
    const Model &model;
    const Json &now;
    const Json &fresh;
    std::vector<SourcePlace> gone; ///< where the model defines constraints and indexes that the database has not, or has in another way
    bool hasComments = true;       ///< the database keeps comments; else descriptions are no business of an import
};

/// The edits that make the model say what `fresh` says instead of what `now` says. Descriptions that a person wrote stay: another comment
/// goes into a bag.
std::vector<JsonEdit> updatingEdits(const ModelUpdate &update);

/// All of our keywords as in `fresh`; title, level, descriptions, order and foreign keywords stay. For models that say things in a way
/// that the edits do not meet.
Json rewritten(const ModelUpdate &update);

} // namespace kilter
