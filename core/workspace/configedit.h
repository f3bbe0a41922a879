#pragma once
#include "core/base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace kilter {

/// One change of a kilter.toml: the key of a table set, or removed where `value` is none. A table that is not there is added at the end.
struct ConfigEdit
{
    std::vector<std::string> table; ///< {"store", "main", "connection", "dev"}
    std::string key;
    std::optional<std::string> value; ///< as TOML: tomlText("…"), "true", "5"
};

/// A TOML string of one line.
std::string tomlText(std::string_view text);

/// The text with the edits made; comments, order and layout of everything else stay, byte for byte. Invalid when the text or the result is no
/// TOML, or when a table is written in a way that cannot be edited in place (an inline table, dotted keys): then nothing is lost, and the
/// error says what to change by hand.
[[nodiscard]] Result<std::string> editedConfig(std::string text, const std::vector<ConfigEdit> &edits);

/// The text without a table, its keys and its tables below; the comment lines directly above its header go with it.
[[nodiscard]] Result<std::string> withoutTable(std::string text, const std::vector<std::string> &table);

} // namespace kilter
