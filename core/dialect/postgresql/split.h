#pragma once
#include "core/dialect/dialect.h"

namespace kilter::postgresql {

/// By the parser of libpg_query; where that refuses (syntax newer than it knows, psql commands, COPY data), by our own
/// scanner, which knows quotes, comments, parentheses and BEGIN ATOMIC … END. Data behind COPY FROM STDIN is skipped.
/// Never by libpg_query's scanner splitter, which cuts the bodies of BEGIN ATOMIC.
[[nodiscard]] Result<std::vector<ScriptStatement>> split(std::string_view script);

/// A comment becomes a blank where its neighbours would otherwise become one token; others vanish. What stands behind
/// an unterminated quote stays as it is.
std::string withoutComments(std::string_view script);

} // namespace kilter::postgresql
