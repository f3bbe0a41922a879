#pragma once
#include "core/store/store.h"

namespace kilter {

/// Builds the schema of a store, without its data, in an empty database of the same kind. What could not be copied is
/// named in `information`.
[[nodiscard]] Result<> copySchema(const Store &store, Connection &scratch, const InspectOptions &options,
                                  Diagnostics &information);

} // namespace kilter
