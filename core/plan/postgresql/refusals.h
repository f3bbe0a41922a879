#pragma once
#include "core/plan/postgresql/rules.h"

/// Statements that fail where the rows that are there do not allow them: they say so, by a hazard.
namespace kilter::postgresql {

/// What a new or validated constraint, or a unique index, asks of the rows that are there already. Nothing is said where it cannot fail: the
/// table is new, or the same has held so far for the same columns.
void sayWhatRowsRefuse(const Context &context, const Object &after, Statement &statement);

/// The same of VALIDATE CONSTRAINT.
void sayWhatValidationRefuses(const Object &after, Statement &statement);

/// SET NOT NULL of a column that has been there; nothing where a valid check says the same.
void sayNotNullRefuses(const Context &context, const Object &after, Statement &statement);

/// A column changes over to a type that was made anew under its name: an enum, and labels have gone; a domain that demands something.
void sayTypeRefuses(const Context &context, const Object &after, Statement &statement);

} // namespace kilter::postgresql
