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
    case Kind::Domain:
        return domainRules();
    case Kind::Composite:
        return compositeRules();
    case Kind::Range:
        return rangeRules();
    case Kind::BaseType:
        return baseTypeRules();
    case Kind::Function:
    case Kind::Procedure:
        return routineRules();
    case Kind::Aggregate:
        return aggregateRules();
    case Kind::MaterializedView:
        return materializedViewRules();
    case Kind::Rule:
        return ruleRules();
    case Kind::EventTrigger:
        return eventTriggerRules();
    case Kind::Statistics:
        return statisticsRules();
    case Kind::Exclusion:
        return exclusionRules();
    case Kind::View:
        return viewRules();
    case Kind::Trigger:
        return triggerRules();
    case Kind::Extension:
        return extensionRules();
    case Kind::Policy:
        return policyRules();
    case Kind::Collation:
    case Kind::TextSearchParser:
    case Kind::TextSearchTemplate:
    case Kind::TextSearchDictionary:
    case Kind::Operator:
    case Kind::OperatorFamily:
    case Kind::OperatorClass:
    case Kind::Cast:
    case Kind::Conversion:
    case Kind::Language:
    case Kind::Transform:
    case Kind::AccessMethod:
        return definitionRules(kind);
    case Kind::TextSearchConfiguration:
        return textSearchConfigurationRules();
    case Kind::ForeignDataWrapper:
    case Kind::ForeignServer:
    case Kind::UserMapping:
        return foreignRules(kind);
    case Kind::Publication:
        return publicationRules();
    case Kind::Subscription:
        return subscriptionRules();
    case Kind::DefaultPrivileges:
        return defaultPrivilegesRules();
    }
    std::abort();
}

} // namespace kilter::postgresql
