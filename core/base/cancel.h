#pragma once
#include "core/base/result.h"

#include <stop_token>

namespace kilter {

/// The error of a run that its user cancelled; "what" completes "… was cancelled".
Error cancelled(std::string_view what);

/// An error when the token asks to stop.
[[nodiscard]] Result<> checkCancelled(const std::stop_token &token, std::string_view what);

} // namespace kilter
