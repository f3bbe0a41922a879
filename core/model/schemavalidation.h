#pragma once
#include "core/model/model.h"

namespace kilter {

/// Where the model does not follow the published meta-schema, with the place of the value that is wrong.
Diagnostics schemaViolations(const Model &model);

} // namespace kilter
