#include "core/base/text.h"
#include "core/model/findings.h"

namespace kilter {
namespace {

/// Counts what SQLite does not keep, one finding a sort, at the first place where it is met.
class Limits
{
public:
    void met(const Model &model, const Json &at, const std::string &code)
    {
        auto [found, isNew] = m_met.try_emplace(code);
        if (isNew)
            found->second.place = model.placeOf(at);
        ++found->second.count;
    }

    Diagnostics findings() const
    {
        static constexpr std::pair<const char *, const char *> words[] = {
            {"sqlite-comments", "descriptions are not stored: SQLite has no comments"},
            {"sqlite-index-method", "indexes of other methods (gin, gist, hash …) become plain indexes"},
            {"sqlite-pattern", "patterns get no CHECK: SQLite has no regular expressions"},
            {"sqlite-multiple", "\"multipleOf\" on numbers gets no CHECK: SQLite's % is for integers"},
            {"sqlite-partitions", "a partitioned table is one table"},
            {"sqlite-identity", "identity is left out: an INTEGER PRIMARY KEY counts by itself"},
            {"sqlite-timestamps", "NOW() is CURRENT_TIMESTAMP: adding such a column later is a rebuild of the table"},
            {"sqlite-index-include", "INCLUDE columns of indexes and keys are left out"},
        };
        Diagnostics all;
        for (const auto &[code, text] : words) {
            if (const auto found = m_met.find(code); found != m_met.end())
                all.push_back({Severity::Info, code, "on SQLite " + std::string(text) + " (" + counted(std::size_t(found->second.count), "place") + ')', {}, found->second.place});
        }
        return all;
    }

private:
    struct Met
    {
        SourcePlace place;
        int count = 0;
    };
    std::map<std::string, Met> m_met;
};

void checkIndexBag(const Model &model, const Json &bag, Limits &limits)
{
    const Json *method = bag.find("method");
    if (method && method->text != "btree")
        limits.met(model, *method, "sqlite-index-method");
    if (const Json *include = bag.find("include"))
        limits.met(model, *include, "sqlite-index-include");
}

void checkProperty(const Model &model, const ModelSet &models, const Json &property, Limits &limits)
{
    const PropertySchema schema = models.propertySchema(model, property);
    if (const Json *description = property.find("description"))
        limits.met(model, *description, "sqlite-comments");
    if (property.find("pattern"))
        limits.met(model, *property.find("pattern"), "sqlite-pattern");
    const Json *multiple = property.find("multipleOf");
    if (multiple && (schema.type() == "number" || multiple->text.find_first_of(".eE") != std::string::npos))
        limits.met(model, *multiple, "sqlite-multiple");
    if (const Json *identity = valueAt(property, "/x-column/identity"); identity && !identity->text.empty())
        limits.met(model, *identity, "sqlite-identity");
    if (const Json *index = property.find("x-index"))
        checkIndexBag(model, *index, limits);
}

} // namespace

Diagnostics sqliteLimits(const ModelSet &models)
{
    Limits limits;
    for (const Model &model : models.models()) {
        if (!model.hasTable())
            continue;
        if (const Json *description = model.json.find("description"))
            limits.met(model, *description, "sqlite-comments");
        if (const Json *timestamps = valueAt(model.json, "/x-model/timestamps"); timestamps && model.timestamps)
            limits.met(model, *timestamps, "sqlite-timestamps");
        if (const Json *partition = model.json.find("x-partition"))
            limits.met(model, *partition, "sqlite-partitions");
        if (const Json *properties = model.json.find("properties")) {
            for (const JsonMember &member : properties->members)
                checkProperty(model, models, member.value, limits);
        }
        if (const Json *indexes = model.json.find("x-indexes")) {
            for (const Json &index : indexes->items)
                checkIndexBag(model, index, limits);
        }
    }
    return limits.findings();
}

} // namespace kilter
