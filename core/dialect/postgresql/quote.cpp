#include "core/dialect/postgresql/quote.h"

#include "core/base/text.h"

namespace kilter::postgresql {

std::string quoted(std::string_view identifier)
{
    return '"' + replaced(std::string(identifier), "\"", "\"\"") + '"';
}

std::string literal(std::string_view text)
{
    return '\'' + replaced(std::string(text), "'", "''") + '\'';
}

} // namespace kilter::postgresql
