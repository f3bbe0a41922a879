#include "app/cli/planhash.h"

#include "app/cli/source.h"
#include "core/base/hash.h"

namespace kilter::cli {

Result<std::vector<std::string>> idsToRun(const Site &site, const std::string &target, const std::string &only, Direction direction)
{
    const RevisionGraph &graph = site.project.graph;
    if (!only.empty()) {
        KILTER_TRY(const std::string id, graph.idOf(only));
        return std::vector{id};
    }
    return direction == Direction::Up ? graph.pendingFor(site.ledger.applied(), target) : graph.rollbackFor(site.ledger.applied(), target);
}

Result<std::string> planHash(const Context &context, const Site &site, const std::string &target, const std::string &only, Direction direction)
{
    KILTER_TRY(const auto ids, idsToRun(site, target, only, direction));
    KILTER_TRY(const Catalog actual, site.store->dialect().inspect(*site.connection, inspectOptionsOf(site.target.store, context.stop)));
    std::string text = catalogHash(actual) + '\n' + std::string(keyword(direction));
    for (const std::string &id : ids) {
        if (const Migration *migration = site.project.graph.find(id))
            text += '\n' + id + ' ' + (direction == Direction::Up ? checksum(*migration) : checksumDown(*migration));
    }
    return sha256(text).substr(0, 16);
}

} // namespace kilter::cli
