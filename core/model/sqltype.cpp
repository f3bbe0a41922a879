#include "core/model/sqltype.h"

#include "core/base/text.h"

#include <charconv>

namespace kilter {
namespace {

constexpr std::pair<std::string_view, std::string_view> aliases[] = {
    {"int", "integer"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"int2", "smallint"},
    {"bool", "boolean"},
    {"float8", "double precision"},
    {"float", "double precision"},
    {"float4", "real"},
    {"decimal", "numeric"},
    {"varchar", "character varying"},
    {"char varying", "character varying"},
    {"char", "character"},
    {"bpchar", "character"},
    {"timestamptz", "timestamp with time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timetz", "time with time zone"},
    {"time", "time without time zone"},
    {"varbit", "bit varying"},
};

std::string withSingleBlanks(std::string_view text)
{
    std::string out;
    for (const char c : trimmed(text)) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (blank ? !out.empty() && out.back() != ' ' : true)
            out += blank ? ' ' : c;
    }
    return out;
}

bool fits(const std::string &digits, std::int64_t low, std::int64_t high)
{
    std::int64_t value = 0;
    const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && rest == digits.data() + digits.size() && value >= low && value <= high;
}

/// A number's text with its exponent carried out, as numeric keeps it: "1e3" → "1000", "2.5E-3" → "0.0025".
std::string plainNumber(const std::string &text)
{
    const std::size_t e = text.find_first_of("eE");
    if (e == std::string::npos)
        return text;
    const bool negative = text.front() == '-';
    std::string digits = text.substr(negative ? 1 : 0, e - (negative ? 1 : 0));
    const int exponent = std::clamp(std::atoi(text.c_str() + e + 1), -400, 400);
    const std::size_t dot = digits.find('.');
    int point = int(dot == std::string::npos ? digits.size() : dot) + exponent;
    if (dot != std::string::npos)
        digits.erase(dot, 1);
    if (point <= 0) {
        digits.insert(0, std::size_t(1 - point), '0');
        point = 1;
    }
    if (point > int(digits.size()))
        digits.append(std::size_t(point) - digits.size(), '0');
    if (point < int(digits.size()))
        digits.insert(std::size_t(point), 1, '.');
    const std::size_t zeros = std::min(digits.find_first_not_of('0'), std::size_t(point) - 1);
    return (negative ? "-" : "") + digits.substr(zeros);
}

/// A number with the type that PostgreSQL's parser gives it.
struct NumberConstant
{
    std::string text;
    std::string_view type; ///< integer | bigint | numeric
};

NumberConstant constantOf(const std::string &number)
{
    std::string text = plainNumber(number);
    const bool isWholeNumber = number.find_first_of(".eE") == std::string::npos;
    std::string_view type = "numeric";
    if (isWholeNumber && fits(text, INT32_MIN + std::int64_t(1), INT32_MAX))
        type = "integer";
    else if (isWholeNumber && fits(text, INT64_MIN + std::int64_t(1), INT64_MAX))
        type = "bigint";
    if (text.starts_with('.'))
        text.insert(0, "0");
    return {std::move(text), type};
}

/// As get_const_expr of the server: integers bare, numerics bare when they have a point, all else quoted with its type.
std::string constantText(const NumberConstant &constant)
{
    const bool bare = constant.type == "integer" || (constant.type == "numeric" && constant.text.find('.') != std::string::npos);
    if (bare && !constant.text.starts_with('-'))
        return constant.text;
    return plainLiteral(constant.text) + "::" + std::string(constant.type);
}

/// "2020-01-01T00:00:00Z" as a server with time zone UTC prints it; other forms as they are, for the server to read.
std::string timestampText(const std::string &text)
{
    const bool isUtc = text.size() >= 20 && text[10] == 'T' && text.back() == 'Z';
    if (!isUtc)
        return text;
    std::string out = text.substr(0, 10) + ' ' + text.substr(11, text.size() - 12);
    if (out.find('.') != std::string::npos) {
        out.erase(out.find_last_not_of('0') + 1);
        if (out.back() == '.')
            out.pop_back();
    }
    return out + "+00";
}

/// A JSON array as PostgreSQL's array literal.
std::string arrayText(const Json &array)
{
    std::string out = "{";
    for (const Json &item : array.items) {
        out += out.size() > 1 ? "," : "";
        if (item.isNull()) {
            out += "NULL";
        } else if (item.isString()) {
            const bool plain = !item.text.empty() && !equalsIgnoringCase(item.text, "null")
                               && item.text.find_first_of("{}\",\\ \t\n\r\v\f") == std::string::npos;
            out += plain ? item.text : '"' + replaced(replaced(item.text, "\\", "\\\\"), "\"", "\\\"") + '"';
        } else {
            out += item.isBoolean() ? (item.boolean ? "t" : "f") : toText(item);
        }
    }
    return out + '}';
}

std::string quotedWithType(const std::string &text, const SqlType &type)
{
    std::string name = type.name;
    if (type.family == TypeFamily::Varchar && !name.ends_with("[]"))
        name = "character varying";
    if (type.family == TypeFamily::Char)
        name = "bpchar";
    return plainLiteral(text) + "::" + name;
}

std::string textOf(const Json &value, const SqlType &type)
{
    if (type.family == TypeFamily::Json || value.isObject())
        return jsonbText(value);
    if (value.isArray())
        return type.family == TypeFamily::Array ? arrayText(value) : jsonbText(value);
    if (value.isString())
        return type.family == TypeFamily::TimestampTz ? timestampText(value.text) : value.text;
    return toText(value);
}

std::string sqliteText(const Json &value, const SqlType &type)
{
    if (value.isNumber())
        return value.text;
    if (value.isBoolean())
        return value.boolean ? "TRUE" : "FALSE";
    return plainLiteral(value.isString() && type.family != TypeFamily::Json ? value.text : jsonbText(value));
}

} // namespace

std::string plainLiteral(std::string_view text)
{
    return '\'' + replaced(std::string(text), "'", "''") + '\'';
}

std::string jsonbText(const Json &value)
{
    std::string out;
    if (value.isArray()) {
        for (const Json &item : value.items)
            out += (out.empty() ? "" : ", ") + jsonbText(item);
        return '[' + out + ']';
    }
    if (value.isNumber())
        return plainNumber(value.text);
    if (!value.isObject())
        return toText(value);
    std::vector<const JsonMember *> members;
    for (const JsonMember &member : value.members)
        members.push_back(&member);
    std::sort(members.begin(), members.end(), [](const JsonMember *a, const JsonMember *b) {
        return std::pair(a->key.size(), std::string_view(a->key)) < std::pair(b->key.size(), std::string_view(b->key));
    });
    for (const JsonMember *member : members)
        out += (out.empty() ? "" : ", ") + quotedJson(member->key) + ": " + jsonbText(member->value);
    return '{' + out + '}';
}

std::string canonicalType(std::string_view type, DialectKind dialect)
{
    if (dialect == DialectKind::Sqlite || type.find('"') != std::string_view::npos)
        return std::string(trimmed(type));
    std::string name = withSingleBlanks(lowered(type)), rest;
    if (const std::size_t end = name.find_first_of("(["); end != std::string::npos) {
        rest = name.substr(end);
        name = std::string(trimmed(std::string_view(name).substr(0, end)));
    }
    // "timestamp(3) with time zone": the words behind the parentheses are part of the name.
    std::string arrays = rest.find('[') == std::string::npos ? std::string() : rest.substr(rest.find('['));
    rest.erase(rest.size() - arrays.size());
    std::string precision = replaced(rest.substr(0, rest.find(')') == std::string::npos ? rest.size() : rest.find(')') + 1), " ", "");
    const std::string words(trimmed(std::string_view(rest).substr(std::min(rest.size(), rest.find(')') + 1))));
    if (!rest.empty() && !words.empty() && rest.find(')') != std::string::npos)
        name += ' ' + words;
    for (const auto &[alias, canonical] : aliases) {
        if (name == alias)
            name = canonical;
    }
    if (name == "character" && precision.empty())
        precision = "(1)";
    if (name == "numeric" && precision.find(',') == std::string::npos && precision.size() > 2)
        precision.insert(precision.size() - 1, ",0");
    arrays = arrays.empty() ? std::string() : "[]";
    const bool isTime = name.starts_with("time") && name.find(' ') != std::string::npos;
    return isTime ? name.insert(name.find(' '), precision) + arrays : name + precision + arrays;
}

TypeFamily familyOf(std::string_view type)
{
    const std::string name = lowered(type);
    const auto is = [&](std::string_view word) { return name == word; };
    const auto begins = [&](std::string_view word) { return name.starts_with(word); };
    if (name.ends_with("[]"))
        return TypeFamily::Array;
    if (is("integer"))
        return TypeFamily::Integer;
    if (is("bigint"))
        return TypeFamily::BigInt;
    if (is("smallint"))
        return TypeFamily::SmallInt;
    if (begins("numeric") || begins("decimal"))
        return TypeFamily::Numeric;
    if (is("double precision") || is("real"))
        return TypeFamily::Float;
    if (is("text"))
        return TypeFamily::Text;
    if (begins("character varying") || begins("varchar"))
        return TypeFamily::Varchar;
    if (begins("character"))
        return TypeFamily::Char;
    if (is("boolean"))
        return TypeFamily::Boolean;
    if (is("date"))
        return TypeFamily::Date;
    if (begins("timestamp") && name.ends_with("with time zone"))
        return TypeFamily::TimestampTz;
    return is("jsonb") || is("json") ? TypeFamily::Json : TypeFamily::Other;
}

SqlType sqlTypeOf(std::string_view type, DialectKind dialect)
{
    SqlType result{canonicalType(type, dialect), TypeFamily::Other, dialect};
    result.family = familyOf(result.name);
    return result;
}

std::optional<std::string> defaultText(const Json &value, const SqlType &type)
{
    if (value.isNull())
        return std::nullopt;
    if (type.dialect == DialectKind::Sqlite)
        return sqliteText(value, type);
    if (value.isNumber() && isNumber(type.family))
        return constantText(constantOf(value.text));
    if (value.isBoolean() && type.family == TypeFamily::Boolean)
        return std::string(value.boolean ? "true" : "false");
    return quotedWithType(textOf(value, type), type);
}

std::string operandText(const Json &value, const SqlType &type)
{
    if (type.dialect == DialectKind::Sqlite)
        return sqliteText(value, type);
    if (value.isBoolean() && type.family == TypeFamily::Boolean)
        return value.boolean ? "true" : "false";
    if (!value.isNumber() || !isNumber(type.family))
        return quotedWithType(textOf(value, type), type.family == TypeFamily::Varchar ? SqlType{"text", TypeFamily::Text, type.dialect} : type);
    const NumberConstant constant = constantOf(value.text);
    const std::string text = constantText(constant);
    if (type.family == TypeFamily::Float)
        return '(' + text + ")::double precision";
    return type.family == TypeFamily::Numeric && constant.type != "numeric" ? '(' + text + ")::numeric" : text;
}

} // namespace kilter
