#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace kilter {

/// PostgreSQL cuts identifiers at NAMEDATALEN - 1 bytes (manual, 4.1.1).
inline constexpr std::size_t longestIdentifier = 63;

/// The name itself, or, over 63 bytes, its beginning and 8 hex digits of the full name's hash.
std::string fittedIdentifier(std::string_view name);

/// The name that PostgreSQL gives by itself to something of a table (makeObjectName): "<table>_<column>_<label>", where the longer of the
/// first two is cut until all fits; `column` may be empty.
std::string generatedName(std::string_view table, std::string_view column, std::string_view label);

/// Whether PostgreSQL takes the name unquoted wherever a name may stand: a lower-case word that is no keyword which is reserved in some
/// place (manual, 4.1.1 and appendix C). Such names mean the same unquoted on SQLite.
bool isPlainSqlName(std::string_view name);

/// "BlogPost" → "blog_post", "SEOData" → "seo_data", "My Thing" → "my_thing".
std::string snakeCase(std::string_view title);

/// The snake-case plural of a title: ies after consonant + y, es after s, x, z, ch, sh, else s.
std::string tableNameOf(std::string_view title);

} // namespace kilter
