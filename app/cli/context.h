#pragma once
#include "core/workspace/target.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <stop_token>

namespace kilter::cli {

struct GlobalOptions
{
    std::string directory = ".";
    std::string store; ///< NAME or NAME@CONNECTION
    std::string url;
    std::string environment;
    std::string format = "text";
    bool trace = false;
};

/// What every command gets: the global options, the user's Ctrl-C, and the way to its workspace and database.
class Context
{
public:
    GlobalOptions options;
    std::stop_token stop;
    std::function<Result<int>()> command; ///< set by the chosen sub-command; its value is the exit code

    bool isJson() const { return options.format == "json"; }
    std::filesystem::path folder() const { return options.directory; }

    [[nodiscard]] Result<Workspace> workspace() const;
    /// The workspace where there is one; none (not an error) outside of a workspace.
    [[nodiscard]] Result<std::optional<Workspace>> workspaceIfAny() const;

    /// --url, or --store NAME[@CONNECTION], or the workspace's default. `workspace` may be null.
    [[nodiscard]] Result<Target> target(const Workspace *workspace) const;
    /// The store alone, without its connection's URL being resolved: for commands that need no database.
    [[nodiscard]] Result<StoreConfig> storeConfig(const Workspace &workspace) const;

    /// Opens the target; an unreachable one falls back, loudly, where its connection says so.
    [[nodiscard]] Result<std::unique_ptr<Connection>> open(const Target &target, const OpenFor &purpose) const;
    /// Says retries and a fallback to the user. `target` may be null.
    OpenWatch openWatch(const Target *target) const;

private:
    [[nodiscard]] Result<Target> targetOfStoreAndUrl(const Workspace &workspace) const;
};

} // namespace kilter::cli
