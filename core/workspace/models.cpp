#include "core/workspace/models.h"

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/model/check.h"
#include "core/workspace/filetree.h"
#include "core/workspace/sqlfiles.h"

namespace kilter {
namespace {

bool isSqlStore(const StoreConfig &store)
{
    return store.kind == StoreKind::PostgreSql || store.kind == StoreKind::Sqlite;
}

bool byPlace(const Diagnostic &a, const Diagnostic &b)
{
    return std::tie(a.place.file, a.place.line, a.place.column) < std::tie(b.place.file, b.place.line, b.place.column);
}

void addAll(Diagnostics &into, const Diagnostics &more)
{
    for (const Diagnostic &finding : more) {
        if (std::find(into.begin(), into.end(), finding) == into.end())
            into.push_back(finding);
    }
}

/// Names of stores that a model belongs to but kilter.toml does not have.
Diagnostics unknownStores(const Workspace &workspace, const Model &model)
{
    Diagnostics findings;
    const Json *names = valueAt(model.json, "/x-model/stores");
    if (!names)
        return findings;
    std::vector<std::string> known;
    for (const auto &[name, store] : workspace.stores)
        known.push_back(name);
    for (const Json &name : names->items) {
        if (workspace.store(name.text))
            continue;
        const auto near = nearMisses(name.text, known);
        findings.push_back({Severity::Error, "unknown-store", "kilter.toml has no store \"" + name.text + '"',
                            near.empty() ? "There are: " + joined(known, ", ") + '.' : "Did you mean \"" + joined(near, "\", \"") + "\"?", model.placeOf(name)});
    }
    return findings;
}

} // namespace

Result<ModelFiles> readModelFiles(const Workspace &workspace)
{
    KILTER_TRY(const auto paths, filesBelow(workspace.folder / "models", ".json"));
    ModelFiles files;
    for (const std::filesystem::path &path : paths) {
        const std::string shown = path.lexically_normal().string();
        auto text = readTextFile(path);
        auto model = text ? parseModel(std::move(*text), shown) : tl::unexpected<Error>(std::move(text).error());
        if (!model) {
            addAll(files.diagnostics, model.error().diagnostics);
            continue;
        }
        addAll(files.diagnostics, unknownStores(workspace, *model));
        files.models.push_back(std::move(*model));
    }
    std::stable_sort(files.diagnostics.begin(), files.diagnostics.end(), byPlace);
    return files;
}

Result<std::vector<Model>> readModels(const Workspace &workspace)
{
    KILTER_TRY(ModelFiles files, readModelFiles(workspace));
    if (!hasErrors(files.diagnostics))
        return std::move(files.models);
    const auto errors = std::count_if(files.diagnostics.begin(), files.diagnostics.end(), [](const Diagnostic &d) { return d.severity == Severity::Error; });
    Error error{ErrorCode::Invalid, counted(std::size_t(errors), "error") + " in the model definitions", {}, {}, {}};
    error.diagnostics = std::move(files.diagnostics);
    return tl::unexpected(std::move(error));
}

Result<Diagnostics> validateWorkspace(const Workspace &workspace)
{
    KILTER_TRY(const ModelFiles files, readModelFiles(workspace));
    return validateWorkspace(workspace, files);
}

Result<Diagnostics> validateWorkspace(const Workspace &workspace, const ModelFiles &files)
{
    Diagnostics all = files.diagnostics;
    for (const auto &[name, store] : workspace.stores) {
        if (!isSqlStore(store))
            continue;
        const DialectKind dialect = store.kind == StoreKind::Sqlite ? DialectKind::Sqlite : DialectKind::PostgreSql;
        addAll(all, checkedModels(modelsOf(files.models, store), {dialect}));
        KILTER_TRY(const SqlFiles sql, readSqlFiles(workspace, store));
        addAll(all, sql.diagnostics);
        if (hasErrors(all))
            continue;
        const auto catalog = desiredCatalog(workspace, store, files.models);
        if (!catalog)
            addAll(all, catalog.error().diagnostics);
    }
    std::stable_sort(all.begin(), all.end(), byPlace);
    return all;
}

std::vector<Model> modelsOf(const std::vector<Model> &models, const StoreConfig &store)
{
    std::vector<Model> own;
    std::copy_if(models.begin(), models.end(), std::back_inserter(own), [&](const Model &model) {
        return model.stores.empty() || std::find(model.stores.begin(), model.stores.end(), store.name) != model.stores.end();
    });
    return own;
}

std::string defaultSchemaOf(const StoreConfig &store)
{
    if (store.kind != StoreKind::PostgreSql)
        return {};
    return store.schemas.empty() ? "public" : store.schemas.front();
}

} // namespace kilter
