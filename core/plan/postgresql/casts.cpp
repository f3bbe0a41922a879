#include "core/plan/postgresql/casts.h"

#include "core/base/text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace kilter::postgresql {
namespace {

/// A type's name and what stands in its parentheses.
struct TypeParts
{
    std::string name;
    std::vector<int> modifiers;
    bool isArray = false;
};

TypeParts partsOf(std::string type)
{
    TypeParts parts;
    if (type.ends_with("[]")) {
        parts.isArray = true;
        type.resize(type.size() - 2);
    }
    const std::size_t open = type.find('(');
    const std::size_t close = type.find(')');
    if (open == std::string::npos || close == std::string::npos || type.starts_with('"')) {
        parts.name = type;
        return parts;
    }
    for (const std::string &number : split(std::string_view(type).substr(open + 1, close - open - 1), ','))
        parts.modifiers.push_back(std::atoi(number.c_str()));
    parts.name = type.substr(0, open) + type.substr(close + 1);
    return parts;
}

bool isString(std::string_view name)
{
    return name == "text" || name == "character varying" || name == "character" || name == "bpchar" || name == "name";
}

/// The place in the row of numbers from narrow to wide; 0: no number.
int numberWidth(std::string_view name)
{
    constexpr std::string_view widths[] = {"smallint", "integer", "bigint", "real", "double precision", "numeric"};
    const auto found = std::find(std::begin(widths), std::end(widths), name);
    return found == std::end(widths) ? 0 : int(found - std::begin(widths)) + 1;
}

bool isBuiltIn(std::string_view name)
{
    static const std::set<std::string_view> others{
        "bit", "bit varying", "boolean", "box", "bytea", "cidr", "circle", "date", "daterange", "inet", "int4range", "int8range",
        "interval", "json", "jsonb", "line", "lseg", "macaddr", "macaddr8", "money", "numrange", "oid", "path", "point", "polygon",
        "time without time zone", "time with time zone", "timestamp without time zone", "timestamp with time zone", "tsquery", "tsrange",
        "tstzrange", "tsvector", "uuid", "xml"};
    return isString(name) || numberWidth(name) > 0 || others.contains(name);
}

/// Casts between built-in types that are neither strings nor numbers, beyond those of numbers among themselves.
std::optional<Conversion> listedCast(const std::string &from, const std::string &to)
{
    static const std::string stamp = "timestamp without time zone";
    static const std::string stampZone = "timestamp with time zone";
    static const std::string time = "time without time zone";
    static const std::string timeZone = "time with time zone";
    static const std::map<std::string, std::set<std::string>> automatic{
        {"date", {stamp, stampZone}}, {stamp, {"date", time, stampZone}}, {stampZone, {"date", time, timeZone, stamp}},
        {time, {"interval", timeZone}}, {timeZone, {time}}, {"interval", {time}}, {"json", {"jsonb"}}, {"jsonb", {"json"}},
        {"bit", {"bit varying"}}, {"bit varying", {"bit"}}, {"inet", {"cidr"}}, {"cidr", {"inet"}}, {"macaddr", {"macaddr8"}},
        {"macaddr8", {"macaddr"}}, {"money", {"numeric"}}, {"numeric", {"money"}}, {"integer", {"money", "oid"}},
        {"bigint", {"money", "oid"}}, {"smallint", {"oid"}}, {"oid", {"integer", "bigint"}}};
    static const std::map<std::string, std::set<std::string>> explicitOnly{
        {"boolean", {"integer"}}, {"integer", {"boolean", "bit"}}, {"bigint", {"bit"}}, {"bit", {"integer", "bigint"}},
        {"jsonb", {"boolean", "numeric", "smallint", "integer", "bigint", "real", "double precision"}},
        {"box", {"circle", "lseg", "point", "polygon"}}, {"circle", {"box", "point", "polygon"}}, {"polygon", {"box", "circle", "path", "point"}},
        {"path", {"polygon"}}, {"lseg", {"point"}}, {"point", {"box"}}};
    const auto has = [&](const auto &casts) {
        const auto found = casts.find(from);
        return found != casts.end() && found->second.contains(to);
    };
    if (has(automatic))
        return Conversion::Automatic;
    return has(explicitOnly) ? std::optional(Conversion::Explicit) : std::nullopt;
}

Conversion elementConversion(const std::string &from, const std::string &to)
{
    if (from == to || isString(to) || (numberWidth(from) && numberWidth(to)))
        return Conversion::Automatic;
    if (isString(from))
        return Conversion::Explicit;
    if (isBuiltIn(from) && isBuiltIn(to))
        return listedCast(from, to).value_or(Conversion::None);
    // An enum or a stranger: its text may be a value of the other; numbers never are labels.
    return numberWidth(from) || numberWidth(to) ? Conversion::None : Conversion::ThroughText;
}

} // namespace

Conversion conversion(const std::string &from, const std::string &to)
{
    const TypeParts a = partsOf(from);
    const TypeParts b = partsOf(to);
    if (a.isArray == b.isArray)
        return elementConversion(a.name, b.name);
    if (!b.isArray && isString(b.name))
        return Conversion::Automatic;
    return !a.isArray && isString(a.name) ? Conversion::Explicit : Conversion::None;
}

bool isNarrowing(const std::string &from, const std::string &to)
{
    const TypeParts a = partsOf(from);
    const TypeParts b = partsOf(to);
    if (b.isArray && !a.isArray)
        return true; // its text must be that of an array
    if (numberWidth(a.name) && numberWidth(b.name) && a.name != b.name)
        return numberWidth(a.name) > numberWidth(b.name) || !b.modifiers.empty();
    if (isString(b.name)) {
        const bool limited = isString(a.name) ? a.name == "text" || a.modifiers.empty() || b.modifiers < a.modifiers : true;
        return !b.modifiers.empty() && limited;
    }
    if (a.name == b.name) {
        const bool fewer = a.modifiers.size() == b.modifiers.size() && a.modifiers != b.modifiers
                           && !std::equal(a.modifiers.begin(), a.modifiers.end(), b.modifiers.begin(), std::less_equal<>());
        return fewer || (a.modifiers.empty() && !b.modifiers.empty());
    }
    return !(a.name == "date" && b.name.starts_with("timestamp")) && a.name != "json";
}

bool rewritesTable(const std::string &from, const std::string &to)
{
    const TypeParts a = partsOf(from);
    const TypeParts b = partsOf(to);
    const bool varying = a.name == "character varying" || a.name == "text";
    if (varying && !a.isArray && !b.isArray && (b.name == "text" || b.name == "character varying"))
        return !b.modifiers.empty() && (a.modifiers.empty() || b.modifiers < a.modifiers);
    if (a.name == "numeric" && b.name == "numeric" && !a.modifiers.empty())
        return !b.modifiers.empty() && (a.modifiers.size() != b.modifiers.size() || a.modifiers.back() != b.modifiers.back() || b.modifiers < a.modifiers);
    return from != to;
}

bool areComparable(const std::string &from, const std::string &to)
{
    const TypeParts a = partsOf(from);
    const TypeParts b = partsOf(to);
    return (numberWidth(a.name) && numberWidth(b.name)) || (isString(a.name) && isString(b.name) && a.name != "name" && b.name != "name");
}

} // namespace kilter::postgresql
