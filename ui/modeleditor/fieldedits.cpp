#include "ui/modeleditor/fields.h"

#include "core/base/text.h"
#include "core/model/sqltype.h"

namespace kilter::ui {
namespace {

Json *propertyOf(Json &root, const std::string &name)
{
    Json *properties = root.find("properties");
    Json *property = properties ? properties->find(name) : nullptr;
    return property && property->isObject() ? property : nullptr;
}

Json &listAt(Json &root, const char *key)
{
    if (Json *list = root.find(key); list && list->isArray())
        return *list;
    root.set(key, Json::array());
    return *root.find(key);
}

/// A member of a bag set, or removed together with a bag that has nothing else.
void setInBag(Json &property, const char *bag, const char *key, std::optional<Json> value)
{
    Json *present = property.find(bag);
    if (!value) {
        if (present && present->remove(key) && present->members.empty())
            property.remove(bag);
        return;
    }
    if (!present || !present->isObject()) {
        property.set(bag, Json::object());
        present = property.find(bag);
    }
    present->set(key, std::move(*value));
}

void setOrRemove(Json &property, const char *key, const std::string &text, bool isNumber)
{
    if (text.empty())
        property.remove(key);
    else
        property.set(key, isNumber ? Json::number(text) : Json::of(text));
}

void setJsonType(Json &property, const std::string &type)
{
    Json *present = property.find("type");
    const bool nullable = present && present->isArray() && std::find(present->items.begin(), present->items.end(), Json::of("null")) != present->items.end();
    if (nullable)
        property.set("type", Json::array({Json::of(type), Json::of("null")}));
    else
        property.set("type", Json::of(type));
}

/// Keywords that say nothing about values of a type, and would only mislead.
void dropForeignKeywords(Json &property, const std::string &type)
{
    constexpr const char *ofStrings[] = {"minLength", "maxLength", "pattern"};
    constexpr const char *ofNumbers[] = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"};
    if (type != "string") {
        for (const char *key : ofStrings)
            property.remove(key);
    }
    if (type != "integer" && type != "number") {
        for (const char *key : ofNumbers)
            property.remove(key);
    }
    if (type != "array")
        property.remove("items");
}

bool isNumeric(const std::string &type)
{
    return type == "integer" || type == "number";
}

void eraseConstraint(Json &root, std::size_t at)
{
    Json *list = root.find("x-constraints");
    list->items.erase(list->items.begin() + std::ptrdiff_t(at));
    if (list->items.empty())
        root.remove("x-constraints");
}

/// The constraint of the table that is its primary key, if it is stated there.
Json *keyConstraint(Json &root)
{
    Json *list = root.find("x-constraints");
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        if (list->items[i].find("primaryKey"))
            return &list->items[i];
    }
    return nullptr;
}

std::string jsonTypeOfNative(std::string_view native)
{
    const TypeFamily family = familyOf(canonicalType(native, DialectKind::PostgreSql));
    if (isWhole(family))
        return "integer";
    if (isNumber(family))
        return "number";
    if (family == TypeFamily::Boolean)
        return "boolean";
    if (family == TypeFamily::Array)
        return "array";
    return family == TypeFamily::Json ? "object" : "string";
}

/// "name desc nulls last": the first word is a column's name.
void renameIndexKey(Json &entry, const std::string &from, const std::string &to)
{
    if (entry.isObject()) {
        Json *expression = entry.find("expression");
        if (expression && expression->text == from)
            *expression = Json::of(to);
        return;
    }
    const std::size_t end = std::min(entry.text.find(' '), entry.text.size());
    if (entry.isString() && entry.text.substr(0, end) == from)
        entry = Json::of(to + entry.text.substr(end));
}

void renameItems(Json *list, const std::string &from, const std::string &to)
{
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        if (list->items[i] == Json::of(from))
            list->items[i] = Json::of(to);
    }
}

} // namespace

std::optional<TypeChoice> typeChoiceOf(std::string_view text)
{
    text = trimmed(text);
    if (text.empty())
        return std::nullopt;
    for (const TypeChoice &choice : typeChoices()) {
        if (equalsIgnoringCase(choice.name, text))
            return choice;
    }
    const std::string native(text), type = jsonTypeOfNative(native);
    const std::string item = type == "array" && native.ends_with("[]") ? jsonTypeOfNative(native.substr(0, native.size() - 2)) : std::string();
    return TypeChoice{native, type, {}, native, item, native, native};
}

void setType(Json &root, const std::string &name, const TypeChoice &choice)
{
    Json *property = propertyOf(root, name);
    if (!property)
        return;
    property->remove("$ref");
    setJsonType(*property, choice.jsonType);
    setOrRemove(*property, "format", choice.format, false);
    setInBag(*property, "x-column", "type", choice.nativeType.empty() ? std::nullopt : std::optional(Json::of(choice.nativeType)));
    dropForeignKeywords(*property, choice.jsonType);
    if (!choice.itemType.empty()) {
        Json items = Json::object();
        items.set("type", Json::of(choice.itemType));
        property->set("items", std::move(items));
    }
}

void setComponent(Json &root, const std::string &name, const std::string &reference)
{
    Json *property = propertyOf(root, name);
    if (!property)
        return;
    for (const char *key : {"type", "format", "items"})
        property->remove(key);
    setInBag(*property, "x-column", "type", std::nullopt);
    dropForeignKeywords(*property, "object");
    property->set("$ref", Json::of(reference));
}

Limits limitsOf(const Json &root, const std::string &name)
{
    Limits limits;
    const Json *properties = root.find("properties");
    const Json *property = properties ? properties->find(name) : nullptr;
    if (!property)
        return limits;
    const auto text = [&](const char *key) {
        const Json *value = property->find(key);
        return value ? value->text : std::string();
    };
    const Json *type = property->find("type");
    const bool numeric = type && (isNumeric(type->text) || std::any_of(type->items.begin(), type->items.end(), [](const Json &one) { return isNumeric(one.text); }));
    limits.format = text("format");
    limits.component = text("$ref");
    const Json *native = valueAt(*property, "/x-column/type");
    limits.nativeType = native ? native->text : std::string();
    limits.minimum = text(numeric ? "minimum" : "minLength");
    limits.maximum = text(numeric ? "maximum" : "maxLength");
    limits.multipleOf = text("multipleOf");
    limits.pattern = text("pattern");
    if (const Json *values = property->find("enum")) {
        for (const Json &value : values->items)
            limits.values.push_back(value.isString() ? value.text : toText(value));
    }
    return limits;
}

void setLimits(Json &root, const std::string &name, const Limits &limits)
{
    Json *property = propertyOf(root, name);
    if (!property)
        return;
    const Limits present = limitsOf(root, name);
    const Json *type = property->find("type");
    const bool numeric = type && (isNumeric(type->text) || std::any_of(type->items.begin(), type->items.end(), [](const Json &one) { return isNumeric(one.text); }));
    if (limits.component != present.component && !limits.component.empty()) {
        setComponent(root, name, limits.component);
        return;
    }
    if (limits.component.empty() && !present.component.empty()) {
        property->remove("$ref");
        setJsonType(*property, "object");
    }
    if (limits.nativeType != present.nativeType)
        setInBag(*property, "x-column", "type", limits.nativeType.empty() ? std::nullopt : std::optional(Json::of(limits.nativeType)));
    setOrRemove(*property, "format", limits.format, false);
    setOrRemove(*property, numeric ? "minimum" : "minLength", limits.minimum, true);
    setOrRemove(*property, numeric ? "maximum" : "maxLength", limits.maximum, true);
    setOrRemove(*property, "multipleOf", limits.multipleOf, true);
    setOrRemove(*property, "pattern", limits.pattern, false);
    if (limits.values == present.values)
        return;
    property->remove("enum");
    if (limits.values.empty())
        return;
    Json values = Json::array();
    for (const std::string &value : limits.values) {
        const auto json = numeric ? parseJson(value) : tl::unexpected(Error());
        values.items.push_back(json && json->isNumber() ? *json : Json::of(value));
    }
    property->set("enum", std::move(values));
}

void setRequired(Json &root, const std::string &name, bool required)
{
    Json &list = listAt(root, "required");
    const auto at = std::find(list.items.begin(), list.items.end(), Json::of(name));
    if (required && at == list.items.end())
        list.items.push_back(Json::of(name));
    else if (!required && at != list.items.end())
        list.items.erase(at);
}

void setKey(Json &root, const std::string &name, bool key)
{
    Json *property = propertyOf(root, name);
    if (!property)
        return;
    Json *constraint = keyConstraint(root);
    if (!constraint) {
        setInBag(*property, "x-column", "primaryKey", key ? std::optional(Json::of(true)) : std::nullopt);
        return;
    }
    Json *columns = constraint->find("primaryKey");
    std::erase(columns->items, Json::of(name));
    if (key)
        columns->items.push_back(Json::of(name));
    if (columns->items.empty())
        eraseConstraint(root, std::size_t(constraint - root.find("x-constraints")->items.data()));
}

void setUnique(Json &root, const std::string &name, bool unique)
{
    Json *property = propertyOf(root, name);
    if (!property)
        return;
    setInBag(*property, "x-column", "unique", unique ? std::optional(Json::of(true)) : std::nullopt);
    Json *list = unique ? nullptr : root.find("x-constraints");
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        const Json *columns = list->items[i].find("unique");
        if (columns && *columns == Json::array({Json::of(name)})) {
            eraseConstraint(root, i);
            return;
        }
    }
}

void setIndex(Json &root, const std::string &name, const std::string &method)
{
    Json *property = propertyOf(root, name);
    if (!property)
        return;
    Json *present = property->find("x-index");
    if (method.empty()) {
        property->remove("x-index");
    } else if (present && present->isObject()) {
        if (method == "btree")
            present->remove("method");
        else
            present->set("method", Json::of(method));
        if (present->members.empty())
            property->set("x-index", Json::of(true));
    } else if (method == "btree") {
        property->set("x-index", Json::of(true));
    } else {
        Json bag = Json::object();
        bag.set("method", Json::of(method));
        property->set("x-index", std::move(bag));
    }
}

void setReference(Json &root, const std::string &name, const std::string &title, const std::string &column)
{
    Json *property = propertyOf(root, name);
    if (!property)
        return;
    if (title.empty()) {
        property->remove("x-references");
        return;
    }
    Json *present = property->find("x-references");
    if (present && present->find("table"))
        present->remove("table");
    setInBag(*property, "x-references", "model", Json::of(title));
    setInBag(*property, "x-references", "column", column.empty() ? std::nullopt : std::optional(Json::of(column)));
}

void setComment(Json &root, const std::string &name, const std::string &comment)
{
    Json *property = propertyOf(root, name);
    if (!property)
        return;
    const Json *bag = property->find("x-column");
    if (bag && bag->find("comment"))
        setInBag(*property, "x-column", "comment", comment.empty() ? std::nullopt : std::optional(Json::of(comment)));
    else
        setOrRemove(*property, "description", comment, false);
}

void addField(Json &root, const std::string &name)
{
    Json *properties = root.find("properties");
    if (!properties || !properties->isObject()) {
        root.set("properties", Json::object());
        properties = root.find("properties");
    }
    Json property = Json::object();
    property.set("type", Json::of("string"));
    properties->set(name, std::move(property));
}

void removeField(Json &root, const std::string &name)
{
    if (Json *properties = root.find("properties"))
        properties->remove(name);
    if (root.find("required"))
        setRequired(root, name, false);
}

void renameUses(Json &root, const std::string &from, const std::string &to)
{
    renameItems(root.find("required"), from, to);
    if (Json *constraints = root.find("x-constraints")) {
        for (Json &constraint : constraints->items) {
            for (const char *key : {"primaryKey", "unique", "foreignKey", "include"})
                renameItems(constraint.find(key), from, to);
        }
    }
    if (Json *indexes = root.find("x-indexes")) {
        for (Json &index : indexes->items) {
            renameItems(index.find("include"), from, to);
            if (Json *columns = index.find("columns")) {
                for (Json &entry : columns->items)
                    renameIndexKey(entry, from, to);
            }
        }
    }
    if (Json *partition = root.find("x-partition"))
        renameItems(partition->find("key"), from, to);
}

JsonEdit fieldRenamed(const std::string &from, const std::string &to)
{
    return {pointerTo("/properties", from), std::nullopt, to};
}

JsonEdit fieldMoved(const std::string &name, std::size_t to)
{
    return {pointerTo("/properties", name), std::nullopt, std::nullopt, to};
}

} // namespace kilter::ui
