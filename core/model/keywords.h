#pragma once
#include "core/model/model.h"

namespace kilter {

/// Members of our own keywords that do not exist, and keywords that look like a misspelt one of ours: errors with near misses. A standard
/// keyword that looks misspelt is a warning, because JSON Schema allows any.
Diagnostics misspeltKeywords(const Model &model);

} // namespace kilter
