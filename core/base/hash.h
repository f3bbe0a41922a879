#pragma once
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace kilter {

/// SHA-256 (FIPS 180-4) as 64 lower-case hex digits.
std::string sha256(std::string_view bytes);

/// Deflate-compressed bytes in Base64, and back; Invalid when the text is not such. For catalogs kept in the ledger.
std::string compressed(std::string_view bytes);
[[nodiscard]] Result<std::string> decompressed(std::string_view base64);

} // namespace kilter
