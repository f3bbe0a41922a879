#pragma once
#include "core/dialect/dialect.h"

namespace kilter::sqlite {

[[nodiscard]] Result<std::vector<ScriptStatement>> split(std::string_view script);

/// Comments fall away; one that alone separates two words becomes a blank. What cannot be tokenised stays as it is.
std::string withoutComments(std::string_view script);

/// False for what SQLite refuses or ignores inside a transaction: VACUUM, ATTACH, DETACH and some pragmas.
bool isTransactional(std::string_view statement);

} // namespace kilter::sqlite
