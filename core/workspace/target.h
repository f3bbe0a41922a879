#pragma once
#include "core/workspace/workspace.h"

namespace kilter {

/// The store and the connection that something works on.
struct Target
{
    StoreConfig store;
    ConnectionConfig connection;
    ConnectionUrl url;             ///< resolved; a relative SQLite path is anchored in the workspace
    std::filesystem::path folder;  ///< of the workspace; empty for a bare URL
    bool isConfigured = false;     ///< a connection of kilter.toml: a SQLite file of it that is not there yet is an empty database
};

struct OpenFor
{
    bool writing = false;     ///< else the session is read-only, enforced by the server
    bool mustExist = true;    ///< SQLite: an absent file is an error
    bool allowFallback = true;
    bool sessionRole = true;  ///< SET ROLE at once when writing
};

/// Who hears what happens while a connection is opened, and can stop it. Called in the thread that opens.
struct OpenWatch
{
    std::stop_token stop;
    std::function<void(int attempt, std::chrono::milliseconds wait, const std::string &why)> onRetry;
    std::function<void(const Error &why, const ConnectionUrl &fallback)> onFallback;
};

/// Redis and Neo4j speak no SQL; for them the answer means nothing.
DialectKind dialectKindOf(StoreKind kind);

[[nodiscard]] Result<Environment> environmentOf(const std::string &word);

/// The target of a bare URL: development on loopback and for SQLite files, else production, unless `environment` is not empty.
[[nodiscard]] Result<Target> targetOfUrl(const std::string &url, const std::string &environment);

/// A store of the workspace; empty: the default one. Usage error with near misses.
[[nodiscard]] Result<StoreConfig> storeNamed(const Workspace &workspace, std::string name);

/// A store's connection; empty names: the defaults. Its URL is resolved (environment variables, relative SQLite paths).
[[nodiscard]] Result<Target> targetOf(const Workspace &workspace, const std::string &store, const std::string &connection);

/// Opens the target. One that cannot be reached falls back where its connection says so, never on production; onFallback says it.
[[nodiscard]] Result<std::unique_ptr<Connection>> openTarget(const Target &target, const OpenFor &purpose, const OpenWatch &watch);

} // namespace kilter
