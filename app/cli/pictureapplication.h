#pragma once
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

} // namespace kilter::cli
