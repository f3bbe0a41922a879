#include "core/workspace/target.h"

#include "core/base/text.h"

namespace kilter {
namespace fs = std::filesystem;

namespace {

template<class Map>
std::vector<std::string> keysOf(const Map &map)
{
    std::vector<std::string> keys;
    for (const auto &[key, value] : map)
        keys.push_back(key);
    return keys;
}

tl::unexpected<Error> unknownName(const std::string &what, const std::string &name, const std::vector<std::string> &known)
{
    const auto near = nearMisses(name, known);
    std::string hint = near.empty() ? "There are: " + joined(known, ", ") + '.' : "Did you mean " + joined(near, " or ") + '?';
    return failure(ErrorCode::Usage, "no " + what + " \"" + name + '"', std::move(hint));
}

Result<ConnectionConfig> connectionOf(const StoreConfig &store, std::string name)
{
    if (name.empty())
        name = store.connection;
    if (name.empty() && store.connections.size() == 1)
        name = store.connections.begin()->first;
    if (name.empty())
        return failure(ErrorCode::Usage, "the store \"" + store.name + "\" has no connection to use",
                       "Name one with --store " + store.name + "@CONNECTION, give --url, or set connection = \"…\" in kilter.toml.");
    const auto at = store.connections.find(name);
    if (at == store.connections.end())
        return unknownName("connection of the store " + store.name, name, keysOf(store.connections));
    return at->second;
}

/// A relative SQLite path in kilter.toml is relative to the workspace, not to where the program runs.
void anchorPath(ConnectionUrl &url, const fs::path &folder)
{
    if (url.kind != StoreKind::Sqlite || url.path.starts_with(":memory:") || fs::path(url.path).is_absolute())
        return;
    url.path = (folder / url.path).lexically_normal().string();
    url.text = "sqlite:" + url.path;
}

OpenOptions openOptionsOf(const Target &target, const OpenFor &purpose, const OpenWatch &watch)
{
    OpenOptions options;
    options.role = purpose.writing && purpose.sessionRole ? target.store.role : std::string();
    options.lockTimeout = target.connection.lockTimeout;
    options.statementTimeout = target.connection.statementTimeout;
    options.readOnly = !purpose.writing || target.connection.readOnly;
    options.mustExist = purpose.mustExist;
    options.retries = target.connection.retries;
    options.stop = watch.stop;
    options.onRetry = watch.onRetry;
    return options;
}

/// A SQLite file that is not there yet is an empty database; reading it must not make it.
ConnectionUrl readableUrl(const ConnectionUrl &url, const OpenFor &purpose)
{
    std::error_code ec;
    ConnectionUrl readable = url;
    const bool isFile = url.kind == StoreKind::Sqlite && !url.path.starts_with(":memory:");
    if (isFile && !purpose.writing && !purpose.mustExist && !fs::exists(url.path, ec))
        readable.path = ":memory:";
    return readable;
}

} // namespace

DialectKind dialectKindOf(StoreKind kind)
{
    return kind == StoreKind::PostgreSql ? DialectKind::PostgreSql : DialectKind::Sqlite;
}

Result<Environment> environmentOf(const std::string &word)
{
    for (const Environment environment : {Environment::Development, Environment::Staging, Environment::Production}) {
        if (keyword(environment) == word)
            return environment;
    }
    return failure(ErrorCode::Usage, "no environment \"" + word + '"', "Choose development, staging or production.");
}

Result<Target> targetOfUrl(const std::string &text, const std::string &environment)
{
    Target target;
    KILTER_TRY(target.url, parseUrl(text));
    target.store.name = "main";
    target.store.kind = target.url.kind;
    target.connection.name = "url";
    target.connection.url = target.url.text;
    target.connection.retries = 0;
    target.connection.environment = target.url.isLocal ? Environment::Development : Environment::Production;
    if (!environment.empty()) {
        KILTER_TRY(target.connection.environment, environmentOf(environment));
    }
    return target;
}

Result<StoreConfig> storeNamed(const Workspace &workspace, std::string name)
{
    if (name.empty())
        name = workspace.defaultStore;
    if (const StoreConfig *store = workspace.store(name))
        return *store;
    return unknownName("store", name, keysOf(workspace.stores));
}

Result<Target> targetOf(const Workspace &workspace, const std::string &store, const std::string &connection)
{
    Target target;
    KILTER_TRY(target.store, storeNamed(workspace, store));
    KILTER_TRY(target.connection, connectionOf(target.store, connection));
    KILTER_TRY(target.url, parseUrl(target.connection.url));
    if (target.url.kind != target.store.kind)
        return failure(ErrorCode::Invalid, "the connection \"" + target.connection.name + "\" of the store \"" + target.store.name
                                               + "\" is a " + std::string(keyword(target.url.kind)) + " URL, the store is "
                                               + std::string(keyword(target.store.kind)));
    target.folder = workspace.folder;
    anchorPath(target.url, target.folder);
    target.isConfigured = true;
    return target;
}

Result<std::unique_ptr<Connection>> openTarget(const Target &target, const OpenFor &purpose, const OpenWatch &watch)
{
    const OpenOptions openOptions = openOptionsOf(target, purpose, watch);
    auto connection = Connection::open(readableUrl(target.url, purpose), openOptions);
    const bool mayFallBack = purpose.allowFallback && !target.connection.fallback.empty()
                             && target.connection.environment != Environment::Production;
    if (connection || connection.error().code != ErrorCode::CannotConnect || !mayFallBack)
        return connection;
    KILTER_TRY(ConnectionUrl fallback, parseUrl(target.connection.fallback));
    anchorPath(fallback, target.folder);
    if (watch.onFallback)
        watch.onFallback(connection.error(), fallback);
    return Connection::open(readableUrl(fallback, purpose), openOptions);
}

} // namespace kilter
