#include "core/diagram/graphvizblock.h"

#include <charconv>
#include <cmath>

namespace kilter {
namespace {

// In px, which are points here. Room between columns for the ends of lines and their vertical parts; between tables for lines that pass.
constexpr double betweenColumns = 76;
constexpr double betweenTables = 22;

std::string number(double value)
{
    return std::to_string(int(std::lround(value)));
}

std::string inches(double px)
{
    std::array<char, 40> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), px / 72, std::chars_format::fixed, 4).ptr;
    return {digits.data(), end};
}

/// The numbers of a line after its letter; nothing when one is none.
std::optional<std::vector<double>> numbersOf(std::string_view line)
{
    std::vector<double> numbers;
    for (std::size_t at = 1; at < line.size();) {
        double value = 0;
        const auto [end, error] = std::from_chars(line.data() + at + 1, line.data() + line.size(), value);
        if (line[at] != ' ' || error != std::errc())
            return std::nullopt;
        numbers.push_back(value);
        at = std::size_t(end - line.data());
    }
    return numbers;
}

} // namespace

GraphvizBlock::GraphvizBlock(const DiagramGraph &graph, const DiagramLayout &layout, const LayoutBlock &block, const std::vector<DiagramRect> &footprints)
    : m_graph(graph), m_layout(layout), m_block(block)
{
    // What is reserved at the left is the same in a column, so that its tables stand in line.
    std::map<int, std::pair<double, double>> sides;
    for (std::size_t i = 0; i < block.tables.size(); i++) {
        const DiagramRect &rect = layout.tables[block.tables[i]].rect;
        const DiagramRect &own = footprints[block.tables[i]];
        m_nodes.emplace(block.tables[i], i);
        auto &[left, right] = sides[block.columns[i]];
        left = std::max(left, std::ceil(rect.x - own.x));
        right = std::max(right, std::ceil(own.right() - rect.x));
    }
    for (std::size_t i = 0; i < block.tables.size(); i++) {
        const auto &[left, right] = sides.at(block.columns[i]);
        m_boxes.push_back({left, left + right, layout.tables[block.tables[i]].rect.height});
    }
}

std::string GraphvizBlock::nodeText(std::size_t node) const
{
    const TablePlace &place = m_layout.tables[m_block.tables[node]];
    const std::string width = number(m_boxes[node].width);
    std::string text = 'n' + std::to_string(node) + "[label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">";
    const auto cell = [&](const std::string &port, double height) {
        text += "<TR><TD" + port + " FIXEDSIZE=\"TRUE\" WIDTH=\"" + width + "\" HEIGHT=\"" + number(height) + "\"></TD></TR>";
    };
    cell(" PORT=\"h\"", headHeightOf(place));
    double bottom = headHeightOf(place);
    for (std::size_t i = 0; i < place.rows.size(); i++) {
        cell(" PORT=\"r" + std::to_string(i) + '"', place.rows[i].height);
        bottom = place.rows[i].top + place.rows[i].height;
    }
    if (bottom < place.rect.height)
        cell("", place.rect.height - bottom);
    return text + "</TABLE>>];\n";
}

std::string GraphvizBlock::dotText() const
{
    std::string text = "digraph{graph[rankdir=LR,splines=true,nodesep=" + inches(betweenTables) + ",ranksep=" + inches(betweenColumns)
        + "];node[shape=plain];edge[dir=none,i=\"\"];\n";
    for (std::size_t i = 0; i < m_block.tables.size(); i++)
        text += nodeText(i);
    const auto port = [&](std::size_t table, const std::vector<std::size_t> &columns) {
        const TablePlace &place = m_layout.tables[table];
        const double y = portOf(place, columns) - place.rect.y;
        for (std::size_t i = 0; i < place.rows.size(); i++) {
            if (y >= place.rows[i].top && y < place.rows[i].top + place.rows[i].height)
                return ":r" + std::to_string(i);
        }
        return std::string(":h");
    };
    for (const std::size_t i : m_block.edges) {
        const DiagramEdge &edge = m_graph.edges[i];
        const std::size_t from = m_nodes.at(edge.from), to = m_nodes.at(edge.to);
        std::string left = 'n' + std::to_string(to) + port(edge.to, edge.toColumns);
        std::string right = 'n' + std::to_string(from) + port(edge.from, edge.fromColumns);
        const int span = m_block.columns[from] - m_block.columns[to];
        if (span < 0)
            std::swap(left, right);
        text += left + ":e->" + right + ":w[minlen=" + std::to_string(std::abs(span)) + ",i=" + std::to_string(i) + "];\n";
    }
    return text + '}';
}

std::string GraphvizBlock::sfdpText() const
{
    std::string text = "digraph{graph[splines=false,overlap=prism,sep=\"+24\",K=1.2];node[shape=box,fixedsize=true,label=\"\"];edge[dir=none,i=\"\"];\n";
    for (std::size_t i = 0; i < m_boxes.size(); i++)
        text += 'n' + std::to_string(i) + "[width=" + inches(m_boxes[i].width + lineStub * 2) + ",height=" + inches(m_boxes[i].height) + "];\n";
    for (const std::size_t i : m_block.edges)
        text += 'n' + std::to_string(m_nodes.at(m_graph.edges[i].to)) + "->n" + std::to_string(m_nodes.at(m_graph.edges[i].from)) + ";\n";
    return text + '}';
}

bool GraphvizBlock::overlaps(const std::vector<DiagramPoint> &centres) const
{
    std::vector<std::size_t> order(centres.size());
    for (std::size_t i = 0; i < order.size(); i++)
        order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t i) { return centres[i].x - m_boxes[i].width / 2; });
    for (std::size_t a = 0; a < order.size(); a++) {
        const Box &first = m_boxes[order[a]];
        const DiagramPoint &at = centres[order[a]];
        for (std::size_t b = a + 1; b < order.size(); b++) {
            const Box &second = m_boxes[order[b]];
            const DiagramPoint &other = centres[order[b]];
            if (other.x - second.width / 2 >= at.x + first.width / 2)
                break;
            if (std::abs(at.y - other.y) < (first.height + second.height) / 2)
                return true;
        }
    }
    return false;
}

void GraphvizBlock::readEdge(std::size_t i, const std::vector<DiagramPoint> &points, DiagramLayout &layout) const
{
    const DiagramEdge &edge = m_graph.edges[i];
    EdgePlace &place = layout.edges[i];
    const bool parentLeft = m_block.columns[m_nodes.at(edge.to)] < m_block.columns[m_nodes.at(edge.from)];
    place.fromRight = !parentLeft;
    place.toRight = parentLeft;
    const TablePlace &leftTable = layout.tables[parentLeft ? edge.to : edge.from];
    const TablePlace &rightTable = layout.tables[parentLeft ? edge.from : edge.to];
    // Graphviz leads from the left box's edge to the right one's; what is reserved between box and table is crossed straight.
    place.curve = {{leftTable.rect.right(), portOf(leftTable, parentLeft ? edge.toColumns : edge.fromColumns)}};
    appendStraight(place.curve, {points.front().x, place.curve.front().y});
    place.curve.insert(place.curve.end(), points.begin() + 1, points.end());
    const double y = portOf(rightTable, parentLeft ? edge.fromColumns : edge.toColumns);
    place.curve.back().y = y;
    appendStraight(place.curve, {rightTable.rect.x, y});
    if (parentLeft)
        std::ranges::reverse(place.curve);
}

bool GraphvizBlock::read(const std::string &answer, bool withLines, DiagramLayout &layout) const
{
    std::vector<std::optional<DiagramPoint>> centres(m_boxes.size());
    std::vector<std::vector<double>> lines;
    for (std::size_t at = 0; at < answer.size();) {
        const std::size_t end = std::min(answer.find('\n', at), answer.size());
        const auto numbers = numbersOf(std::string_view(answer).substr(at, end - at));
        if (!numbers || numbers->size() < 3 || numbers->front() < 0)
            return false;
        if (answer[at] == 'e')
            lines.push_back(*numbers);
        else if (numbers->front() < double(centres.size()))
            centres[std::size_t(numbers->front())] = DiagramPoint{(*numbers)[1], -(*numbers)[2]};
        at = end + 1;
    }
    std::vector<DiagramPoint> known;
    for (const auto &centre : centres) {
        if (!centre)
            return false;
        known.push_back(*centre);
    }
    // A force-directed engine gives directions and distances; it leaves boxes over each other where its overlap removal gave up.
    for (int tries = 0; !withLines && tries < 40 && overlaps(known); tries++) {
        for (DiagramPoint &point : known)
            point = {point.x * 1.1, point.y * 1.1};
    }
    if (overlaps(known))
        return false;
    double left = HUGE_VAL, top = HUGE_VAL;
    for (std::size_t i = 0; i < known.size(); i++) {
        left = std::min(left, known[i].x - m_boxes[i].width / 2);
        top = std::min(top, known[i].y - m_boxes[i].height / 2);
    }
    for (std::size_t i = 0; i < known.size(); i++) {
        DiagramRect &rect = layout.tables[m_block.tables[i]].rect;
        rect.x = std::round(known[i].x - left - m_boxes[i].width / 2 + m_boxes[i].left);
        rect.y = std::round(known[i].y - top - m_boxes[i].height / 2);
    }
    for (const auto &line : withLines ? lines : std::vector<std::vector<double>>()) {
        if (line.front() >= double(m_graph.edges.size()) || line.size() < 9)
            return false;
        std::vector<DiagramPoint> points;
        for (std::size_t i = 1; i + 1 < line.size(); i += 2)
            points.push_back({line[i] - left, -line[i + 1] - top});
        readEdge(std::size_t(line.front()), points, layout);
    }
    return true;
}

} // namespace kilter
