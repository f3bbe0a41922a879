#pragma once
#include "core/base/result.h"

namespace kilter {

/// Diagrams as pictures of pixels and pages, painted from the SVG that svgOf writes. Both need a QGuiApplication (any platform) that outlives
/// them, and may be called from any thread.
struct Picture
{
    std::string bytes;
    double scale = 1; ///< pixels, or points, for each px of the SVG
};

/// The SVG as PNG at twice its size, or as large as a picture may be.
[[nodiscard]] Result<Picture> pngOf(const std::string &svg);

/// The SVG as one page of its size, its texts as text. The same SVG gives the same bytes where hashes are not random (QHashSeed).
[[nodiscard]] Result<Picture> pdfOf(const std::string &svg, const std::string &title);

} // namespace kilter
