#pragma once
#include "core/plan/postgresql/rules.h"

namespace kilter::postgresql {

/// Secrets are never written: the last of the statements says which a person must set. Where nothing else changes, a statement that does
/// nothing carries the message.
void sayUnwritten(std::vector<Statement> &statements, const Object &object, const ForeignOptions &from, const ForeignOptions &to);

/// "user mapping bob(files)": for people.
std::string namedPlainly(const ObjectRef &ref);

} // namespace kilter::postgresql
