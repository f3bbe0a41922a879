#pragma once
#include "core/base/result.h"
#include "core/catalog/catalog.h"

namespace kilter {

/// Statements about one object, or about one table and what stands on it, in an order in which they run.
struct RestOfObject
{
    ObjectRef object; ///< a table or view for its parts
    std::vector<std::string> statements; ///< without semicolons
};

/// What a workspace can say beyond models and the objects that it reads itself, as SQL for sql/.
struct Rest
{
    std::vector<RestOfObject> objects; ///< sorted by object
    Diagnostics notes;                 ///< what cannot be said
};

/// What turns `described`, the schema as models and the other files of sql/ say it, into `actual`: routines, types, triggers, policies,
/// settings of tables, privileges … PostgreSQL. `commonOwner` owns what states no owner.
[[nodiscard]] Result<Rest> restOf(Catalog described, Catalog actual, const std::string &commonOwner);

/// "function public.f" of a statement that creates something, with the words by which it is created; empty for others. Overloads share it.
std::string createdBy(std::string_view statement);

} // namespace kilter
