#include "core/plan/postgresql/rules.h"

#include <cstdlib>

namespace kilter::postgresql {

const Rules &rulesOf(Kind kind)
{
    switch (kind) {
    case Kind::Schema:
        return schemaRules();
    case Kind::Enum:
        return enumRules();
    case Kind::Sequence:
        return sequenceRules();
    case Kind::Table:
        return tableRules();
    case Kind::Column:
        return columnRules();
    case Kind::PrimaryKey:
    case Kind::Unique:
        return keyRules();
    case Kind::Check:
        return checkRules();
    case Kind::ForeignKey:
        return foreignKeyRules();
    case Kind::Index:
        return indexRules();
    case Kind::View:
        return viewRules();
    case Kind::Trigger:
        return triggerRules();
    }
    std::abort();
}

} // namespace kilter::postgresql
