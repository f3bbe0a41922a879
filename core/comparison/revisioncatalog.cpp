#include "core/comparison/revisioncatalog.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/comparison/scratchchoice.h"
#include "core/runner/runner.h"

namespace kilter {
namespace {

std::string replayKey(const RevisionGraph &graph, const std::vector<std::string> &ids, int serverVersion)
{
    std::string text = std::to_string(serverVersion);
    for (const std::string &id : ids)
        text += '\n' + id + ' ' + checksum(*graph.find(id));
    return sha256(text).substr(0, 32);
}

Result<Catalog> replayed(const Target &target, const RevisionGraph &graph, const std::string &revision, Connection &scratch,
                         const std::stop_token &stop)
{
    StoreOptions storeOptions;
    storeOptions.ledger = target.store.ledger;
    KILTER_TRY(Store store, Store::open(scratch, storeOptions));
    ApplyRequest request;
    request.target = revision;
    request.options.inspect = inspectOptionsOf(target.store, stop);
    request.options.stop = stop;
    ApplyObserver silent;
    const ApplyReport report = apply(store, graph, request, silent);
    if (report.error) {
        Error error = *report.error;
        error.message = "replaying the migrations up to " + revision + " in a scratch place failed: " + error.message;
        return tl::unexpected(std::move(error));
    }
    return Dialect::of(scratch.dialect()).inspect(scratch, request.options.inspect);
}

} // namespace

Result<Catalog> revisionCatalog(const Workspace &workspace, const Target &target, const std::string &revision, int majorHint,
                                const std::stop_token &stop)
{
    KILTER_TRY(const RevisionGraph graph, graphOf(workspace, target.store));
    const DialectKind dialect = dialectKindOf(target.url.kind);
    KILTER_TRY(const ScratchOptions options, scratchOptions(&target, dialect, majorHint, stop));
    KILTER_TRY(auto place, ScratchPlace::open(options));
    std::vector<std::string> ids;
    if (revision != "base") {
        KILTER_TRY(ids, graph.pendingFor({}, revision));
    }
    if (ids.empty())
        return Dialect::of(dialect).inspect(place->connection(), inspectOptionsOf(target.store, stop));
    const auto file = cacheFolder(workspace) / ("revision-" + replayKey(graph, ids, place->connection().serverVersion()) + ".json");
    if (const auto text = readTextFile(file)) {
        if (const auto json = parseJson(*text)) {
            if (auto cached = catalogFromJson(*json))
                return cached;
        }
    }
    KILTER_TRY(Catalog catalog, replayed(target, graph, revision, place->connection(), stop));
    catalog.settled = true;
    if (const auto written = writeTextFile(file, toText(toJson(catalog))); !written)
        return tl::unexpected(written.error());
    return catalog;
}

} // namespace kilter
