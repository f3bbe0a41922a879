#include "core/base/text.h"
#include "core/model/findings.h"
#include "core/model/keywordchecks.h"

#include <set>

namespace kilter {
namespace {

bool hasJsonType(const Json &value, std::string_view type)
{
    switch (value.type) {
    case Json::Type::Null:
        return type == "null";
    case Json::Type::Boolean:
        return type == "boolean";
    case Json::Type::String:
        return type == "string";
    case Json::Type::Array:
        return type == "array";
    case Json::Type::Object:
        return type == "object";
    case Json::Type::Number: {
        const std::size_t dot = value.text.find_first_of(".eE");
        const bool isWholeNumber = dot == std::string::npos || (value.text[dot] == '.' && value.text.find_first_not_of('0', dot + 1) == std::string::npos);
        return type == "number" || (type == "integer" && isWholeNumber);
    }
    }
    return false;
}

bool matchesType(const Json &value, const Json &type)
{
    if (type.isString())
        return hasJsonType(value, type.text);
    return std::any_of(type.items.begin(), type.items.end(), [&](const Json &one) { return hasJsonType(value, one.text); });
}

double number(const Json &value)
{
    return std::strtod(value.text.c_str(), nullptr);
}

class SchemaChecker
{
public:
    SchemaChecker(const Model &model, const ModelSet &models, Findings findings) : m_model(model), m_models(models), m_findings(findings) {}

    void run()
    {
        required(m_model.json, columnNames(m_model));
        if (const Json *properties = m_model.json.find("properties")) {
            for (const JsonMember &member : properties->members)
                column(member);
        }
        walk(m_model.json);
    }

private:
    void required(const Json &schema, const std::vector<std::string> &names)
    {
        const Json *list = schema.find("required");
        if (!list)
            return;
        for (const Json &name : list->items) {
            if (std::find(names.begin(), names.end(), name.text) == names.end())
                m_findings.error(name, "unknown-property", "\"required\" names \"" + name.text + "\", which is no property", nearestHint(name.text, names));
        }
    }

    void column(const JsonMember &member)
    {
        const PropertySchema schema = m_models.propertySchema(m_model, member.value);
        const Json *type = schema.find("type");
        const Json *value = member.value.find("default");
        if (value && type && !matchesType(*value, *type))
            m_findings.error(*value, "default-type", "the default " + shown(*value) + " of \"" + member.key + "\" is not of its type (" + typeText(*type) + ')');
        const Json *choices = schema.find("enum");
        if (value && choices && std::find(choices->items.begin(), choices->items.end(), *value) == choices->items.end())
            m_findings.error(*value, "default-not-in-enum", "the default " + shown(*value) + " of \"" + member.key + "\" is not one of its values", "They are " + toText(*choices) + '.');
        if (choices && type) {
            for (const Json &choice : choices->items) {
                if (!choice.isNull() && !matchesType(choice, *type))
                    m_findings.error(choice, "enum-type", "the value " + shown(choice) + " of \"" + member.key + "\" is not of its type (" + typeText(*type) + ')');
            }
        }
        bounds(member, schema, "minimum", "maximum");
        bounds(member, schema, "minLength", "maxLength");
        const Json *pattern = schema.find("pattern");
        if (pattern && !isPatternForServer(pattern->text))
            m_findings.warning(pattern->begin ? *pattern : member.value, "pattern-not-enforced",
                               "PostgreSQL's ~ does not know a part of the pattern of \"" + member.key + "\": it is not enforced by the database",
                               "Write character classes instead of \\p{…}, and groups without names.");
        if (schema.type().empty() && !schema.find("x-column"))
            m_findings.info(member.value, "any-json", '"' + member.key + "\" may hold any JSON value, so it is kept as JSON", "State a type if it has one.");
    }

    void bounds(const JsonMember &member, const PropertySchema &schema, const char *low, const char *high)
    {
        const Json *least = schema.find(low);
        const Json *most = schema.find(high);
        if (least && most && number(*least) > number(*most))
            m_findings.error(member.value, "empty-range", std::string("no value fits \"") + member.key + "\": " + low + ' ' + least->text + " is above " + high + ' ' + most->text);
    }

    /// Every $ref of the model, wherever it stands.
    void walk(const Json &json)
    {
        if (const Json *reference = json.isObject() ? json.find("$ref") : nullptr; reference && reference->isString())
            follow(*reference);
        for (const JsonMember &member : json.members) {
            if (member.key != "default" && member.key != "examples" && member.key != "const" && member.key != "enum")
                walk(member.value);
        }
        for (const Json &item : json.items)
            walk(item);
    }

    void follow(const Json &reference)
    {
        std::set<const Json *> seen;
        SchemaTarget at{&m_model, nullptr};
        const Json *next = &reference;
        while (next) {
            at = m_models.target(*at.model, next->text);
            if (!at.model) {
                std::vector<std::string> files;
                for (const Model &model : m_models.models())
                    files.push_back(model.file.substr(model.file.rfind('/') + 1));
                m_findings.error(reference, "unknown-reference", "$ref \"" + next->text + "\" leads nowhere",
                                 next->text.starts_with('#') ? "Is it spelled as its $defs are?" : nearestHint(next->text, files));
                return;
            }
            if (!seen.insert(at.schema).second) {
                m_findings.error(reference, "endless-reference", "$ref \"" + reference.text + "\" is an endless chain: it comes back to itself without a schema of its own",
                                 "Let one of the chain say what it is.");
                return;
            }
            next = at.schema->members.size() == 1 ? at.schema->find("$ref") : nullptr;
        }
    }

    static std::string shown(const Json &value)
    {
        const std::string text = toText(value);
        return text.size() > 40 ? std::string(cutUtf8(text, 40)) + "…" : text;
    }
    static std::string typeText(const Json &type) { return type.isString() ? type.text : toText(type); }

    const Model &m_model;
    const ModelSet &m_models;
    Findings m_findings;
};

} // namespace

void checkSchemas(const Model &model, const ModelSet &models, Findings findings)
{
    SchemaChecker(model, models, findings).run();
}

} // namespace kilter
