#pragma once
#include "core/diagram/layout.h"

namespace kilter {

/// Widths of texts in a font, as the pictures use it: 12 px bold for heads and names, 11 px for types. Needs a QGuiApplication (any platform) that
/// outlives it; from any thread. The family should be installed: see hasFont.
DiagramMetrics measuredMetrics(const std::string &family = "DejaVu Sans");

bool hasFont(const std::string &family);

} // namespace kilter
