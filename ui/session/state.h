#pragma once
#include "core/base/error.h"
#include "core/diff/diff.h"
#include "core/migration/revisiongraph.h"
#include "core/runner/status.h"
#include "core/workspace/models.h"
#include "core/workspace/target.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>

namespace kilter::ui {

/// The files of a workspace as they are on disk, read as a whole; never changed afterwards, so that it may be handed to any thread.
struct WorkspaceState
{
    std::uint64_t generation = 0; ///< counts up with each reading
    Workspace workspace;
    std::vector<Model> models;    ///< those that can be read, by file
    Diagnostics diagnostics;      ///< what `models validate` says of all files, broken ones too
    std::map<std::string, RevisionGraph> graphs; ///< migrations by store; a store whose files are broken has none
    std::vector<std::string> diagrams; ///< names of the saved ones
    Diagnostics migrationProblems; ///< why a store has no graph

    const Model *modelOfFile(const std::string &file) const; ///< null: none
    const Model *modelOfTitle(const std::string &title) const;
};

/// Which connection of which store the window works with.
struct StoreChoice
{
    std::string store;
    std::string connection;
    bool operator==(const StoreChoice &) const = default;
};

enum class StorePhase { NotConnected, Connecting, Connected, Failed };

/// What was found in the chosen store at one moment; never changed afterwards.
struct StoreState
{
    std::uint64_t generation = 0;
    StoreChoice choice;
    StorePhase phase = StorePhase::NotConnected;
    std::optional<Target> target;      ///< none: the configuration does not say where it is
    std::optional<Error> error;        ///< Failed: why
    bool isFallback = false;           ///< what was read is the fallback's: said loudly, and stays visible
    std::string fallbackText;          ///< its URL
    std::string serverText, databaseName, userName;
    Catalog actual;                    ///< inspected; empty unless Connected
    Ledger ledger;
    StoreStatus status;                ///< of the workspace's migrations; empty when they cannot be read
    std::optional<Catalog> remembered; ///< what the ledger says the schema is; none: nothing was applied
    std::string timeZone;              ///< of the session (PostgreSQL)
    std::optional<std::int64_t> changeCounter; ///< read just before the schema was: has it changed since?

    bool isConnected() const { return phase == StorePhase::Connected; }
    Environment environment() const { return target ? target->connection.environment : Environment::Development; }
};

/// "content@db1" for people: database and host, or the file's name.
QString placeText(const Target &target);

using WorkspacePtr = std::shared_ptr<const WorkspaceState>;
using StorePtr = std::shared_ptr<const StoreState>;

/// Reads a workspace; for a worker thread. Errors only where there is nothing to show: no kilter.toml, or a broken one.
[[nodiscard]] Result<WorkspacePtr> readState(const std::filesystem::path &folder, std::uint64_t generation);

struct InspectRequest
{
    WorkspacePtr workspace;
    StoreChoice choice;
    std::string password; ///< typed or from the keychain; empty: the URL's, .pgpass …
    std::uint64_t generation = 0;
    OpenWatch watch; ///< onFallback is used by the reader itself
};

/// Connects to the chosen store, read-only, and reads schema and ledger; for a worker thread. A failure is a state too.
StorePtr inspectStore(const InspectRequest &request);

} // namespace kilter::ui
