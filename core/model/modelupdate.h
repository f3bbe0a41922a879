#pragma once
#include "core/model/edit.h"
#include "core/model/model.h"

namespace kilter {

/// The edits that make a person's model say what `fresh` says instead of what `now` says; both are written by TableWriter, of the table as
/// the model gives it and as the database has it. Descriptions that a person wrote stay: another comment goes into a bag.
std::vector<JsonEdit> updatingEdits(const Model &model, const Json &now, const Json &fresh);

/// All of our keywords as in `fresh`; title, level, descriptions, order and foreign keywords stay. For models that say things in a way
/// that the edits do not meet.
Json rewritten(const Model &model, const Json &fresh);

} // namespace kilter
