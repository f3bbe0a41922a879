#pragma once
#include "core/connection/connection.h"

namespace kilter {

/// Invalid when the statement or a parameter is not UTF-8 or holds a NUL byte; the message says where, never the value.
[[nodiscard]] Result<> checkStatementText(std::string_view sql, std::span<const Value> parameters);

/// Whether the text holds nothing but blanks, semicolons and SQL comments.
bool isBlankSql(std::string_view sql);

/// Number of characters in the first `bytes` bytes.
int charactersIn(std::string_view text, std::size_t bytes);

} // namespace kilter
