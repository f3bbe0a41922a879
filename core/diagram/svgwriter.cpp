#include "core/diagram/svgwriter.h"

#include "core/diagram/textexport.h"

#include <cmath>

namespace kilter {
namespace {

bool isStraight(const DiagramPoint &a, const DiagramPoint &b, const DiagramPoint &c, const DiagramPoint &d)
{
    const auto off = [&](const DiagramPoint &p) { return std::abs((d.x - a.x) * (p.y - a.y) - (d.y - a.y) * (p.x - a.x)); };
    return off(b) < 1 && off(c) < 1;
}

} // namespace

void SvgWriter::begin(std::string_view element, const Attributes &attributes)
{
    m_text.append("<").append(element);
    for (const auto &[name, value] : attributes) {
        if (!value.empty())
            m_text.append(" ").append(name).append("=\"").append(xmlEscaped(value)).append("\"");
    }
}

void SvgWriter::open(std::string_view element, const Attributes &attributes)
{
    begin(element, attributes);
    m_text += ">\n";
    m_open.emplace_back(element);
}

void SvgWriter::close()
{
    m_text.append("</").append(m_open.back()).append(">\n");
    m_open.pop_back();
}

void SvgWriter::empty(std::string_view element, const Attributes &attributes)
{
    begin(element, attributes);
    m_text += "/>\n";
}

void SvgWriter::text(std::string_view element, std::string_view content, const Attributes &attributes)
{
    begin(element, attributes);
    m_text.append(">").append(xmlEscaped(content)).append("</").append(element).append(">\n");
}

std::string SvgWriter::number(double value)
{
    const long long tenths = std::llround(value * 10);
    const long long whole = std::llabs(tenths);
    std::string text = std::string(tenths < 0 ? "-" : "") + std::to_string(whole / 10);
    return whole % 10 == 0 ? text : text + '.' + char('0' + whole % 10);
}

std::string SvgWriter::path(const std::vector<DiagramPoint> &curve)
{
    const auto pair = [](const DiagramPoint &point) { return number(point.x) + ' ' + number(point.y); };
    if (curve.empty())
        return {};
    std::string text = 'M' + pair(curve.front());
    for (std::size_t i = 0; i + 3 < curve.size(); i += 3) {
        if (isStraight(curve[i], curve[i + 1], curve[i + 2], curve[i + 3]))
            text += 'L' + pair(curve[i + 3]);
        else
            text += 'C' + pair(curve[i + 1]) + ' ' + pair(curve[i + 2]) + ' ' + pair(curve[i + 3]);
    }
    return text;
}

std::string SvgWriter::lines(const std::vector<DiagramPoint> &corners)
{
    std::string text;
    for (const DiagramPoint &corner : corners)
        text += (text.empty() ? 'M' : 'L') + number(corner.x) + ' ' + number(corner.y);
    return text;
}

} // namespace kilter
