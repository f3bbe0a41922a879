#include "tests/support/sqltokens.h"

#include "core/base/text.h"

namespace kilter::test {

namespace {

bool isNamePart(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return std::isalnum(byte) || c == '_' || c == '$' || byte >= 0x80;
}

class Reader
{
public:
    Reader(std::string_view text, SqlFlavour flavour) : m_text(text), m_flavour(flavour) {}

    std::vector<SqlToken> read()
    {
        while (m_at < m_text.size()) {
            if (const std::size_t blank = blankEnd(); blank > m_at)
                m_at = blank;
            else
                readToken();
        }
        return std::move(m_tokens);
    }

private:
    char at(std::size_t i) const { return i < m_text.size() ? m_text[i] : '\0'; }
    std::size_t lineEnd(std::size_t i) const { return std::min(m_text.find('\n', i), m_text.size()); }

    std::size_t blankEnd() const
    {
        const std::size_t i = m_at;
        if (std::isspace(static_cast<unsigned char>(at(i))))
            return i + 1;
        if (at(i) == '-' && at(i + 1) == '-')
            return lineEnd(i);
        if (at(i) == '\\' && (i == 0 || at(i - 1) == '\n'))
            return lineEnd(i);
        return at(i) == '/' && at(i + 1) == '*' ? commentEnd() : i;
    }

    std::size_t commentEnd() const
    {
        int depth = 0;
        std::size_t i = m_at;
        while (i < m_text.size()) {
            if (at(i) == '/' && at(i + 1) == '*' && (depth == 0 || m_flavour == SqlFlavour::PostgreSql)) {
                ++depth;
                i += 2;
            } else if (at(i) == '*' && at(i + 1) == '/') {
                i += 2;
                if (--depth == 0)
                    break;
            } else {
                ++i;
            }
        }
        return i;
    }

    /// Past the closing quote; a doubled quote stands for one, a backslash escapes where the literal allows it.
    std::size_t quotedEnd(std::size_t open, char close, bool escapes = false) const
    {
        std::size_t i = open + 1;
        while (i < m_text.size()) {
            if (escapes && at(i) == '\\')
                i += 2;
            else if (at(i) == close && at(i + 1) == close && close != ']')
                i += 2;
            else if (at(i++) == close)
                break;
        }
        return std::min(i, m_text.size());
    }

    std::size_t dollarEnd() const
    {
        std::size_t tagEnd = m_at + 1;
        while (isNamePart(at(tagEnd)) && at(tagEnd) != '$')
            ++tagEnd;
        if (at(tagEnd) != '$' || std::isdigit(static_cast<unsigned char>(at(m_at + 1))))
            return m_at;
        const std::string_view tag = m_text.substr(m_at, tagEnd + 1 - m_at);
        const std::size_t close = m_text.find(tag, tagEnd + 1);
        return close == std::string_view::npos ? m_text.size() : close + tag.size();
    }

    void add(SqlToken::Type type, std::size_t end)
    {
        m_tokens.push_back({type, m_text.substr(m_at, end - m_at), m_at});
        m_at = end;
    }

    void readToken()
    {
        const char c = at(m_at);
        const bool postgres = m_flavour == SqlFlavour::PostgreSql;
        if (c == '\'')
            return add(SqlToken::Type::String, quotedEnd(m_at, '\''));
        if (c == '"' || (!postgres && c == '`'))
            return add(SqlToken::Type::QuotedName, quotedEnd(m_at, c));
        if (!postgres && c == '[')
            return add(SqlToken::Type::QuotedName, quotedEnd(m_at, ']'));
        if (c == '$' && postgres && dollarEnd() > m_at)
            return add(SqlToken::Type::String, dollarEnd());
        if (std::isdigit(static_cast<unsigned char>(c))) {
            std::size_t end = m_at;
            while (isNamePart(at(end)) || at(end) == '.')
                ++end;
            return add(SqlToken::Type::Number, end);
        }
        if (isNamePart(c)) {
            const bool escape = (c == 'e' || c == 'E') && postgres;
            if (at(m_at + 1) == '\'' && (escape || c == 'x' || c == 'X'))
                return add(SqlToken::Type::String, quotedEnd(m_at + 1, '\'', escape));
            std::size_t end = m_at;
            while (isNamePart(at(end)))
                ++end;
            return add(SqlToken::Type::Word, end);
        }
        add(SqlToken::Type::Symbol, m_at + 1);
    }

    std::string_view m_text;
    SqlFlavour m_flavour;
    std::size_t m_at = 0;
    std::vector<SqlToken> m_tokens;
};

} // namespace

bool SqlToken::is(std::string_view upperCaseWord) const
{
    return (type == Type::Word || type == Type::Symbol) && equalsIgnoringCase(text, upperCaseWord);
}

std::vector<SqlToken> tokensOf(std::string_view sql, SqlFlavour flavour)
{
    return Reader(sql, flavour).read();
}

std::string nameOf(const SqlToken &token)
{
    if (token.type != SqlToken::Type::QuotedName && token.type != SqlToken::Type::String)
        return std::string(token.text);
    const std::string inner(token.text.substr(1, token.text.size() - 2));
    const char close = token.text.back();
    return close == ']' ? inner : replaced(inner, std::string(2, close), std::string(1, close));
}

std::size_t closingOf(const std::vector<SqlToken> &tokens, std::size_t open)
{
    int depth = 0;
    for (std::size_t i = open; i < tokens.size(); ++i) {
        if (tokens[i].is("("))
            ++depth;
        else if (tokens[i].is(")") && --depth == 0)
            return i;
    }
    return tokens.size();
}

} // namespace kilter::test
