#pragma once
#include "core/dialect/postgresql/expression.h"

#include <optional>
#include <string>

namespace kilter::postgresql {

/// "range (created_at)" as pg_get_partkeydef prints it; none where that is not certain.
std::optional<std::string> canonicalPartitionKey(const std::string &partitionBy, const ExpressionScope &scope);

/// "for values from ('1') to (10)" as the server prints it for a parent with that canonical key; none where that is not
/// certain, e.g. for times that are read in the session's time zone.
std::optional<std::string> canonicalPartitionBound(const std::string &bound, const std::string &parentKey,
                                                   const ExpressionScope &parent);

} // namespace kilter::postgresql
