#include "core/base/identifier.h"
#include "core/base/text.h"
#include "core/model/naming.h"
#include "core/model/tablebuilder.h"

namespace kilter {
namespace {

/// A value of a bound as the server prints it (get_range_partbound_string, get_const_expr without type).
std::string boundValue(const Json &value, const SqlType &type, const char *unbounded)
{
    if (value.isNull())
        return unbounded;
    if (value.isBoolean() && type.family == TypeFamily::Boolean)
        return value.boolean ? "true" : "false";
    const std::string text = value.isString() ? value.text : toText(value);
    const bool bare = (type.family == TypeFamily::Integer && !text.starts_with('-') && value.isNumber())
                      || (type.family == TypeFamily::Numeric && value.isNumber() && text.find_first_of(".eE") != std::string::npos && !text.starts_with('-'));
    if (bare)
        return text;
    const bool isDay = text.size() == 10 && text[4] == '-' && text[7] == '-';
    if (isDay && type.family == TypeFamily::TimestampTz)
        return plainLiteral(text + " 00:00:00+00");
    if (isDay && type.name.starts_with("timestamp"))
        return plainLiteral(text + " 00:00:00");
    return plainLiteral(text);
}

std::string boundValues(const Json *list, const std::vector<SqlType> &types, const char *unbounded)
{
    std::string text;
    for (std::size_t i = 0; list && i < list->items.size(); ++i)
        text += (i ? ", " : "") + boundValue(list->items[i], types[std::min(i, types.size() - 1)], unbounded);
    return text;
}

std::vector<SqlType> keyTypesOf(const Json &bag, const std::vector<Object> &parts)
{
    std::vector<SqlType> types;
    if (const Json *keys = bag.find("key")) {
        for (const Json &key : keys->items) {
            const auto column = std::find_if(parts.begin(), parts.end(), [&](const Object &o) { return o.ref.kind == Kind::Column && o.ref.name == key.text; });
            types.push_back(sqlTypeOf(column == parts.end() ? "" : column->as<Column>().type, DialectKind::PostgreSql));
        }
    }
    if (types.empty())
        types.push_back(sqlTypeOf("text", DialectKind::PostgreSql));
    return types;
}

/// Makes of the parts of a partitioned table those that the server gives a partition of it.
class PartitionParts
{
public:
    PartitionParts(const ObjectRef &partition, std::set<std::string> &taken) : m_partition(partition), m_taken(taken) {}

    std::vector<Object> of(const std::vector<Object> &parts)
    {
        std::vector<Object> children;
        for (const Object &part : parts) {
            Object child = part;
            child.comment.clear();
            child.owner.clear();
            child.ref.schema = m_partition.schema;
            child.ref.parent = m_partition.name;
            adapt(child, part);
            children.push_back(std::move(child));
        }
        return children;
    }

private:
    void adapt(Object &child, const Object &part)
    {
        if (Column *column = std::get_if<Column>(&child.body)) {
            column->inherited = true;
            column->identity.clear();
            column->identityOptions.reset();
            column->identitySequence.clear();
        } else if (CheckConstraint *check = std::get_if<CheckConstraint>(&child.body)) {
            check->inherited = true;
        } else if (ForeignKey *key = std::get_if<ForeignKey>(&child.body)) {
            key->inherited = true;
        } else if (PrimaryKey *primary = std::get_if<PrimaryKey>(&child.body)) {
            primary->attachedTo = part.ref.name;
            child.ref.name = serverName(m_partition.name, {}, "pkey", m_taken);
        } else if (UniqueKey *unique = std::get_if<UniqueKey>(&child.body)) {
            unique->attachedTo = part.ref.name;
            child.ref.name = serverName(m_partition.name, withInclude(unique->columns, unique->include), "key", m_taken);
        } else if (Index *index = std::get_if<Index>(&child.body)) {
            index->attachedTo = part.ref.name;
            index->storage.clear();
            child.ref.name = serverName(m_partition.name, indexColumnNames(*index), "idx", m_taken);
        }
    }

    static std::vector<std::string> withInclude(std::vector<std::string> columns, const std::vector<std::string> &include)
    {
        columns.insert(columns.end(), include.begin(), include.end());
        return columns;
    }

    const ObjectRef &m_partition;
    std::set<std::string> &m_taken;
};

} // namespace

std::string partitionByText(const Json &bag, const std::vector<std::string> &columns, const Dialect &dialect)
{
    const Json *by = bag.find("by");
    const Json *keys = bag.find("key");
    if (!by || !keys)
        return {};
    std::string text;
    for (const Json &key : keys->items) {
        const bool isColumn = std::find(columns.begin(), columns.end(), key.text) != columns.end();
        text += (text.empty() ? "" : ", ") + (isColumn ? dialect.quoted(key.text) : key.text);
    }
    std::string word = by->text;
    std::transform(word.begin(), word.end(), word.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return word + " (" + text + ')';
}

std::string partitionBoundText(const Json &entry, const std::vector<SqlType> &keyTypes)
{
    if (const Json *bound = entry.find("bound"))
        return bound->text;
    if (const Json *standard = entry.find("default"); standard && standard->boolean)
        return "DEFAULT";
    if (const Json *list = entry.find("in"))
        return "FOR VALUES IN (" + boundValues(list, std::vector<SqlType>(1, keyTypes.front()), "NULL") + ')';
    if (const Json *modulus = entry.find("modulus")) {
        const Json *remainder = entry.find("remainder");
        return "FOR VALUES WITH (modulus " + modulus->text + ", remainder " + (remainder ? remainder->text : "0") + ')';
    }
    return "FOR VALUES FROM (" + boundValues(entry.find("from"), keyTypes, "MINVALUE") + ") TO ("
           + boundValues(entry.find("to"), keyTypes, "MAXVALUE") + ')';
}

void addPartitions(std::vector<Object> &objects, const Object &parent, const std::vector<Object> &parts, const Json &bag, const Model &model,
                   const MappingContext &context)
{
    const Json *entries = bag.find("partitions");
    if (!entries)
        return;
    const auto keyTypes = keyTypesOf(bag, parts);
    std::set<std::string> taken;
    for (const Object &part : parts)
        taken.insert(part.ref.name);
    for (const Json &entry : entries->items) {
        const Json *name = entry.find("name");
        const Json *schema = entry.find("schema");
        const ObjectRef ref = tableRef(schema ? schema->text : parent.ref.schema, name ? name->text : std::string());
        Table table;
        table.columnOrder = parent.as<Table>().columnOrder;
        table.partitionOf = parent.ref;
        table.partitionBound = partitionBoundText(entry, keyTypes);
        table.partitionBy = partitionByText(entry, table.columnOrder, context.dialect);
        Object object(ref, std::move(table));
        object.source = model.placeOf(entry);
        object.owner = parent.owner;
        std::vector<Object> children = PartitionParts(ref, taken).of(parts);
        addPartitions(objects, object, children, entry, model, context);
        objects.push_back(std::move(object));
        std::move(children.begin(), children.end(), std::back_inserter(objects));
    }
}

} // namespace kilter
