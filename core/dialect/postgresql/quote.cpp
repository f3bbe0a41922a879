#include "core/dialect/postgresql/quote.h"

#include "core/base/identifier.h"
#include "core/base/text.h"

namespace kilter::postgresql {

std::string Quoted::operator()(std::string_view identifier) const
{
    if (isPlainSqlName(identifier))
        return std::string(identifier);
    return '"' + replaced(std::string(identifier), "\"", "\"\"") + '"';
}

std::string literal(std::string_view text)
{
    std::string inner = replaced(std::string(text), "'", "''");
    if (inner.find('\\') == std::string::npos)
        return '\'' + inner + '\'';
    return "E'" + replaced(std::move(inner), "\\", "\\\\") + '\'';
}

} // namespace kilter::postgresql
