#pragma once
#include "core/workspace/workspace.h"

namespace kilter {

struct SqlFiles
{
    std::vector<Object> objects; ///< with their comments, owners, dependencies and places
    std::vector<std::pair<ObjectRef, std::string>> comments; ///< on what models define: tables, columns, constraints, indexes
    std::vector<std::pair<ObjectRef, std::string>> owners;
    Diagnostics diagnostics;
};

/// All of sql/**/*.sql that belongs to the store (see docs of x-stores: sql/<store>/… is that store's alone, as is a file whose first
/// lines say "-- stores: a, b"). Order means nothing. What is no description of an object is a diagnostic.
[[nodiscard]] Result<SqlFiles> readSqlFiles(const Workspace &workspace, const StoreConfig &store);

} // namespace kilter
