#include "core/dialect/sqlite/canonical.h"

#include "core/base/text.h"
#include "core/dialect/sqlite/quote.h"

#include <algorithm>
#include <array>

namespace kilter::sqlite {
namespace {

using Tokens = std::span<const Token>;

/// Functions that SQLite has built in (core, date, aggregate, window, math, JSON); sorted.
constexpr std::array<std::string_view, 101> builtInFunctions{
    "abs",           "acos",          "acosh",        "asin",         "asinh",        "atan",         "atan2",       "atanh",
    "avg",           "ceil",          "ceiling",      "changes",      "char",         "coalesce",     "concat",      "concat_ws",
    "cos",           "cosh",          "count",        "cume_dist",    "date",         "datetime",     "degrees",     "dense_rank",
    "exp",           "first_value",   "floor",        "format",       "group_concat", "hex",          "ifnull",      "iif",
    "instr",         "json",          "json_array",   "json_array_length", "json_each", "json_error_position", "json_extract", "json_group_array",
    "json_group_object", "json_insert", "json_object", "json_patch",  "json_pretty",  "json_quote",   "json_remove", "json_replace",
    "json_set",      "json_tree",     "json_type",    "json_valid",   "julianday",    "lag",          "last_insert_rowid", "last_value",
    "lead",          "length",        "likelihood",   "likely",       "ln",           "log",          "log10",       "log2",
    "lower",         "ltrim",         "max",          "min",          "mod",          "nth_value",    "ntile",       "nullif",
    "octet_length",  "percent_rank",  "pi",           "pow",          "power",        "printf",       "quote",       "radians",
    "random",        "randomblob",    "rank",         "round",        "row_number",   "rtrim",        "sign",        "sin",
    "sinh",          "sqrt",          "strftime",     "substr",       "substring",    "sum",          "tan",         "tanh",
    "time",          "timediff",      "total",        "trim",         "unicode"};
static_assert(std::ranges::is_sorted(builtInFunctions));
constexpr std::array<std::string_view, 8> moreBuiltInFunctions{"total_changes", "trunc",   "typeof",   "unhex",
                                                               "unixepoch",     "unlikely", "upper",   "zeroblob"};
static_assert(std::ranges::is_sorted(moreBuiltInFunctions));

/// Soft keywords that mean something inside an expression of a table; the others are names there.
constexpr std::array<std::string_view, 12> softKeywordsOfExpressions{"cast", "cross", "end",   "glob",   "left",  "like",
                                                                     "match", "natural", "raise", "regexp", "right", "replace"};

bool isBuiltInFunction(std::string_view word)
{
    return std::ranges::binary_search(builtInFunctions, lowered(word)) || std::ranges::binary_search(moreBuiltInFunctions, lowered(word));
}

std::string uppered(std::string_view ascii)
{
    std::string text(ascii);
    for (char &c : text)
        c = c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
    return text;
}

enum class Role {
    Name,     ///< a name of an object, a function or a type
    Keyword,
    Value,    ///< literal or variable
    Operator,
};

/// A token as it is written, and what it is.
struct Piece
{
    Role role = Role::Operator;
    std::string text;
    bool unary = false;
};

/// Whether two tokens written without a space between them are read as something else: "1" and "." as "1.", "-" and "->" as a comment.
bool wouldMerge(std::string_view left, std::string_view right)
{
    const std::string joined = std::string(left) + std::string(right);
    const auto tokens = tokensOf(joined);
    return !tokens || tokens->size() != 2 || tokens->front().text != left;
}

/// Writes tokens in their one spelling.
class Writer
{
public:
    Writer(Tokens tokens, const NameScope &scope) : m_tokens(tokens), m_scope(scope) {}

    std::string written()
    {
        std::string text;
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (isOwnTable(i)) {
                ++i;
                continue;
            }
            Piece piece = pieceOf(i);
            if (i > 0 && !text.empty() && (separate(piece) || wouldMerge(m_previous.text, piece.text)))
                text += ' ';
            text += piece.text;
            m_previous = std::move(piece);
        }
        return text;
    }

private:
    const Token *at(std::size_t i) const { return i < m_tokens.size() ? &m_tokens[i] : nullptr; }
    bool isDot(std::size_t i) const { return at(i) && at(i)->is("."); }
    bool isName(std::size_t i) const { return at(i) && (at(i)->kind == TokenKind::Word || at(i)->kind == TokenKind::QuotedName); }
    bool inQuery() const { return m_scope.table.empty(); }

    /// "t." of t.a where only the table t is in reach.
    bool isOwnTable(std::size_t i) const
    {
        return !inQuery() && isName(i) && isDot(i + 1) && isName(i + 2) && !isDot(i + 3) && !(i > 0 && isDot(i - 1))
               && equalsIgnoringCase(nameOf(m_tokens[i]), m_scope.table);
    }

    Piece pieceOf(std::size_t i) const
    {
        const Token &token = m_tokens[i];
        switch (token.kind) {
        case TokenKind::Word:
            return wordPiece(i);
        case TokenKind::QuotedName:
            return {Role::Name, quotedPiece(i)};
        case TokenKind::Operator:
            return operatorPiece(token);
        case TokenKind::Blob:
            return {Role::Value, 'x' + lowered(token.text.substr(1))};
        default:
            return {Role::Value, std::string(token.text)};
        }
    }

    bool standsForName(std::size_t i) const
    {
        return isDot(i + 1) || (i > 0 && (isDot(i - 1) || m_tokens[i - 1].isWord("AS"))) || m_scope.contains(nameOf(m_tokens[i]));
    }

    Piece wordPiece(std::size_t i) const
    {
        const std::string_view word = m_tokens[i].text;
        const bool isCall = at(i + 1) && at(i + 1)->is("(");
        if (isSoftKeyword(word) && !isCall && standsForName(i)) {
            if (inQuery())
                return {Role::Name, std::string(word)};
            if (std::ranges::find(softKeywordsOfExpressions, lowered(word)) == softKeywordsOfExpressions.end())
                return {Role::Name, sqlite::quoted(word)};
        }
        if (isKeyword(word))
            return {Role::Keyword, uppered(word)};
        if (!standsForName(i) && (equalsIgnoringCase(word, "true") || equalsIgnoringCase(word, "false")))
            return {Role::Value, uppered(word)};
        if (isCall && isBuiltInFunction(word) && !(i > 0 && (m_tokens[i - 1].isWord("INTO") || isDot(i - 1))))
            return {Role::Name, lowered(word)};
        return {Role::Name, std::string(word)};
    }

    std::string quotedPiece(std::size_t i) const
    {
        const std::string name = nameOf(m_tokens[i]);
        if (m_tokens[i].text.front() != '"' || standsForName(i))
            return sqlite::quoted(name);
        return std::string(m_tokens[i].text);
    }

    Piece operatorPiece(const Token &token) const
    {
        Piece piece{Role::Operator, std::string(token.text)};
        piece.unary = token.is("~") || ((token.is("-") || token.is("+")) && !endsOperand());
        return piece;
    }

    /// Whether what was written last can be the left side of an operator.
    bool endsOperand() const
    {
        static constexpr std::array<std::string_view, 5> valueKeywords{"NULL", "END", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"};
        if (m_previous.role == Role::Keyword)
            return std::ranges::find(valueKeywords, m_previous.text) != valueKeywords.end();
        return m_previous.role != Role::Operator || m_previous.text == ")";
    }

    bool separate(const Piece &piece) const
    {
        const std::string &before = m_previous.text;
        if (before == "(" || before == ".")
            return before == "." && piece.role == Role::Value; // no number behind a dot: it would be a part of it
        if (m_previous.unary)
            return piece.unary;
        if (piece.role != Role::Operator)
            return true;
        if (piece.text == "," || piece.text == ")" || piece.text == "." || piece.text == ";")
            return false;
        if (piece.text != "(")
            return true;
        const bool callsKeyword = before == "CAST" || before == "RAISE" || before == "REPLACE";
        return !(m_previous.role == Role::Name || callsKeyword);
    }

    Tokens m_tokens;
    const NameScope &m_scope;
    Piece m_previous;
};

Tokens withoutFinalSemicolons(Tokens tokens)
{
    while (!tokens.empty() && tokens.back().is(";"))
        tokens = tokens.first(tokens.size() - 1);
    return tokens;
}

/// The last token of the trigger's head: what stands before BEGIN, which no expression of WHEN can contain outside CASE-free names.
std::size_t beginOfBody(Tokens tokens)
{
    int depth = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        depth += tokens[i].is("(") ? 1 : tokens[i].is(")") ? -1 : 0;
        if (depth == 0 && tokens[i].isWord("BEGIN") && i + 1 < tokens.size()
            && (tokens[i + 1].isWord("INSERT") || tokens[i + 1].isWord("UPDATE") || tokens[i + 1].isWord("DELETE")
                || tokens[i + 1].isWord("SELECT") || tokens[i + 1].isWord("REPLACE") || tokens[i + 1].isWord("WITH")))
            return i;
    }
    return tokens.size();
}

/// The head without what sqlite_schema does not keep: TEMP, IF NOT EXISTS and the schema before the name. What is not the head of a
/// CREATE TRIGGER stays as it is.
std::vector<Token> plainHead(Tokens head)
{
    const std::vector<Token> unchanged(head.begin(), head.end());
    std::size_t i = 0;
    const auto isNext = [&](std::string_view word) { return i < head.size() && head[i].isWord(word); };
    if (!isNext("CREATE"))
        return unchanged;
    std::vector<Token> kept{head[i++]};
    if (isNext("TEMP") || isNext("TEMPORARY"))
        ++i;
    if (!isNext("TRIGGER"))
        return unchanged;
    kept.push_back(head[i++]);
    if (i + 3 < head.size() && head[i].isWord("IF") && head[i + 1].isWord("NOT") && head[i + 2].isWord("EXISTS"))
        i += 3;
    if (i + 2 < head.size() && head[i + 1].is("."))
        i += 2;
    const bool isName = i < head.size() && (head[i].kind == TokenKind::Word || head[i].kind == TokenKind::QuotedName);
    if (!isName || (i + 1 < head.size() && head[i + 1].is(".")) || (i + 1 < head.size() && head[i].isWord("IF") && head[i + 1].isWord("NOT")))
        return unchanged;
    kept.insert(kept.end(), head.begin() + std::ptrdiff_t(i), head.end());
    return kept;
}

} // namespace

void NameScope::add(std::string_view name)
{
    m_names.insert(lowered(name));
}

bool NameScope::contains(std::string_view name) const
{
    return m_names.contains(lowered(name));
}

Tokens withoutOuterParentheses(Tokens tokens)
{
    while (tokens.size() > 2 && tokens.front().is("(") && tokens.back().is(")")) {
        int depth = 0;
        std::size_t close = 0;
        for (; close < tokens.size(); ++close) {
            depth += tokens[close].is("(") ? 1 : tokens[close].is(")") ? -1 : 0;
            if (depth == 0)
                break;
        }
        if (close + 1 != tokens.size())
            break;
        tokens = tokens.subspan(1, tokens.size() - 2);
    }
    return tokens;
}

std::string canonicalExpression(Tokens tokens, const NameScope &scope)
{
    return Writer(withoutOuterParentheses(tokens), scope).written();
}

std::string canonicalExpression(std::string_view sql, const NameScope &scope)
{
    const auto tokens = tokensOf(sql);
    return tokens ? canonicalExpression(Tokens(*tokens), scope) : std::string(sql);
}

std::string canonicalQuery(std::string_view sql, const NameScope &scope)
{
    const auto tokens = tokensOf(sql);
    return tokens ? Writer(withoutFinalSemicolons(*tokens), scope).written() : std::string(sql);
}

std::string canonicalTrigger(std::string_view sql, const NameScope &scope)
{
    const auto all = tokensOf(sql);
    if (!all)
        return std::string(sql);
    const Tokens tokens = withoutFinalSemicolons(*all);
    const std::size_t body = beginOfBody(tokens);
    const std::vector<Token> head = plainHead(tokens.first(body));
    if (body == tokens.size())
        return Writer(withoutFinalSemicolons(head), scope).written();
    std::string text = Writer(head, scope).written();
    text += "\nBEGIN\n";
    std::size_t begin = body + 1;
    for (std::size_t i = begin; i < tokens.size(); ++i) {
        if (!tokens[i].is(";"))
            continue;
        text += "    " + Writer(tokens.subspan(begin, i - begin), scope).written() + ";\n";
        begin = i + 1;
    }
    return text + Writer(tokens.subspan(begin), scope).written();
}

std::string canonicalDefault(std::string_view sql)
{
    const auto all = tokensOf(sql);
    if (!all)
        return std::string(sql);
    const Tokens tokens = withoutOuterParentheses(*all);
    const bool isNow = tokens.size() == 3 && tokens[0].isWord("NOW") && tokens[1].is("(") && tokens[2].is(")");
    if (isNow)
        return "CURRENT_TIMESTAMP";
    if (tokens.size() == 1) {
        const Token &only = tokens.front();
        const bool isTruth = only.isWord("TRUE") || only.isWord("FALSE");
        if (only.kind == TokenKind::QuotedName || (only.kind == TokenKind::Word && !isKeyword(only.text) && !isTruth))
            return literal(nameOf(only));
    }
    return Writer(tokens, NameScope()).written();
}

bool isPlainDefault(std::string_view canonical)
{
    const auto tokens = tokensOf(canonical);
    if (!tokens || tokens->empty() || tokens->size() > 2)
        return false;
    const Token &last = tokens->back();
    const bool isNumber = last.kind == TokenKind::Number;
    if (tokens->size() == 2)
        return isNumber && (tokens->front().is("-") || tokens->front().is("+"));
    return isNumber || last.kind == TokenKind::String || last.kind == TokenKind::Blob || last.kind == TokenKind::Word;
}

bool isConstantDefault(std::string_view canonical)
{
    return isPlainDefault(canonical) && !lowered(canonical).starts_with("current_");
}

std::string canonicalType(Tokens tokens)
{
    std::string text;
    std::string last;
    const Token *previous = nullptr;
    for (const Token &token : tokens) {
        const bool afterSign = previous && (previous->is("-") || previous->is("+"));
        const bool isTight = token.is(")") || token.is(",") || token.is("(") || (previous && (previous->is("(") || previous->is(",")))
                             || (afterSign && token.kind == TokenKind::Number);
        std::string piece(token.text);
        if (token.kind == TokenKind::Word || token.kind == TokenKind::Number)
            piece = uppered(token.text);
        else if (token.kind == TokenKind::QuotedName || token.kind == TokenKind::String)
            piece = '"' + replaced(nameOf(token), "\"", "\"\"") + '"';
        if (previous && (!isTight || wouldMerge(last, piece)))
            text += ' ';
        text += piece;
        last = std::move(piece);
        previous = &token;
    }
    return text;
}

std::string canonicalType(std::string_view sql)
{
    const auto tokens = tokensOf(sql);
    return tokens ? canonicalType(Tokens(*tokens)) : std::string(sql);
}

std::string canonicalCollation(std::string_view name)
{
    const std::string upper = uppered(name);
    if (upper == "BINARY" || upper == "NOCASE" || upper == "RTRIM")
        return upper;
    return sqlite::quoted(name);
}

} // namespace kilter::sqlite
