#pragma once
#include "ui/look/fonts.h"

/// Where the parts of the revision graph stand; pixels.
namespace kilter::ui::timeline {

inline constexpr int headWidth = 208;
inline constexpr int rulerHeight = 20;
inline constexpr int shape = 16;
inline constexpr int gap = 32; ///< between a node's words and the next node

inline QFont nodeFont()
{
    return fontFor(FontRole::Body);
}

} // namespace kilter::ui::timeline
