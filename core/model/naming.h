#pragma once
#include "core/catalog/kinds.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kilter {

/// "<table>_<columns>_<label>" as models name keys and indexes that state no name: over 63 bytes cut with a hash at the end.
std::string defaultName(std::string_view table, const std::vector<std::string> &columns, std::string_view label);

/// The name that the server itself gives to the index of a partition (makeObjectName, ChooseIndexColumnNames): cut without a hash, and
/// with a number where the name is taken.
std::string serverName(std::string_view table, const std::vector<std::string> &columns, std::string_view label, std::set<std::string> &taken);

/// What the server calls the columns of an index, included ones too (FigureIndexColname, ChooseIndexColumnNames): a function's name for
/// a call, a column's own, "expr" for most else; each once, with a number where needed.
std::vector<std::string> indexColumnNames(const Index &index);

/// The columns of a table that an SQL expression names, in order of first use. Quoted and bare names; string literals do not count.
std::vector<std::string> columnsNamedIn(std::string_view expression, const std::vector<std::string> &columns);

} // namespace kilter
