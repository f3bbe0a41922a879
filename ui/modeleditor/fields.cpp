#include "ui/modeleditor/fields.h"

#include "core/base/text.h"
#include "core/model/modelset.h"

namespace kilter::ui {
namespace {

std::string textAt(const Json &json, std::string_view key)
{
    const Json *value = json.find(key);
    return value && value->isString() ? value->text : std::string();
}

bool flagAt(const Json &json, std::string_view pointer)
{
    const Json *value = valueAt(json, pointer);
    return value && value->isBoolean() && value->boolean;
}

/// A text that may differ by database: the one for PostgreSQL stands for both.
std::string sqlTextAt(const Json &json, std::string_view key)
{
    const Json *value = json.find(key);
    if (value && value->isObject())
        return textAt(*value, value->find("postgresql") ? "postgresql" : "sqlite");
    return value && value->isString() ? value->text : std::string();
}

std::string typeOf(const Json &property)
{
    const Json *type = property.find("type");
    if (!type)
        return property.find("$ref") ? "object" : "any";
    if (type->isString())
        return type->text;
    std::vector<std::string> names;
    for (const Json &item : type->items) {
        if (item.text != "null")
            names.push_back(item.text);
    }
    return names.size() == 1 ? names.front() : "any";
}

std::string limitsText(const Json &property)
{
    constexpr std::pair<const char *, const char *> words[] = {
        {"minLength", "min "}, {"maxLength", "max "}, {"minimum", "min "}, {"exclusiveMinimum", "> "}, {"maximum", "max "}, {"exclusiveMaximum", "< "}, {"multipleOf", "multiple of "}};
    std::vector<std::string> parts;
    for (const auto &[key, word] : words) {
        if (const Json *value = property.find(key))
            parts.push_back(word + value->text);
    }
    if (property.find("pattern"))
        parts.push_back("pattern");
    if (const Json *values = property.find("enum"))
        parts.push_back(counted(values->items.size(), "value"));
    if (property.find("const"))
        parts.push_back("const");
    if (const Json *items = property.find("items"); items && !textAt(*items, "type").empty())
        parts.push_back("of " + textAt(*items, "type"));
    return joined(parts, ", ");
}

std::string quotedSql(const std::string &text)
{
    return '\'' + replaced(text, "'", "''") + '\'';
}

std::string defaultText(const Json &property, const std::string &type)
{
    if (const Json *bag = property.find("x-column")) {
        if (std::string expression = sqlTextAt(*bag, "default"); !expression.empty())
            return expression;
    }
    const Json *value = property.find("default");
    if (!value)
        return {};
    if (value->isString())
        return type == "string" || type == "any" ? quotedSql(value->text) : value->text;
    return value->isObject() || value->isArray() ? quotedSql(toText(*value)) : toText(*value);
}

/// The one constraint with a key of that sort which names this column; with `alone`, and no other.
std::optional<std::size_t> constraintNaming(const Json &root, const char *sort, const std::string &column, bool alone)
{
    const Json *list = root.find("x-constraints");
    for (std::size_t i = 0; list && i < list->items.size(); ++i) {
        const Json *columns = list->items[i].find(sort);
        if (!columns || (alone && columns->items.size() != 1))
            continue;
        if (std::find(columns->items.begin(), columns->items.end(), Json::of(column)) != columns->items.end())
            return i;
    }
    return std::nullopt;
}

std::size_t keySize(const Json &root)
{
    std::size_t size = 0;
    if (const Json *list = root.find("x-constraints")) {
        for (const Json &constraint : list->items) {
            if (const Json *columns = constraint.find("primaryKey"))
                return columns->items.size();
        }
    }
    if (const Json *properties = root.find("properties")) {
        for (const JsonMember &member : properties->members)
            size += flagAt(member.value, "/x-column/primaryKey");
    }
    return size;
}

void takeReference(Field &field, const Json &property)
{
    const Json *reference = property.find("x-references");
    if (!reference)
        return;
    field.reference = textAt(*reference, "model");
    if (const Json *table = reference->find("table"); table && field.reference.empty())
        field.reference = textAt(*table, "name");
    field.referenceColumn = textAt(*reference, "column");
}

Field fieldOf(const Json &root, const JsonMember &member, std::size_t keyColumns)
{
    static const Json nothing = Json::object();
    const Json &property = member.value;
    const Json *bag = property.find("x-column");
    Field field;
    field.name = member.key;
    field.type = typeOf(property);
    field.format = textAt(property, "format");
    field.nativeType = bag ? sqlTextAt(*bag, "type") : std::string();
    field.component = textAt(property, "$ref");
    field.limits = limitsText(property);
    field.defaultText = defaultText(property, field.type);
    field.comment = bag && bag->find("comment") ? textAt(*bag, "comment") : textAt(property, "description");
    const Json *required = root.find("required");
    field.isRequired = required && std::find(required->items.begin(), required->items.end(), Json::of(field.name)) != required->items.end();
    field.isKey = flagAt(property, "/x-column/primaryKey") || constraintNaming(root, "primaryKey", field.name, false);
    field.isUniqueByKey = field.isKey && keyColumns == 1;
    field.isUnique = field.isUniqueByKey || flagAt(property, "/x-column/unique") || constraintNaming(root, "unique", field.name, true);
    if (const Json *index = property.find("x-index"); index && (index->isObject() || index->boolean)) {
        const std::string method = textAt(*index, "method");
        field.index = method.empty() ? "btree" : method;
    }
    takeReference(field, property);
    return field;
}

Field timestampField(const char *name)
{
    Field field;
    field.name = name;
    field.type = "string";
    field.format = "date-time";
    field.defaultText = "now()";
    field.isRequired = field.isAutomatic = true;
    return field;
}

bool isDecimal(std::string_view text, bool whole)
{
    const auto json = parseJson(text);
    return json && json->isNumber() && (!whole || json->text.find_first_of(".eE") == std::string::npos);
}

/// A call, a cast or one of SQL's own words: not a literal.
bool isExpression(std::string_view text)
{
    const std::string lower = lowered(text);
    constexpr std::string_view words[] = {"current_timestamp", "current_date", "current_time", "current_user", "localtimestamp", "localtime", "session_user", "user"};
    return text.find('(') != std::string_view::npos || text.find("::") != std::string_view::npos || std::find(std::begin(words), std::end(words), lower) != std::end(words);
}

std::optional<std::string> unquotedSql(std::string_view text)
{
    if (text.size() < 2 || text.front() != '\'' || text.back() != '\'')
        return std::nullopt;
    const std::string inner(text.substr(1, text.size() - 2));
    const std::string without = replaced(inner, "''", "");
    return without.find('\'') == std::string::npos ? std::optional(replaced(inner, "''", "'")) : std::nullopt;
}

/// The value that a typed default stands for, with whether it is an expression.
std::pair<Json, bool> defaultValue(std::string_view text, const std::string &type)
{
    const auto quoted = unquotedSql(text);
    const auto json = parseJson(quoted ? *quoted : std::string_view(text));
    if ((type == "object" || type == "array") && json && (json->isObject() || json->isArray()))
        return {*json, false};
    if (quoted)
        return {Json::of(*quoted), false};
    if (isExpression(text))
        return {Json::of(text), true};
    const bool isLiteral = json && (json->isNumber() || json->isBoolean() || json->isNull());
    if (isLiteral && type != "string")
        return {*json, false};
    return {Json::of(text), false};
}

} // namespace

std::vector<Field> fieldsOf(const Json &root)
{
    std::vector<Field> fields;
    const std::size_t keyColumns = keySize(root);
    if (const Json *properties = root.find("properties")) {
        for (const JsonMember &member : properties->members)
            fields.push_back(fieldOf(root, member, keyColumns));
    }
    if (!flagAt(root, "/x-model/timestamps"))
        return fields;
    for (const char *name : {"created_at", "updated_at"}) {
        if (std::none_of(fields.begin(), fields.end(), [&](const Field &field) { return field.name == name; }))
            fields.push_back(timestampField(name));
    }
    return fields;
}

const std::vector<TypeChoice> &typeChoices()
{
    static const std::vector<TypeChoice> choices{
        {"string", "string", "", "", "", "text", "TEXT"},
        {"integer", "integer", "", "", "", "integer", "INTEGER"},
        {"int64", "integer", "int64", "", "", "bigint", "INTEGER"},
        {"number", "number", "", "", "", "numeric", "NUMERIC"},
        {"boolean", "boolean", "", "", "", "boolean", "BOOLEAN"},
        {"date-time", "string", "date-time", "", "", "timestamp with time zone", "TEXT"},
        {"date", "string", "date", "", "", "date", "TEXT"},
        {"time", "string", "time", "", "", "time", "TEXT"},
        {"uuid", "string", "uuid", "", "", "uuid", "TEXT"},
        {"object", "object", "", "", "", "jsonb", "TEXT, json_valid"},
        {"array", "array", "", "", "", "jsonb", "TEXT, json_valid"},
        {"text[]", "array", "", "text[]", "string", "text[]", "TEXT, json_valid"},
        {"integer[]", "array", "", "integer[]", "integer", "integer[]", "TEXT, json_valid"},
        {"numeric(10,2)", "number", "", "numeric(10,2)", "", "numeric(10,2)", "numeric(10,2)"},
        {"varchar(200)", "string", "", "varchar(200)", "", "varchar(200)", "varchar(200)"},
    };
    return choices;
}

const std::vector<std::string> &indexMethods()
{
    static const std::vector<std::string> methods{"btree", "hash", "gin", "gist", "spgist", "brin"};
    return methods;
}

std::string defaultProblem(std::string_view text, const Field &field)
{
    text = trimmed(text);
    if (text.empty() || isExpression(text) || (text.front() == '\'' && !field.nativeType.empty()))
        return {};
    const std::string word(text);
    if (field.type == "integer" && !isDecimal(text, true))
        return word + " is not an integer. Type a number, or clear the cell.";
    if (field.type == "number" && !isDecimal(text, false))
        return word + " is not a number. Type a number, or clear the cell.";
    if (field.type == "boolean" && text != "true" && text != "false")
        return word + " is not a boolean. Type true or false, or clear the cell.";
    if (field.type == "object" || field.type == "array") {
        const auto json = parseJson(unquotedSql(text).value_or(word));
        const bool fits = json && (field.type == "object" ? json->isObject() : json->isArray());
        return fits ? std::string() : word + " is not an " + field.type + ". Type " + (field.type == "object" ? "{}" : "[]") + ", or clear the cell.";
    }
    return {};
}

std::string nameProblem(const Json &root, const std::string &name, const std::string &present)
{
    if (trimmed(name).empty())
        return "A field needs a name.";
    const Json *properties = root.find("properties");
    if (name != present && properties && properties->find(name))
        return "There is a field " + name + " already. Choose another name.";
    return {};
}

void setDefault(Json &root, const std::string &name, std::string_view text)
{
    Json *properties = root.find("properties");
    Json *property = properties ? properties->find(name) : nullptr;
    if (!property)
        return;
    text = trimmed(text);
    if (text == defaultText(*property, typeOf(*property)))
        return;
    const auto [value, isSql] = text.empty() ? std::pair(Json(), false) : defaultValue(text, typeOf(*property));
    if (Json *bag = property->find("x-column"); bag && !isSql) {
        bag->remove("default");
        if (bag->members.empty())
            property->remove("x-column");
    }
    if (text.empty() || isSql)
        property->remove("default");
    else
        property->set("default", value);
    if (!isSql)
        return;
    if (!property->find("x-column"))
        property->set("x-column", Json::object());
    property->find("x-column")->set("default", value);
}

} // namespace kilter::ui
