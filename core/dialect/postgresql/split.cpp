#include "core/dialect/postgresql/split.h"

#include "core/base/text.h"
#include "core/dialect/postgresql/classify.h"
#include "core/dialect/postgresql/scan.h"

#include <algorithm>
#include <pg_query.h>

namespace kilter::postgresql {
namespace {

/// Bytes [begin, end) of the script.
struct Range
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool isSignificant(const Token &token)
{
    return token.kind != TokenKind::Blank && token.kind != TokenKind::Comment;
}

/// From the first to the last token that is no blank and no comment; empty when there is none.
Range withoutSurroundings(std::string_view script, Range range)
{
    const auto tokens = significantTokens(script.substr(range.begin, range.end - range.begin));
    if (tokens.empty())
        return {range.begin, range.begin};
    return {range.begin + tokens.front().begin, range.begin + tokens.back().end};
}

std::optional<std::vector<Range>> rangesByParser(std::string_view script)
{
    const std::size_t mark = script.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const std::string text(script.substr(mark));
    const PgQuerySplitResult result = pg_query_split_with_parser(text.c_str());
    std::optional<std::vector<Range>> ranges;
    if (!result.error) {
        ranges.emplace();
        for (int i = 0; i < result.n_stmts; ++i) {
            const std::size_t begin = std::size_t(result.stmts[i]->stmt_location);
            const std::size_t length = std::size_t(result.stmts[i]->stmt_len);
            const std::size_t end = length == 0 ? text.size() : begin + length;
            const Range range = withoutSurroundings(text, {begin, end});
            if (range.begin < range.end)
                ranges->push_back({mark + range.begin, mark + range.end});
        }
    }
    pg_query_free_split_result(result);
    return ranges;
}

/// Cuts a script token by token; one object a script.
class ScanningSplitter
{
public:
    explicit ScanningSplitter(std::string_view script) : m_script(script), m_scanner(script) {}

    Result<std::vector<Range>> ranges()
    {
        while (const auto token = m_scanner.next())
            take(*token);
        if (!m_scanner.problem().empty())
            return unterminated();
        finish();
        return std::move(m_ranges);
    }

private:
    void take(const Token &token)
    {
        if (!isSignificant(token))
            return;
        const std::string_view text = m_script.substr(token.begin, token.end - token.begin);
        if (token.kind == TokenKind::Symbol && text == "\\")
            return takePsqlCommand(token.begin);
        if (token.kind == TokenKind::Symbol && text == ";" && m_parentheses == 0 && m_bodies == 0)
            return finish();
        if (m_current.begin == m_current.end)
            m_current.begin = token.begin;
        m_current.end = token.end;
        if (token.kind == TokenKind::Symbol && text == "(")
            ++m_parentheses;
        else if (token.kind == TokenKind::Symbol && text == ")")
            m_parentheses = std::max(0, m_parentheses - 1);
        const std::string word = token.kind == TokenKind::Word ? lowered(text) : std::string(text);
        if (token.kind == TokenKind::Word)
            takeWord(word);
        m_previous = word;
    }

    /// Counts what only END closes; `AS end` and `t.end` are names.
    void takeWord(const std::string &word)
    {
        if (m_previous.empty())
            m_creates = word == "create";
        if (m_previous == "." || m_previous == "as")
            return;
        if (m_creates && m_previous == "begin" && word == "atomic")
            ++m_bodies;
        else if (m_bodies > 0 && word == "case")
            ++m_bodies;
        else if (m_bodies > 0 && word == "end")
            --m_bodies;
    }

    void takePsqlCommand(std::size_t begin)
    {
        finish();
        const std::size_t end = std::min(m_script.find_first_of("\r\n", begin), m_script.size());
        m_ranges.push_back({begin, begin + trimmed(m_script.substr(begin, end - begin)).size()});
        m_scanner.moveTo(end);
    }

    void finish()
    {
        const Range done = m_current;
        m_current = {};
        m_previous.clear();
        m_parentheses = 0;
        m_bodies = 0;
        if (done.begin == done.end)
            return;
        m_ranges.push_back(done);
        if (classify(m_script.substr(done.begin, done.end - done.begin)) == StatementClass::CopyFromStdin)
            skipCopyData();
    }

    /// Data of COPY FROM STDIN stands on the lines after the statement, up to a line "\.".
    void skipCopyData()
    {
        std::size_t line = m_script.find('\n', m_scanner.position());
        while (line != std::string_view::npos) {
            const std::size_t next = m_script.find('\n', line + 1);
            const std::string_view text =
                m_script.substr(line + 1, next == std::string_view::npos ? next : next - line - 1);
            if (text == "\\." || text == "\\.\r")
                return m_scanner.moveTo(next == std::string_view::npos ? m_script.size() : next);
            line = next;
        }
    }

    tl::unexpected<Error> unterminated() const
    {
        const TextPlace place = placeAt(m_script, m_scanner.position());
        auto error = failure(ErrorCode::Invalid,
                             "cannot split the script: line " + std::to_string(place.line) + ", column " +
                                 std::to_string(place.column) + ": " + m_scanner.problem(),
                             "close it; inside text, a quote is written twice");
        error.value().diagnostics.push_back(
            {Severity::Error, "unterminated", m_scanner.problem(), {}, {{}, place.line, place.column}});
        return error;
    }

    std::string_view m_script;
    Scanner m_scanner;
    std::vector<Range> m_ranges;
    Range m_current;
    std::string m_previous; ///< the token before, words in lower case; empty at the beginning of a statement
    bool m_creates = false; ///< the statement begins with CREATE
    int m_parentheses = 0;
    int m_bodies = 0; ///< open BEGIN ATOMIC and the CASEs inside
};

} // namespace

Result<std::vector<ScriptStatement>> split(std::string_view script)
{
    if (const auto nul = script.find('\0'); nul != std::string_view::npos)
        return failure(ErrorCode::Invalid, "cannot split the script: line " +
                                               std::to_string(placeAt(script, nul).line) + " holds a NUL byte");
    auto ranges = rangesByParser(script);
    if (!ranges) {
        KILTER_TRY(ranges, ScanningSplitter(script).ranges());
    }
    std::vector<ScriptStatement> statements;
    statements.reserve(ranges->size());
    int line = 1;
    std::size_t counted = 0;
    for (const Range &range : *ranges) {
        line += int(std::count(script.begin() + counted, script.begin() + range.begin, '\n'));
        counted = range.begin;
        ScriptStatement statement;
        statement.text = script.substr(range.begin, range.end - range.begin);
        statement.offset = range.begin;
        statement.line = line;
        statement.transactional = !refusesTransaction(statement.text);
        statements.push_back(std::move(statement));
    }
    return statements;
}

std::string withoutComments(std::string_view script)
{
    const auto standsApart = [](char c) {
        return std::string_view(" \t\n\v\f\r;,()[]").find(c) != std::string_view::npos;
    };
    std::string text;
    text.reserve(script.size());
    Scanner scanner(script);
    while (const auto token = scanner.next()) {
        if (token->kind != TokenKind::Comment)
            text += script.substr(token->begin, token->end - token->begin);
        else if (!text.empty() && !standsApart(text.back()) && token->end < script.size() &&
                 !standsApart(script[token->end]))
            text += ' ';
    }
    text += script.substr(scanner.position());
    return text;
}

} // namespace kilter::postgresql
