#pragma once
#include <string>
#include <string_view>

namespace kilter::postgresql {

/// As the server's quote_ident: quoted when it is not a plain lower-case word, or is a keyword that is reserved in some
/// place.
/// A function object, so that unqualified calls never find std::quoted instead (with g++ 14 many headers bring it along).
struct Quoted
{
    std::string operator()(std::string_view identifier) const;
};
inline constexpr Quoted quoted{};

/// As the server's quote_literal: E'…' when it holds a backslash, so that it means the same whatever
/// standard_conforming_strings is.
std::string literal(std::string_view text);

} // namespace kilter::postgresql
