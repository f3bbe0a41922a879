#pragma once
#include "core/catalog/kinds.h"
#include "core/dialect/statement.h"

namespace kilter::postgresql {

/// What must run before ALTER SEQUENCE (or ALTER COLUMN … SET) narrows the limits: the server refuses limits that the last value lies
/// outside of. The limits are first widened to both, which also makes the sequence's value part of the transaction (it gets a new
/// file), then the value moves to the nearer of the new limits, as not yet used, where it lies outside them.
struct LimitsMove
{
    std::string widening;    ///< options, each with the prefix; empty: the new limits hold the old ones
    std::string valueSql;    ///< SELECT setval …
    SequenceOptions widened; ///< what there is then
};

/// The statement of `valueSql`, with what it may lose.
Statement valueMove(const ObjectRef &object, const std::string &qualifiedSequence, const LimitsMove &move);

LimitsMove limitsMove(const SequenceOptions &from, const SequenceOptions &to, const std::string &prefix, bool withType,
                      const std::string &qualifiedSequence);

} // namespace kilter::postgresql
