#pragma once
#include "core/workspace/workspace.h"

namespace kilter {

struct ImportReport
{
    std::vector<std::filesystem::path> created;   ///< relative to the workspace, sorted
    std::vector<std::filesystem::path> updated;
    std::vector<std::filesystem::path> unchanged;
    Diagnostics notes; ///< what could not be taken over, models without a table in the database …
};

/// Writes a database's catalog into the workspace: a model definition a table, sql/<kind>/<schema>.<name>.sql for the rest, so that
/// readWorkspace() gives that catalog. Present models keep title, level, descriptions, order and foreign keywords; files of other objects
/// stay. Everything is rendered before anything is written; when writing fails, what was written is put back.
[[nodiscard]] Result<ImportReport> importCatalog(const Workspace &workspace, const StoreConfig &store, const Catalog &catalog);

} // namespace kilter
