#pragma once
#include "core/workspace/import.h"
#include "ui/jobs/jobslot.h"

#include <set>

namespace kilter::ui {

/// What a database holds, before anything is written.
struct DatabaseLook
{
    ConnectionUrl url; ///< without the password
    Catalog catalog;
    std::string serverText;
};

/// Connects read-only and inspects. For a worker thread.
[[nodiscard]] Result<DatabaseLook> lookAt(const std::string &url, const std::string &password, const JobControl &control);

struct ImportRequest
{
    std::filesystem::path folder; ///< a workspace, or where one is made
    bool isNew = false;
    std::string store;            ///< of the workspace that is there
    DatabaseLook look;
    std::set<ObjectRef> chosen;
    Environment environment = Environment::Development; ///< of a new workspace's connection
};

/// Writes the chosen objects as model definitions and sql/ files; a new workspace gets a connection to the database, without a password. For a
/// worker thread; cancelled before the writing begins, nothing is written.
[[nodiscard]] Result<ImportReport> importChosen(const ImportRequest &request, const JobControl &control);

} // namespace kilter::ui
