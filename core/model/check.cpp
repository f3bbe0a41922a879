#include "core/model/check.h"

#include "core/base/text.h"
#include "core/model/findings.h"

namespace kilter {
namespace {

/// Whether two models can meet in one store.
bool shareStore(const Model &a, const Model &b)
{
    if (a.stores.empty() || b.stores.empty())
        return true;
    return std::any_of(a.stores.begin(), a.stores.end(), [&](const std::string &store) {
        return std::find(b.stores.begin(), b.stores.end(), store) != b.stores.end();
    });
}

std::string placeText(const SourcePlace &place)
{
    return place.file + ':' + std::to_string(place.line);
}

const Json &titleOf(const Model &model)
{
    const Json *title = model.json.find("title");
    return title ? *title : model.json;
}

const Json &tableKeyword(const Model &model)
{
    const Json *table = valueAt(model.json, "/x-model/table");
    return table ? *table : titleOf(model);
}

void checkClashes(const std::vector<Model> &models, Diagnostics &findings)
{
    std::multimap<std::string, const Model *> byTitle;
    std::multimap<std::pair<std::string, std::string>, const Model *> byTable;
    for (const Model &model : models) {
        Findings own(model, findings);
        const auto [first, last] = byTitle.equal_range(model.title);
        for (auto other = first; other != last; ++other) {
            if (shareStore(model, *other->second)) {
                own.error(titleOf(model), "duplicate-title", "two models have the title \"" + model.title + '"',
                          "The other is " + placeText(other->second->placeOf(titleOf(*other->second))) + ". Titles are names: give one another.");
                break;
            }
        }
        byTitle.emplace(model.title, &model);
        if (!model.hasTable())
            continue;
        const auto [begin, end] = byTable.equal_range({model.schema, model.table});
        for (auto other = begin; other != end; ++other) {
            if (shareStore(model, *other->second) && other->second->title != model.title) {
                own.error(tableKeyword(model), "duplicate-table", "two models describe the table \"" + model.table + '"',
                          "The other is " + other->second->title + " in " + other->second->file + ". State another x-model.table in one of them.");
                break;
            }
        }
        byTable.emplace(std::pair(model.schema, model.table), &model);
    }
}

void checkOrganizer(const Model &model, const ModelSet &models, Findings findings)
{
    const Json *organizes = valueAt(model.json, "/x-model/organizes");
    if (!organizes)
        return;
    if (model.level != Level::Organizer)
        findings.error(*organizes, "organizes-without-level", "only an organizer organizes other models", "State \"level\": \"organizer\".");
    if (ModelSet::primaryKeyOf(model).empty())
        findings.error(*organizes, "missing-primary-key", "an organizer needs a primary key for its relationship tables to refer to",
                       "Add \"x-column\": { \"primaryKey\": true } to a property.");
    std::vector<std::string> titles;
    for (const Model &other : models.models())
        titles.push_back(other.title);
    for (const Json &title : organizes->items) {
        const Model *other = models.byTitle(title.text);
        if (!other)
            findings.error(title, "unknown-model", "there is no model \"" + title.text + "\" to organize", nearestHint(title.text, titles));
        else if (!other->hasTable())
            findings.error(title, "model-without-table", "\"" + title.text + "\" has no table to relate to", "It is embedded; state \"storage\": \"table\".");
        else if (ModelSet::primaryKeyOf(*other).empty())
            findings.error(title, "missing-primary-key", "\"" + title.text + "\" has no primary key to refer to");
    }
}

} // namespace

std::string nearestHint(const std::string &word, const std::vector<std::string> &known)
{
    const auto near = nearMisses(word, known);
    if (!near.empty())
        return "Did you mean \"" + joined(near, "\", \"") + "\"?";
    return known.empty() || known.size() > 12 ? std::string() : "There are: " + joined(known, ", ") + '.';
}

std::vector<std::string> columnNames(const Model &model)
{
    std::vector<std::string> names;
    if (const Json *properties = model.json.find("properties")) {
        for (const JsonMember &member : properties->members)
            names.push_back(member.key);
    }
    if (model.timestamps) {
        for (const char *name : {"created_at", "updated_at"}) {
            if (std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
        }
    }
    return names;
}

Diagnostics checkedModels(const std::vector<Model> &models, const std::vector<DialectKind> &dialects)
{
    Diagnostics all;
    const ModelSet set(models);
    checkClashes(models, all);
    const bool onServer = std::find(dialects.begin(), dialects.end(), DialectKind::PostgreSql) != dialects.end();
    for (const Model &model : models) {
        all.insert(all.end(), model.notes.begin(), model.notes.end());
        const Findings findings(model, all);
        checkSchemas(model, set, findings);
        checkOrganizer(model, set, findings);
        if (!model.hasTable())
            continue;
        checkTable(model, set, findings);
        if (onServer)
            checkServerRules(model, set, findings);
    }
    if (std::find(dialects.begin(), dialects.end(), DialectKind::Sqlite) != dialects.end()) {
        const Diagnostics limits = sqliteLimits(set);
        all.insert(all.end(), limits.begin(), limits.end());
    }
    return all;
}

} // namespace kilter
