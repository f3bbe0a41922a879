#pragma once
#include "core/dialect/sqlite/token.h"

#include <span>
#include <unordered_set>

/// One spelling for SQL texts that differ only in blanks, comments, quoting of names and the case of keywords and built-in functions.
/// Used on both sides of a comparison and for what is emitted, so it must never change a meaning: string literals, numbers, operators
/// and the case of names stay as they are.
namespace kilter::sqlite {

/// The names that a text can mean. SQLite reads "x" as a string when no such name is in reach; what is not among these keeps its quotes.
class NameScope
{
public:
    void add(std::string_view name);
    bool contains(std::string_view name) const;

    std::string table; ///< the table whose columns alone are in reach (CHECK …): its name before a dot falls away; empty: a query

private:
    std::unordered_set<std::string> m_names; ///< lower case
};

/// A boolean or value expression of a table (CHECK, generated, index): also without parentheses around the whole.
/// A text that cannot be tokenised comes back unchanged.
std::string canonicalExpression(std::string_view sql, const NameScope &scope);
std::string canonicalExpression(std::span<const Token> tokens, const NameScope &scope);

/// The query of a view, without a final semicolon.
std::string canonicalQuery(std::string_view sql, const NameScope &scope);

/// A CREATE TRIGGER statement: one line for the head and one for each statement of the body; without TEMP, IF NOT EXISTS and a schema.
std::string canonicalTrigger(std::string_view sql, const NameScope &scope);

/// What stands behind DEFAULT, without parentheses; a bare or double-quoted name is the string that SQLite takes it for, and NOW() is
/// CURRENT_TIMESTAMP.
std::string canonicalDefault(std::string_view sql);

/// Whether a canonical default may stand without parentheses and is constant, so that ADD COLUMN takes it.
bool isPlainDefault(std::string_view canonical);
bool isConstantDefault(std::string_view canonical);

/// "varchar ( 20 )" → "VARCHAR(20)".
std::string canonicalType(std::string_view sql);
std::string canonicalType(std::span<const Token> tokens);

/// As SQL: upper case for the built-in BINARY, NOCASE, RTRIM, else quoted where needed; empty for BINARY when it is the default anyway.
std::string canonicalCollation(std::string_view name);

/// The tokens without the pairs of parentheses that enclose all of them.
std::span<const Token> withoutOuterParentheses(std::span<const Token> tokens);

} // namespace kilter::sqlite
