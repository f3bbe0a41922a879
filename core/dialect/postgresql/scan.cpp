#include "core/dialect/postgresql/scan.h"

#include <cctype>

namespace kilter::postgresql {
namespace {

constexpr auto none = std::string_view::npos;

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool isNameStart(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t endOfBlanks(std::string_view sql, std::size_t at)
{
    while (at < sql.size() && isBlank(sql[at]))
        ++at;
    return at;
}

/// After the closing quote of a string: the quote that continues it, when only blanks with a line end (and -- comments)
/// stand between (manual, 4.1.2.1).
std::size_t continuation(std::string_view sql, std::size_t at)
{
    bool lineEnd = false;
    while (at < sql.size()) {
        if (isBlank(sql[at])) {
            lineEnd = lineEnd || sql[at] == '\n' || sql[at] == '\r';
            ++at;
        } else if (sql.substr(at, 2) == "--") {
            at = std::min(sql.find_first_of("\r\n", at), sql.size());
        } else {
            break;
        }
    }
    return lineEnd && at < sql.size() && sql[at] == '\'' ? at : none;
}

/// Just after the quote that ends a text; none when nothing ends it.
std::size_t endOfQuoted(std::string_view sql, std::size_t quote, bool escapes)
{
    const char mark = sql[quote];
    for (std::size_t at = quote + 1; at < sql.size(); ++at) {
        if (escapes && sql[at] == '\\') {
            ++at;
        } else if (sql[at] == mark) {
            if (at + 1 < sql.size() && sql[at + 1] == mark)
                ++at;
            else
                return at + 1;
        }
    }
    return none;
}

std::size_t endOfBlockComment(std::string_view sql, std::size_t begin)
{
    int depth = 0;
    for (std::size_t at = begin; at + 1 < sql.size(); ++at) {
        if (sql[at] == '/' && sql[at + 1] == '*') {
            ++depth;
            ++at;
        } else if (sql[at] == '*' && sql[at + 1] == '/') {
            ++at;
            if (--depth == 0)
                return at + 1;
        }
    }
    return none;
}

/// The quote of U&'…', E'…', N'…' and so on that begins at `at`; none when a plain word does.
std::size_t prefixedQuote(std::string_view sql, std::size_t at)
{
    const char letter = char(std::tolower(static_cast<unsigned char>(sql[at])));
    const std::string_view rest = sql.substr(at + 1, 2);
    if (letter == 'u' && rest.size() == 2 && rest[0] == '&' && (rest[1] == '\'' || rest[1] == '"'))
        return at + 2;
    if (std::string_view("ebxn").find(letter) != none && !rest.empty() && rest[0] == '\'')
        return at + 1;
    return none;
}

} // namespace

std::optional<Token> Scanner::token(TokenKind kind, std::size_t end)
{
    const Token result{kind, m_position, end};
    m_position = end;
    return result;
}

std::optional<Token> Scanner::unterminated(std::string what)
{
    m_problem = std::move(what);
    return std::nullopt;
}

std::optional<Token> Scanner::comment()
{
    if (m_sql[m_position] == '-')
        return token(TokenKind::Comment, std::min(m_sql.find_first_of("\r\n", m_position), m_sql.size()));
    const std::size_t end = endOfBlockComment(m_sql, m_position);
    return end == none ? unterminated("this comment never ends") : token(TokenKind::Comment, end);
}

std::optional<Token> Scanner::quotedText(std::size_t quote, bool escapes, TokenKind kind)
{
    std::size_t end = endOfQuoted(m_sql, quote, escapes);
    while (end != none && escapes) {
        const std::size_t next = continuation(m_sql, end);
        if (next == none)
            break;
        end = endOfQuoted(m_sql, next, escapes);
    }
    if (end == none)
        return unterminated(kind == TokenKind::String ? "this quoted text never ends" : "this quoted name never ends");
    return token(kind, end);
}

std::optional<Token> Scanner::dollar()
{
    std::size_t at = m_position + 1;
    if (at < m_sql.size() && isDigit(m_sql[at])) {
        while (at < m_sql.size() && isDigit(m_sql[at]))
            ++at;
        return token(TokenKind::Parameter, at);
    }
    if (at < m_sql.size() && isNameStart(m_sql[at])) {
        while (at < m_sql.size() && (isNameStart(m_sql[at]) || isDigit(m_sql[at])))
            ++at;
    }
    if (at >= m_sql.size() || m_sql[at] != '$')
        return token(TokenKind::Symbol, m_position + 1);
    const std::string_view tag = m_sql.substr(m_position, at + 1 - m_position);
    const std::size_t end = m_sql.find(tag, at + 1);
    if (end == none)
        return unterminated("this text quoted with " + std::string(tag) + " never ends");
    return token(TokenKind::DollarString, end + tag.size());
}

std::optional<Token> Scanner::word()
{
    const std::size_t quote = prefixedQuote(m_sql, m_position);
    if (quote != none) {
        const char letter = m_sql[m_position];
        return quotedText(quote, letter == 'e' || letter == 'E',
                          m_sql[quote] == '"' ? TokenKind::QuotedName : TokenKind::String);
    }
    std::size_t at = m_position;
    while (at < m_sql.size() && (isNameStart(m_sql[at]) || isDigit(m_sql[at]) || m_sql[at] == '$'))
        ++at;
    return token(TokenKind::Word, at);
}

std::optional<Token> Scanner::next()
{
    if (m_position >= m_sql.size() || !m_problem.empty())
        return std::nullopt;
    const char c = m_sql[m_position];
    const std::string_view two = m_sql.substr(m_position, 2);
    if (m_position == 0 && m_sql.starts_with("\xEF\xBB\xBF"))
        return token(TokenKind::Blank, 3); // a byte order mark
    if (isBlank(c))
        return token(TokenKind::Blank, endOfBlanks(m_sql, m_position));
    if (two == "--" || two == "/*")
        return comment();
    if (c == '\'' || c == '"')
        return quotedText(m_position, false, c == '"' ? TokenKind::QuotedName : TokenKind::String);
    if (c == '$')
        return dollar();
    if (isNameStart(c))
        return word();
    if (isDigit(c)) {
        std::size_t at = m_position;
        while (at < m_sql.size() &&
               (std::isalnum(static_cast<unsigned char>(m_sql[at])) || m_sql[at] == '_' || m_sql[at] == '.'))
            ++at;
        return token(TokenKind::Number, at);
    }
    return token(TokenKind::Symbol, m_position + 1);
}

std::vector<Token> significantTokens(std::string_view sql, std::size_t most)
{
    std::vector<Token> tokens;
    Scanner scanner(sql);
    while (tokens.size() < most) {
        const auto token = scanner.next();
        if (!token)
            break;
        if (token->kind != TokenKind::Blank && token->kind != TokenKind::Comment)
            tokens.push_back(*token);
    }
    return tokens;
}

} // namespace kilter::postgresql
