#pragma once
#include "core/base/json.h"
#include "core/base/result.h"

#include <vector>

namespace kilter {

/// One change of a JSON text: the value at a pointer (RFC 6901) set, which replaces or appends a member or item ("-": behind the last item),
/// or removed; or, with `key`, a member renamed; or, with `index`, a member or item moved to that place in its container, after it was
/// set when there is a value too. Moving changes what stands between commas, never the blanks around them.
struct JsonEdit
{
    std::string pointer;
    std::optional<Json> value;              ///< none, and neither key nor index: remove
    std::optional<std::string> key = {};    ///< the new name; refused when the object has it already
    std::optional<std::size_t> index = {};  ///< 0: first; counted without the moved one
};

/// The text with the edits made, one after the other; every byte that they do not concern stays. A new member follows the way its
/// neighbours are written: one line, or a line each with their indentation. Setting an equal value changes nothing. Invalid when a
/// pointer's parent is missing.
[[nodiscard]] Result<std::string> edited(std::string text, const std::vector<JsonEdit> &edits);

/// What turns one JSON value into the other, member by member; order of members does not count. Items of an array that stand before and
/// behind the differing ones are left alone. `at` is the pointer of both.
std::vector<JsonEdit> editsBetween(const Json &from, const Json &to, const std::string &at = {});

/// The pointer of a member or item below `parent`, escaped.
std::string pointerTo(std::string_view parent, std::string_view key);

} // namespace kilter
