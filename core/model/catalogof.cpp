#include "core/model/catalogof.h"

#include "core/base/text.h"
#include "core/model/check.h"
#include "core/model/needs.h"
#include "core/model/organizer.h"
#include "core/model/tablebuilder.h"

namespace kilter {
namespace {

void addSchemas(std::vector<Object> &objects, const std::string &defaultSchema)
{
    std::set<std::string> names{defaultSchema};
    for (const Object &object : objects)
        names.insert(object.ref.schema);
    for (const std::string &name : names) {
        if (!name.empty())
            objects.emplace_back(schemaRef(name), Schema());
    }
}

/// Two objects of one name: a table's constraints, or tables, partitions and indexes of a schema, which share their names.
Diagnostics clashesOf(const std::vector<Object> &objects)
{
    Diagnostics findings;
    std::map<ObjectRef, const Object *> seen;
    std::map<std::pair<std::string, std::string>, const Object *> relations;
    const auto clash = [&](const Object &object, const Object &other) {
        findings.push_back({Severity::Error, "duplicate-name",
                            "two objects are named " + qualifiedName(object.ref) + ": " + std::string(keyword(object.ref.kind)) + " and "
                                + std::string(keyword(other.ref.kind)),
                            "The other is defined in " + other.source.file + ':' + std::to_string(other.source.line) + ". State another \"name\" for one.",
                            object.source});
    };
    for (const Object &object : objects) {
        const auto [same, isNew] = seen.emplace(object.ref, &object);
        const Kind kind = object.ref.kind;
        const bool isRelation = kind == Kind::Table || kind == Kind::Index || kind == Kind::PrimaryKey || kind == Kind::Unique;
        if (!isNew) {
            clash(object, *same->second);
        } else if (isRelation) {
            const auto [relation, isFirst] = relations.emplace(std::pair(object.ref.schema, object.ref.name), &object);
            if (!isFirst)
                clash(object, *relation->second);
        }
    }
    return findings;
}

tl::unexpected<Error> invalidModels(Diagnostics findings)
{
    Error error{ErrorCode::Invalid, counted(findings.size(), "error") + " in the model definitions", {}, {}, {}};
    error.diagnostics = std::move(findings);
    return tl::unexpected(std::move(error));
}

/// The table of a model, where it has one of its own on this kind of database.
std::vector<Object> tableObjects(const Model &model, const MappingContext &context)
{
    const bool isPartition = valueAt(model.json, "/x-table/partitionOf") != nullptr;
    if (!model.hasTable() || (isPartition && !context.isServer()))
        return {};
    return TableBuilder(model, context).build();
}

} // namespace

Catalog catalogOfFiles(const std::vector<Model> &models, const std::set<std::string> &files, DialectKind dialect, const MappingOptions &options)
{
    const ModelSet set(models);
    const MappingContext context{set, Dialect::of(dialect), options};
    std::set<const Model *> needed;
    for (const Model &model : models) {
        if (!files.contains(model.file))
            continue;
        needed.insert(&model);
        for (const std::string &title : model.organizes) {
            if (const Model *organised = set.byTitle(title))
                needed.insert(organised);
        }
    }
    Catalog tables;
    std::vector<Object> objects;
    for (const Model *model : needed) {
        std::vector<Object> made = tableObjects(*model, context);
        objects.insert(objects.end(), std::make_move_iterator(made.begin()), std::make_move_iterator(made.end()));
    }
    tables.addAll(objects);
    for (const Model *model : needed) {
        if (model->level != Level::Organizer || !files.contains(model->file))
            continue;
        std::vector<Object> made = relationshipTables(*model, context, tables);
        objects.insert(objects.end(), std::make_move_iterator(made.begin()), std::make_move_iterator(made.end()));
    }
    std::erase_if(objects, [&](const Object &object) { return !files.contains(object.source.file); });
    Catalog catalog;
    catalog.dialect = dialect;
    catalog.addAll(std::move(objects));
    return catalog;
}

Result<Catalog> catalogOf(const std::vector<Model> &models, DialectKind dialect, const MappingOptions &options)
{
    Diagnostics findings = checkedModels(models, {dialect});
    std::erase_if(findings, [](const Diagnostic &finding) { return finding.severity != Severity::Error; });
    if (!findings.empty())
        return invalidModels(std::move(findings));
    const ModelSet set(models);
    const MappingContext context{set, Dialect::of(dialect), options};
    Catalog catalog;
    catalog.dialect = dialect;
    std::vector<Object> objects;
    for (const Model &model : models) {
        std::vector<Object> made = tableObjects(model, context);
        std::move(made.begin(), made.end(), std::back_inserter(objects));
    }
    Catalog tables;
    tables.addAll(objects);
    for (const Model &model : models) {
        if (model.level != Level::Organizer)
            continue;
        std::vector<Object> made = relationshipTables(model, context, tables);
        std::move(made.begin(), made.end(), std::back_inserter(objects));
    }
    if (Diagnostics clashes = clashesOf(objects); !clashes.empty())
        return invalidModels(std::move(clashes));
    if (context.isServer())
        addSchemas(objects, options.defaultSchema);
    catalog.addAll(std::move(objects));
    linkNeeds(catalog);
    return catalog;
}

} // namespace kilter
