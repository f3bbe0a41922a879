#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kilter {

/// Line and column of a byte offset, both from 1; columns count code points.
struct TextPlace
{
    int line = 0;
    int column = 0;
};

TextPlace placeAt(std::string_view text, std::size_t offset);

/// Offset of the first byte that is no well-formed UTF-8 (Unicode 15, table 3-7), if there is one.
std::optional<std::size_t> firstInvalidUtf8(std::string_view text);

/// The longest prefix of at most `bytes` bytes that does not cut a code point.
std::string_view cutUtf8(std::string_view text, std::size_t bytes);

std::string_view trimmed(std::string_view text);
std::string lowered(std::string_view ascii); ///< A–Z only
bool equalsIgnoringCase(std::string_view a, std::string_view b); ///< ASCII only
std::vector<std::string> split(std::string_view text, char separator);
std::string joined(const std::vector<std::string> &parts, std::string_view separator);
std::string replaced(std::string text, std::string_view what, std::string_view with);

/// Glob with * and ? over the whole text; case counts.
bool matchesGlob(std::string_view pattern, std::string_view text);

/// The up to three candidates nearest to a mistyped word (Damerau-Levenshtein, or a common prefix), best first.
std::vector<std::string> nearMisses(std::string_view word, const std::vector<std::string> &candidates);

/// "1 table", "2 tables".
std::string counted(std::size_t n, std::string_view singular, std::string_view plural = {});

} // namespace kilter
