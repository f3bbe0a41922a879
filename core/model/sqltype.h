#pragma once
#include "core/base/json.h"
#include "core/catalog/catalog.h"

namespace kilter {

/// What a column's type has to do with literals and operators, as the server writes them.
enum class TypeFamily { SmallInt, Integer, BigInt, Numeric, Float, Text, Varchar, Char, Boolean, Date, TimestampTz, Json, Array, Other };

/// Types that PostgreSQL knows by several names in the one that format_type gives; others as they are.
std::string canonicalType(std::string_view type, DialectKind dialect);

/// Of a canonical type.
TypeFamily familyOf(std::string_view type);

inline bool isWhole(TypeFamily family)
{
    return family == TypeFamily::SmallInt || family == TypeFamily::Integer || family == TypeFamily::BigInt;
}
inline bool isNumber(TypeFamily family)
{
    return isWhole(family) || family == TypeFamily::Numeric || family == TypeFamily::Float;
}
inline bool isText(TypeFamily family)
{
    return family == TypeFamily::Text || family == TypeFamily::Varchar || family == TypeFamily::Char;
}

/// A type with the dialect for which texts are written.
struct SqlType
{
    std::string name; ///< canonical
    TypeFamily family = TypeFamily::Text;
    DialectKind dialect = DialectKind::PostgreSql;
};
SqlType sqlTypeOf(std::string_view type, DialectKind dialect);

/// A JSON value as the text of a DEFAULT; none for null, which is no default.
std::optional<std::string> defaultText(const Json &value, const SqlType &type);

/// A JSON value as an operand beside a column of the type, as PostgreSQL prints it with its casts.
std::string operandText(const Json &value, const SqlType &type);

/// '…' without any escape but doubled quotes, as the servers print it.
std::string plainLiteral(std::string_view text);

/// JSON on one line as jsonb prints it: keys by length, then by bytes.
std::string jsonbText(const Json &value);

} // namespace kilter
