#pragma once
#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

/// SQLite's lexical grammar (sqlite.org/lang.html; the tokenizer decides, not the diagrams).
namespace kilter::sqlite {

enum class TokenKind {
    Word,       ///< keyword or bare name
    QuotedName, ///< "x" `x` [x]; "x" may also be a string literal, which only the names in reach can tell
    String,     ///< 'x'
    Blob,       ///< x'00'
    Number,
    Variable, ///< ?1 :name @name $name
    Operator, ///< also parentheses, comma, dot and semicolon
    Comment,  ///< from -- to the end of the line (without it), or /* … */
};

/// A piece of a text; the text outlives it.
struct Token
{
    TokenKind kind = TokenKind::Word;
    std::size_t offset = 0;
    std::string_view text;

    bool is(std::string_view op) const { return kind == TokenKind::Operator && text == op; }
    bool isWord(std::string_view upperCase) const;
    std::size_t end() const { return offset + text.size(); }
};

/// The tokens of a text, comments only when asked for. Invalid, with the place where it begins, for an open quote or comment and for
/// a character that SQLite does not know.
[[nodiscard]] Result<std::vector<Token>> tokensOf(std::string_view sql, bool withComments = false);

/// The name that a word or a quoted name (or, as SQLite allows in places of names, a string) stands for.
std::string nameOf(const Token &token);

/// The error for a place in a text.
tl::unexpected<Error> invalidAt(std::string_view sql, std::size_t offset, std::string message, std::string hint = {});

} // namespace kilter::sqlite
