#include "core/model/modelset.h"

#include "core/base/text.h"

#include <filesystem>

namespace kilter {
namespace {

std::string normalisedPath(const std::filesystem::path &path)
{
    return path.lexically_normal().generic_string();
}

bool isNullSchema(const Json &schema)
{
    const Json *type = schema.find("type");
    return type && type->text == "null";
}

std::string typeOfValue(const Json &value)
{
    switch (value.type) {
    case Json::Type::String:
        return "string";
    case Json::Type::Boolean:
        return "boolean";
    case Json::Type::Number:
        return value.text.find_first_of(".eE") == std::string::npos ? "integer" : "number";
    case Json::Type::Array:
        return "array";
    case Json::Type::Object:
        return "object";
    case Json::Type::Null:
        break;
    }
    return {};
}

/// The one type that all values have; empty when they differ.
std::string commonType(const std::vector<Json> &values)
{
    std::string common;
    for (const Json &value : values) {
        const std::string type = typeOfValue(value);
        if (type.empty() || type == common)
            continue;
        const bool areNumbers = (type == "number" && common == "integer") || (type == "integer" && common == "number");
        if (!common.empty() && !areNumbers)
            return {};
        common = areNumbers ? "number" : type;
    }
    return common;
}

} // namespace

const Json *PropertySchema::find(std::string_view keyword) const
{
    for (const Json *schema : m_chain) {
        if (const Json *value = schema->find(keyword))
            return value;
    }
    return nullptr;
}

std::string PropertySchema::type() const
{
    if (const Json *type = find("type")) {
        if (type->isString())
            return type->text == "null" ? std::string() : type->text;
        std::string only;
        for (const Json &item : type->items) {
            if (item.text == "null" || item.text == only)
                continue;
            const bool areNumbers = (item.text == "integer" && only == "number") || (item.text == "number" && only == "integer");
            if (!only.empty() && !areNumbers)
                return {};
            only = areNumbers ? "number" : item.text;
        }
        return only;
    }
    if (const Json *values = find("enum"))
        return commonType(values->items);
    if (const Json *value = find("const"))
        return typeOfValue(*value);
    if (find("properties"))
        return "object";
    if (find("items"))
        return "array";
    return find("format") || find("pattern") || find("minLength") || find("maxLength") ? "string" : "";
}

const Json *PropertySchema::itemSchema() const
{
    const Json *items = find("items");
    return items && items->isObject() ? items : nullptr;
}

ModelSet::ModelSet(const std::vector<Model> &models) : m_models(models)
{
    for (const Model &model : models) {
        m_byTitle.emplace(model.title, &model);
        m_byFileName.emplace(std::filesystem::path(model.file).filename().string(), &model);
        if (const Json *id = model.json.find("$id"))
            m_byId.emplace(id->text, &model);
    }
}

const Model *ModelSet::byTitle(const std::string &title) const
{
    const auto found = m_byTitle.find(title);
    return found == m_byTitle.end() ? nullptr : found->second;
}

const Model *ModelSet::byFile(const std::string &path) const
{
    const auto [begin, end] = m_byFileName.equal_range(std::filesystem::path(path).filename().string());
    const auto found = std::find_if(begin, end, [&](const auto &entry) { return normalisedPath(entry.second->file) == path; });
    return found == end ? nullptr : found->second;
}

const Model *ModelSet::byTable(const std::string &schema, const std::string &table, const std::string &defaultSchema) const
{
    for (const Model &model : m_models) {
        if (model.table == table && (model.schema.empty() ? defaultSchema : model.schema) == schema)
            return &model;
    }
    return nullptr;
}

SchemaTarget ModelSet::target(const Model &from, const std::string &reference) const
{
    const std::size_t hash = std::min(reference.find('#'), reference.size());
    const std::string document = reference.substr(0, hash);
    const std::string fragment = hash < reference.size() ? reference.substr(hash + 1) : std::string();
    const Model *model = &from;
    if (!document.empty()) {
        model = byFile(normalisedPath(std::filesystem::path(from.file).parent_path() / document));
        const auto byId = model ? m_byId.end() : m_byId.find(document);
        if (byId != m_byId.end())
            model = byId->second;
    }
    if (!model)
        return {};
    const Json *schema = valueAt(model->json, fragment);
    return schema && schema->isObject() ? SchemaTarget{model, schema} : SchemaTarget{};
}

PropertySchema ModelSet::propertySchema(const Model &model, const Json &property) const
{
    PropertySchema schema;
    schema.m_chain.push_back(&property);
    follow(model, property, schema, 0);
    return schema;
}

void ModelSet::follow(const Model &model, const Json &schema, PropertySchema &into, int depth) const
{
    if (depth > 64)
        return; // an endless chain, which checkedModels() reports
    if (const Json *type = schema.find("type"); type && type->isArray())
        into.m_nullable = into.m_nullable || std::any_of(type->items.begin(), type->items.end(), [](const Json &t) { return t.text == "null"; });
    const auto take = [&](const Json &next) {
        into.m_chain.push_back(&next);
        follow(model, next, into, depth + 1);
    };
    if (const Json *reference = schema.find("$ref")) {
        if (const SchemaTarget next = target(model, reference->text); next.model) {
            into.m_chain.push_back(next.schema);
            follow(*next.model, *next.schema, into, depth + 1);
        }
    }
    if (const Json *all = schema.find("allOf")) {
        for (const Json &part : all->items)
            take(part);
    }
    for (const char *keyword : {"anyOf", "oneOf"}) {
        const Json *choices = schema.find(keyword);
        if (!choices || choices->items.size() != 2)
            continue;
        const bool firstIsNull = isNullSchema(choices->items[0]);
        if (!firstIsNull && !isNullSchema(choices->items[1]))
            continue;
        into.m_nullable = true;
        take(choices->items[firstIsNull ? 1 : 0]);
    }
}

std::vector<std::string> ModelSet::primaryKeyOf(const Model &model)
{
    std::vector<std::string> columns;
    if (const Json *constraints = model.json.find("x-constraints")) {
        for (const Json &constraint : constraints->items) {
            if (const Json *key = constraint.find("primaryKey")) {
                for (const Json &column : key->items)
                    columns.push_back(column.text);
                return columns;
            }
        }
    }
    if (const Json *properties = model.json.find("properties")) {
        for (const JsonMember &property : properties->members) {
            const Json *bag = property.value.find("x-column");
            const Json *flag = bag ? bag->find("primaryKey") : nullptr;
            if (flag && flag->boolean)
                columns.push_back(property.key);
        }
    }
    return columns;
}

} // namespace kilter
