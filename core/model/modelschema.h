#pragma once
#include "core/base/json.h"

#include <string_view>
#include <vector>

namespace kilter {

/// The published meta-schema of model definitions, resources/schema/model.schema.json, within draft 7's vocabulary. Its bags (x-table,
/// x-column, members of x-constraints and x-indexes) are generated from the catalog's traits, so that a new field has its place at once.
Json modelSchema();

/// A field of the traits that models say in another way than by a bag's member of that name.
struct FieldPlace
{
    std::string_view bag;   ///< name in the schema's definitions: "table", "column", "constraint", "index", "indexKey"
    std::string_view field; ///< name in the traits
    std::string_view said;  ///< where: the keyword
};
const std::vector<FieldPlace> &fieldsSaidElsewhere();

/// Names of a bag's members, as the schema has them.
const std::vector<std::string> &bagMembers(std::string_view bag);

/// The published text, as it is built into the program.
std::string_view publishedModelSchema();

} // namespace kilter
