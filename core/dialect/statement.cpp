#include "core/dialect/statement.h"

namespace kilter {

std::string_view keyword(Reversibility reversibility)
{
    switch (reversibility) {
    case Reversibility::Exact:
        return "exact";
    case Reversibility::StructureOnly:
        return "structure";
    case Reversibility::Impossible:
        return "impossible";
    }
    return {};
}

} // namespace kilter
