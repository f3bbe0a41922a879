#include "core/dialect/sqlite/split.h"

namespace kilter::sqlite {

Result<std::vector<ScriptStatement>> split(std::string_view)
{
    return std::vector<ScriptStatement>();
}

std::string withoutComments(std::string_view script)
{
    return std::string(script);
}

} // namespace kilter::sqlite
