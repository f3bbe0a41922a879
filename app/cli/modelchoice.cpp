#include "app/cli/modelchoice.h"

#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/workspace/models.h"

namespace kilter::cli {
namespace {

/// Names may hold what patterns give a meaning; ? stands for each of those.
std::string literalPattern(const std::string &name)
{
    std::string pattern = name;
    for (char &c : pattern) {
        if (c == '*')
            c = '?';
    }
    return pattern;
}

void addTable(const std::string &prefix, const std::string &table, std::vector<std::string> &patterns)
{
    patterns.push_back("*:" + prefix + literalPattern(table));
    patterns.push_back("*:" + prefix + literalPattern(table) + ".*");
}

/// Partitions, and those below them, are tables of their own.
void addPartitions(const Json *partition, const std::string &prefix, std::vector<std::string> &patterns)
{
    const Json *list = partition ? partition->find("partitions") : nullptr;
    for (const Json &item : list ? list->items : std::vector<Json>()) {
        if (const Json *name = item.find("name"))
            addTable(prefix, name->text, patterns);
        addPartitions(item.find("partition"), prefix, patterns);
        addPartitions(&item, prefix, patterns);
    }
}

void addPatterns(const Model &model, const std::vector<Model> &all, const std::string &defaultSchema, std::vector<std::string> &patterns)
{
    const std::string schema = model.schema.empty() ? defaultSchema : model.schema;
    const std::string prefix = schema.empty() ? std::string() : literalPattern(schema) + '.';
    if (model.hasTable())
        addTable(prefix, model.table, patterns);
    addPartitions(model.json.find("x-partition"), prefix, patterns);
    for (const std::string &title : model.organizes) {
        const auto other = std::find_if(all.begin(), all.end(), [&](const Model &m) { return m.title == title; });
        if (other != all.end())
            patterns.push_back("*:" + prefix + literalPattern(snakeCase(model.title) + '_' + other->table) + '*');
    }
}

} // namespace

Result<std::vector<std::string>> patternsOfModels(const Workspace &workspace, const StoreConfig &store, const std::vector<std::string> &names)
{
    std::vector<std::string> patterns;
    if (names.empty())
        return patterns;
    KILTER_TRY(const auto models, readModels(workspace));
    std::vector<std::string> known;
    for (const Model &model : models)
        known.push_back(model.title);
    for (const std::string &name : names) {
        const auto found = std::find_if(models.begin(), models.end(), [&](const Model &m) { return m.title == name || m.table == name; });
        if (found == models.end()) {
            const auto near = nearMisses(name, known);
            return failure(ErrorCode::Usage, "no model \"" + name + '"',
                           near.empty() ? "'kilter models' lists them." : "Did you mean " + joined(near, " or ") + '?');
        }
        addPatterns(*found, models, defaultSchemaOf(store), patterns);
    }
    return patterns;
}

} // namespace kilter::cli
