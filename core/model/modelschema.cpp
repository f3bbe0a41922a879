#include "core/model/modelschema.h"

#include "core/base/embedded.h"
#include "core/catalog/traits.h"

#include <map>

namespace kilter {
namespace {

Json object(std::initializer_list<std::pair<const char *, Json>> members)
{
    Json json = Json::object();
    for (const auto &[key, value] : members)
        json.set(key, value);
    return json;
}

Json ofType(const char *type, const char *description = nullptr)
{
    Json json = object({{"type", Json::of(type)}});
    if (description)
        json.set("description", Json::of(description));
    return json;
}

Json reference(const char *definition)
{
    return object({{"$ref", Json::of(std::string("#/definitions/") + definition)}});
}

Json words(std::initializer_list<const char *> values, const char *description = nullptr)
{
    Json json = object({{"enum", Json::array()}});
    for (const char *value : values)
        json.find("enum")->items.push_back(Json::of(value));
    if (description)
        json.set("description", Json::of(description));
    return json;
}

Json arrayOf(Json items, const char *description = nullptr)
{
    Json json = object({{"type", Json::of("array")}, {"items", std::move(items)}});
    if (description)
        json.set("description", Json::of(description));
    return json;
}

Json either(std::initializer_list<Json> choices)
{
    return object({{"anyOf", Json::array(std::vector<Json>(choices))}});
}

Json bag(Json properties, const char *description)
{
    return object({{"type", Json::of("object")},
                   {"description", Json::of(description)},
                   {"properties", std::move(properties)},
                   {"additionalProperties", Json::of(false)}});
}

Json schemaFor(const std::string &) { return ofType("string"); }
Json schemaFor(bool) { return ofType("boolean"); }
Json schemaFor(std::int64_t) { return ofType("integer"); }
Json schemaFor(const ObjectRef &) { return reference("tableName"); }
Json schemaFor(const SequenceOptions &) { return reference("sequenceOptions"); }
Json schemaFor(const IndexKey &) { return reference("indexKey"); }
Json schemaFor(const ForeignOptions &)
{
    return bag(object({{"plain", arrayOf(ofType("string"), "\"name=value\"")},
                       {"secretNames", arrayOf(ofType("string"), "Options whose values are secret: only that they are there.")}}),
               "Options of a foreign table or its column.");
}
template<class T>
Json schemaFor(const std::vector<T> &)
{
    return arrayOf(schemaFor(T()));
}
template<class T>
Json schemaFor(const std::optional<T> &)
{
    return schemaFor(T());
}

/// Fields with more to say than their type: words, texts that may differ by database.
const std::map<std::pair<std::string_view, std::string_view>, Json> &richFields()
{
    static const auto action = [] { return words({"no action", "restrict", "cascade", "set null", "set default"}); };
    static const std::map<std::pair<std::string_view, std::string_view>, Json> fields{
        {{"column", "type"}, reference("sqlText")},
        {{"column", "default"}, reference("sqlText")},
        {{"column", "generationExpression"}, reference("sqlText")},
        {{"column", "identity"}, words({"", "always", "by default"})},
        {{"column", "generated"}, words({"", "stored", "virtual"})},
        {{"index", "where"}, reference("sqlText")},
        {{"constraint", "onDelete"}, action()},
        {{"constraint", "onUpdate"}, action()},
        {{"constraint", "match"}, words({"simple", "full"})},
        {{"constraint", "conflict"}, words({"", "rollback", "fail", "ignore", "replace"})},
        {{"sequenceOptions", "type"}, words({"smallint", "integer", "bigint"})},
    };
    return fields;
}

bool isSaidElsewhere(std::string_view bagName, std::string_view field)
{
    const auto &places = fieldsSaidElsewhere();
    return std::any_of(places.begin(), places.end(), [&](const FieldPlace &place) { return place.bag == bagName && place.field == field; });
}

template<class T>
void addFields(Json &properties, std::string_view bagName)
{
    const T standard{};
    forEachField<T>([&](const auto &field) {
        if (isSaidElsewhere(bagName, field.name) || properties.find(field.name))
            return;
        const auto rich = richFields().find({bagName, field.name});
        properties.set(field.name, rich == richFields().end() ? schemaFor(standard.*field.member) : rich->second);
    });
}

Json modelBag()
{
    return bag(object({{"level", words({"alpha", "beta", "gamma", "qualifier", "organizer"}, "What the model becomes; alpha when not said.")},
                       {"table", ofType("string", "Name of its table; from the title when not said.")},
                       {"schema", ofType("string", "PostgreSQL schema; the store's first when not said.")},
                       {"storage", words({"embedded", "table"}, "Of gamma models: inside the JSON columns of others, or a table of its own.")},
                       {"timestamps", ofType("boolean", "Adds created_at and updated_at.")},
                       {"stores", arrayOf(ofType("string"), "Names of the stores it belongs to; every SQL store when not said.")},
                       {"organizes", arrayOf(ofType("string"), "Of organizers: titles of the models that get a relationship table.")}}),
               "What the model is and where it is kept.");
}

Json tableBag()
{
    Json properties = Json::object();
    addFields<Table>(properties, "table");
    properties.set("owner", ofType("string", "Role that owns the table."));
    properties.set("comment", ofType("string", "The table's comment where it is not the description."));
    return bag(std::move(properties), "Properties of the table that JSON Schema cannot say.");
}

Json columnBag()
{
    Json properties = object({{"primaryKey", ofType("boolean", "Part of the primary key, in the order of the properties.")},
                              {"unique", ofType("boolean", "A UNIQUE constraint of this column alone.")}});
    addFields<Column>(properties, "column");
    properties.set("comment", ofType("string", "The column's comment where it is not the description."));
    return bag(std::move(properties), "Properties of the column that JSON Schema cannot say.");
}

Json constraintBag()
{
    Json properties = object({{"name", ofType("string", "As PostgreSQL would name it when not said.")},
                              {"primaryKey", arrayOf(ofType("string"), "Columns of the primary key.")},
                              {"unique", arrayOf(ofType("string"), "Columns that are unique together.")},
                              {"check", reference("sqlText")},
                              {"foreignKey", arrayOf(ofType("string"), "Columns that refer to another table.")},
                              {"references", reference("target")},
                              {"comment", ofType("string")}});
    addFields<PrimaryKey>(properties, "constraint");
    addFields<UniqueKey>(properties, "constraint");
    addFields<CheckConstraint>(properties, "constraint");
    addFields<ForeignKey>(properties, "constraint");
    Json json = bag(std::move(properties), "A constraint of the table: exactly one of primaryKey, unique, check, foreignKey.");
    Json choices = Json::array();
    for (const char *kind : {"primaryKey", "unique", "check", "foreignKey"})
        choices.items.push_back(object({{"required", Json::array({Json::of(kind)})}}));
    json.set("oneOf", std::move(choices));
    return json;
}

Json referencesBag()
{
    Json properties = object({{"model", ofType("string", "Title of the model that it refers to.")},
                              {"table", reference("tableName")},
                              {"column", ofType("string", "Its column; the primary key when not said.")},
                              {"name", ofType("string")},
                              {"comment", ofType("string")}});
    addFields<ForeignKey>(properties, "constraint");
    return bag(std::move(properties), "A foreign key of this column alone.");
}

Json indexBag()
{
    Json properties = object({{"name", ofType("string", "As PostgreSQL would name it when not said.")},
                              {"columns", arrayOf(either({ofType("string"), reference("indexKey")}),
                                                  "\"column\", \"column desc nulls last\", \"(expression)\", or an object.")}});
    addFields<Index>(properties, "index");
    properties.set("comment", ofType("string"));
    Json json = bag(std::move(properties), "An index of the table.");
    json.set("required", Json::array({Json::of("columns")}));
    return json;
}

Json columnIndexBag()
{
    Json properties = object({{"name", ofType("string")},
                              {"order", words({"asc", "desc"})},
                              {"nulls", words({"first", "last"})},
                              {"collation", ofType("string")},
                              {"operatorClass", ofType("string")}});
    addFields<Index>(properties, "index");
    properties.set("comment", ofType("string"));
    return bag(std::move(properties), "An index of this column alone.");
}

Json partitionBag(bool isRoot)
{
    Json key = arrayOf(ofType("string"), "Columns or \"(expression)\"s.");
    Json properties = Json::object();
    if (!isRoot) {
        const char *values = "Values of the key; null: unbounded, or NULL in a list.";
        properties = object({{"name", ofType("string")},
                             {"schema", ofType("string")},
                             {"from", arrayOf(Json::object(), values)},
                             {"to", arrayOf(Json::object(), values)},
                             {"in", arrayOf(Json::object(), values)},
                             {"modulus", ofType("integer")},
                             {"remainder", ofType("integer")},
                             {"default", ofType("boolean")},
                             {"bound", ofType("string", "The bound as SQL, where values do not say it.")}});
    }
    properties.set("by", words({"range", "list", "hash"}));
    properties.set("key", std::move(key));
    properties.set("partitions", arrayOf(reference("partition")));
    properties.set("children", words({"external"}, "Another tool makes the partitions: they are left out of every comparison."));
    Json json = bag(std::move(properties), isRoot ? "How the table is partitioned (PostgreSQL)." : "A partition, which may be partitioned itself.");
    Json required = isRoot ? Json::array({Json::of("by"), Json::of("key")}) : Json::array({Json::of("name")});
    json.set("required", std::move(required));
    return json;
}

Json sequenceBag()
{
    Json properties = Json::object();
    addFields<SequenceOptions>(properties, "sequenceOptions");
    return bag(std::move(properties), "Options of an identity column's sequence.");
}

Json indexKeyBag()
{
    Json properties = Json::object();
    addFields<IndexKey>(properties, "indexKey");
    Json json = bag(std::move(properties), "A column or expression of an index.");
    json.set("required", Json::array({Json::of("expression")}));
    return json;
}

Json jsonType()
{
    Json names = words({"string", "number", "integer", "boolean", "object", "array", "null"});
    return either({names, arrayOf(names)});
}

/// A property of a model, or any schema inside one.
Json propertySchema()
{
    const Json self = reference("property");
    const Json selfOrBoolean = either({self, ofType("boolean")});
    const Json map = object({{"type", Json::of("object")}, {"additionalProperties", selfOrBoolean}});
    const Json count = object({{"type", Json::of("integer")}, {"minimum", Json::of(std::int64_t(0))}});
    return object({{"type", Json::of("object")},
                   {"properties",
                    object({{"$ref", ofType("string")},
                            {"type", jsonType()},
                            {"title", ofType("string")},
                            {"description", ofType("string", "The column's comment.")},
                            {"format", ofType("string")},
                            {"minimum", ofType("number")},
                            {"maximum", ofType("number")},
                            {"exclusiveMinimum", ofType("number")},
                            {"exclusiveMaximum", ofType("number")},
                            {"multipleOf", object({{"type", Json::of("number")}, {"exclusiveMinimum", Json::of(std::int64_t(0))}})},
                            {"minLength", count},
                            {"maxLength", count},
                            {"pattern", ofType("string")},
                            {"enum", object({{"type", Json::of("array")}, {"minItems", Json::of(std::int64_t(1))}})},
                            {"properties", map},
                            {"required", arrayOf(ofType("string"))},
                            {"items", either({self, ofType("boolean"), arrayOf(self)})},
                            {"$defs", map},
                            {"x-column", reference("column")},
                            {"x-index", either({ofType("boolean"), reference("columnIndex")})},
                            {"x-references", reference("references")}})}});
}

Json definitions()
{
    const Json text = ofType("string");
    return object(
        {{"model", modelBag()},
         {"table", tableBag()},
         {"column", columnBag()},
         {"constraint", constraintBag()},
         {"references", referencesBag()},
         {"target", bag(object({{"model", text}, {"table", reference("tableName")}, {"columns", arrayOf(text)}}),
                        "The table that a foreign key refers to.")},
         {"index", indexBag()},
         {"columnIndex", columnIndexBag()},
         {"indexKey", indexKeyBag()},
         {"partitioning", partitionBag(true)},
         {"partition", partitionBag(false)},
         {"sequenceOptions", sequenceBag()},
         {"tableName", bag(object({{"schema", text}, {"name", text}}), "A table that no model describes.")},
         {"sqlText", either({text, bag(object({{"postgresql", text}, {"sqlite", text}}), "SQL that differs by database.")})},
         {"property", propertySchema()}});
}

} // namespace

const std::vector<FieldPlace> &fieldsSaidElsewhere()
{
    static const std::vector<FieldPlace> places{
        {"table", "columnOrder", "order of properties"},
        {"table", "partitionBy", "x-partition: by, key"},
        {"constraint", "columns", "primaryKey, unique, foreignKey"},
        {"constraint", "expression", "check"},
        {"constraint", "referencedTable", "references"},
        {"constraint", "referencedColumns", "references: columns"},
        {"constraint", "unnamed", "name"},
        {"index", "keys", "columns"},
    };
    return places;
}

Json modelSchema()
{
    const Json map = object({{"type", Json::of("object")}, {"additionalProperties", reference("property")}});
    return object({{"$schema", Json::of("http://json-schema.org/draft-07/schema#")},
                   {"$id", Json::of("https://kilter.dev/schema/1/model.schema.json")},
                   {"title", Json::of("Kilter model definition")},
                   {"description", Json::of("One JSON Schema file that describes one table, or a component embedded in JSON columns.")},
                   {"type", Json::of("object")},
                   {"required", Json::array({Json::of("title")})},
                   {"properties",
                    object({{"$schema", ofType("string")},
                            {"$id", ofType("string")},
                            {"title", object({{"type", Json::of("string")}, {"minLength", Json::of(std::int64_t(1))}})},
                            {"description", ofType("string", "The table's comment.")},
                            {"type", words({"object"})},
                            {"properties", map},
                            {"required", arrayOf(ofType("string"), "Properties that are NOT NULL.")},
                            {"$defs", map},
                            {"x-model", reference("model")},
                            {"x-table", reference("table")},
                            {"x-constraints", arrayOf(reference("constraint"))},
                            {"x-indexes", arrayOf(reference("index"))},
                            {"x-partition", reference("partitioning")}})},
                   {"definitions", definitions()}});
}

std::string_view publishedModelSchema()
{
    return embedded("schema/model.schema.json");
}

const std::vector<std::string> &bagMembers(std::string_view bagName)
{
    static const std::map<std::string, std::vector<std::string>, std::less<>> all = [] {
        std::map<std::string, std::vector<std::string>, std::less<>> names;
        for (const JsonMember &definition : definitions().members) {
            if (const Json *properties = definition.value.find("properties")) {
                for (const JsonMember &member : properties->members)
                    names[definition.key].push_back(member.key);
            }
        }
        return names;
    }();
    return all.find(bagName)->second;
}

} // namespace kilter
