#include "core/model/tablebuilder.h"

#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/model/fieldsof.h"
#include "core/model/naming.h"

namespace kilter {
namespace {

const Json noBag = Json::object();

const Json &bagOf(const Json &json, std::string_view key)
{
    const Json *bag = json.find(key);
    return bag ? *bag : noBag;
}

std::string textAt(const Json &json, std::string_view key)
{
    const Json *value = json.find(key);
    return value && value->isString() ? value->text : std::string();
}

bool flagAt(const Json &json, std::string_view key)
{
    const Json *value = json.find(key);
    return value && value->boolean;
}

std::vector<std::string> textsOf(const Json *list)
{
    std::vector<std::string> texts;
    if (list) {
        for (const Json &item : list->items)
            texts.push_back(item.text);
    }
    return texts;
}

/// What the server takes for the options of an identity's sequence that are not stated.
void completeIdentity(Column &column, const Json &stated)
{
    if (column.identity.empty())
        return;
    if (!column.identityOptions)
        column.identityOptions.emplace();
    SequenceOptions &options = *column.identityOptions;
    if (!stated.find("type"))
        options.type = column.type == "integer" || column.type == "smallint" ? column.type : "bigint";
    const std::int64_t most = options.type == "integer" ? INT32_MAX : options.type == "smallint" ? INT16_MAX : INT64_MAX;
    const bool rises = options.increment > 0;
    if (!stated.find("maximum"))
        options.maximum = rises ? most : -1;
    if (!stated.find("minimum"))
        options.minimum = rises ? 1 : -most - 1;
    if (!stated.find("start"))
        options.start = rises ? options.minimum : options.maximum;
}

} // namespace

std::string MappingContext::schemaOf(const Model &model) const
{
    if (!isServer())
        return {};
    return model.schema.empty() ? options.defaultSchema : model.schema;
}

TableBuilder::TableBuilder(const Model &model, const MappingContext &context)
    : m_model(model), m_context(context), m_ref(context.tableOf(model)), m_table(m_ref, Table())
{
    m_table.source = model.placeOf(model.json);
    m_table.comment = model.description;
}

std::vector<Object> TableBuilder::build()
{
    readTableBag();
    addColumns();
    addPropertyKeys();
    addConstraints();
    addIndexes();
    std::vector<Object> objects;
    const Json *partition = m_model.json.find("x-partition");
    if (partition && m_context.isServer()) {
        m_table.as<Table>().partitionBy = partitionByText(*partition, m_table.as<Table>().columnOrder, m_context.dialect);
        addPartitions(objects, m_table, m_parts, *partition, m_model, m_context);
    }
    objects.push_back(std::move(m_table));
    std::move(m_parts.begin(), m_parts.end(), std::back_inserter(objects));
    return objects;
}

void TableBuilder::readTableBag()
{
    const Json &bag = bagOf(m_model.json, "x-table");
    Table &table = m_table.as<Table>();
    takeFields(table, bag);
    if (table.partitionOf && table.partitionOf->schema.empty())
        table.partitionOf->schema = m_ref.schema;
    if (m_context.isServer()) {
        table.strict = table.withoutRowid = false;
    } else {
        table.partitionOf.reset();
        table.partitionBound.clear();
    }
    m_table.owner = textAt(bag, "owner");
    if (const Json *comment = bag.find("comment"))
        m_table.comment = comment->text;
}

void TableBuilder::addColumns()
{
    if (const Json *properties = m_model.json.find("properties")) {
        for (const JsonMember &member : properties->members)
            addProperty(member);
    }
    if (m_model.timestamps) {
        addTimestamp("created_at");
        addTimestamp("updated_at");
    }
}

void TableBuilder::addTimestamp(const char *name)
{
    if (isColumn(name))
        return;
    Column column;
    column.type = m_context.isServer() ? "timestamp with time zone" : "TEXT";
    column.notNull = true;
    column.defaultExpression = m_context.isServer() ? "now()" : "CURRENT_TIMESTAMP";
    m_table.as<Table>().columnOrder.push_back(name);
    add(Kind::Column, name, std::move(column), m_model.json);
}

void TableBuilder::addProperty(const JsonMember &member)
{
    const PropertySchema schema = m_context.models.propertySchema(m_model, member.value);
    const ColumnType type = columnTypeOf(schema, m_context);
    const Json &bag = bagOf(member.value, "x-column");
    Column column;
    takeFields(column, bag);
    column.type = type.sql.name;
    const auto required = textsOf(m_model.json.find("required"));
    const bool isRequired = std::find(required.begin(), required.end(), member.key) != required.end();
    const bool isKey = flagAt(bag, "primaryKey");
    if (!bag.find("notNull"))
        column.notNull = isKey || (isRequired && !schema.isNullable()) || !column.identity.empty();
    column.defaultExpression = sqlTextFor(bag.find("default"), m_context.dialect.kind());
    const Json *value = schema.find("default");
    if (!column.defaultExpression && value)
        column.defaultExpression = defaultText(*value, type.sql);
    if (const auto generation = sqlTextFor(bag.find("generationExpression"), m_context.dialect.kind())) {
        column.generationExpression = *generation;
        column.generated = column.generated.empty() ? "stored" : column.generated;
        column.defaultExpression.reset();
    }
    if (m_context.isServer()) {
        column.autoIncrement = false;
        completeIdentity(column, bagOf(bag, "identityOptions"));
    } else {
        column.identity.clear();
        column.identityOptions.reset();
        column.identitySequence.clear();
        column.inherited = false;
    }
    m_table.as<Table>().columnOrder.push_back(member.key);
    add(Kind::Column, member.key, std::move(column), member.value, &bag);
    const Json *description = schema.find("description");
    if (!bag.find("comment") && description)
        m_parts.back().comment = description->text;
    if (isKey)
        m_primaryKey.push_back(member.key);
    addKeywordChecks(member, schema, type);
    if (const Json *index = member.value.find("x-index"); index && (index->isObject() || index->boolean))
        addPropertyIndex(member, *index);
    if (const Json *reference = member.value.find("x-references"))
        addPropertyReference(member, *reference);
    if (flagAt(bag, "unique"))
        addUnique(member);
}

void TableBuilder::addUnique(const JsonMember &member)
{
    UniqueKey key;
    key.columns.push_back(member.key);
    const std::string name = nameOr(noBag, key.columns, "key");
    add(Kind::Unique, name, std::move(key), member.value);
}

void TableBuilder::addKeywordChecks(const JsonMember &member, const PropertySchema &schema, const ColumnType &type)
{
    const std::string column = m_context.dialect.quoted(member.key);
    const KeywordLookup lookup = [&](std::string_view keyword) { return schema.find(keyword); };
    std::vector<KeywordCheck> checks = keywordChecks(lookup, column, type.sql);
    // Before SQLite 3.41 json_valid(NULL) is 0, which a CHECK refuses.
    if (type.isJsonText)
        checks.push_back({"json", column + " IS NULL OR json_valid(" + column + ')'});
    for (KeywordCheck &check : checks) {
        CheckConstraint constraint;
        constraint.expression = std::move(check.expression);
        add(Kind::Check, defaultName(m_ref.name, {member.key}, check.suffix), std::move(constraint), member.value);
    }
}

void TableBuilder::addPropertyIndex(const JsonMember &member, const Json &bag)
{
    Index index;
    takeFields(index, bag);
    index.where = sqlTextFor(bag.find("where"), m_context.dialect.kind()).value_or("");
    IndexKey key;
    key.expression = member.key;
    key.collation = textAt(bag, "collation");
    key.operatorClass = textAt(bag, "operatorClass");
    key.descending = textAt(bag, "order") == "desc";
    const std::string nulls = textAt(bag, "nulls");
    key.nullsFirst = nulls.empty() ? key.descending : nulls == "first";
    index.keys.push_back(std::move(key));
    const std::string name = nameOr(bag, indexColumnNames(index), "idx");
    add(Kind::Index, name, std::move(index), member.value, &bag);
}

void TableBuilder::addPropertyReference(const JsonMember &member, const Json &bag)
{
    std::vector<std::string> referenced;
    if (const std::string column = textAt(bag, "column"); !column.empty())
        referenced.push_back(column);
    addForeignKey(bag, {member.key}, bag, std::move(referenced));
}

void TableBuilder::addForeignKey(const Json &bag, const std::vector<std::string> &columns, const Json &target, std::vector<std::string> referenced)
{
    ForeignKey key;
    takeFields(key, bag);
    key.columns = columns;
    const Model *model = m_context.models.byTitle(textAt(target, "model"));
    if (model) {
        key.referencedTable = m_context.tableOf(*model);
        if (referenced.empty())
            referenced = ModelSet::primaryKeyOf(*model);
    } else {
        const Json &table = bagOf(target, "table");
        const std::string schema = textAt(table, "schema");
        key.referencedTable = tableRef(!m_context.isServer() ? "" : schema.empty() ? m_ref.schema : schema, textAt(table, "name"));
    }
    key.referencedColumns = std::move(referenced);
    key.initiallyDeferred = key.initiallyDeferred && key.deferrable;
    if (!m_context.isServer())
        key.inherited = false;
    add(Kind::ForeignKey, nameOr(bag, columns, "fkey"), std::move(key), bag, &bag);
}

void TableBuilder::addPropertyKeys()
{
    if (m_primaryKey.empty())
        return;
    PrimaryKey key;
    key.columns = m_primaryKey;
    add(Kind::PrimaryKey, fittedIdentifier(m_ref.name + "_pkey"), std::move(key), m_model.json);
}

void TableBuilder::addConstraints()
{
    if (const Json *constraints = m_model.json.find("x-constraints")) {
        for (const Json &constraint : constraints->items)
            addConstraint(constraint);
    }
}

void TableBuilder::addConstraint(const Json &constraint)
{
    const auto server = m_context.isServer();
    if (const Json *columns = constraint.find("primaryKey")) {
        PrimaryKey key;
        takeFields(key, constraint);
        key.columns = textsOf(columns);
        key.attachedTo = server ? key.attachedTo : std::string();
        for (Object &part : m_parts) {
            const Json *property = part.ref.kind == Kind::Column ? valueAt(m_model.json, "/properties") : nullptr;
            property = property ? property->find(part.ref.name) : nullptr;
            const bool isKey = std::find(key.columns.begin(), key.columns.end(), part.ref.name) != key.columns.end();
            if (isKey && property && !bagOf(*property, "x-column").find("notNull"))
                part.as<Column>().notNull = true;
        }
        const std::string name = textAt(constraint, "name");
        add(Kind::PrimaryKey, name.empty() ? fittedIdentifier(m_ref.name + "_pkey") : name, std::move(key), constraint, &constraint);
    } else if (const Json *unique = constraint.find("unique")) {
        UniqueKey key;
        takeFields(key, constraint);
        key.columns = textsOf(unique);
        key.attachedTo = server ? key.attachedTo : std::string();
        const std::string name = nameOr(constraint, key.columns, "key");
        add(Kind::Unique, name, std::move(key), constraint, &constraint);
    } else if (const auto expression = sqlTextFor(constraint.find("check"), m_context.dialect.kind())) {
        CheckConstraint check;
        takeFields(check, constraint);
        check.expression = *expression;
        check.inherited = server && check.inherited;
        auto named = columnsNamedIn(*expression, m_table.as<Table>().columnOrder);
        if (named.size() != 1)
            named.clear();
        add(Kind::Check, nameOr(constraint, named, "check"), std::move(check), constraint, &constraint);
    } else if (const Json *foreign = constraint.find("foreignKey")) {
        const Json &target = bagOf(constraint, "references");
        addForeignKey(constraint, textsOf(foreign), target, textsOf(target.find("columns")));
    }
}

void TableBuilder::addIndexes()
{
    if (const Json *indexes = m_model.json.find("x-indexes")) {
        for (const Json &index : indexes->items)
            addIndex(index);
    }
}

void TableBuilder::addIndex(const Json &bag)
{
    Index index;
    takeFields(index, bag);
    index.where = sqlTextFor(bag.find("where"), m_context.dialect.kind()).value_or("");
    for (const Json &entry : bagOf(bag, "columns").items)
        index.keys.push_back(indexKeyOf(entry, m_table.as<Table>().columnOrder));
    index.attachedTo = m_context.isServer() ? index.attachedTo : std::string();
    index.onlyParent = m_context.isServer() && index.onlyParent;
    const std::string name = nameOr(bag, indexColumnNames(index), "idx");
    add(Kind::Index, name, std::move(index), bag, &bag);
}

std::string TableBuilder::nameOr(const Json &bag, const std::vector<std::string> &columns, const char *label)
{
    if (std::string name = textAt(bag, "name"); !name.empty()) {
        m_names.insert(name);
        return name;
    }
    std::string name = defaultName(m_ref.name, columns, label);
    for (int number = 1; !m_names.insert(name).second; ++number)
        name = defaultName(m_ref.name, columns, label + std::to_string(number));
    return name;
}

bool TableBuilder::isColumn(std::string_view name) const
{
    const auto &columns = m_table.get<Table>()->columnOrder;
    return std::find(columns.begin(), columns.end(), name) != columns.end();
}

void TableBuilder::add(Kind kind, std::string name, Body body, const Json &place, const Json *bag)
{
    Object object(ObjectRef{kind, m_ref.schema, m_ref.name, std::move(name), {}}, std::move(body));
    object.source = m_model.placeOf(place);
    if (bag)
        object.comment = textAt(*bag, "comment");
    m_parts.push_back(std::move(object));
}

} // namespace kilter
