#include "ui/diagram/diagramdata.h"

#include "core/comparison/revisioncatalog.h"
#include "core/workspace/target.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

/// The level of a table's model, by the table's name.
std::function<std::string(const ObjectRef &)> levelsOf(const WorkspacePtr &workspace)
{
    auto levels = std::make_shared<std::map<std::pair<std::string, std::string>, std::string>>();
    for (const Model &model : workspace->models) {
        if (model.hasTable())
            levels->emplace(std::pair(model.schema, model.table), keyword(model.level));
    }
    return [levels](const ObjectRef &table) -> std::string {
        for (const std::string &schema : {table.schema, std::string()}) {
            if (const auto found = levels->find({schema, table.name}); found != levels->end())
                return found->second;
        }
        return {};
    };
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

Result<DiagramSource> single(std::shared_ptr<const Catalog> catalog, const GraphOptions &options, std::string name)
{
    DiagramSource source;
    KILTER_TRY(source.graph, diagramGraph(*catalog, options));
    source.catalog = std::move(catalog);
    source.name = std::move(name);
    return source;
}

Result<DiagramSource> pair(std::shared_ptr<const Catalog> before, std::shared_ptr<const Catalog> after, const std::vector<Rename> &renames, const GraphOptions &options,
                           std::pair<std::string, std::string> names)
{
    DiagramSource source;
    KILTER_TRY(source.graph, diagramGraph(*before, *after, renames, options));
    source.before = std::move(before);
    source.catalog = std::move(after);
    source.name = names.second;
    source.compared = std::move(names);
    return source;
}

Result<DiagramSource> ofRevision(const DiagramRequest &request, const GraphOptions &options, const std::stop_token &stop)
{
    KILTER_TRY(Catalog catalog, revision(request, request.shown, stop));
    auto after = std::make_shared<const Catalog>(std::move(catalog));
    const std::string name = utf8(request.shown.section(QLatin1Char(':'), 1));
    if (!request.differs)
        return single(after, options, name);
    const QString former = revisionBefore(request.workspace, request.store->choice.store, request.shown);
    KILTER_TRY(Catalog earlier, revision(request, former, stop));
    return pair(std::make_shared<const Catalog>(std::move(earlier)), after, {}, options, {former.isEmpty() ? "base" : utf8(former.section(QLatin1Char(':'), 1)), name});
}

} // namespace

Result<DiagramSource> sourceOf(const DiagramRequest &request, const std::stop_token &stop)
{
    GraphOptions options;
    options.tables = request.tables;
    options.levelOf = levelsOf(request.workspace);
    if (request.shown.startsWith(QStringLiteral("revision:")))
        return ofRevision(request, options, stop);
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
        return single(store, options, request.store->serverText);
    if (!models)
        return tl::unexpected(notThere("the models cannot be read: Problems says why"));
    if (!request.differs)
        return single(models, options, "models");
    return pair(store, models, diff ? diff->options.renames : std::vector<Rename>(), options, {request.store->choice.store, "models"});
}

} // namespace kilter::ui
