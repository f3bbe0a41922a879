#include "core/diff/sqltext.h"

#include "core/base/identifier.h"
#include "core/base/text.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace kilter {
namespace {

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

class Reader
{
public:
    Reader(std::string_view sql, DialectKind dialect) : m_sql(sql), m_dialect(dialect) {}

    std::vector<SqlToken> tokens()
    {
        while (m_at < m_sql.size())
            next();
        return std::move(m_tokens);
    }

private:
    char at(std::size_t i) const { return i < m_sql.size() ? m_sql[i] : '\0'; }

    void add(SqlTokenKind kind, std::size_t end, std::string text)
    {
        m_tokens.push_back({kind, m_at, end, std::move(text)});
        m_at = end;
    }

    void next()
    {
        const char c = m_sql[m_at];
        if (c == ' ' || (c >= '\t' && c <= '\r'))
            ++m_at;
        else if (c == '-' && at(m_at + 1) == '-')
            m_at = std::min(m_sql.find('\n', m_at), m_sql.size());
        else if (c == '/' && at(m_at + 1) == '*')
            m_at = m_sql.find("*/", m_at + 2) == std::string_view::npos ? m_sql.size() : m_sql.find("*/", m_at + 2) + 2;
        else if (c == '\'')
            quoted(m_at, '\'', SqlTokenKind::String, false);
        else if (c == '"')
            quoted(m_at, '"', SqlTokenKind::QuotedName, false);
        else if (m_dialect == DialectKind::Sqlite && (c == '`' || c == '['))
            quoted(m_at, c == '`' ? '`' : ']', SqlTokenKind::QuotedName, false);
        else if (m_dialect == DialectKind::PostgreSql && (c == 'E' || c == 'e') && at(m_at + 1) == '\'')
            quoted(m_at + 1, '\'', SqlTokenKind::String, true);
        else if (isNameStart(c))
            word();
        else if (isDigit(c))
            number();
        else if (m_dialect == DialectKind::PostgreSql && c == '$' && dollarQuoted())
            return;
        else
            add(SqlTokenKind::Symbol, m_at + 1, std::string(1, c));
    }

    void quoted(std::size_t open, char close, SqlTokenKind kind, bool escapes)
    {
        std::string text;
        std::size_t i = open + 1;
        for (; i < m_sql.size(); ++i) {
            if (escapes && m_sql[i] == '\\' && i + 1 < m_sql.size()) {
                text += m_sql[++i];
            } else if (m_sql[i] == close) {
                if (at(i + 1) != close || close == ']')
                    break;
                text += m_sql[++i];
            } else {
                text += m_sql[i];
            }
        }
        add(kind, std::min(i + 1, m_sql.size()), std::move(text));
    }

    void word()
    {
        std::size_t end = m_at;
        while (end < m_sql.size() && (isNameStart(m_sql[end]) || isDigit(m_sql[end]) || m_sql[end] == '$'))
            ++end;
        const std::string_view text = m_sql.substr(m_at, end - m_at);
        add(SqlTokenKind::Name, end, m_dialect == DialectKind::PostgreSql ? lowered(text) : std::string(text));
    }

    void number()
    {
        std::size_t end = m_at;
        while (end < m_sql.size() && (isDigit(m_sql[end]) || isNameStart(m_sql[end]) || m_sql[end] == '.'))
            ++end;
        add(SqlTokenKind::Number, end, std::string(m_sql.substr(m_at, end - m_at)));
    }

    bool dollarQuoted()
    {
        std::size_t tag = m_at + 1;
        while (tag < m_sql.size() && (isNameStart(m_sql[tag]) || isDigit(m_sql[tag])))
            ++tag;
        if (at(tag) != '$')
            return false;
        const std::string_view mark = m_sql.substr(m_at, tag + 1 - m_at);
        const std::size_t close = m_sql.find(mark, tag + 1);
        const std::size_t inner = std::min(close, m_sql.size());
        add(SqlTokenKind::String, std::min(inner + mark.size(), m_sql.size()), std::string(m_sql.substr(tag + 1, inner - tag - 1)));
        return true;
    }

    std::string_view m_sql;
    DialectKind m_dialect;
    std::size_t m_at = 0;
    std::vector<SqlToken> m_tokens;
};

/// Words that one spelling of an expression may have and another not: names of types in casts, and what a server writes otherwise.
constexpr std::string_view spellings[] = {
    "all",     "and",      "any",     "array",     "as",   "asc",  "between", "bigint", "bool", "boolean",   "bpchar",  "cast",
    "char",    "character", "current_timestamp",   "date", "decimal", "double", "float", "float4", "float8", "ilike",  "in",
    "inner",   "int",      "int2",    "int4",      "int8", "integer", "interval", "is", "json", "jsonb",     "like",    "name",
    "not",     "now",      "numeric", "or",        "outer", "precision", "real", "smallint", "text", "time", "timestamp",
    "timestamptz", "uuid", "varchar", "varying",   "with", "without", "zone"};

struct TextContent
{
    std::vector<std::string> literals;
    std::set<std::string> words; ///< lower case, without qualifiers
};

TextContent contentOf(std::string_view sql, DialectKind dialect)
{
    TextContent content;
    const auto tokens = sqlTokens(sql, dialect);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == SqlTokenKind::String || tokens[i].kind == SqlTokenKind::Number)
            content.literals.push_back(tokens[i].text);
        else if (tokens[i].isName() && !(i + 1 < tokens.size() && tokens[i + 1].isSymbol('.')))
            content.words.insert(lowered(tokens[i].text));
    }
    return content;
}

} // namespace

bool SqlToken::isWord(std::string_view lowerCase) const
{
    return kind == SqlTokenKind::Name && equalsIgnoringCase(text, lowerCase);
}

std::vector<SqlToken> sqlTokens(std::string_view sql, DialectKind dialect)
{
    return Reader(sql, dialect).tokens();
}

bool namesSame(std::string_view token, std::string_view name, DialectKind dialect)
{
    return dialect == DialectKind::Sqlite ? equalsIgnoringCase(token, name) : token == name;
}

std::string quotedName(std::string_view name)
{
    return isPlainSqlName(name) ? std::string(name) : '"' + replaced(std::string(name), "\"", "\"\"") + '"';
}

std::optional<std::pair<std::string, std::string>> qualifiedNameIn(std::string_view sql, DialectKind dialect)
{
    const auto tokens = sqlTokens(sql, dialect);
    if (tokens.size() == 1 && tokens[0].isName())
        return std::pair(std::string(), tokens[0].text);
    if (tokens.size() == 3 && tokens[0].isName() && tokens[1].isSymbol('.') && tokens[2].isName())
        return std::pair(tokens[0].text, tokens[2].text);
    return std::nullopt;
}

bool maybeSameSql(std::string_view a, std::string_view b, DialectKind dialect)
{
    const TextContent first = contentOf(a, dialect);
    const TextContent second = contentOf(b, dialect);
    std::vector<std::string> different;
    std::set_symmetric_difference(first.words.begin(), first.words.end(), second.words.begin(), second.words.end(),
                                  std::back_inserter(different));
    const auto isSpelling = [](const std::string &word) {
        return std::find(std::begin(spellings), std::end(spellings), word) != std::end(spellings);
    };
    return first.literals == second.literals && std::all_of(different.begin(), different.end(), isSpelling);
}

} // namespace kilter
