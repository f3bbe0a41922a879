#include "core/base/text.h"
#include "core/dialect/dialect.h"
#include "core/model/catalogof.h"
#include "core/model/needs.h"
#include "core/workspace/models.h"
#include "core/workspace/sqlfiles.h"

namespace kilter {
namespace {

void addSchemas(Catalog &catalog, const StoreConfig &store)
{
    std::set<std::string> names(store.schemas.begin(), store.schemas.end());
    for (const Object &object : catalog.objects())
        names.insert(object.ref.schema);
    std::vector<Object> schemas;
    for (const std::string &name : names) {
        if (!name.empty() && !catalog.contains(schemaRef(name)))
            schemas.emplace_back(schemaRef(name), Schema());
    }
    catalog.addAll(std::move(schemas));
}

/// What kilter.toml says to leave alone, counted.
void leaveOutIgnored(Catalog &catalog, const std::vector<std::string> &patterns)
{
    const std::size_t before = catalog.size();
    catalog.removeIf([&](const Object &object) {
        return std::any_of(patterns.begin(), patterns.end(), [&](const std::string &pattern) { return matchesPattern(pattern, object.ref); });
    });
    if (const std::size_t left = before - catalog.size())
        catalog.notes.push_back({Severity::Info, "ignored", counted(left, "object") + " left out: kilter.toml ignores them", {}, {}});
}

} // namespace

MappingOptions mappingOf(const Workspace &workspace, const StoreConfig &store)
{
    MappingOptions options;
    options.defaultSchema = defaultSchemaOf(store);
    options.stringWithMaxLengthAsVarchar = workspace.options.stringWithMaxLengthAsVarchar;
    return options;
}

Result<Catalog> readWorkspace(const Workspace &workspace, const StoreConfig &store)
{
    if (store.kind != StoreKind::PostgreSql && store.kind != StoreKind::Sqlite)
        return failure(ErrorCode::Invalid, "the store \"" + store.name + "\" (" + std::string(keyword(store.kind)) + ") has no tables that models describe");
    KILTER_TRY(const std::vector<Model> models, readModels(workspace));
    return desiredCatalog(workspace, store, models);
}

Result<Catalog> desiredCatalog(const Workspace &workspace, const StoreConfig &store, const std::vector<Model> &models)
{
    const DialectKind dialect = store.kind == StoreKind::Sqlite ? DialectKind::Sqlite : DialectKind::PostgreSql;
    KILTER_TRY(Catalog catalog, catalogOf(modelsOf(models, store), dialect, mappingOf(workspace, store)));
    KILTER_TRY(const SqlFiles files, readSqlFiles(workspace, store));
    Diagnostics findings = files.diagnostics;
    const Diagnostics clashes = addSqlFiles(catalog, files);
    findings.insert(findings.end(), clashes.begin(), clashes.end());
    if (hasErrors(findings)) {
        Error error{ErrorCode::Invalid, "the files of sql/ are not valid", {}, {}, {}};
        error.diagnostics = std::move(findings);
        return tl::unexpected(std::move(error));
    }
    if (dialect == DialectKind::PostgreSql)
        addSchemas(catalog, store);
    catalog.notes = std::move(findings);
    catalog = Dialect::of(dialect).normalised(std::move(catalog));
    if (dialect == DialectKind::PostgreSql)
        linkNeeds(catalog);
    leaveOutIgnored(catalog, workspace.ignore);
    return catalog;
}

} // namespace kilter
