#pragma once
#include "core/catalog/catalog.h"
#include "core/connection/connection.h"

#include <filesystem>
#include <map>

namespace kilter {

enum class Environment { Development, Staging, Production };
std::string_view keyword(Environment environment);

/// One place where a store lives: [store.NAME.connection.NAME] of kilter.toml.
struct ConnectionConfig
{
    std::string name;
    std::string url; ///< as written: may be "env:NAME"
    Environment environment = Environment::Development;
    std::string scratch;
    std::string fallback;
    std::string lockTimeout = "4s";
    std::string statementTimeout = "0";
    int retries = 5;
    bool readOnly = false;
};

struct StoreConfig
{
    std::string name;
    StoreKind kind = StoreKind::Sqlite;
    std::vector<std::string> schemas;
    std::string ledger = "migration_history";
    std::string role;
    std::string connection; ///< the one used when none is named
    std::map<std::string, ConnectionConfig> connections;
};

struct WorkspaceOptions
{
    bool stringWithMaxLengthAsVarchar = false; ///< [options] string_with_max_length = "check" | "varchar"
    std::vector<std::string> protectedHazards; ///< [options] protect
};

/// A folder under version control: kilter.toml, models/, sql/, migrations/, diagrams/.
struct Workspace
{
    std::filesystem::path folder;
    std::string name;
    std::string defaultStore;
    std::map<std::string, StoreConfig> stores;
    std::vector<std::string> ignore; ///< patterns
    WorkspaceOptions options;

    /// Invalid with file, line, column on a broken or unknown key; "no workspace here" when there is no kilter.toml.
    [[nodiscard]] static Result<Workspace> open(const std::filesystem::path &folder);
    const StoreConfig *store(std::string_view storeName) const;
};

/// The desired catalog of a store: its model definitions and sql/ files, normalised. Errors carry every diagnostic found.
[[nodiscard]] Result<Catalog> readWorkspace(const Workspace &workspace, const StoreConfig &store);

} // namespace kilter
