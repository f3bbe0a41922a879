#pragma once
#include "core/dialect/sqlite/createtable.h"

#include <algorithm>
#include <span>

namespace kilter::sqlite {

/// Reads the tokens of one statement from front to back.
class Cursor
{
public:
    Cursor(std::string_view sql, std::span<const Token> tokens) : m_sql(sql), m_tokens(tokens) {}

    bool atEnd() const { return m_at >= m_tokens.size(); }
    std::size_t place() const { return m_at; }
    const Token *peek(std::size_t ahead = 0) const { return m_at + ahead < m_tokens.size() ? &m_tokens[m_at + ahead] : nullptr; }
    bool isWord(std::string_view upperCase, std::size_t ahead = 0) const { return peek(ahead) && peek(ahead)->isWord(upperCase); }
    bool is(std::string_view op, std::size_t ahead = 0) const { return peek(ahead) && peek(ahead)->is(op); }
    void skip() { ++m_at; }

    bool take(std::string_view op) { return is(op) ? (++m_at, true) : false; }
    bool takeWord(std::string_view upperCase) { return isWord(upperCase) ? (++m_at, true) : false; }
    bool takeWords(std::string_view first, std::string_view second)
    {
        return isWord(first) && isWord(second, 1) ? (m_at += 2, true) : false;
    }

    Result<> need(std::string_view op);
    Result<> needWord(std::string_view upperCase);
    Result<std::string> name();
    /// name [. name]: the last.
    Result<std::string> qualifiedName();
    /// ( name, … ), parentheses included.
    Result<std::vector<std::string>> names();
    /// What stands between parentheses, which may be nested; both are taken.
    Result<std::span<const Token>> parenthesised();
    /// What stands up to a comma or closing parenthesis at this depth.
    std::span<const Token> untilComma();

    std::string textOf(std::span<const Token> tokens) const;
    std::span<const Token> from(std::size_t place) const { return m_tokens.subspan(place, m_at - place); }
    std::span<const Token> rest() const { return m_tokens.subspan(std::min(m_at, m_tokens.size())); }
    tl::unexpected<Error> unexpected(std::string_view wanted) const;

private:
    std::string_view m_sql;
    std::span<const Token> m_tokens;
    std::size_t m_at = 0;
};

/// Splits "expression [COLLATE name] [ASC | DESC]".
IndexedColumn indexedColumn(const Cursor &cursor, std::span<const Token> tokens);

/// The tokens of a statement without final semicolons.
[[nodiscard]] Result<std::vector<Token>> statementTokens(std::string_view sql);

} // namespace kilter::sqlite
