#pragma once
#include "core/catalog/catalog.h"

namespace kilter {

enum class SqlTokenKind { Name, QuotedName, String, Number, Symbol };

/// A piece of an SQL expression or query; blanks and comments are left out. Bytes [begin, end) of the text.
struct SqlToken
{
    SqlTokenKind kind = SqlTokenKind::Symbol;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text; ///< a name without its quotes (unquoted ones of PostgreSQL in lower case), a string's content, else as written

    bool isName() const { return kind == SqlTokenKind::Name || kind == SqlTokenKind::QuotedName; }
    bool isSymbol(char c) const { return kind == SqlTokenKind::Symbol && text.size() == 1 && text[0] == c; }
    bool isWord(std::string_view lowerCase) const; ///< an unquoted word, whatever its case
};

/// Tokens of stored texts (expressions, view queries, trigger bodies). Never fails: an open quote ends with the text.
std::vector<SqlToken> sqlTokens(std::string_view sql, DialectKind dialect);

/// Whether a token of a text names `name`: SQLite ignores case.
bool namesSame(std::string_view token, std::string_view name, DialectKind dialect);

/// The name as SQL, quoted where it must be.
std::string quotedName(std::string_view name);

/// Two dotted parts read from text such as `public."My type"`; schema empty when there is one part only. None when it is something else.
std::optional<std::pair<std::string, std::string>> qualifiedNameIn(std::string_view sql, DialectKind dialect);

/// Whether two texts may be two spellings of one thing: the same literals in the same order and the same names, when casts, qualifiers,
/// parentheses and case are put aside.
bool maybeSameSql(std::string_view a, std::string_view b, DialectKind dialect);

} // namespace kilter
