#pragma once
#include "core/dialect/dialect.h"

namespace kilter::sqlite {

[[nodiscard]] Result<std::vector<ScriptStatement>> split(std::string_view script);
std::string withoutComments(std::string_view script);

} // namespace kilter::sqlite
