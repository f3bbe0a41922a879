#pragma once
#include <string>
#include <string_view>

namespace kilter {

/// What differs between two texts, line by line: "- old", "+ new", with up to two lines around; at most `limit` lines.
std::string lineDiff(std::string_view from, std::string_view to, std::size_t limit = 60);

} // namespace kilter
