#pragma once
#include "core/diagram/layout.h"

namespace kilter {

/// Writes XML elements with their attributes; numbers with at most one digit after the point.
class SvgWriter
{
public:
    using Attributes = std::vector<std::pair<std::string_view, std::string>>;

    void open(std::string_view element, const Attributes &attributes = {});
    void close();
    void empty(std::string_view element, const Attributes &attributes);
    void text(std::string_view element, std::string_view content, const Attributes &attributes = {});

    std::string take() { return std::move(m_text); }

    static std::string number(double value);
    static std::string path(const std::vector<DiagramPoint> &curve);    ///< of Béziers; straight ones become lines
    static std::string lines(const std::vector<DiagramPoint> &corners); ///< of straight lines

private:
    void begin(std::string_view element, const Attributes &attributes);

    std::string m_text;
    std::vector<std::string> m_open;
};

} // namespace kilter
