#pragma once
#include "core/base/json.h"

#include <optional>
#include <string>

namespace kilter::postgresql {

/// The parse tree of one statement as libpg_query's JSON: the node below "stmt", e.g. {"SelectStmt": …}. None where the
/// parser refuses it, or where it is not exactly one statement.
std::optional<Json> parsedStatement(const std::string &sql);

/// The member of a node by a path of names; null where one is missing.
const Json *member(const Json *node, std::initializer_list<std::string_view> path);

/// Texts of a list of String nodes (names, collations …).
std::vector<std::string> stringsOf(const Json *list);

} // namespace kilter::postgresql
