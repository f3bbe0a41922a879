#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kilter {

/// Bytes [begin, end) of a text that hold a password.
struct SecretSpan
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Passwords in URLs (scheme://user:password@…, also where it was not percent-encoded), in keywords (password=…,
/// "password": "…") and in SQL (PASSWORD '…'); in order, without overlap. In doubt it takes more, never less.
std::vector<SecretSpan> secretSpans(std::string_view text);

/// Overwrites the characters before they are given back to the allocator.
void wipe(std::string &secret);

} // namespace kilter
