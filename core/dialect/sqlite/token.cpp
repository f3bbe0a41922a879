#include "core/dialect/sqlite/token.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace kilter::sqlite {
namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isWordStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isWordPart(char c)
{
    return isWordStart(c) || isDigit(c) || c == '$';
}

/// Walks over one text.
class Scanner
{
public:
    explicit Scanner(std::string_view sql) : m_sql(sql) {}

    Result<std::vector<Token>> all(bool withComments)
    {
        std::vector<Token> tokens;
        while (skipSpace()) {
            const std::size_t begin = m_at;
            KILTER_TRY(const TokenKind kind, advance());
            if (kind != TokenKind::Comment || withComments)
                tokens.push_back({kind, begin, m_sql.substr(begin, m_at - begin)});
        }
        return tokens;
    }

private:
    char at(std::size_t place) const { return place < m_sql.size() ? m_sql[place] : '\0'; }

    /// A byte order mark where a token could begin is space too (SQLite, tokenize.c).
    bool skipSpace()
    {
        constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
        while (m_at < m_sql.size()) {
            if (isSpace(m_sql[m_at]))
                ++m_at;
            else if (m_sql.substr(m_at).starts_with(byteOrderMark))
                m_at += byteOrderMark.size();
            else
                break;
        }
        return m_at < m_sql.size();
    }

    Result<TokenKind> advance()
    {
        const char c = at(m_at);
        if (c == '-' && at(m_at + 1) == '-')
            return lineComment();
        if (c == '/' && at(m_at + 1) == '*')
            return blockComment();
        if (c == '\'')
            return quoted(m_at, '\'', TokenKind::String, "string");
        if (c == '"' || c == '`')
            return quoted(m_at, c, TokenKind::QuotedName, "quoted name");
        if (c == '[')
            return bracketed();
        if ((c == 'x' || c == 'X') && at(m_at + 1) == '\'')
            return quoted(m_at + 1, '\'', TokenKind::Blob, "blob");
        if (isDigit(c) || (c == '.' && isDigit(at(m_at + 1))))
            return number();
        if (isWordStart(c))
            return word(TokenKind::Word);
        if (c == '?' || c == '@' || c == ':' || c == '$' || c == '#')
            return word(TokenKind::Variable);
        return op();
    }

    Result<TokenKind> lineComment()
    {
        m_at = std::min(m_sql.find('\n', m_at), m_sql.size());
        return TokenKind::Comment;
    }

    Result<TokenKind> blockComment()
    {
        const std::size_t end = m_sql.find("*/", m_at + 2);
        if (end == std::string_view::npos)
            return invalidAt(m_sql, m_at, "comment without its end", "close it with */");
        m_at = end + 2;
        return TokenKind::Comment;
    }

    Result<TokenKind> quoted(std::size_t open, char quote, TokenKind kind, std::string_view what)
    {
        for (std::size_t i = open + 1; i < m_sql.size(); ++i) {
            if (m_sql[i] != quote)
                continue;
            if (at(i + 1) == quote) {
                ++i;
                continue;
            }
            m_at = i + 1;
            return kind;
        }
        return invalidAt(m_sql, m_at, std::string(what) + " without its end", std::string("close it with ") + quote);
    }

    Result<TokenKind> bracketed()
    {
        const std::size_t end = m_sql.find(']', m_at);
        if (end == std::string_view::npos)
            return invalidAt(m_sql, m_at, "quoted name without its end", "close it with ]");
        m_at = end + 1;
        return TokenKind::QuotedName;
    }

    /// Digits with underscores between them (SQLite 3.46).
    void digits()
    {
        while (isDigit(at(m_at)) || (at(m_at) == '_' && isDigit(at(m_at + 1))))
            ++m_at;
    }

    Result<TokenKind> number()
    {
        if (at(m_at) == '0' && (at(m_at + 1) | 0x20) == 'x' && isHexDigit(at(m_at + 2))) {
            m_at += 2;
            while (isHexDigit(at(m_at)) || at(m_at) == '_')
                ++m_at;
            return TokenKind::Number;
        }
        digits();
        if (at(m_at) == '.') {
            ++m_at;
            digits();
        }
        const std::size_t sign = at(m_at + 1) == '+' || at(m_at + 1) == '-' ? 2 : 1;
        if ((at(m_at) | 0x20) == 'e' && isDigit(at(m_at + sign))) {
            m_at += sign;
            digits();
        }
        return TokenKind::Number;
    }

    Result<TokenKind> word(TokenKind kind)
    {
        do
            ++m_at;
        while (isWordPart(at(m_at)));
        return kind;
    }

    Result<TokenKind> op()
    {
        static constexpr std::array<std::string_view, 9> longOnes{"->>", "->", "==", "<=", "<>", "<<", ">=", ">>", "||"};
        const std::string_view rest = m_sql.substr(m_at);
        const auto found = std::ranges::find_if(longOnes, [&](std::string_view o) { return rest.starts_with(o); });
        if (found != longOnes.end())
            m_at += found->size();
        else if (rest.starts_with("!="))
            m_at += 2;
        else if (std::string_view("-();+*/%=<>,&~.|").find(rest.front()) != std::string_view::npos)
            ++m_at;
        else
            return invalidAt(m_sql, m_at, std::string("unexpected character \"") + rest.front() + '"');
        return TokenKind::Operator;
    }

    std::string_view m_sql;
    std::size_t m_at = 0;
};

} // namespace

bool Token::isWord(std::string_view upperCase) const
{
    return kind == TokenKind::Word && equalsIgnoringCase(text, upperCase);
}

Result<std::vector<Token>> tokensOf(std::string_view sql, bool withComments)
{
    return Scanner(sql).all(withComments);
}

std::string nameOf(const Token &token)
{
    if (token.kind != TokenKind::QuotedName && token.kind != TokenKind::String)
        return std::string(token.text);
    const std::string inner(token.text.substr(1, token.text.size() - 2));
    if (token.text.front() == '[')
        return inner;
    const std::string quote(1, token.text.front());
    return replaced(inner, quote + quote, quote);
}

tl::unexpected<Error> invalidAt(std::string_view sql, std::size_t offset, std::string message, std::string hint)
{
    const TextPlace place = placeAt(sql, offset);
    Error error{ErrorCode::Invalid, "line " + std::to_string(place.line) + ", column " + std::to_string(place.column) + ": " + message,
                hint, {}, {}};
    error.diagnostics.push_back({Severity::Error, "sql-syntax", std::move(message), std::move(hint), {{}, place.line, place.column}});
    return tl::unexpected<Error>(std::move(error));
}

} // namespace kilter::sqlite
