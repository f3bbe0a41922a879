#pragma once
#include "core/scratch/scratch.h"
#include "core/workspace/target.h"

namespace kilter {

/// Where a target's definitions may be built to be read back: its connection's `scratch` URL, a private server, or, on development only, a
/// database beside the store. `target` may be null: a private server or memory. `major`: PostgreSQL major of the store's server, 0: any.
[[nodiscard]] Result<ScratchOptions> scratchOptions(const Target *target, DialectKind dialect, int major, const std::stop_token &stop);

} // namespace kilter
