#pragma once
#include "core/base/json.h"

#include <string_view>
#include <vector>

namespace kilter {

/// The published meta-schema of model definitions, resources/schema/model.schema.json, within draft 7's vocabulary. The bags x-table and
/// x-column are generated from the catalog's traits, so that a new field has its place at once.
Json modelSchema();

/// Fields of the traits of tables, columns, keys, checks, indexes that models say in another way than by a member of that name.
bool isSaidElsewhere(std::string_view kind, std::string_view field);

/// The published text, as it is built into the program.
std::string_view publishedModelSchema();

} // namespace kilter
