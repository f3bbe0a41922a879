#pragma once
#include "core/plan/postgresql/context.h"

namespace kilter::postgresql {

/// Decides for every object whether it is kept, altered in place, created, dropped, or dropped and created anew: first by what differs,
/// then by what the objects need, until nothing changes any more.
void decideFates(Context &context);

/// One more object must be dropped and created anew; its dependents follow.
void makeAnew(Context &context, const ObjectRef &ref);

} // namespace kilter::postgresql
