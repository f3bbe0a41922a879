#include "ui/diffview/updatemodel.h"

#include "core/model/modelfrom.h"
#include "core/workspace/import.h"

#include <filesystem>

namespace kilter::ui {
namespace {

namespace fs = std::filesystem;

bool belongsTo(const ObjectRef &ref, const ObjectRef &owner)
{
    return ref == owner || (owner.kind == Kind::Table && isPartOfTable(ref.kind) && tableOf(ref) == owner);
}

/// `desired` with one object as `actual` has it.
Catalog withActual(Catalog desired, const Catalog &actual, const ObjectRef &object)
{
    desired.removeIf([&](const Object &one) { return belongsTo(one.ref, object); });
    std::vector<Object> own;
    for (const Object &one : actual.objects()) {
        if (belongsTo(one.ref, object))
            own.push_back(one);
    }
    desired.addAll(std::move(own));
    desired.serverVersion = actual.serverVersion;
    return desired;
}

std::string freeFile(const Workspace &workspace, const std::string &table)
{
    std::string name;
    for (const char c : table)
        name += std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-' ? c : '_';
    fs::path path = workspace.folder / "models" / (name + ".json");
    std::error_code ec;
    for (int number = 2; fs::exists(path, ec); ++number)
        path = workspace.folder / "models" / (name + '-' + std::to_string(number) + ".json");
    return path.string();
}

Result<UpdatedFile> updatedTable(const DiffResult &result, const std::vector<Model> &models, const ObjectRef &table)
{
    const Workspace &workspace = result.workspace->workspace;
    const StoreConfig &store = result.store->target->store;
    const Catalog wanted = withActual(*result.raw, *result.from, table);
    const std::vector<Model> present = modelsOf(models, store);
    if (!wanted.contains(table)) {
        const Object *object = result.raw->find(table);
        return UpdatedFile{UpdatedFile::What::Gone, object ? object->source.file : std::string(), {}};
    }
    ImportOptions options;
    options.mapping = mappingOf(workspace, store);
    for (ImportedModel &imported : modelsFrom(wanted, present, options).models) {
        if (imported.table != table)
            continue;
        if (imported.former)
            return UpdatedFile{UpdatedFile::What::Changed, imported.former->file, std::move(imported.text)};
        return UpdatedFile{UpdatedFile::What::New, freeFile(workspace, table.name), std::move(imported.text)};
    }
    return failure(ErrorCode::Refused, qualifiedName(table) + " stands in no model of its own",
                   "It is made by another model (a partition, or a relationship of an organizer): change that one.");
}

} // namespace

std::vector<Model> modelsWithDrafts(const WorkspaceState &workspace, const std::map<std::string, std::string> &drafts)
{
    std::vector<Model> models = workspace.models;
    for (const auto &[file, text] : drafts) {
        auto model = parseModel(text, file);
        const auto at = std::find_if(models.begin(), models.end(), [&, &name = file](const Model &one) { return one.file == name; });
        if (model && at != models.end())
            *at = std::move(*model);
        else if (model)
            models.push_back(std::move(*model));
    }
    return models;
}

Result<UpdatedFile> updatedModel(const DiffResult &result, const std::vector<Model> &models, const ObjectRef &object)
{
    if (object.kind == Kind::Table)
        return updatedTable(result, models, object);
    const Workspace &workspace = result.workspace->workspace;
    const StoreConfig &store = result.store->target->store;
    KILTER_TRY(Catalog saved, readWorkspace(workspace, store)); // what is unsaved stays unsaved
    if (!result.from->contains(object)) {
        const Object *present = saved.find(object);
        return failure(ErrorCode::Refused, "the store does not have " + qualifiedName(object),
                       "Take its statement out of " + (present ? present->source.file : std::string("sql/")) + " where it is not wanted any more.");
    }
    KILTER_TRY(const ImportReport report, importCatalog(workspace, store, withActual(std::move(saved), *result.from, object)));
    for (const auto *paths : {&report.created, &report.updated}) {
        if (!paths->empty())
            return UpdatedFile{UpdatedFile::What::Written, paths->front().string(), {}};
    }
    return UpdatedFile{UpdatedFile::What::Written, {}, {}};
}

} // namespace kilter::ui
