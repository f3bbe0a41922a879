#include "core/workspace/workspace.h"

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/workspace/configreader.h"

#include <cstdlib>

namespace kilter {
namespace fs = std::filesystem;

std::string_view keyword(Environment environment)
{
    switch (environment) {
    case Environment::Development:
        return "development";
    case Environment::Staging:
        return "staging";
    case Environment::Production:
        return "production";
    }
    return {};
}

namespace {

const std::vector<std::string> environments{"development", "staging", "production"};
const std::vector<std::string> storeKinds{"postgresql", "sqlite", "redis", "neo4j"};

/// A URL of the configuration: it may be wrong only when it is used (env:NAME), but it never holds a password.
std::string urlOf(ConfigTable &table, std::string_view key)
{
    const std::string text = table.text(key).value_or("");
    if (text.empty() || text.starts_with("env:"))
        return text;
    const auto url = parseUrl(text);
    if (!url)
        table.report(key, "bad-url", withoutPasswords(url.error().message), url.error().hint);
    else if (!url->password.empty())
        table.report(key, "password-in-file", "a password stands in the workspace's configuration, which is shared",
                     "Take it out, and change it. Passwords come from the environment (url = \"env:NAME\"), ~/.pgpass, pg_service.conf or the keychain.");
    return text;
}

ConnectionConfig readConnection(ConfigTable &table, const std::string &name)
{
    ConnectionConfig connection;
    connection.name = name;
    connection.url = urlOf(table, "url");
    connection.scratch = urlOf(table, "scratch");
    connection.fallback = urlOf(table, "fallback");
    if (const auto word = table.word("environment", environments))
        connection.environment = Environment(std::find(environments.begin(), environments.end(), *word) - environments.begin());
    connection.lockTimeout = table.text("lock_timeout").value_or(connection.lockTimeout);
    connection.statementTimeout = table.text("statement_timeout").value_or(connection.statementTimeout);
    connection.retries = int(table.number("retries", 0, 100).value_or(connection.retries));
    connection.readOnly = table.flag("read_only").value_or(false);
    if (connection.url.empty())
        table.report("url", "missing-url", "the connection \"" + name + "\" has no url", "Add url = \"…\".");
    table.reportUnknownKeys();
    return connection;
}

void readConnections(const toml::table &connections, const std::string &prefix, const std::string &file, Diagnostics &diagnostics, StoreConfig &store)
{
    for (const auto &[key, node] : connections) {
        const std::string name(key.str());
        if (!node.is_table())
            continue;
        ConfigTable table(*node.as_table(), prefix + ".connection." + name, file, diagnostics);
        store.connections[name] = readConnection(table, name);
    }
}

StoreConfig readStore(ConfigTable &table, const std::string &name, const std::string &file, Diagnostics &diagnostics)
{
    StoreConfig store;
    store.name = name;
    if (const auto kind = table.word("kind", storeKinds))
        store.kind = storeKindOf(*kind).value_or(StoreKind::Sqlite);
    store.schemas = table.texts("schemas").value_or(std::vector<std::string>());
    store.ledger = table.text("ledger").value_or(store.ledger);
    store.role = table.text("role").value_or("");
    store.connection = table.text("default_connection").value_or("");
    if (const toml::table *connections = table.table("connection"))
        readConnections(*connections, "store." + name, file, diagnostics, store);
    table.reportUnknownKeys();
    return store;
}

void checkStore(ConfigTable &table, const StoreConfig &store)
{
    std::vector<std::string> names;
    for (const auto &[name, connection] : store.connections)
        names.push_back(name);
    if (!store.connection.empty() && !store.connections.contains(store.connection))
        table.report("default_connection", "unknown-connection", "the store \"" + store.name + "\" has no connection \"" + store.connection + '"',
                     names.empty() ? "Add [store." + store.name + ".connection." + store.connection + "]." : "There are: " + joined(names, ", ") + '.');
}

void readStores(const toml::table &stores, const std::string &file, Diagnostics &diagnostics, Workspace &workspace)
{
    for (const auto &[key, node] : stores) {
        const std::string name(key.str());
        if (!node.is_table())
            continue;
        ConfigTable table(*node.as_table(), "store." + name, file, diagnostics);
        workspace.stores[name] = readStore(table, name, file, diagnostics);
        if (!node.as_table()->get("kind"))
            table.report("kind", "missing-kind", "the store \"" + name + "\" does not say what it is", "Add kind = \"postgresql\" or \"sqlite\".");
        checkStore(table, workspace.stores[name]);
    }
}

void readOptions(const toml::table &options, const std::string &file, Diagnostics &diagnostics, Workspace &workspace)
{
    ConfigTable table(options, "options", file, diagnostics);
    workspace.options.stringWithMaxLengthAsVarchar = table.word("string_with_max_length", {"check", "varchar"}).value_or("check") == "varchar";
    workspace.options.protectedHazards = table.texts("protect").value_or(std::vector<std::string>());
    table.reportUnknownKeys();
}

Result<toml::table> parsedToml(const fs::path &path)
{
    KILTER_TRY(const std::string text, readTextFile(path));
    try {
        return toml::parse(withPlainConnectionKeys(text), path.string());
    } catch (const toml::parse_error &error) {
        const auto &begin = error.source().begin;
        Diagnostic diagnostic{Severity::Error, "toml-syntax", std::string(error.description()), {}, {path.string(), int(begin.line), int(begin.column)}};
        return tl::unexpected(Error{ErrorCode::Invalid, path.string() + " cannot be read as TOML", {}, {}, {std::move(diagnostic)}});
    }
}

fs::path personalFile()
{
    const char *configured = std::getenv("XDG_CONFIG_HOME");
    if (configured && *configured)
        return fs::path(configured) / "kilter" / "connections.toml";
    const char *home = std::getenv("HOME");
    return home && *home ? fs::path(home) / ".config" / "kilter" / "connections.toml" : fs::path();
}

/// A person's own connections to the workspace's stores; other stores in that file belong to other workspaces.
Result<> addPersonalConnections(Workspace &workspace, Diagnostics &diagnostics)
{
    const fs::path path = personalFile();
    std::error_code ec;
    if (path.empty() || !fs::exists(path, ec))
        return {};
    KILTER_TRY(const toml::table root, parsedToml(path));
    const toml::table *stores = root.get_as<toml::table>("store");
    for (auto &[name, store] : workspace.stores) {
        const toml::table *table = stores ? stores->get_as<toml::table>(name) : nullptr;
        const toml::table *connections = table ? table->get_as<toml::table>("connection") : nullptr;
        if (connections)
            readConnections(*connections, "store." + name, path.string(), diagnostics, store);
    }
    return {};
}

void readWorkspaceTable(ConfigTable &root, const std::string &file, Diagnostics &diagnostics, Workspace &workspace)
{
    if (const toml::table *table = root.table("workspace")) {
        ConfigTable reader(*table, "workspace", file, diagnostics);
        workspace.name = reader.text("name").value_or("");
        workspace.defaultStore = reader.text("default_store").value_or("");
        reader.reportUnknownKeys();
    }
    if (const toml::table *stores = root.table("store"))
        readStores(*stores, file, diagnostics, workspace);
    if (const toml::table *ignored = root.table("ignore")) {
        ConfigTable reader(*ignored, "ignore", file, diagnostics);
        workspace.ignore = reader.texts("objects").value_or(std::vector<std::string>());
        reader.reportUnknownKeys();
    }
    if (const toml::table *options = root.table("options"))
        readOptions(*options, file, diagnostics, workspace);
    root.reportUnknownKeys();
}

} // namespace

Result<Workspace> Workspace::open(const fs::path &folder)
{
    const fs::path path = folder / "kilter.toml";
    std::error_code ec;
    if (!fs::exists(path, ec))
        return failure(ErrorCode::Invalid, "no workspace here: there is no " + path.string(),
                       "Name a workspace's folder with -C DIR, or make one with 'kilter init'.");
    KILTER_TRY(const toml::table table, parsedToml(path));
    Workspace workspace;
    workspace.folder = folder;
    Diagnostics diagnostics;
    ConfigTable root(table, "the file", path.string(), diagnostics);
    readWorkspaceTable(root, path.string(), diagnostics, workspace);
    if (workspace.defaultStore.empty() && workspace.stores.size() == 1)
        workspace.defaultStore = workspace.stores.begin()->first;
    if (!workspace.defaultStore.empty() && !workspace.store(workspace.defaultStore))
        root.report("workspace", "unknown-store", "default_store names \"" + workspace.defaultStore + "\", which is no store of the file", {});
    KILTER_CHECK(addPersonalConnections(workspace, diagnostics));
    if (hasErrors(diagnostics))
        return tl::unexpected(Error{ErrorCode::Invalid, path.string() + " is not valid", {}, {}, std::move(diagnostics)});
    return workspace;
}

const StoreConfig *Workspace::store(std::string_view storeName) const
{
    const auto at = stores.find(std::string(storeName));
    return at == stores.end() ? nullptr : &at->second;
}

} // namespace kilter
