#include "core/dialect/postgresql/quote.h"

#include "core/base/text.h"

#include <algorithm>

namespace kilter::postgresql {
namespace {

/// Keywords that cannot stand unquoted for every kind of name: all of PostgreSQL 13 to 18 that are not UNRESERVED (kwlist.h), sorted.
/// One list for all versions: a name that only a later version reserves may be quoted everywhere.
constexpr std::string_view reservedWords[] = {
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between", "bigint", "binary",
    "bit", "boolean", "both", "case", "cast", "char", "character", "check", "coalesce", "collate", "collation", "column",
    "concurrently", "constraint", "create", "cross", "current_catalog", "current_date", "current_role", "current_schema",
    "current_time", "current_timestamp", "current_user", "dec", "decimal", "default", "deferrable", "desc", "distinct", "do", "else",
    "end", "except", "exists", "extract", "false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant", "greatest",
    "group", "grouping", "having", "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect", "interval", "into",
    "is", "isnull", "join", "json", "json_array", "json_arrayagg", "json_exists", "json_object", "json_objectagg", "json_query",
    "json_scalar", "json_serialize", "json_table", "json_value", "lateral", "leading", "least", "left", "like", "limit", "localtime",
    "localtimestamp", "merge_action", "national", "natural", "nchar", "none", "normalize", "not", "notnull", "null", "nullif",
    "numeric", "offset", "on", "only", "or", "order", "out", "outer", "overlaps", "overlay", "placing", "position", "precision",
    "primary", "real", "references", "returning", "right", "row", "select", "session_user", "setof", "similar", "smallint", "some",
    "substring", "symmetric", "system_user", "table", "tablesample", "then", "time", "timestamp", "to", "trailing", "treat", "trim",
    "true", "union", "unique", "user", "using", "values", "varchar", "variadic", "verbose", "when", "where", "window", "with",
    "xmlattributes", "xmlconcat", "xmlelement", "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot",
    "xmlserialize", "xmltable"};
static_assert(std::is_sorted(std::begin(reservedWords), std::end(reservedWords)));

bool isPlainWord(std::string_view text)
{
    const auto isStart = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    const auto isNext = [&](char c) { return isStart(c) || (c >= '0' && c <= '9'); };
    return !text.empty() && isStart(text.front()) && std::all_of(text.begin(), text.end(), isNext);
}

} // namespace

std::string quoted(std::string_view identifier)
{
    if (isPlainWord(identifier) && !std::binary_search(std::begin(reservedWords), std::end(reservedWords), identifier))
        return std::string(identifier);
    return '"' + replaced(std::string(identifier), "\"", "\"\"") + '"';
}

std::string literal(std::string_view text)
{
    std::string inner = replaced(std::string(text), "'", "''");
    if (inner.find('\\') == std::string::npos)
        return '\'' + inner + '\'';
    return "E'" + replaced(std::move(inner), "\\", "\\\\") + '\'';
}

} // namespace kilter::postgresql
