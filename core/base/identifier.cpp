#include "core/base/identifier.h"

#include "core/base/hash.h"
#include "core/base/text.h"

#include <algorithm>

namespace kilter {
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

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLowerOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool startsWord(std::string_view title, std::size_t i)
{
    if (i == 0 || !isUpper(title[i]))
        return false;
    if (isLowerOrDigit(title[i - 1]))
        return true;
    return isUpper(title[i - 1]) && i + 1 < title.size() && title[i + 1] >= 'a' && title[i + 1] <= 'z';
}

} // namespace

std::string generatedName(std::string_view table, std::string_view column, std::string_view label)
{
    const std::size_t overhead = (column.empty() ? 0 : 1) + (label.empty() ? 0 : label.size() + 1);
    std::size_t first = table.size();
    std::size_t second = column.size();
    while (first + second > longestIdentifier - overhead)
        --(first > second ? first : second);
    std::string name(cutUtf8(table, first));
    if (!column.empty())
        name += '_' + std::string(cutUtf8(column, second));
    if (!label.empty())
        name += '_' + std::string(label);
    return name;
}

bool isPlainSqlName(std::string_view name)
{
    return isPlainWord(name) && !std::binary_search(std::begin(reservedWords), std::end(reservedWords), name);
}

std::string fittedIdentifier(std::string_view name)
{
    if (name.size() <= longestIdentifier)
        return std::string(name);
    return std::string(cutUtf8(name, longestIdentifier - 9)) + '_' + sha256(name).substr(0, 8);
}

std::string snakeCase(std::string_view title)
{
    std::string name;
    for (std::size_t i = 0; i < title.size(); ++i) {
        const char c = title[i];
        const bool isSeparator = c == ' ' || c == '-' || c == '_' || c == '\t' || c == '.';
        if ((isSeparator || startsWord(title, i)) && !name.empty() && name.back() != '_')
            name += '_';
        if (!isSeparator)
            name += isUpper(c) ? char(c - 'A' + 'a') : c;
    }
    return name;
}

std::string tableNameOf(std::string_view title)
{
    std::string name = snakeCase(title);
    const auto endsIn = [&](std::string_view end) { return name.ends_with(end); };
    if (name.size() > 1 && name.back() == 'y' && std::string_view("aeiou").find(name[name.size() - 2]) == std::string_view::npos)
        return name.substr(0, name.size() - 1) + "ies";
    if (endsIn("s") || endsIn("x") || endsIn("z") || endsIn("ch") || endsIn("sh"))
        return name + "es";
    return name.empty() ? name : name + "s";
}

} // namespace kilter
