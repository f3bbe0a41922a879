#include "core/dialect/postgresql/constant.h"

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/dialect/postgresql/types.h"

#include <algorithm>
#include <charconv>
#include <regex>

namespace kilter::postgresql {
namespace {

bool matches(const std::string &text, const char *pattern)
{
    return std::regex_match(text, std::regex(pattern));
}

/// Digits of a decimal number without needless zeros, with those behind the point that were written (numeric keeps its
/// scale).
std::optional<std::string> canonicalNumeric(const std::string &written)
{
    std::smatch parts;
    static const std::regex pattern("([+-]?)([0-9]*)(?:\\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?");
    if (!std::regex_match(written, parts, pattern) || (parts[2].length() == 0 && parts[3].length() == 0))
        return std::nullopt;
    std::string whole = parts[2].str();
    std::string fraction = parts[3].str();
    for (int exponent = parts[4].matched ? std::stoi(parts[4].str()) : 0; exponent != 0;
         exponent += exponent > 0 ? -1 : 1) {
        if (exponent > 0) {
            whole += fraction.empty() ? '0' : fraction.front();
            fraction.erase(0, 1);
        } else {
            fraction.insert(fraction.begin(), whole.empty() ? '0' : whole.back());
            if (!whole.empty())
                whole.pop_back();
        }
    }
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
    const bool isZero = whole.empty() && fraction.find_first_not_of('0') == std::string::npos;
    const std::string sign = parts[1].str() == "-" && !isZero ? "-" : "";
    return sign + (whole.empty() ? "0" : whole) + (fraction.empty() ? "" : "." + fraction);
}

std::optional<std::int64_t> wholeNumber(const std::string &digits)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

/// Shortest text of a float that has few enough digits to be exact: "1.50" → "1.5".
std::optional<std::string> canonicalFloat(const std::string &written, std::size_t digits)
{
    auto text = canonicalNumeric(written);
    if (!text)
        return std::nullopt;
    if (text->find('.') != std::string::npos) {
        text->erase(text->find_last_not_of('0') + 1);
        if (text->ends_with('.'))
            text->pop_back();
    }
    const std::size_t significant =
        std::size_t(std::count_if(text->begin(), text->end(), [](char c) { return c >= '0' && c <= '9'; }));
    if (significant > digits || text->starts_with("0.000") || text->starts_with("-0.000"))
        return std::nullopt;
    return text;
}

std::optional<std::string> canonicalBoolean(const std::string &written)
{
    const std::string word = lowered(trimmed(written));
    for (const std::string_view yes : {"t", "true", "y", "yes", "on", "1"}) {
        if (word == yes)
            return "true";
    }
    for (const std::string_view no : {"f", "false", "n", "no", "off", "0"}) {
        if (word == no)
            return "false";
    }
    return std::nullopt;
}

std::string jsonbString(const std::string &text)
{
    std::string result = "\"";
    for (const char c : text) {
        constexpr std::string_view special = "\"\\\b\f\n\r\t";
        constexpr std::string_view letters = "\"\\bfnrt";
        if (const auto at = special.find(c); at != std::string_view::npos) {
            result += '\\';
            result += letters[at];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            constexpr std::string_view hex = "0123456789abcdef";
            result += std::string("\\u00") + hex[static_cast<unsigned char>(c) >> 4] + hex[c & 15];
        } else {
            result += c;
        }
    }
    return result + '"';
}

/// As jsonb prints it: members by length and bytes of their names, one blank behind ',' and ':'.
std::optional<std::string> jsonbText(const Json &json)
{
    switch (json.type) {
    case Json::Type::Null:
        return "null";
    case Json::Type::Boolean:
        return json.boolean ? "true" : "false";
    case Json::Type::Number:
        return canonicalNumeric(json.text);
    case Json::Type::String:
        return jsonbString(json.text);
    case Json::Type::Array:
    case Json::Type::Object:
        break;
    }
    std::vector<std::pair<std::string, const Json *>> parts;
    for (const Json &item : json.items)
        parts.emplace_back("", &item);
    for (const JsonMember &one : json.members)
        parts.emplace_back(one.key, &one.value);
    std::stable_sort(parts.begin(), parts.end(), [](const auto &a, const auto &b) {
        return a.first.size() != b.first.size() ? a.first.size() < b.first.size() : a.first < b.first;
    });
    std::string text = json.isArray() ? "[" : "{";
    for (const auto &[key, value] : parts) {
        const auto inner = jsonbText(*value);
        if (!inner)
            return std::nullopt;
        text += (text.size() > 1 ? ", " : "") + (json.isArray() ? "" : jsonbString(key) + ": ") + *inner;
    }
    return text + (json.isArray() ? ']' : '}');
}

std::optional<std::string> canonicalArray(const std::string &written, const std::string &element)
{
    if (written == "{}")
        return written;
    if (element == "text" || element == "character varying")
        return matches(written, "\\{[A-Za-z0-9_-]+(,[A-Za-z0-9_-]+)*\\}") &&
                       lowered(written).find("null") == std::string::npos
                   ? std::optional(written)
                   : std::nullopt;
    if (element == "integer" || element == "bigint" || element == "smallint")
        return matches(written, "\\{(0|-?[1-9][0-9]{0,3})(,(0|-?[1-9][0-9]{0,3}))*\\}") ? std::optional(written)
                                                                                        : std::nullopt;
    return std::nullopt;
}

/// Dates and times in ISO form that do not depend on the session.
std::optional<std::string> canonicalTime(const std::string &written, const std::string &type)
{
    std::smatch parts;
    static const std::regex pattern(
        "(?:([0-9]{4}-[0-1][0-9]-[0-3][0-9]))?[ T]?(?:([0-2][0-9]:[0-5][0-9])(:[0-5][0-9])?)?(Z|\\+00(?::?00)?)?");
    if (!std::regex_match(written, parts, pattern))
        return std::nullopt;
    const bool hasDate = parts[1].matched;
    const bool hasTime = parts[2].matched;
    const bool hasZone = parts[4].matched;
    const std::string time = hasTime ? parts[2].str() + (parts[3].matched ? parts[3].str() : ":00") : "00:00:00";
    if (type == "date" && hasDate && !hasTime && !hasZone)
        return parts[1].str();
    if (type == "time without time zone" && !hasDate && hasTime && !hasZone)
        return time;
    if (type == "timestamp without time zone" && hasDate && !hasZone)
        return parts[1].str() + ' ' + time;
    if (type == "timestamp with time zone" && hasDate && hasTime && hasZone)
        return parts[1].str() + ' ' + time + "+00";
    return std::nullopt;
}

/// What the type's output function prints for what its input function reads.
std::optional<std::string> canonicalValue(const std::string &value, const std::string &type, const Catalog &catalog)
{
    if (type == "text" || type == "character varying" || type == "bpchar" || (type == "name" && value.size() <= 63))
        return value;
    if (type == "json")
        return parseJson(value) ? std::optional(value) : std::nullopt;
    if (type == "jsonb") {
        const auto json = parseJson(value);
        return json ? jsonbText(*json) : std::nullopt;
    }
    if (type == "uuid")
        return matches(value, "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}") ? std::optional(lowered(value))
                                                                                    : std::nullopt;
    if (type == "boolean")
        return canonicalBoolean(value);
    if (type == "integer" || type == "bigint" || type == "smallint") {
        const auto number = wholeNumber(value);
        return number ? std::optional(std::to_string(*number)) : std::nullopt;
    }
    if (type == "numeric")
        return canonicalNumeric(value);
    if (type == "double precision" || type == "real")
        return canonicalFloat(value, type == "real" ? 6 : 15);
    if (type == "bytea")
        return matches(value, "\\\\x([0-9a-fA-F]{2})*") ? std::optional(lowered(value)) : std::nullopt;
    if (isArrayType(type))
        return canonicalArray(value, type.substr(0, type.size() - 2));
    if (const Object *enumeration = enumOfType(catalog, type)) {
        const auto &labels = enumeration->as<EnumType>().labels;
        return std::find(labels.begin(), labels.end(), value) != labels.end() ? std::optional(value) : std::nullopt;
    }
    return canonicalTime(value, type);
}

} // namespace

std::string plainLiteral(std::string_view text)
{
    return '\'' + replaced(std::string(text), "'", "''") + '\'';
}

std::optional<std::string> constantText(const std::string &value, const std::string &type, const Catalog &catalog)
{
    const auto canonical = canonicalValue(value, type, catalog);
    if (!canonical)
        return std::nullopt;
    const bool isBare =
        type == "boolean" || (type == "integer" && !canonical->starts_with('-')) ||
        (type == "numeric" && !canonical->starts_with('-') && canonical->find('.') != std::string::npos);
    return isBare ? *canonical : plainLiteral(*canonical) + "::" + type;
}

std::optional<std::string> boundText(const std::string &value, const std::string &type, const Catalog &catalog)
{
    const auto canonical = canonicalValue(value, type, catalog);
    if (!canonical)
        return std::nullopt;
    const bool isBare =
        type == "boolean" || (type == "integer" && !canonical->starts_with('-')) ||
        (type == "numeric" && !canonical->starts_with('-') && canonical->find('.') != std::string::npos);
    return isBare ? *canonical : plainLiteral(*canonical);
}

std::optional<NumberText> numberText(const std::string &written)
{
    if (const auto whole = wholeNumber(written)) {
        const std::string value = std::to_string(*whole);
        const bool isSmall = *whole >= INT32_MIN && *whole <= INT32_MAX;
        if (isSmall)
            return NumberText{"integer", *whole < 0 ? '\'' + value + "'::integer" : value, value};
        return NumberText{"bigint", '\'' + value + "'::bigint", value};
    }
    const auto value = canonicalNumeric(written);
    if (!value)
        return std::nullopt;
    const bool isBare = !value->starts_with('-') && value->find('.') != std::string::npos;
    return NumberText{"numeric", isBare ? *value : '\'' + *value + "'::numeric", *value};
}

} // namespace kilter::postgresql
