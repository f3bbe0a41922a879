#pragma once
#include "core/dialect/statement.h"

#include <optional>

namespace kilter::postgresql {

/// When a step of an object happens, relative to its other steps and to what it needs.
enum class Phase : std::uint8_t {
    Release, ///< lets go of what it needs (a default, an ownership, its place under a parent), or steps aside under another name
    Drop,
    Change, ///< altered in place; what depends on it and cannot stand that is dropped before and created after
    Create,
    Settle,  ///< completes what others may wait for (nullability, default, identity, attachment)
    Attach,  ///< nobody waits for it (comment, owner, OWNED BY)
    Discard, ///< drops what stepped aside, once nothing uses it any more
};

struct StepKey
{
    ObjectRef object;
    Phase phase = Phase::Create;
    auto operator<=>(const StepKey &) const = default;
};

/// A node of the plan's graph. The statements of an absorbed step are part of another one's (a column in CREATE TABLE): it brings its
/// edges there.
struct Step
{
    StepKey key;
    std::vector<Statement> statements;
    std::vector<ObjectRef> loses;     ///< what it needed until now: it runs before those are dropped or changed
    std::vector<ObjectRef> uses;      ///< what it needs from now on: it runs after those are created or changed
    std::vector<StepKey> after;       ///< other steps that it waits for
    std::optional<StepKey> within;    ///< absorbed by
    std::vector<std::string> frees;   ///< names that may be taken afterwards
    std::vector<std::string> claims;  ///< names that must be free
    int rank = 0;                     ///< order among steps that may run at the same time
    bool first = false;               ///< as early as possible: a new enum value, which must be committed before its use
    bool separable = false;           ///< absorbed, but it can be a step of its own when it stands in a circle
};

} // namespace kilter::postgresql
