#include "ui/import/importwork.h"

#include "core/base/cancel.h"
#include "core/base/file.h"
#include "core/comparison/source.h"
#include "core/workspace/configedit.h"
#include "core/workspace/importchoice.h"
#include "core/workspace/init.h"

#include <QCoreApplication>

namespace kilter::ui {
namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Import", text);
}

/// The new workspace's one store is the database.
Result<> pointAtDatabase(const ImportRequest &request)
{
    const std::filesystem::path file = request.folder / "kilter.toml";
    const std::vector<std::string> store{"store", "main"};
    const std::vector<std::string> connection{"store", "main", "connection", "dev"};
    KILTER_TRY(const std::string text, readTextFile(file));
    std::string url = request.look.url.text;
    if (request.look.url.kind == StoreKind::Sqlite)
        url = "sqlite:" + std::filesystem::absolute(request.look.url.path).lexically_normal().string();
    KILTER_TRY(const std::string edited, editedConfig(text, {{store, "kind", tomlText(keyword(request.look.url.kind))},
                                                             {connection, "url", tomlText(url)},
                                                             {connection, "environment", tomlText(keyword(request.environment))}}));
    return writeTextFile(file, edited);
}

} // namespace

Result<DatabaseLook> lookAt(const std::string &url, const std::string &password, const JobControl &control)
{
    DatabaseLook look;
    KILTER_TRY(Target target, targetOfUrl(url, {}));
    look.url = target.url;
    look.url.password.clear();
    if (!password.empty())
        target.url.password = password;
    control.progress(0, 0, words("Connecting"));
    OpenWatch watch;
    watch.stop = control.stopToken();
    KILTER_TRY(const auto connection, openTarget(target, {.writing = false, .mustExist = true, .allowFallback = false}, watch));
    look.serverText = connection->serverText();
    control.progress(0, 0, words("Reading the schema"));
    KILTER_TRY(look.catalog, Dialect::of(connection->dialect()).inspect(*connection, inspectOptionsOf(target.store, control.stopToken())));
    return look;
}

Result<ImportReport> importChosen(const ImportRequest &request, const JobControl &control)
{
    control.progress(0, 0, words("Writing models"));
    KILTER_CHECK(checkCancelled(control.stopToken(), "the import"));
    if (request.isNew) {
        KILTER_CHECK(initWorkspace(request.folder, false));
        KILTER_CHECK(pointAtDatabase(request));
    }
    KILTER_TRY(const Workspace workspace, Workspace::open(request.folder));
    KILTER_TRY(const StoreConfig store, storeNamed(workspace, request.isNew ? std::string() : request.store));
    if (dialectKindOf(store.kind) != request.look.catalog.dialect)
        return failure(ErrorCode::Usage, "the store \"" + store.name + "\" is " + std::string(keyword(store.kind)) + ", the database "
                                             + std::string(keyword(request.look.url.kind)),
                       "Import into a new workspace, or add a store of that kind under Connections.");
    Catalog chosen = chosenFrom(request.look.catalog, request.chosen);
    KILTER_TRY(ImportReport report, importCatalog(workspace, store, chosen));
    report.notes.insert(report.notes.end(), chosen.notes.begin(), chosen.notes.end());
    return report;
}

} // namespace kilter::ui
