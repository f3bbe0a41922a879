#pragma once
#include "core/base/result.h"

#include <memory>

class QGuiApplication;

namespace kilter::cli {

/// Fonts and painting without a display, for as long as it lives.
class PictureApplication
{
public:
    PictureApplication();
    ~PictureApplication();
    PictureApplication(const PictureApplication &) = delete;
    PictureApplication &operator=(const PictureApplication &) = delete;

private:
    std::unique_ptr<QGuiApplication> m_application;
};

struct Picture
{
    std::string bytes;
    double scale = 1; ///< pixels, or points, for each px of the SVG
};

/// The SVG as PNG at twice its size, or as large as a picture may be. Needs a PictureApplication.
[[nodiscard]] Result<Picture> pngOf(const std::string &svg);

/// The SVG as one page of its size; the same SVG gives the same bytes. Needs a PictureApplication.
[[nodiscard]] Result<Picture> pdfOf(const std::string &svg, const std::string &title);

} // namespace kilter::cli
