#pragma once
#include "core/plan/postgresql/rules.h"

/// What the rules of all constraints have in common.
namespace kilter::postgresql {

/// `only`: not those of partitions and heirs.
std::string addConstraintSql(const Object &constraint, bool only = false);
Statement validationOf(const Object &constraint);

/// Drops the constraint, with its table or with the parent's constraint that it comes from where those go.
void dropConstraint(Steps &steps, const Object &before, const std::optional<ObjectRef> &parent);

/// The step that makes an inherited check or foreign key; none when it must be made by itself.
std::optional<StepKey> inheritedWith(const Context &context, const Object &after);

} // namespace kilter::postgresql
