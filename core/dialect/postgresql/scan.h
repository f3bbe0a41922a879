#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kilter::postgresql {

enum class TokenKind
{
    Word,       ///< unquoted name or keyword
    QuotedName, ///< "…", U&"…"
    String, ///< '…', E'…', B'…', X'…', N'…', U&'…'; with the parts that continue it on other lines for E'…'
    DollarString,
    Number,
    Parameter, ///< $1
    Symbol,    ///< one character of an operator or punctuation
    Blank,
    Comment, ///< -- to the end of its line (without the line end), or nested /* */
};

/// A piece of SQL text: bytes [begin, end).
struct Token
{
    TokenKind kind = TokenKind::Symbol;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// PostgreSQL's lexical structure (manual, 4.1) with standard_conforming_strings on, for text that the parser may not
/// know. Every byte belongs to exactly one token.
class Scanner
{
public:
    explicit Scanner(std::string_view sql, std::size_t position = 0) : m_sql(sql), m_position(position) {}

    /// None at the end, and at a quote or comment that never ends: then problem() says which, and position() stands at
    /// its beginning.
    std::optional<Token> next();
    const std::string &problem() const { return m_problem; }
    std::size_t position() const { return m_position; }
    void moveTo(std::size_t position) { m_position = position; }

private:
    std::optional<Token> token(TokenKind kind, std::size_t end);
    std::optional<Token> unterminated(std::string what);
    std::optional<Token> comment();
    std::optional<Token> quotedText(std::size_t quote, bool escapes, TokenKind kind);
    std::optional<Token> dollar();
    std::optional<Token> word();

    std::string_view m_sql;
    std::size_t m_position;
    std::string m_problem;
};

/// The tokens without blanks and comments, up to `most`; what stands before an unterminated quote.
std::vector<Token> significantTokens(std::string_view sql, std::size_t most = std::string_view::npos);

} // namespace kilter::postgresql
