#include "core/diagram/packing.h"

#include <cmath>

namespace kilter {
namespace {

/// The lower outline of what is placed: pieces from left to right, each with its height.
class Skyline
{
public:
    explicit Skyline(double width) : m_width(width) { m_pieces.push_back({0, 0}); }

    DiagramPoint place(double width, double height)
    {
        std::size_t best = 0;
        double bestTop = HUGE_VAL;
        for (std::size_t i = 0; i < m_pieces.size(); i++) {
            const double x = m_pieces[i].x;
            if (i > 0 && x + width > m_width)
                break;
            if (const double top = topAt(i, x + width); top < bestTop) {
                best = i;
                bestTop = top;
            }
        }
        const DiagramPoint at{m_pieces[best].x, bestTop};
        cover(at.x, at.x + width, at.y + height);
        return at;
    }

private:
    double topAt(std::size_t first, double right) const
    {
        double top = 0;
        for (std::size_t i = first; i < m_pieces.size() && m_pieces[i].x < right; i++)
            top = std::max(top, m_pieces[i].y);
        return top;
    }

    void cover(double left, double right, double bottom)
    {
        std::vector<DiagramPoint> pieces;
        double after = 0;
        bool isOpen = false; // whether something follows at `right`
        for (std::size_t i = 0; i < m_pieces.size(); i++) {
            const double end = i + 1 < m_pieces.size() ? m_pieces[i + 1].x : std::max(m_width, right);
            if (m_pieces[i].x < left)
                pieces.push_back(m_pieces[i]);
            if (end > right && m_pieces[i].x <= right) {
                after = m_pieces[i].y;
                isOpen = true;
            }
        }
        pieces.push_back({left, bottom});
        if (isOpen)
            pieces.push_back({right, after});
        for (const DiagramPoint &piece : m_pieces) {
            if (piece.x > right)
                pieces.push_back(piece);
        }
        m_pieces = std::move(pieces);
    }

    double m_width;
    std::vector<DiagramPoint> m_pieces;
};

/// The left sides of as many columns as the width has room for, each as wide as the widest in it.
std::vector<double> columnsFor(const std::vector<DiagramRect> &sizes, double width, double gap)
{
    double least = HUGE_VAL;
    for (const DiagramRect &size : sizes)
        least = std::min(least, size.width);
    for (auto count = std::clamp<std::size_t>(std::size_t((width + gap) / (least + gap)), 1, std::max<std::size_t>(1, sizes.size())); count > 1; count--) {
        std::vector<double> widths(count);
        for (std::size_t i = 0; i < sizes.size(); i++)
            widths[i % count] = std::max(widths[i % count], sizes[i].width);
        std::vector<double> lefts;
        double left = 0;
        for (const double each : widths) {
            lefts.push_back(left);
            left += each + gap;
        }
        if (left - gap <= width)
            return lefts;
    }
    return {0};
}

} // namespace

std::vector<DiagramPoint> packed(const std::vector<DiagramRect> &sizes, double width)
{
    std::vector<std::size_t> order(sizes.size());
    for (std::size_t i = 0; i < order.size(); i++)
        order[i] = i;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return sizes[a].width * sizes[a].height > sizes[b].width * sizes[b].height; });
    std::vector<DiagramPoint> places(sizes.size());
    Skyline skyline(width);
    for (const std::size_t i : order)
        places[i] = skyline.place(sizes[i].width, sizes[i].height);
    return places;
}

DiagramRect extentOf(const std::vector<DiagramRect> &sizes, const std::vector<DiagramPoint> &places)
{
    DiagramRect extent;
    for (std::size_t i = 0; i < sizes.size(); i++) {
        extent.width = std::max(extent.width, places[i].x + sizes[i].width);
        extent.height = std::max(extent.height, places[i].y + sizes[i].height);
    }
    return extent;
}

std::vector<DiagramPoint> inGrid(const std::vector<DiagramRect> &sizes, double width, double gap)
{
    const std::vector<double> lefts = columnsFor(sizes, width, gap);
    std::vector<DiagramPoint> places;
    double top = 0;
    double bottom = 0;
    for (std::size_t i = 0; i < sizes.size(); i++) {
        const std::size_t column = i % lefts.size();
        if (column == 0 && i > 0)
            top = bottom + gap;
        places.push_back({lefts[column], top});
        bottom = std::max(bottom, top + sizes[i].height);
    }
    return places;
}

} // namespace kilter
