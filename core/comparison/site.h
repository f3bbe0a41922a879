#pragma once
#include "core/runner/runner.h"
#include "core/workspace/target.h"

namespace kilter {

/// A store with its database open, and what its ledger says. The store uses the connection.
struct StoreSite
{
    Target target;
    std::unique_ptr<Connection> connection;
    std::optional<Store> store;
    Ledger ledger;

    RunOptions runOptions(const std::stop_token &stop) const;
};

/// Opens a target to read its state, or (writing) to run migrations. Refused for writing on a connection that kilter.toml calls read only.
[[nodiscard]] Result<StoreSite> openSite(Target target, OpenFor purpose, const OpenWatch &watch);

} // namespace kilter
