#include "ui/diagram/diagramdata.h"

#include "core/comparison/revisioncatalog.h"
#include "core/diagram/levels.h"
#include "core/workspace/models.h"
#include "core/workspace/target.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

GraphOptions optionsFor(const DiagramRequest &request, const Catalog &catalog)
{
    GraphOptions options;
    options.tables = request.tables;
    const StoreConfig *store = request.workspace->workspace.store(request.store->choice.store);
    options.levelOf = levelsOf(request.workspace->models, store ? defaultSchemaOf(*store) : std::string(), catalog);
    return options;
}

std::vector<std::string> orderOf(const WorkspacePtr &workspace, const std::string &store)
{
    std::vector<std::string> ids;
    const auto found = workspace ? workspace->graphs.find(store) : decltype(workspace->graphs.find(store))();
    if (!workspace || found == workspace->graphs.end())
        return ids;
    for (const Migration &migration : found->second.migrations())
        ids.push_back(migration.id);
    return ids;
}

Result<Catalog> revision(const DiagramRequest &request, const QString &word, const std::stop_token &stop)
{
    const StoreChoice &choice = request.store->choice;
    KILTER_TRY(const Target target, targetOf(request.workspace->workspace, choice.store, choice.connection));
    return revisionCatalog(request.workspace->workspace, target, word.isEmpty() ? "base" : utf8(word.section(QLatin1Char(':'), 1)), 0, stop);
}

Error notThere(const char *what)
{
    return {ErrorCode::Failed, what, {}, {}, {}};
}

} // namespace

QString revisionBefore(const WorkspacePtr &workspace, const std::string &store, const QString &shown)
{
    const std::vector<std::string> ids = orderOf(workspace, store);
    const auto found = std::find(ids.begin(), ids.end(), utf8(shown.section(QLatin1Char(':'), 1)));
    return found == ids.begin() || found == ids.end() ? QString() : QStringLiteral("revision:") + qtText(*(found - 1));
}

namespace {

Result<DiagramSource> single(const DiagramRequest &request, std::shared_ptr<const Catalog> catalog, std::string name)
{
    DiagramSource source;
    KILTER_TRY(source.graph, diagramGraph(*catalog, optionsFor(request, *catalog)));
    source.catalog = std::move(catalog);
    source.name = std::move(name);
    return source;
}

Result<DiagramSource> pair(const DiagramRequest &request, std::shared_ptr<const Catalog> before, std::shared_ptr<const Catalog> after, const std::vector<Rename> &renames,
                           std::pair<std::string, std::string> names)
{
    DiagramSource source;
    KILTER_TRY(source.graph, diagramGraph(*before, *after, renames, optionsFor(request, *after)));
    source.before = std::move(before);
    source.catalog = std::move(after);
    source.name = names.second;
    source.compared = std::move(names);
    return source;
}

Result<DiagramSource> ofRevision(const DiagramRequest &request, const std::stop_token &stop)
{
    KILTER_TRY(Catalog catalog, revision(request, request.shown, stop));
    auto after = std::make_shared<const Catalog>(std::move(catalog));
    const std::string name = utf8(request.shown.section(QLatin1Char(':'), 1));
    if (!request.differs)
        return single(request, after, name);
    const QString former = revisionBefore(request.workspace, request.store->choice.store, request.shown);
    KILTER_TRY(Catalog earlier, revision(request, former, stop));
    return pair(request, std::make_shared<const Catalog>(std::move(earlier)), after, {}, {former.isEmpty() ? "base" : utf8(former.section(QLatin1Char(':'), 1)), name});
}

} // namespace

Result<DiagramSource> sourceOf(const DiagramRequest &request, const std::stop_token &stop)
{
    if (request.shown.startsWith(QStringLiteral("revision:")))
        return ofRevision(request, stop);
    const DiffResult *diff = request.diff && !request.diff->error ? request.diff.get() : nullptr;
    const std::shared_ptr<const Catalog> models = diff ? diff->to : request.wanted;
    std::shared_ptr<const Catalog> store;
    if (diff)
        store = diff->from;
    else if (request.store->isConnected())
        store = {request.store, &request.store->actual};
    if (!store && (request.differs || request.shown == QStringLiteral("store")))
        return tl::unexpected(notThere("no store is connected: connect one to see what is in it"));
    if (request.shown == QStringLiteral("store"))
        return single(request, store, request.store->serverText);
    if (!models)
        return tl::unexpected(notThere("the models cannot be read: Problems says why"));
    if (!request.differs)
        return single(request, models, "models");
    return pair(request, store, models, diff ? diff->options.renames : std::vector<Rename>(), {request.store->choice.store, "models"});
}

} // namespace kilter::ui
