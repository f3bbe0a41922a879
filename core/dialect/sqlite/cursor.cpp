#include "core/dialect/sqlite/cursor.h"

namespace kilter::sqlite {

Result<> Cursor::need(std::string_view op)
{
    if (!take(op))
        return unexpected('"' + std::string(op) + '"');
    return {};
}

Result<> Cursor::needWord(std::string_view upperCase)
{
    if (!takeWord(upperCase))
        return unexpected(upperCase);
    return {};
}

Result<std::string> Cursor::name()
{
    const Token *token = peek();
    if (!token || (token->kind != TokenKind::Word && token->kind != TokenKind::QuotedName && token->kind != TokenKind::String))
        return unexpected("a name");
    ++m_at;
    return nameOf(*token);
}

Result<std::string> Cursor::qualifiedName()
{
    KILTER_TRY(std::string first, name());
    if (!take("."))
        return first;
    return name();
}

Result<std::vector<std::string>> Cursor::names()
{
    std::vector<std::string> found;
    KILTER_CHECK(need("("));
    do {
        KILTER_TRY(std::string one, name());
        found.push_back(std::move(one));
        // COLLATE and ASC or DESC are taken for old files and mean nothing here.
        if (takeWord("COLLATE"))
            KILTER_CHECK(name());
        if (!takeWord("ASC"))
            takeWord("DESC");
    } while (take(","));
    KILTER_CHECK(need(")"));
    return found;
}

Result<std::span<const Token>> Cursor::parenthesised()
{
    KILTER_CHECK(need("("));
    const std::size_t begin = m_at;
    for (int depth = 1; m_at < m_tokens.size(); ++m_at) {
        depth += is("(") ? 1 : is(")") ? -1 : 0;
        if (depth == 0) {
            ++m_at;
            return m_tokens.subspan(begin, m_at - begin - 1);
        }
    }
    return unexpected("\")\"");
}

std::span<const Token> Cursor::untilComma()
{
    const std::size_t begin = m_at;
    for (int depth = 0; m_at < m_tokens.size(); ++m_at) {
        if (depth == 0 && (is(",") || is(")")))
            break;
        depth += is("(") ? 1 : is(")") ? -1 : 0;
    }
    return from(begin);
}

std::string Cursor::textOf(std::span<const Token> tokens) const
{
    if (tokens.empty())
        return {};
    return std::string(m_sql.substr(tokens.front().offset, tokens.back().end() - tokens.front().offset));
}

tl::unexpected<Error> Cursor::unexpected(std::string_view wanted) const
{
    const std::size_t offset = atEnd() ? m_sql.size() : m_tokens[m_at].offset;
    const std::string found = atEnd() ? "the end" : '"' + std::string(m_tokens[m_at].text) + '"';
    return invalidAt(m_sql, offset, std::string(wanted) + " expected, found " + found);
}

/// Splits "expression [COLLATE name] [ASC | DESC]".
IndexedColumn indexedColumn(const Cursor &cursor, std::span<const Token> tokens)
{
    IndexedColumn column;
    if (tokens.size() > 1 && (tokens.back().isWord("ASC") || tokens.back().isWord("DESC"))) {
        column.descending = tokens.back().isWord("DESC");
        tokens = tokens.first(tokens.size() - 1);
    }
    if (tokens.size() > 2 && tokens[tokens.size() - 2].isWord("COLLATE")) {
        column.collation = nameOf(tokens.back());
        tokens = tokens.first(tokens.size() - 2);
    }
    const bool isName = tokens.size() == 1
                        && (tokens[0].kind == TokenKind::Word || tokens[0].kind == TokenKind::QuotedName || tokens[0].kind == TokenKind::String);
    column.isExpression = !isName;
    column.expression = isName ? nameOf(tokens[0]) : cursor.textOf(tokens);
    return column;
}

/// The tokens of a statement without final semicolons.
Result<std::vector<Token>> statementTokens(std::string_view sql)
{
    KILTER_TRY(std::vector<Token> tokens, tokensOf(sql));
    while (!tokens.empty() && tokens.back().is(";"))
        tokens.pop_back();
    return tokens;
}

} // namespace kilter::sqlite
