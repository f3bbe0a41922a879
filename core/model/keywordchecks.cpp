#include "core/model/keywordchecks.h"

#include "core/base/text.h"

namespace kilter {
namespace {

/// Writes expressions over one column in the words of one server.
class Writer
{
public:
    Writer(const std::string &column, const SqlType &type) : m_column(column), m_type(type) {}

    bool isServer() const { return m_type.dialect == DialectKind::PostgreSql; }

    std::string comparison(const char *sign, const Json &value) const
    {
        const bool widens = isServer() && isWhole(m_type.family) && value.isNumber() && value.text.find_first_of(".eE") != std::string::npos;
        const SqlType numeric{"numeric", TypeFamily::Numeric, m_type.dialect};
        return widens ? enclosed('(' + m_column + ")::numeric " + sign + ' ' + operandText(value, numeric))
                      : enclosed(asOperand() + ' ' + sign + ' ' + operandText(value, m_type));
    }

    std::string length(const char *sign, const Json &value) const
    {
        const SqlType integer{"integer", TypeFamily::Integer, m_type.dialect};
        const std::string argument = isServer() && m_type.family == TypeFamily::Varchar ? asOperand() : m_column;
        return enclosed((isServer() ? "char_length(" : "length(") + argument + ") " + sign + ' ' + operandText(value, integer));
    }

    std::string pattern(const Json &value) const { return enclosed(asOperand() + " ~ " + plainLiteral(value.text) + "::text"); }

    std::string oneOf(const std::vector<Json> &values) const
    {
        std::string list;
        if (!isServer()) {
            for (const Json &value : values)
                list += (list.empty() ? "" : ", ") + operandText(value, m_type);
            return m_column + " IN (" + list + ')';
        }
        if (values.size() == 1)
            return comparison("=", values.front());
        const bool isVarchar = m_type.family == TypeFamily::Varchar;
        for (const Json &value : values)
            list += (list.empty() ? "" : ", ") + (isVarchar ? plainLiteral(value.text) + "::character varying" : itemText(value));
        return '(' + asOperand() + " = ANY (" + (isVarchar ? "(ARRAY[" + list + "])::text[]" : "ARRAY[" + list + ']') + "))";
    }

    std::string multiple(const Json &value) const
    {
        if (!isServer())
            return m_column + " % " + value.text + " = 0";
        const bool isWholeStep = value.text.find_first_of(".eE") == std::string::npos;
        if (m_type.family == TypeFamily::BigInt && isWholeStep)
            return "((" + m_column + " % (" + value.text + ")::bigint) = 0)";
        if (isWhole(m_type.family) && isWholeStep)
            return "((" + (m_type.family == TypeFamily::SmallInt ? '(' + m_column + ")::integer" : m_column) + " % " + value.text + ") = 0)";
        const SqlType numeric{"numeric", TypeFamily::Numeric, m_type.dialect};
        const std::string column = m_type.family == TypeFamily::Numeric ? m_column : '(' + m_column + ")::numeric";
        return "((" + column + " % " + operandText(value, numeric) + ") = (0)::numeric)";
    }

private:
    std::string enclosed(const std::string &expression) const { return isServer() ? '(' + expression + ')' : expression; }

    std::string asOperand() const
    {
        return isServer() && m_type.family == TypeFamily::Varchar ? '(' + m_column + ")::text" : m_column;
    }

    /// In an array all items have one type, so an integer beside a bigint column is cast.
    std::string itemText(const Json &value) const
    {
        const std::string text = operandText(value, m_type);
        const bool isCast = m_type.family == TypeFamily::BigInt && text.find("::bigint") == std::string::npos;
        return isCast ? '(' + text + ")::bigint" : text;
    }

    const std::string &m_column;
    const SqlType &m_type;
};

class Collector
{
public:
    Collector(const KeywordLookup &lookup, const std::string &column, const SqlType &type) : m_lookup(lookup), m_type(type), m_writer(column, type) {}

    std::vector<KeywordCheck> all()
    {
        if (isNumber(m_type.family)) {
            bounds("min", "minimum", ">=", "exclusiveMinimum", ">");
            bounds("max", "maximum", "<=", "exclusiveMaximum", "<");
        }
        if (isText(m_type.family)) {
            lengths();
            if (const Json *value = m_lookup("pattern"); value && m_writer.isServer() && isPatternForServer(value->text))
                add("pattern", m_writer.pattern(*value));
        }
        values();
        const Json *multiple = m_lookup("multipleOf");
        if (multiple && isNumber(m_type.family) && (m_writer.isServer() || multipleWorksHere(*multiple)))
            add("multiple", m_writer.multiple(*multiple));
        return std::move(m_checks);
    }

private:
    bool multipleWorksHere(const Json &value) const
    {
        return isWhole(m_type.family) && value.text.find_first_of(".eE") == std::string::npos;
    }

    void bounds(const char *suffix, const char *keyword, const char *sign, const char *exclusive, const char *exclusiveSign)
    {
        const Json *bound = m_lookup(keyword);
        const Json *strict = m_lookup(exclusive);
        if (bound && strict) {
            const std::string both = m_writer.comparison(sign, *bound) + " AND " + m_writer.comparison(exclusiveSign, *strict);
            add(suffix, m_writer.isServer() ? '(' + both + ')' : both);
        } else if (bound) {
            add(suffix, m_writer.comparison(sign, *bound));
        } else if (strict) {
            add(suffix, m_writer.comparison(exclusiveSign, *strict));
        }
    }

    void lengths()
    {
        if (const Json *value = m_lookup("minLength"); value && value->integer() > 0)
            add("minlen", m_writer.length(">=", *value));
        const bool limited = m_type.family == TypeFamily::Varchar && m_type.name.ends_with(')') && m_writer.isServer();
        if (const Json *value = m_lookup("maxLength"); value && !limited)
            add("maxlen", m_writer.length("<=", *value));
    }

    /// Whether a value can stand beside a column of the type at all.
    bool isComparable(const Json &value) const
    {
        if (value.isString())
            return !isNumber(m_type.family) && m_type.family != TypeFamily::Boolean;
        if (value.isNumber())
            return isNumber(m_type.family);
        return value.isBoolean() ? m_type.family == TypeFamily::Boolean : m_type.family == TypeFamily::Json;
    }

    void values()
    {
        if (const Json *list = m_lookup("enum")) {
            std::vector<Json> values;
            std::copy_if(list->items.begin(), list->items.end(), std::back_inserter(values), [](const Json &v) { return !v.isNull(); });
            if (!values.empty() && std::all_of(values.begin(), values.end(), [&](const Json &v) { return isComparable(v); }))
                add("in", m_writer.oneOf(values));
        }
        if (const Json *value = m_lookup("const"); value && !value->isNull() && isComparable(*value))
            add("const", m_writer.comparison("=", *value));
    }

    void add(std::string suffix, std::string expression) { m_checks.push_back({std::move(suffix), std::move(expression)}); }

    const KeywordLookup &m_lookup;
    const SqlType &m_type;
    Writer m_writer;
    std::vector<KeywordCheck> m_checks;
};

/// String literals and bare numbers of an expression in order, as JSON values.
std::vector<Json> literalsIn(const std::string &expression, const SqlType &type)
{
    std::vector<Json> values;
    for (std::size_t i = 0; i < expression.size();) {
        const char c = expression[i];
        if (c == '\'') {
            std::string text;
            for (++i; i < expression.size(); ++i) {
                if (expression[i] == '\'' && (i + 1 >= expression.size() || expression[i + 1] != '\''))
                    break;
                i += expression[i] == '\'' ? 1 : 0;
                text += expression[i];
            }
            ++i;
            values.push_back(isNumber(type.family) ? Json::number(text) : Json::of(text));
        } else if (c == '"') {
            i = std::min(expression.find('"', i + 1), expression.size() - 1) + 1;
        } else if (std::isalpha(static_cast<unsigned char>(c)) || c == '_') {
            const std::size_t begin = i;
            while (i < expression.size() && (std::isalnum(static_cast<unsigned char>(expression[i])) || expression[i] == '_'))
                ++i;
            const std::string word = lowered(expression.substr(begin, i - begin));
            if (word == "true" || word == "false")
                values.push_back(Json::of(word == "true"));
        } else if (std::isdigit(static_cast<unsigned char>(c)) || (c == '-' && i + 1 < expression.size() && std::isdigit(static_cast<unsigned char>(expression[i + 1])))) {
            const std::size_t begin = i++;
            while (i < expression.size() && (std::isdigit(static_cast<unsigned char>(expression[i])) || expression[i] == '.'))
                ++i;
            values.push_back(Json::number(expression.substr(begin, i - begin)));
        } else {
            ++i;
        }
    }
    return values;
}

bool isJsonNumber(const Json &value)
{
    if (!value.isNumber())
        return true;
    const auto parsed = parseJson(value.text);
    return parsed && parsed->isNumber();
}

} // namespace

bool isPatternForServer(std::string_view pattern)
{
    const std::size_t group = pattern.find("(?<");
    const bool isNamed = group != std::string_view::npos && group + 3 < pattern.size() && pattern[group + 3] != '=' && pattern[group + 3] != '!';
    return pattern.find("\\p{") == std::string_view::npos && pattern.find("\\P{") == std::string_view::npos && !isNamed;
}

std::vector<KeywordCheck> keywordChecks(const KeywordLookup &lookup, const std::string &column, const SqlType &type)
{
    return Collector(lookup, column, type).all();
}

std::vector<std::pair<std::string, Json>> keywordsOfCheck(std::string_view suffix, const std::string &expression, const SqlType &type)
{
    std::vector<Json> values = literalsIn(expression, suffix == "minlen" || suffix == "maxlen" ? SqlType{"integer", TypeFamily::Integer, type.dialect} : type);
    if (values.empty() || !std::all_of(values.begin(), values.end(), isJsonNumber))
        return {};
    const Json first = values.front();
    const bool isStrict = expression.find(suffix == "min" ? ">=" : "<=") == std::string::npos;
    if (suffix == "min")
        return {{isStrict ? "exclusiveMinimum" : "minimum", first}};
    if (suffix == "max")
        return {{isStrict ? "exclusiveMaximum" : "maximum", first}};
    if (suffix == "minlen")
        return {{"minLength", first}};
    if (suffix == "maxlen")
        return {{"maxLength", first}};
    if (suffix == "pattern")
        return {{"pattern", first}};
    if (suffix == "const")
        return {{"const", first}};
    if (suffix == "multiple")
        return {{"multipleOf", first}};
    if (suffix == "in")
        return {{"enum", Json::array(std::move(values))}};
    return {};
}

} // namespace kilter
