#pragma once
#include "core/plan/postgresql/rules.h"

namespace kilter::postgresql {

/// All that happens in place to one column that is there on both sides.
void planColumnChange(Steps &steps, const Object &before, const Object &after);

/// Without its default the column needs no sequence or function.
void keepTypeNeeds(std::vector<ObjectRef> &needs);

/// Whether the column's table is partitioned or inherited from.
bool hasChildren(const Context &context, const ObjectRef &column);

/// SET STORAGE, COMPRESSION, STATISTICS and options: what makes settings `a` those of `b`.
std::vector<std::string> settingChanges(const Column &a, const Column &b);

/// The sequence of an identity column, by name.
std::string identitySequenceName(const Object &column);

/// Makes the identity's sequence logged or not, where it is not as the table.
void addPersistence(Steps &steps, const Object &column);

/// Whether only the expression of a generated column differs and the server can change that (SET EXPRESSION, since PostgreSQL 17).
bool takesExpression(const Context &context, const Column &before, const Column &after);

} // namespace kilter::postgresql
