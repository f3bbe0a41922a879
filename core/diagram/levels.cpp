#include "core/diagram/levels.h"

#include <algorithm>

namespace kilter {
namespace {

using Levels = std::map<std::pair<std::string, std::string>, std::string>;

std::string levelIn(const Levels &levels, const ObjectRef &table)
{
    const auto found = levels.find({table.schema, table.name});
    return found == levels.end() ? std::string() : found->second;
}

bool isRelationship(const Catalog &catalog, const ObjectRef &table, const Levels &levels)
{
    const Object *key = catalog.primaryKeyOf(table);
    if (!key)
        return false;
    std::vector<std::string> left = key->as<PrimaryKey>().columns;
    bool hasOrganizer = false;
    for (const Object &object : catalog.partsOf(table, Kind::ForeignKey)) {
        const auto &foreign = object.as<ForeignKey>();
        std::erase_if(left, [&](const std::string &column) { return std::find(foreign.columns.begin(), foreign.columns.end(), column) != foreign.columns.end(); });
        hasOrganizer |= levelIn(levels, foreign.referencedTable) == keyword(Level::Organizer);
    }
    return left.empty() && hasOrganizer;
}

} // namespace

std::function<std::string(const ObjectRef &table)> levelsOf(const std::vector<Model> &models, const std::string &schema, const Catalog &catalog)
{
    auto levels = std::make_shared<Levels>();
    const std::string own = catalog.dialect == DialectKind::Sqlite ? std::string() : schema;
    for (const Model &model : models) {
        if (model.hasTable())
            levels->emplace(std::pair(model.schema.empty() || own.empty() ? own : model.schema, model.table), keyword(model.level));
    }
    std::vector<ObjectRef> relationships;
    for (const Object &object : catalog.all(Kind::Table)) {
        if (levelIn(*levels, object.ref).empty() && isRelationship(catalog, object.ref, *levels))
            relationships.push_back(object.ref);
    }
    for (const ObjectRef &table : relationships)
        levels->emplace(std::pair(table.schema, table.name), keyword(Level::Organizer));
    return [levels](const ObjectRef &table) { return levelIn(*levels, table); };
}

} // namespace kilter
