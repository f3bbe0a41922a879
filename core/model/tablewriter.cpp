#include "core/model/tablewriter.h"

#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/dialect/dialect.h"
#include "core/model/fieldsof.h"
#include "core/model/keywordchecks.h"
#include "core/model/naming.h"
#include "core/model/tablebuilder.h"

namespace kilter {
namespace {

/// The JSON type (and format) that maps to a column type; no format: empty. Nothing: the type has to be stated.
struct JsonType
{
    std::string_view type;
    std::string_view format;
};

std::optional<JsonType> jsonTypeFor(const std::string &type, DialectKind dialect)
{
    static constexpr std::pair<std::string_view, JsonType> server[] = {{"text", {"string", ""}},
                                                                       {"timestamp with time zone", {"string", "date-time"}},
                                                                       {"date", {"string", "date"}},
                                                                       {"time without time zone", {"string", "time"}},
                                                                       {"uuid", {"string", "uuid"}},
                                                                       {"numeric", {"number", ""}},
                                                                       {"integer", {"integer", ""}},
                                                                       {"bigint", {"integer", "int64"}},
                                                                       {"boolean", {"boolean", ""}},
                                                                       {"jsonb", {"object", ""}}};
    static constexpr std::pair<std::string_view, JsonType> file[] = {
        {"TEXT", {"string", ""}}, {"NUMERIC", {"number", ""}}, {"INTEGER", {"integer", ""}}, {"BOOLEAN", {"boolean", ""}}};
    const auto find = [&](const auto &table) -> std::optional<JsonType> {
        for (const auto &[name, json] : table) {
            if (type == name)
                return json;
        }
        return std::nullopt;
    };
    return dialect == DialectKind::Sqlite ? find(file) : find(server);
}

/// What JSON calls the values of a type that has to be stated.
std::string_view valuesOf(const std::string &type)
{
    switch (familyOf(lowered(type))) {
    case TypeFamily::SmallInt:
    case TypeFamily::Integer:
    case TypeFamily::BigInt:
        return "integer";
    case TypeFamily::Numeric:
    case TypeFamily::Float:
        return "number";
    case TypeFamily::Boolean:
        return "boolean";
    case TypeFamily::Json:
        return "object";
    case TypeFamily::Array:
        return "array";
    default:
        return "string";
    }
}

/// The one literal that a default's text seems to be.
std::optional<Json> literalOf(const std::string &text, const SqlType &type)
{
    if (equalsIgnoringCase(text, "true") || equalsIgnoringCase(text, "false"))
        return Json::of(equalsIgnoringCase(text, "true"));
    const bool isServer = type.dialect == DialectKind::PostgreSql;
    const auto values = keywordsOfCheck("const", text, isServer || text.starts_with('\'') ? type : SqlType{"numeric", TypeFamily::Numeric, type.dialect});
    if (values.size() != 1)
        return std::nullopt;
    Json value = values.front().second;
    if (type.family == TypeFamily::Json && value.isString()) {
        auto parsed = parseJson(value.text);
        return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
    }
    return value;
}

std::string bareName(const std::string &name)
{
    const bool isPlain = !name.empty() && (std::isalpha(static_cast<unsigned char>(name[0])) || name[0] == '_')
                         && std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    return isPlain ? name : '"' + replaced(name, "\"", "\"\"") + '"';
}

} // namespace

Json indexEntry(const IndexKey &key, const std::vector<std::string> &columns)
{
    const std::string order = std::string(key.descending ? " desc" : "") + (key.nullsFirst == key.descending ? "" : key.nullsFirst ? " nulls first" : " nulls last");
    const std::string options = (key.collation.empty() ? "" : " collate " + key.collation) + (key.operatorClass.empty() ? "" : ' ' + key.operatorClass) + order;
    std::vector<std::string> candidates;
    if (key.isExpression)
        candidates = {key.expression + options, '(' + key.expression + ')' + options};
    else
        candidates = {key.expression + options, bareName(key.expression) + options};
    for (const std::string &candidate : candidates) {
        if (indexKeyOf(Json::of(candidate), columns) == key)
            return Json::of(candidate);
    }
    Json json = fieldsJson(key);
    json.set("expression", Json::of(key.expression));
    json.set("nullsFirst", Json::of(key.nullsFirst));
    return json;
}

TableWriter::TableWriter(const WritingContext &context, const Object &table, bool plain)
    : m_context(context), m_table(table), m_dialect(context.catalog.dialect), m_plain(plain), m_columns(table.as<Table>().columnOrder)
{
    for (const Object *part : context.catalog.partsOf(table.ref)) {
        if (part->ref.kind != Kind::Column)
            m_names.insert(part->ref.name);
    }
}

Json TableWriter::write()
{
    const Table &table = m_table.as<Table>();
    for (const Object *column : m_context.catalog.columnsOf(m_table.ref)) {
        m_properties.set(column->ref.name, property(*column));
        if (column->as<Column>().notNull)
            m_required.items.push_back(Json::of(column->ref.name));
    }
    addKeys();
    addChecks();
    addForeignKeys();
    addIndexes();
    Json json = Json::object();
    json.set("$schema", Json::of("https://json-schema.org/draft/2020-12/schema"));
    json.set("title", Json::of(m_context.titles.at(m_table.ref)));
    if (!m_table.comment.empty())
        json.set("description", Json::of(m_table.comment));
    Json bag = Json::object();
    bag.set("level", Json::of("alpha"));
    bag.set("table", Json::of(m_table.ref.name));
    if (!m_table.ref.schema.empty() && m_table.ref.schema != m_context.options.mapping.defaultSchema)
        bag.set("schema", Json::of(m_table.ref.schema));
    if (!m_context.options.store.empty())
        bag.set("stores", Json::array({Json::of(m_context.options.store)}));
    json.set("x-model", std::move(bag));
    if (Json fields = fieldsJson(table, {"columnOrder", "partitionBy"}); !fields.members.empty())
        json.set("x-table", std::move(fields));
    json.set("type", Json::of("object"));
    json.set("properties", std::move(m_properties));
    const std::pair<const char *, Json *> lists[] = {{"required", &m_required}, {"x-constraints", &m_constraints}, {"x-indexes", &m_indexes}};
    for (const auto &[keyword, list] : lists) {
        if (!list->items.empty())
            json.set(keyword, std::move(*list));
    }
    if (!table.partitionBy.empty())
        json.set("x-partition", partitioning(m_table.ref, table.partitionBy));
    return json;
}

Json TableWriter::property(const Object &object)
{
    const Column &column = object.as<Column>();
    Json json = Json::object(), bag = Json::object();
    addType(json, column, bag);
    if (!object.comment.empty())
        json.set("description", Json::of(object.comment));
    addDefault(json, column, bag, sqlTypeOf(column.type, m_dialect));
    addIdentity(column, bag);
    if (!column.generated.empty()) {
        bag.set("generated", Json::of(column.generated));
        bag.set("generationExpression", Json::of(column.generationExpression));
    }
    for (const char *field : {"collation", "autoIncrement", "inherited"}) {
        const Json fields = fieldsJson(column);
        if (const Json *value = fields.find(field))
            bag.set(field, *value);
    }
    if (!bag.members.empty())
        json.set("x-column", std::move(bag));
    return json;
}

void TableWriter::addType(Json &property, const Column &column, Json &bag)
{
    if (const auto json = jsonTypeFor(column.type, m_dialect)) {
        property.set("type", Json::of(json->type));
        if (!json->format.empty())
            property.set("format", Json::of(json->format));
        return;
    }
    property.set("type", Json::of(valuesOf(column.type)));
    bag.set("type", Json::of(column.type));
}

void TableWriter::addDefault(Json &property, const Column &column, Json &bag, const SqlType &type)
{
    if (!column.defaultExpression)
        return;
    const std::string &text = *column.defaultExpression;
    const auto value = m_plain ? std::nullopt : literalOf(text, type);
    const bool fits = value && defaultText(*value, type) == text;
    const Json *jsonType = property.find("type");
    const auto isOf = [&](std::string_view name) {
        switch (value->type) {
        case Json::Type::String:
            return name == "string";
        case Json::Type::Number:
            return name == "number" || (name == "integer" && value->text.find_first_of(".eE") == std::string::npos);
        case Json::Type::Boolean:
            return name == "boolean";
        case Json::Type::Array:
            return name == "array";
        case Json::Type::Object:
            return name == "object";
        case Json::Type::Null:
            break;
        }
        return false;
    };
    if (fits && value->isArray() && jsonType->text == "object")
        property.set("type", Json::of("array"));
    if (fits && isOf(property.find("type")->text))
        property.set("default", *value);
    else
        bag.set("default", Json::of(text));
}

void TableWriter::addIdentity(const Column &column, Json &bag)
{
    if (column.identity.empty())
        return;
    bag.set("identity", Json::of(column.identity));
    if (column.identityOptions) {
        const std::string own = column.type == "integer" || column.type == "smallint" ? column.type : "bigint";
        const std::int64_t most = own == "integer" ? INT32_MAX : own == "smallint" ? INT16_MAX : INT64_MAX;
        SequenceOptions implied;
        implied.type = own;
        implied.maximum = most;
        if (!(*column.identityOptions == implied)) {
            // All of them: what is not at its default may change what the others are by default.
            Json all = Json::object();
            forEachField<SequenceOptions>([&](const auto &field) { all.set(field.name, fieldJson((*column.identityOptions).*field.member)); });
            bag.set("identityOptions", std::move(all));
        }
    }
    if (!column.identitySequence.empty())
        bag.set("identitySequence", Json::of(column.identitySequence));
}

Json &TableWriter::propertyOf(const std::string &column)
{
    return *m_properties.find(column);
}

bool TableWriter::isShared(const std::string &name) const
{
    return m_names.count(name) > 1;
}

void TableWriter::finish(Json &json, const Object &object, const std::string &standardName) const
{
    if (object.ref.name != standardName || isShared(object.ref.name))
        json.members.insert(json.members.begin(), JsonMember{"name", Json::of(object.ref.name), 0});
    if (!object.comment.empty())
        json.set("comment", Json::of(object.comment));
}

void TableWriter::addConstraint(Json entry, const Object &object, const std::string &standardName)
{
    finish(entry, object, standardName);
    m_constraints.items.push_back(std::move(entry));
}

void TableWriter::addKeys()
{
    const auto mark = [&](const std::string &column, const char *flag) {
        Json &json = propertyOf(column);
        Json bag = json.find("x-column") ? *json.find("x-column") : Json::object();
        bag.set(flag, Json::of(true));
        json.set("x-column", std::move(bag));
    };
    const auto write = [&](const Object &object, const std::vector<std::string> &columns, Json fields, const char *keyword, const std::string &standard) {
        const bool isPlain = columns.size() == 1 && fields.members.empty() && object.comment.empty() && object.ref.name == standard && !isShared(standard)
                             && m_properties.find(columns.front());
        if (isPlain)
            return mark(columns.front(), object.ref.kind == Kind::PrimaryKey ? "primaryKey" : "unique");
        Json entry = Json::object();
        entry.set(keyword, fieldJson(columns));
        for (JsonMember &field : fields.members)
            entry.set(field.key, std::move(field.value));
        addConstraint(std::move(entry), object, standard);
    };
    for (const Object &object : m_context.catalog.partsOf(m_table.ref, Kind::PrimaryKey)) {
        const PrimaryKey &key = object.as<PrimaryKey>();
        write(object, key.columns, fieldsJson(key, {"columns", "unnamed"}), "primaryKey", fittedIdentifier(m_table.ref.name + "_pkey"));
        for (const std::string &column : key.columns) {
            const Object *found = m_context.catalog.find(columnRef(m_table.ref.schema, m_table.ref.name, column));
            if (!found || found->as<Column>().notNull)
                continue;
            mark(column, "notNull");
            propertyOf(column).find("x-column")->set("notNull", Json::of(false));
        }
    }
    for (const Object &object : m_context.catalog.partsOf(m_table.ref, Kind::Unique)) {
        const UniqueKey &key = object.as<UniqueKey>();
        write(object, key.columns, fieldsJson(key, {"columns", "unnamed"}), "unique", defaultName(m_table.ref.name, key.columns, "key"));
    }
}

void TableWriter::addChecks()
{
    for (const Object &object : m_context.catalog.partsOf(m_table.ref, Kind::Check)) {
        if (!m_plain && addKeywordCheck(object))
            continue;
        const CheckConstraint &check = object.as<CheckConstraint>();
        Json entry = Json::object();
        entry.set("check", Json::of(check.expression));
        const Json fields = fieldsJson(check, {"expression", "unnamed"});
        for (const JsonMember &field : fields.members)
            entry.set(field.key, field.value);
        auto named = columnsNamedIn(check.expression, m_columns);
        if (named.size() != 1)
            named.clear();
        addConstraint(std::move(entry), object, defaultName(m_table.ref.name, named, "check"));
    }
}

bool TableWriter::addKeywordCheck(const Object &object)
{
    const CheckConstraint &check = object.as<CheckConstraint>();
    if (!object.comment.empty() || isShared(object.ref.name) || !fieldsJson(check, {"expression", "unnamed"}).members.empty())
        return false;
    for (const std::string &column : columnsNamedIn(check.expression, m_columns)) {
        const Object *found = m_context.catalog.find(columnRef(m_table.ref.schema, m_table.ref.name, column));
        for (const char *suffix : {"min", "max", "minlen", "maxlen", "pattern", "in", "const", "multiple", "json"}) {
            if (!found || object.ref.name != defaultName(m_table.ref.name, {column}, suffix))
                continue;
            Json &json = propertyOf(column);
            const std::string quoted = Dialect::of(m_dialect).quoted(column);
            if (std::string_view(suffix) == "json") {
                const bool fits = m_dialect == DialectKind::Sqlite && found->as<Column>().type == "TEXT" && check.expression == quoted + " IS NULL OR json_valid(" + quoted + ')' && !json.find("default");
                if (fits)
                    json.set("type", Json::of("object"));
                return fits;
            }
            Json trial = json;
            SqlType type = sqlTypeOf(found->as<Column>().type, m_dialect);
            if (m_dialect == DialectKind::Sqlite)
                type.family = familyOf(trial.find("type")->text == "string" ? "text" : trial.find("type")->text == "number" ? "numeric" : trial.find("type")->text);
            for (auto &[keyword, value] : keywordsOfCheck(suffix, check.expression, type))
                trial.set(keyword, std::move(value));
            const auto before = keywordChecks([&](std::string_view k) { return std::as_const(json).find(k); }, quoted, type);
            const auto after = keywordChecks([&](std::string_view k) { return std::as_const(trial).find(k); }, quoted, type);
            const bool gives = after.size() == before.size() + 1 && std::any_of(after.begin(), after.end(), [&](const KeywordCheck &one) {
                                   return one.suffix == suffix && one.expression == check.expression;
                               });
            if (gives)
                json = std::move(trial);
            return gives;
        }
    }
    return false;
}

Json TableWriter::target(const ForeignKey &key, const char *columnsKeyword) const
{
    Json json = Json::object();
    const auto title = m_context.titles.find(key.referencedTable);
    if (title != m_context.titles.end())
        json.set("model", Json::of(title->second));
    else
        json.set("table", fieldJson(key.referencedTable));
    const Object *primary = m_context.catalog.primaryKeyOf(key.referencedTable);
    const bool isPrimary = title != m_context.titles.end() && primary && primary->as<PrimaryKey>().columns == key.referencedColumns;
    if (!isPrimary && !key.referencedColumns.empty())
        json.set(columnsKeyword, columnsKeyword == std::string_view("column") ? Json::of(key.referencedColumns.front()) : fieldJson(key.referencedColumns));
    return json;
}

void TableWriter::addForeignKeys()
{
    std::set<std::string> referring;
    for (const Object &object : m_context.catalog.partsOf(m_table.ref, Kind::ForeignKey)) {
        const ForeignKey &key = object.as<ForeignKey>();
        const Json fields = fieldsJson(key, {"columns", "referencedTable", "referencedColumns", "unnamed"});
        const bool isOfProperty = key.columns.size() == 1 && key.referencedColumns.size() <= 1 && m_properties.find(key.columns.front())
                                  && referring.insert(key.columns.front()).second;
        Json entry = isOfProperty ? target(key, "column") : Json::object();
        if (!isOfProperty) {
            entry.set("foreignKey", fieldJson(key.columns));
            entry.set("references", target(key, "columns"));
        }
        for (const JsonMember &field : fields.members)
            entry.set(field.key, field.value);
        const std::string standard = defaultName(m_table.ref.name, key.columns, "fkey");
        if (!isOfProperty) {
            addConstraint(std::move(entry), object, standard);
            continue;
        }
        finish(entry, object, standard);
        propertyOf(key.columns.front()).set("x-references", std::move(entry));
    }
}

void TableWriter::addIndexes()
{
    for (const Object &object : m_context.catalog.partsOf(m_table.ref, Kind::Index)) {
        const Index &index = object.as<Index>();
        Json fields = fieldsJson(index, {"keys"});
        Json columns = Json::array();
        for (const IndexKey &key : index.keys)
            columns.items.push_back(indexEntry(key, m_columns));
        const std::string standard = defaultName(m_table.ref.name, indexColumnNames(index), "idx");
        const bool isOfProperty = index.keys.size() == 1 && !index.keys[0].isExpression && columns.items[0].text == index.keys[0].expression && index.attachedTo.empty()
                                  && m_properties.find(index.keys[0].expression) && !propertyOf(index.keys[0].expression).find("x-index");
        if (!isOfProperty) {
            Json entry = Json::object();
            entry.set("columns", std::move(columns));
            for (JsonMember &field : fields.members)
                entry.set(field.key, std::move(field.value));
            finish(entry, object, standard);
            m_indexes.items.push_back(std::move(entry));
            continue;
        }
        finish(fields, object, standard);
        propertyOf(index.keys[0].expression).set("x-index", fields.members.empty() ? Json::of(true) : std::move(fields));
    }
}

Json TableWriter::partitioning(const ObjectRef &table, const std::string &partitionBy) const
{
    Json json = partitionKeyJson(partitionBy, m_columns, m_dialect);
    std::vector<SqlType> types;
    for (const Json &key : json.find("key")->items) {
        const Object *column = m_context.catalog.find(columnRef(m_table.ref.schema, m_table.ref.name, key.text));
        types.push_back(sqlTypeOf(column ? column->as<Column>().type : "", m_dialect));
    }
    Json entries = Json::array();
    for (const Object &child : m_context.catalog.all(Kind::Table)) {
        const Table &partition = child.as<Table>();
        if (partition.partitionOf != table || m_context.ownModels.contains(child.ref))
            continue;
        Json entry = Json::object();
        entry.set("name", Json::of(child.ref.name));
        if (child.ref.schema != table.schema)
            entry.set("schema", Json::of(child.ref.schema));
        addBound(entry, partition.partitionBound, types);
        if (!partition.partitionBy.empty()) {
            const Json inner = partitioning(child.ref, partition.partitionBy);
            for (const JsonMember &member : inner.members)
                entry.set(member.key, member.value);
        }
        entries.items.push_back(std::move(entry));
    }
    if (!entries.items.empty())
        json.set("partitions", std::move(entries));
    return json;
}

} // namespace kilter
