#include "core/comparison/site.h"

#include "core/comparison/source.h"

namespace kilter {

RunOptions StoreSite::runOptions(const std::stop_token &stop) const
{
    RunOptions options;
    options.inspect = inspectOptionsOf(target.store, stop);
    options.retries = target.connection.retries;
    options.stop = stop;
    return options;
}

Result<StoreSite> openSite(Target target, OpenFor purpose, const OpenWatch &watch)
{
    if (purpose.writing && target.connection.readOnly)
        return failure(ErrorCode::Refused, "the connection \"" + target.connection.name + "\" is read only", "kilter.toml says read_only = true for it.");
    StoreSite site;
    site.target = std::move(target);
    purpose.sessionRole = false; // the store sets the role, so that the ledger stays within reach
    KILTER_TRY(site.connection, openTarget(site.target, purpose, watch));
    StoreOptions options;
    options.ledger = site.target.store.ledger;
    options.role = purpose.writing ? site.target.store.role : std::string();
    options.lockTimeout = site.target.connection.lockTimeout;
    options.statementTimeout = site.target.connection.statementTimeout;
    KILTER_TRY(site.store, Store::open(*site.connection, options));
    KILTER_TRY(site.ledger, site.store->ledger());
    return site;
}

} // namespace kilter
