#include "core/model/keywords.h"

#include "core/base/text.h"
#include "core/model/modelschema.h"

namespace kilter {
namespace {

const std::vector<std::string> rootKeywords{"x-model", "x-table", "x-constraints", "x-indexes", "x-partition"};
const std::vector<std::string> propertyKeywords{"x-column", "x-index", "x-references"};

/// JSON Schema 2020-12 with its annotations, and what is still seen of draft 7.
const std::vector<std::string> standardKeywords{
    "$schema", "$id", "$ref", "$defs", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment", "definitions", "title",
    "description", "default", "deprecated", "readOnly", "writeOnly", "examples", "type", "enum", "const", "multipleOf", "maximum",
    "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "format", "contentEncoding", "contentMediaType",
    "contentSchema", "items", "prefixItems", "additionalItems", "unevaluatedItems", "maxItems", "minItems", "uniqueItems", "contains",
    "maxContains", "minContains", "maxProperties", "minProperties", "required", "properties", "patternProperties", "additionalProperties",
    "unevaluatedProperties", "propertyNames", "dependentRequired", "dependentSchemas", "dependencies", "if", "then", "else", "allOf", "anyOf",
    "oneOf", "not"};

/// Damerau-Levenshtein distance of two short words, capitals and "_" for "-" aside.
std::size_t distance(std::string_view a, std::string_view b)
{
    const std::string x = replaced(lowered(a), "_", "-"), y = replaced(lowered(b), "_", "-");
    std::vector<std::vector<std::size_t>> d(x.size() + 1, std::vector<std::size_t>(y.size() + 1));
    for (std::size_t i = 0; i <= x.size(); ++i) {
        for (std::size_t j = 0; j <= y.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            const std::size_t cost = x[i - 1] == y[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost});
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[x.size()][y.size()];
}

/// The word of `known` that is meant, when one is so near that it can only be a slip.
std::string meant(const std::string &word, const std::vector<std::string> &known)
{
    if (word.size() > 40)
        return {};
    for (const std::string &candidate : known) {
        if (distance(word, candidate) <= (candidate.size() > 8 ? 2u : 1u))
            return candidate;
    }
    return {};
}

class Walker
{
public:
    explicit Walker(const Model &model) : m_model(model) {}
    Diagnostics findings;

    void root(const Json &json)
    {
        if (!json.isObject())
            return;
        words(json, true);
        bag(json.find("x-model"), "model", "x-model");
        bag(json.find("x-table"), "table", "x-table");
        list(json.find("x-constraints"), "constraint", "x-constraints");
        list(json.find("x-indexes"), "index", "x-indexes");
        partition(json.find("x-partition"), "partitioning");
        schemasIn(json);
    }

private:
    void words(const Json &json, bool isRoot)
    {
        const auto &ours = isRoot ? rootKeywords : propertyKeywords;
        const auto &others = isRoot ? propertyKeywords : rootKeywords;
        for (const JsonMember &member : json.members) {
            const auto in = [&](const std::vector<std::string> &list) { return std::find(list.begin(), list.end(), member.key) != list.end(); };
            if (in(ours) || in(standardKeywords))
                continue;
            if (in(others)) {
                add(member, "misplaced-keyword", '"' + member.key + (isRoot ? "\" belongs into a property" : "\" belongs to the model, not to a property"),
                    {});
            } else if (const std::string near = meant(member.key, ours); !near.empty()) {
                add(member, "unknown-keyword", "unknown keyword \"" + member.key + '"', "Did you mean \"" + near + "\"?");
            } else if (const std::string wrong = member.key.starts_with("x-") ? std::string() : meant(member.key, standardKeywords); !wrong.empty()) {
                add(member, "unknown-keyword", "unknown keyword \"" + member.key + '"', "Did you mean \"" + wrong + "\"?", Severity::Warning);
            }
        }
    }

    void bag(const Json *json, std::string_view name, const std::string &shown)
    {
        if (!json || !json->isObject())
            return;
        const auto &known = bagMembers(name);
        for (const JsonMember &member : json->members) {
            if (std::find(known.begin(), known.end(), member.key) != known.end())
                continue;
            std::string near = meant(member.key, known);
            const auto misses = near.empty() ? nearMisses(member.key, known) : std::vector<std::string>{near};
            add(member, "unknown-keyword", "unknown member \"" + member.key + "\" of " + shown,
                misses.empty() ? "Members are " + joined(known, ", ") + '.' : "Did you mean \"" + joined(misses, "\", \"") + "\"?");
        }
    }

    void list(const Json *json, std::string_view name, const std::string &shown)
    {
        if (!json || !json->isArray())
            return;
        for (const Json &item : json->items)
            bag(&item, name, shown);
    }

    void partition(const Json *json, std::string_view name)
    {
        bag(json, name, "x-partition");
        const Json *children = json ? json->find("partitions") : nullptr;
        if (!children || !children->isArray())
            return;
        for (const Json &child : children->items)
            partition(&child, "partition");
    }

    void property(const Json &json)
    {
        if (!json.isObject())
            return;
        words(json, false);
        bag(json.find("x-column"), "column", "x-column");
        bag(json.find("x-index"), "columnIndex", "x-index");
        bag(json.find("x-references"), "references", "x-references");
        schemasIn(json);
    }

    void schemasIn(const Json &json)
    {
        for (const char *key : {"properties", "$defs", "definitions", "patternProperties"}) {
            if (const Json *map = json.find(key)) {
                for (const JsonMember &member : map->members)
                    property(member.value);
            }
        }
        for (const char *key : {"items", "additionalProperties", "not"}) {
            if (const Json *schema = json.find(key))
                property(*schema);
        }
        for (const char *key : {"allOf", "anyOf", "oneOf", "prefixItems"}) {
            if (const Json *schemas = json.find(key)) {
                for (const Json &schema : schemas->items)
                    property(schema);
            }
        }
    }

    void add(const JsonMember &member, std::string code, std::string message, std::string hint, Severity severity = Severity::Error)
    {
        findings.push_back({severity, std::move(code), std::move(message), std::move(hint), m_model.placeOf(member)});
    }

    const Model &m_model;
};

} // namespace

Diagnostics misspeltKeywords(const Model &model)
{
    Walker walker(model);
    walker.root(model.json);
    return std::move(walker.findings);
}

} // namespace kilter
