#pragma once
#include "core/base/result.h"
#include "core/catalog/objectref.h"

namespace kilter {

/// The pattern that leaves one object (of a table also its parts) out of every comparison. What has a meaning in patterns becomes ?.
std::string ignorePattern(const ObjectRef &ref);

/// The text of a kilter.toml with one more pattern in [ignore] objects; comments and layout stay. Unchanged when the pattern is there
/// already. Invalid when the text is no TOML, or `objects` is no list.
[[nodiscard]] Result<std::string> withIgnored(std::string toml, const std::string &pattern);

} // namespace kilter
