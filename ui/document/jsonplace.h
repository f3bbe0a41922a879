#pragma once
#include "core/base/json.h"

namespace kilter::ui {

/// Byte of a place as diagnostics state it: line and column from 1, columns in code points. The text's end when it is beyond.
std::size_t offsetOf(std::string_view text, int line, int column);

/// The pointer (RFC 6901) of the innermost value around a byte; a byte of a member's key belongs to that member. Empty: the root.
std::string pointerAt(const Json &root, std::size_t offset);

/// The parts of a pointer, unescaped.
std::vector<std::string> pointerParts(std::string_view pointer);

} // namespace kilter::ui
