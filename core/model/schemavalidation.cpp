#include "core/model/schemavalidation.h"

#include "core/base/text.h"
#include "core/model/modelschema.h"

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace kilter {
namespace {

using valijson::adapters::NlohmannJsonAdapter;

/// The published schema, parsed once for the whole program; read only afterwards.
const valijson::Schema &publishedSchema()
{
    static const std::unique_ptr<const valijson::Schema> schema = [] {
        const auto json = nlohmann::json::parse(publishedModelSchema());
        auto parsed = std::make_unique<valijson::Schema>();
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(NlohmannJsonAdapter(json), *parsed);
        return parsed;
    }();
    return *schema;
}

/// The value at a context of valijson: "<root>", "[properties]", "[id]", with "[0]" for items.
const Json *valueAtContext(const Json &root, const std::vector<std::string> &context)
{
    const Json *value = &root;
    for (std::size_t i = 1; i < context.size() && value; ++i) {
        const std::string name = context[i].substr(1, context[i].size() - 2);
        const Json *next = value->find(name);
        if (value->isArray() && !name.empty() && name.find_first_not_of("0123456789") == std::string::npos && std::stoul(name) < value->items.size())
            next = &value->items[std::stoul(name)];
        if (!next)
            break;
        value = next;
    }
    return value;
}

std::string nameOf(const std::vector<std::string> &context)
{
    std::string name;
    for (std::size_t i = 1; i < context.size(); ++i)
        name += '/' + context[i].substr(1, context[i].size() - 2);
    return name.empty() ? "the model" : name;
}

/// The enum of a schema's definition whose words the value should be one of, for near misses.
std::string hintFor(const Json &value, const std::vector<std::string> &context)
{
    static const std::map<std::string, std::vector<std::string>, std::less<>> words{
        {"[level]", {"alpha", "beta", "gamma", "qualifier", "organizer"}},
        {"[storage]", {"embedded", "table"}},
        {"[by]", {"range", "list", "hash"}},
        {"[onDelete]", {"no action", "restrict", "cascade", "set null", "set default"}},
        {"[onUpdate]", {"no action", "restrict", "cascade", "set null", "set default"}},
        {"[identity]", {"always", "by default"}},
        {"[generated]", {"stored", "virtual"}},
        {"[type]", {"string", "number", "integer", "boolean", "object", "array", "null"}}};
    const auto found = words.find(context.back());
    if (found == words.end())
        return {};
    const auto near = value.isString() ? nearMisses(value.text, found->second) : std::vector<std::string>();
    return near.empty() ? "It is one of: " + joined(found->second, ", ") + '.' : "Did you mean \"" + joined(near, "\", \"") + "\"?";
}

std::string words(const std::string &description, const Json &value)
{
    const std::string said = toText(value);
    const std::string shown = said.size() > 60 ? std::string(cutUtf8(said, 60)) + "…" : said;
    if (description.find("anyOf") != std::string::npos || description.find("enum") != std::string::npos
        || description.find("type") != std::string::npos)
        return "cannot be " + shown;
    if (description.find("oneOf") != std::string::npos || description.find("child schemas") != std::string::npos)
        return "must hold exactly one of primaryKey, unique, check, foreignKey";
    return description;
}

} // namespace

Diagnostics schemaViolations(const Model &model)
{
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    valijson::ValidationResults results;
    const auto document = nlohmann::json::parse(model.text);
    if (validator.validate(publishedSchema(), NlohmannJsonAdapter(document), &results))
        return {};
    // Of what one value violates, the deepest finding says most; those of its parents only follow from it.
    Diagnostics findings;
    std::vector<const Json *> said;
    const auto holds = [](const Json &outer, const Json &inner) { return outer.begin <= inner.begin && inner.end <= outer.end; };
    for (const auto &error : results) {
        const Json *value = valueAtContext(model.json, error.context);
        if (std::any_of(said.begin(), said.end(), [&](const Json *one) { return holds(*value, *one); }))
            continue;
        said.push_back(value);
        findings.push_back({Severity::Error, "model-schema", nameOf(error.context) + ": " + words(error.description, *value),
                            hintFor(*value, error.context), model.placeOf(*value)});
    }
    return findings;
}

} // namespace kilter
