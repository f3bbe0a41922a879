#include "core/dialect/sqlite/split.h"

#include "core/base/text.h"
#include "core/dialect/sqlite/token.h"

#include <algorithm>
#include <array>
#include <span>

namespace kilter::sqlite {
namespace {

using Tokens = std::span<const Token>;

/// Pragmas that fail or do nothing inside a transaction (sqlite.org/pragma.html).
constexpr std::array<std::string_view, 9> pragmasOutsideTransactions{
    "auto_vacuum", "encoding", "foreign_keys", "journal_mode", "locking_mode", "page_size", "synchronous", "temp_store", "wal_checkpoint"};

bool isTransactional(Tokens tokens)
{
    const Token &first = tokens.front();
    if (first.isWord("VACUUM") || first.isWord("ATTACH") || first.isWord("DETACH"))
        return false;
    if (!first.isWord("PRAGMA") || tokens.size() < 2)
        return true;
    const bool hasSchema = tokens.size() > 3 && tokens[2].is(".");
    return std::ranges::find(pragmasOutsideTransactions, lowered(nameOf(tokens[hasSchema ? 3 : 1]))) == pragmasOutsideTransactions.end();
}

/// Whether the tokens begin as CREATE [TEMP] TRIGGER, also behind EXPLAIN: such a statement has semicolons inside.
bool beginsTrigger(Tokens tokens)
{
    std::size_t i = 0;
    const auto skip = [&](std::string_view word) { return i < tokens.size() && tokens[i].isWord(word) ? (++i, true) : false; };
    if (skip("EXPLAIN") && skip("QUERY"))
        skip("PLAN");
    if (!skip("CREATE"))
        return false;
    if (!skip("TEMP"))
        skip("TEMPORARY");
    return skip("TRIGGER");
}

/// As sqlite3_complete(): a trigger ends at a semicolon behind END behind a semicolon, so that CASE … END inside does not count.
bool endsTrigger(Tokens tokens)
{
    const std::size_t n = tokens.size();
    return n >= 2 && tokens[n - 1].isWord("END") && tokens[n - 2].is(";");
}

/// Makes the statements of one script in order, counting its lines once.
class StatementMaker
{
public:
    explicit StatementMaker(std::string_view script) : m_script(script) {}

    ScriptStatement made(Tokens tokens)
    {
        ScriptStatement statement;
        statement.offset = tokens.front().offset;
        statement.text = std::string(m_script.substr(statement.offset, tokens.back().end() - statement.offset));
        m_line += int(std::ranges::count(m_script.substr(m_counted, statement.offset - m_counted), '\n'));
        m_counted = statement.offset;
        statement.line = m_line;
        statement.transactional = isTransactional(tokens);
        return statement;
    }

private:
    std::string_view m_script;
    std::size_t m_counted = 0;
    int m_line = 1;
};

} // namespace

Result<std::vector<ScriptStatement>> split(std::string_view script)
{
    KILTER_TRY(const std::vector<Token> tokens, tokensOf(script));
    std::vector<ScriptStatement> statements;
    StatementMaker maker(script);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!tokens[i].is(";"))
            continue;
        const Tokens part(tokens.data() + begin, i - begin);
        if (beginsTrigger(part) && !endsTrigger(part))
            continue;
        if (!part.empty())
            statements.push_back(maker.made(part));
        begin = i + 1;
    }
    const Tokens rest(tokens.data() + begin, tokens.size() - begin);
    if (!rest.empty() && beginsTrigger(rest) && !endsTrigger(rest))
        return invalidAt(script, rest.front().offset, "CREATE TRIGGER without its END", "end its body with \"; END;\"");
    if (!rest.empty())
        statements.push_back(maker.made(rest));
    return statements;
}

std::string withoutComments(std::string_view script)
{
    const auto tokens = tokensOf(script, true);
    if (!tokens)
        return std::string(script);
    std::string text;
    std::size_t copied = 0;
    const auto separates = [](char c) { return std::string_view(" \t\r\n\f();,").find(c) != std::string_view::npos; };
    for (const Token &token : *tokens) {
        if (token.kind != TokenKind::Comment)
            continue;
        text += script.substr(copied, token.offset - copied);
        copied = token.end();
        if (!text.empty() && !separates(text.back()) && copied < script.size() && !separates(script[copied]))
            text += ' ';
    }
    return text += script.substr(copied);
}

bool isTransactional(std::string_view statement)
{
    const auto tokens = tokensOf(statement);
    return !tokens || tokens->empty() || isTransactional(Tokens(*tokens));
}

} // namespace kilter::sqlite
