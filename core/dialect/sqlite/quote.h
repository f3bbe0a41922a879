#pragma once
#include <string>
#include <string_view>

namespace kilter::sqlite {

/// Quoted when it is not a plain word (ASCII letters, digits, underscore) or is a keyword.
/// A function object, so that unqualified calls never find std::quoted instead (with g++ 14 many headers bring it along).
struct Quoted
{
    std::string operator()(std::string_view identifier) const;
};
inline constexpr Quoted quoted{};
std::string literal(std::string_view text);

/// Whether the word is a keyword of SQLite 3.46 (sqlite.org/lang_keywords.html), whatever its case.
bool isKeyword(std::string_view word);

/// Keywords that SQLite takes as names where they make no sense as keywords ("fallback" in its grammar).
bool isSoftKeyword(std::string_view word);

} // namespace kilter::sqlite
