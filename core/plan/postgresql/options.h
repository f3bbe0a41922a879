#pragma once
#include <string>
#include <vector>

namespace kilter::postgresql {

/// "SET (…)" and "RESET (…)" that turn one list of "name=value" into another.
std::vector<std::string> optionChanges(const std::vector<std::string> &from, const std::vector<std::string> &to);

} // namespace kilter::postgresql
