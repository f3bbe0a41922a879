#pragma once
#include "core/scratch/scratch.h"

namespace kilter {

/// SQLite in memory.
[[nodiscard]] Result<std::unique_ptr<ScratchPlace>> openMemoryPlace(const ScratchOptions &options);

/// A database made on a server and dropped at the end. Refused with SQLSTATE 42501 where the user may not create one.
struct DatabasePlaceOptions
{
    ConnectionUrl server;   ///< any database of the server
    std::string words;      ///< "beside the store", for the description
    bool isPrivate = false; ///< nobody else uses the server: roles may be made, files copied
};
[[nodiscard]] Result<std::unique_ptr<ScratchPlace>> openDatabasePlace(const ScratchOptions &options,
                                                                      DatabasePlaceOptions place);

/// The database of the URL itself, which must be empty; emptied again at the end. For users who may not create
/// databases.
[[nodiscard]] Result<std::unique_ptr<ScratchPlace>> openOwnPlace(const ScratchOptions &options,
                                                                 const ConnectionUrl &url);

} // namespace kilter
