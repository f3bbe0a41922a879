#include "app/cli/context.h"

#include "app/cli/output.h"

namespace kilter::cli {
namespace fs = std::filesystem;

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
    return storeNamed(workspace, options.store.substr(0, options.store.find('@')));
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
    if (!options.url.empty())
        return targetOfStoreAndUrl(*workspace);
    const auto at = options.store.find('@');
    const std::string connection = at == std::string::npos ? std::string() : options.store.substr(at + 1);
    KILTER_TRY(Target target, targetOf(*workspace, options.store.substr(0, at), connection));
    if (!options.environment.empty()) {
        KILTER_TRY(target.connection.environment, environmentOf(options.environment));
    }
    return target;
}

Result<Target> Context::targetOfStoreAndUrl(const Workspace &workspace) const
{
    KILTER_TRY(Target target, targetOfUrl(options.url, options.environment));
    KILTER_TRY(target.store, storeConfig(workspace));
    if (target.url.kind != target.store.kind)
        return failure(ErrorCode::Usage, "--url is a " + std::string(keyword(target.url.kind)) + " database, the store \""
                                             + target.store.name + "\" is " + std::string(keyword(target.store.kind)));
    return target;
}

OpenWatch Context::openWatch(const Target *target) const
{
    OpenWatch watch;
    watch.stop = stop;
    watch.onRetry = [](int attempt, std::chrono::milliseconds wait, const std::string &why) {
        progressLine("cannot connect (" + why + "); try " + std::to_string(attempt + 1) + " in " + std::to_string(wait.count()) + " ms");
    };
    watch.onFallback = [meant = target ? target->url.text : std::string("the store")](const Error &why, const ConnectionUrl &fallback) {
        warn(why.message);
        warn("FALLING BACK to " + fallback.text + ": what follows is not about " + meant);
    };
    return watch;
}

Result<std::unique_ptr<Connection>> Context::open(const Target &target, const OpenFor &purpose) const
{
    return openTarget(target, purpose, openWatch(&target));
}

} // namespace kilter::cli
