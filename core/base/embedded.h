#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace kilter {

/// The bytes of a file of resources/ that is compiled into the program, by its path there: "schema/model.schema.json". Empty when there is none.
std::string_view embedded(std::string_view path);

/// The paths of all embedded files under a folder, sorted, relative to it.
std::vector<std::string> embeddedFiles(std::string_view folder);

} // namespace kilter
