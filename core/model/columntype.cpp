#include "core/model/tablebuilder.h"

namespace kilter {
namespace {

std::string formatOf(const PropertySchema &schema)
{
    const Json *format = schema.find("format");
    return format ? format->text : std::string();
}

/// The mapping table of JSON Schema types; empty: anything, kept as JSON.
std::string serverTypeOf(const PropertySchema &schema, const MappingContext &context)
{
    const std::string type = schema.type(), format = formatOf(schema);
    if (type == "string") {
        if (format == "date-time")
            return "timestamp with time zone";
        if (format == "date")
            return "date";
        if (format == "time")
            return "time without time zone";
        if (format == "uuid")
            return "uuid";
        const Json *length = schema.find("maxLength");
        return context.options.stringWithMaxLengthAsVarchar && length && length->integer() > 0
                   ? "character varying(" + length->text + ')'
                   : "text";
    }
    if (type == "number")
        return "numeric";
    if (type == "integer")
        return format == "int64" ? "bigint" : "integer";
    return type == "boolean" ? "boolean" : "jsonb";
}

std::string sqliteTypeOf(const PropertySchema &schema, bool &isJsonText)
{
    const std::string type = schema.type();
    if (type == "string")
        return "TEXT";
    if (type == "number")
        return "NUMERIC";
    if (type == "integer")
        return "INTEGER";
    if (type == "boolean")
        return "BOOLEAN";
    isJsonText = true;
    return "TEXT";
}

} // namespace

std::optional<std::string> sqlTextFor(const Json *value, DialectKind dialect)
{
    if (value && value->isObject())
        value = value->find(keyword(dialect));
    return value && value->isString() ? std::optional(value->text) : std::nullopt;
}

ColumnType columnTypeOf(const PropertySchema &schema, const MappingContext &context)
{
    const DialectKind dialect = context.dialect.kind();
    const Json *bag = schema.find("x-column");
    const auto stated = bag ? sqlTextFor(bag->find("type"), dialect) : std::nullopt;
    ColumnType type;
    if (stated && (context.isServer() || !stated->ends_with("[]"))) {
        type.sql = sqlTypeOf(*stated, dialect);
    } else if (context.isServer()) {
        type.sql = sqlTypeOf(serverTypeOf(schema, context), dialect);
    } else {
        type.sql = sqlTypeOf(sqliteTypeOf(schema, type.isJsonText), dialect);
    }
    if (!context.isServer()) {
        // What a column of SQLite compares with follows from the JSON type: any text may be its declared type.
        const std::string jsonType = schema.type();
        type.sql.family = type.isJsonText          ? TypeFamily::Json
                          : jsonType == "string"  ? TypeFamily::Text
                          : jsonType == "number"  ? TypeFamily::Numeric
                          : jsonType == "integer" ? TypeFamily::Integer
                          : jsonType == "boolean" ? TypeFamily::Boolean
                                                  : TypeFamily::Other;
    }
    return type;
}

} // namespace kilter
