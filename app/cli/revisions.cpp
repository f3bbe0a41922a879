#include "app/cli/revisions.h"

#include "app/cli/scratchchoice.h"
#include "app/cli/source.h"
#include "core/base/file.h"
#include "core/base/hash.h"

namespace kilter::cli {
namespace {

std::string replayKey(const RevisionGraph &graph, const std::vector<std::string> &ids, int serverVersion)
{
    std::string text = std::to_string(serverVersion);
    for (const std::string &id : ids)
        text += '\n' + id + ' ' + checksum(*graph.find(id));
    return sha256(text).substr(0, 32);
}

Result<Catalog> replayed(const Context &context, const Target &target, const RevisionGraph &graph, const std::string &revision,
                         Connection &scratch)
{
    StoreOptions storeOptions;
    storeOptions.ledger = target.store.ledger;
    KILTER_TRY(Store store, Store::open(scratch, storeOptions));
    ApplyRequest request;
    request.target = revision;
    request.options.inspect = inspectOptionsOf(target.store, context.stop);
    request.options.stop = context.stop;
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

Result<Catalog> revisionCatalog(const Context &context, const Workspace &workspace, const Target &target, const std::string &revision,
                                int majorHint)
{
    KILTER_TRY(const RevisionGraph graph, graphOf(workspace, target.store));
    const DialectKind dialect = dialectKindOf(target.url.kind);
    KILTER_TRY(const ScratchOptions options, scratchOptions(context, &target, dialect, majorHint));
    KILTER_TRY(auto place, ScratchPlace::open(options));
    std::vector<std::string> ids;
    if (revision != "base") {
        KILTER_TRY(ids, graph.pendingFor({}, revision));
    }
    if (ids.empty())
        return Dialect::of(dialect).inspect(place->connection(), inspectOptionsOf(target.store, context.stop));
    const auto file = cacheFolder(workspace) / ("revision-" + replayKey(graph, ids, place->connection().serverVersion()) + ".json");
    if (const auto text = readTextFile(file)) {
        if (const auto json = parseJson(*text)) {
            if (auto cached = catalogFromJson(*json))
                return cached;
        }
    }
    KILTER_TRY(Catalog catalog, replayed(context, target, graph, revision, place->connection()));
    catalog.settled = true;
    if (const auto written = writeTextFile(file, toText(toJson(catalog))); !written)
        return tl::unexpected(written.error());
    return catalog;
}

} // namespace kilter::cli
