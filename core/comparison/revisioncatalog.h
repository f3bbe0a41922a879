#pragma once
#include "core/comparison/source.h"

namespace kilter {

/// The catalog that the migrations of the target's store up to `revision` (an id or its beginning, head, base) build: replayed in a scratch place,
/// cached by the checksums of the files and the server's version.
[[nodiscard]] Result<Catalog> revisionCatalog(const Workspace &workspace, const Target &target, const std::string &revision, int majorHint,
                                              const std::stop_token &stop);

} // namespace kilter
