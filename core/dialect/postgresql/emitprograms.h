#pragma once
#include "core/catalog/object.h"

/// CREATE statements of what stands beside tables: routines, types, materialized views, triggers, rules, statistics.
namespace kilter::postgresql {

std::string createRoutine(const Object &routine, bool replace = false);
std::string createAggregate(const Object &aggregate);
std::string createDomain(const Object &domain);
std::string createComposite(const Object &type);
std::string createBaseType(const Object &type);
std::string createRange(const Object &type);
std::string createMaterializedView(const Object &view, bool ifNotExists = false);
std::string createTrigger(const Object &trigger);
std::string createRule(const Object &rule, bool replace = false);
std::string createEventTrigger(const Object &trigger);
std::string createStatistics(const Object &statistics, bool ifNotExists = false);

/// "CHECK (VALUE > 0) NOT VALID" with its name.
std::string domainConstraint(const DomainConstraint &constraint);

/// "name type COLLATE c": an attribute of a composite type.
std::string attributeDefinition(const Attribute &attribute);

/// Whether the routine's body is source text that the server would check against what is there.
bool hasCheckedBody(const Object &object);

/// Text in dollar quotes, with a tag that it does not hold.
std::string dollarQuoted(const std::string &text);

} // namespace kilter::postgresql
