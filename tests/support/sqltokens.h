#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace kilter::test {

enum class SqlFlavour { PostgreSql, Sqlite };

/// A piece of SQL text. The reader of tests knows nothing of the one in core, so that neither hides the other's mistakes.
struct SqlToken
{
    enum class Type { Word, QuotedName, String, Number, Symbol };

    Type type = Type::Symbol;
    std::string_view text; ///< as it stands, with quotes
    std::size_t begin = 0;

    std::size_t end() const { return begin + text.size(); }
    bool is(std::string_view upperCaseWord) const; ///< an unquoted word, whatever its case, or a symbol
};

/// The tokens without comments and psql's meta-commands; dollar quotes are strings.
std::vector<SqlToken> tokensOf(std::string_view sql, SqlFlavour flavour);

/// A name without its quotes.
std::string nameOf(const SqlToken &token);

/// Index of the parenthesis that closes the one at `open`, or the number of tokens.
std::size_t closingOf(const std::vector<SqlToken> &tokens, std::size_t open);

} // namespace kilter::test
