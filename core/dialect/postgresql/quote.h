#pragma once
#include <string>
#include <string_view>

namespace kilter::postgresql {

/// Quoted when it is not a plain lower-case word, or is a keyword that needs it.
std::string quoted(std::string_view identifier);
std::string literal(std::string_view text);

} // namespace kilter::postgresql
