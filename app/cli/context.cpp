#include "app/cli/context.h"

#include "app/cli/output.h"
#include "core/base/text.h"

namespace kilter::cli {
namespace fs = std::filesystem;

namespace {

Result<Environment> environmentOf(const std::string &word)
{
    for (const Environment environment : {Environment::Development, Environment::Staging, Environment::Production}) {
        if (keyword(environment) == word)
            return environment;
    }
    return failure(ErrorCode::Usage, "no environment \"" + word + '"', "Choose development, staging or production.");
}

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

/// A relative SQLite path in kilter.toml is relative to the workspace, not to where the command runs.
void anchorPath(ConnectionUrl &url, const fs::path &folder)
{
    if (url.kind != StoreKind::Sqlite || url.path.starts_with(":memory:") || fs::path(url.path).is_absolute())
        return;
    url.path = (folder / url.path).lexically_normal().string();
    url.text = "sqlite:" + url.path;
}

OpenOptions openOptionsOf(const Target &target, const OpenFor &purpose, const std::stop_token &stop)
{
    OpenOptions options;
    options.role = purpose.writing && purpose.sessionRole ? target.store.role : std::string();
    options.lockTimeout = target.connection.lockTimeout;
    options.statementTimeout = target.connection.statementTimeout;
    options.readOnly = !purpose.writing || target.connection.readOnly;
    options.mustExist = purpose.mustExist;
    options.retries = target.connection.retries;
    options.stop = stop;
    options.onRetry = [](int attempt, std::chrono::milliseconds wait, const std::string &why) {
        progressLine("cannot connect (" + why + "); try " + std::to_string(attempt + 1) + " in " + std::to_string(wait.count()) + " ms");
    };
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

Result<Workspace> Context::workspace() const
{
    return Workspace::open(folder());
}

Result<std::optional<Workspace>> Context::workspaceIfAny() const
{
    std::error_code ec;
    if (!fs::exists(folder() / "kilter.toml", ec))
        return std::nullopt;
    KILTER_TRY(Workspace found, workspace());
    return found;
}

Result<StoreConfig> Context::storeConfig(const Workspace &workspace) const
{
    std::string name = options.store.substr(0, options.store.find('@'));
    if (name.empty())
        name = workspace.defaultStore;
    if (const StoreConfig *store = workspace.store(name))
        return *store;
    return unknownName("store", name, keysOf(workspace.stores));
}

Result<Target> Context::target(const Workspace *workspace) const
{
    if (!options.url.empty() && (!workspace || options.store.empty())) {
        KILTER_TRY(Target target, targetOfUrl(options.url, options.environment));
        if (workspace) { // the workspace's store of that kind gives schemas, ledger and role
            for (const auto &[name, store] : workspace->stores) {
                if (store.kind == target.url.kind && (name == workspace->defaultStore || target.store.connections.empty()))
                    target.store = store;
            }
        }
        return target;
    }
    if (!workspace)
        return failure(ErrorCode::Usage, "there is no workspace in " + folder().string() + " and no --url",
                       "Run kilter in a workspace, name one with -C DIR, make one with 'kilter init', or give --url URL.");
    Target target;
    KILTER_TRY(target.store, storeConfig(*workspace));
    const auto at = options.store.find('@');
    if (!options.url.empty()) {
        KILTER_TRY(Target named, targetOfUrl(options.url, options.environment));
        if (named.url.kind != target.store.kind)
            return failure(ErrorCode::Usage, "--url is a " + std::string(keyword(named.url.kind)) + " database, the store \""
                                                 + target.store.name + "\" is " + std::string(keyword(target.store.kind)));
        target.url = named.url;
        target.connection = named.connection;
        return target;
    }
    KILTER_TRY(target.connection, connectionOf(target.store, at == std::string::npos ? std::string() : options.store.substr(at + 1)));
    KILTER_TRY(target.url, parseUrl(target.connection.url));
    if (target.url.kind != target.store.kind)
        return failure(ErrorCode::Invalid, "the connection \"" + target.connection.name + "\" of the store \"" + target.store.name
                                               + "\" is a " + std::string(keyword(target.url.kind)) + " URL, the store is "
                                               + std::string(keyword(target.store.kind)));
    anchorPath(target.url, workspace->folder);
    target.isConfigured = true;
    if (!options.environment.empty()) {
        KILTER_TRY(target.connection.environment, environmentOf(options.environment));
    }
    return target;
}

Result<std::unique_ptr<Connection>> Context::open(const Target &target, const OpenFor &purpose) const
{
    const OpenOptions openOptions = openOptionsOf(target, purpose, stop);
    auto connection = Connection::open(readableUrl(target.url, purpose), openOptions);
    const bool mayFallBack = purpose.allowFallback && !target.connection.fallback.empty()
                             && target.connection.environment != Environment::Production;
    if (connection || connection.error().code != ErrorCode::CannotConnect || !mayFallBack)
        return connection;
    KILTER_TRY(ConnectionUrl fallback, parseUrl(target.connection.fallback));
    anchorPath(fallback, folder());
    warn(connection.error().message);
    warn("FALLING BACK to " + fallback.text + ": what follows is not about " + target.url.text);
    return Connection::open(readableUrl(fallback, purpose), openOptions);
}

} // namespace kilter::cli
