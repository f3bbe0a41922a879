#pragma once
#include <string>
#include <string_view>

namespace kilter::cli {

std::string escapedHtml(std::string_view text);

/// A whole page without scripts or network requests; light and dark follow the system. The title is escaped, the body is HTML.
std::string htmlPage(std::string_view title, std::string_view body);

} // namespace kilter::cli
