#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace kilter {

/// PostgreSQL cuts identifiers at NAMEDATALEN - 1 bytes (manual, 4.1.1).
inline constexpr std::size_t longestIdentifier = 63;

/// The name itself, or, over 63 bytes, its beginning and 8 hex digits of the full name's hash.
std::string fittedIdentifier(std::string_view name);

/// "BlogPost" → "blog_post", "SEOData" → "seo_data", "My Thing" → "my_thing".
std::string snakeCase(std::string_view title);

/// The snake-case plural of a title: ies after consonant + y, es after s, x, z, ch, sh, else s.
std::string tableNameOf(std::string_view title);

} // namespace kilter
