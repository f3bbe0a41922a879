#include "core/dialect/postgresql/split.h"

namespace kilter::postgresql {

Result<std::vector<ScriptStatement>> split(std::string_view)
{
    return std::vector<ScriptStatement>();
}

std::string withoutComments(std::string_view script)
{
    return std::string(script);
}

} // namespace kilter::postgresql
