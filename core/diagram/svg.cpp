#include "core/diagram/svg.h"

#include "core/base/text.h"
#include "core/diagram/colours.h"
#include "core/diagram/ends.h"
#include "core/diagram/svgwriter.h"
#include "core/diagram/textexport.h"

#include <cmath>

namespace kilter {
namespace {

constexpr double groupMargin = 12;
constexpr double groupHead = 26; ///< px above a group's tables, for its title
constexpr std::string_view keyIcon = "M7.9 10.8a2.7 2.7 0 1 1-5.4 0a2.7 2.7 0 1 1 5.4 0M7.2 8.8L13 3M10.8 5.2l2 2";
constexpr std::string_view linkIcon = "M6.500 9.500l3-3M7.500 4.500l1-1a2.800 2.800 0 0 1 4 4l-1 1M8.500 11.500l-1 1a2.800 2.800 0 0 1-4-4l1-1";

/// What a difference looks like: its colour's name and its sign.
struct StateLook
{
    std::string_view colour;
    std::string_view sign;
};

StateLook lookOf(DiagramState state)
{
    switch (state) {
    case DiagramState::Added: return {"add", "+"};
    case DiagramState::Removed: return {"remove", "−"};
    case DiagramState::Changed: return {"change", "~"};
    case DiagramState::Renamed: return {"rename", "»"};
    case DiagramState::Same: break;
    }
    return {};
}

class SvgDiagram
{
public:
    SvgDiagram(const DiagramGraph &graph, const DiagramLayout &layout, const SvgOptions &options) : m_graph(graph), m_layout(layout), m_options(options) {}

    std::string write()
    {
        m_area = m_layout.bounds;
        for (const DiagramGroup &group : m_options.groups) {
            if (const auto area = areaOf(group, m_graph, m_layout))
                cover(*area);
        }
        for (const DiagramNote &note : m_options.notes)
            cover(note.rect);
        const std::string width = number(m_area.width), height = number(m_area.height);
        m_svg.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                           {"xmlns:xlink", "http://www.w3.org/1999/xlink"},
                           {"width", width},
                           {"height", height},
                           {"viewBox", number(m_area.x) + ' ' + number(m_area.y) + ' ' + width + ' ' + height},
                           {"role", "img"},
                           {"font-family", m_options.fontFamily},
                           {"font-size", "12"}});
        m_svg.text("title", m_options.title.empty() ? "Diagram" : m_options.title);
        m_svg.text("desc", m_options.description.empty() ? counts() : m_options.description);
        writeFallback();
        m_svg.empty("rect", {{"x", number(m_area.x)}, {"y", number(m_area.y)}, {"width", width}, {"height", height}, {"fill", colour("canvas")}});
        for (const DiagramGroup &group : m_options.groups)
            writeGroup(group);
        m_svg.open("g", {{"fill", "none"}, {"stroke", colour("edge")}, {"stroke-width", "1.25"}});
        for (std::size_t i = 0; i < m_graph.edges.size(); i++)
            writeEdge(i);
        m_svg.close();
        for (std::size_t i = 0; i < m_graph.tables.size(); i++)
            writeTable(i);
        for (const DiagramNote &note : m_options.notes)
            writeNote(note);
        m_svg.close();
        return m_svg.take();
    }

private:
    static std::string number(double value) { return SvgWriter::number(value); }
    std::string colour(std::string_view name) const { return colourText(name, m_options.dark); }
    std::string tint(std::string_view name) const { return colour(std::string(name) + "-bg"); }

    /// Another font for where this one is missing: a list in the attribute would be one name to Qt, which does not read rules for media.
    void writeFallback()
    {
        const bool isPlain = std::ranges::all_of(m_options.fontFamily, [](char c) { return c == ' ' || c == '-' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'); });
        if (isPlain)
            m_svg.text("style", "@media screen,print{text{font-family:'" + m_options.fontFamily + "',Verdana,sans-serif}}");
    }

    void cover(const DiagramRect &area)
    {
        constexpr double margin = 12;
        const double right = std::max(m_area.right(), area.right() + margin), bottom = std::max(m_area.bottom(), area.bottom() + margin);
        m_area.x = std::min(m_area.x, area.x - margin);
        m_area.y = std::min(m_area.y, area.y - margin);
        m_area.width = right - m_area.x;
        m_area.height = bottom - m_area.y;
    }

    std::string counts() const
    {
        const auto references = std::ranges::count(m_graph.edges, DiagramEdgeKind::Reference, &DiagramEdge::kind);
        return counted(m_graph.tables.size(), "table") + ", " + counted(std::size_t(references), "reference");
    }

    /// On one line, as much of the text as fits, with … at its end where something is missing.
    std::string fitted(const std::string &whole, double room, const std::function<double(std::string_view)> &width) const
    {
        const std::string text = oneLine(whole); // what a line end does in it, each reader of SVG decides for itself
        if (!width || width(text) <= room)
            return text;
        std::string_view part = text;
        while (!part.empty() && width(std::string(part) + "…") > room)
            part = cutUtf8(part, part.size() - 1);
        return std::string(part) + "…";
    }

    void word(double x, double y, std::string_view text, SvgWriter::Attributes more)
    {
        SvgWriter::Attributes attributes{{"x", number(x)}, {"y", number(y)}};
        attributes.insert(attributes.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        m_svg.text("text", text, attributes);
    }

    void writeGroup(const DiagramGroup &group)
    {
        const auto area = areaOf(group, m_graph, m_layout);
        if (!area)
            return;
        m_svg.empty("rect", {{"x", number(area->x)},
                             {"y", number(area->y)},
                             {"width", number(area->width)},
                             {"height", number(area->height)},
                             {"rx", "6"},
                             {"fill", colour("group-" + group.colour)}});
        word(area->x + groupMargin, area->y + 17, fitted(group.title, area->width - 2 * groupMargin, m_options.metrics.headWidth), {{"font-weight", "bold"}, {"fill", colour("text-secondary")}});
    }

    void writeNote(const DiagramNote &note)
    {
        m_svg.open("g");
        m_svg.empty("rect", {{"x", number(note.rect.x)},
                             {"y", number(note.rect.y)},
                             {"width", number(note.rect.width)},
                             {"height", number(note.rect.height)},
                             {"rx", "4"},
                             {"fill", colour("note-bg")}});
        double y = note.rect.y + 22;
        for (const std::string &line : split(note.text, '\n')) {
            word(note.rect.x + 12, y, line, {{"fill", colour("text")}});
            y += 18;
        }
        m_svg.close();
    }

    void writeMark(const EndMark &mark)
    {
        for (const auto &stroke : mark.strokes)
            m_svg.empty("path", {{"d", SvgWriter::lines(stroke)}});
        if (mark.ring) {
            m_svg.empty("circle", {{"cx", number(mark.ring->x + mark.ring->width / 2)},
                                   {"cy", number(mark.ring->y + mark.ring->height / 2)},
                                   {"r", number(mark.ring->width / 2)},
                                   {"fill", colour("canvas")}});
        }
        if (!mark.triangle.empty())
            m_svg.empty("path", {{"d", SvgWriter::lines(mark.triangle) + 'Z'}, {"fill", colour("canvas")}});
    }

    void writeEdge(std::size_t i)
    {
        const DiagramEdge &edge = m_graph.edges[i];
        const EdgePlace &place = m_layout.edges[i];
        const StateLook look = lookOf(edge.state);
        const bool isDashed = edge.state == DiagramState::Removed || edge.kind == DiagramEdgeKind::Reads;
        SvgWriter::Attributes attributes{{"id", "e." + encoded(edge.id)}};
        if (!look.sign.empty()) {
            attributes.emplace_back("stroke", colour(look.colour));
            attributes.emplace_back("stroke-width", "1.75");
        }
        m_svg.open("g", attributes);
        m_svg.text("title", titleOf(edge));
        std::string path = SvgWriter::path(place.curve);
        if (place.badge) {
            const auto line = badgeLine(m_graph, m_layout, i);
            path = SvgWriter::lines({line[0], line[1]});
        }
        m_svg.empty("path", {{"d", path}, {"stroke-dasharray", isDashed ? "5 4" : ""}});
        writeMark(childMark(m_graph, m_layout, i));
        writeMark(parentMark(m_graph, m_layout, i));
        if (place.badge)
            writeBadge(m_graph.tables[edge.to], *place.badge);
        m_svg.close();
    }

    std::string titleOf(const DiagramEdge &edge) const
    {
        const std::string text = textOf(edge, m_graph);
        return edge.name.empty() ? text : text + " (" + edge.name + ')';
    }

    void writeBadge(const DiagramTable &hub, const DiagramRect &rect)
    {
        m_svg.open("a", {{"xlink:href", '#' + svgId(hub)}});
        m_svg.empty("rect", {{"x", number(rect.x + 0.5)},
                             {"y", number(rect.y + 0.5)},
                             {"width", number(rect.width - 1)},
                             {"height", number(rect.height - 1)},
                             {"rx", number((rect.height - 1) / 2)},
                             {"fill", colour("surface")}});
        word(rect.x + rect.width / 2, rect.y + 12, fitted(hub.ref.name, rect.width - 8, m_options.metrics.typeWidth), {{"text-anchor", "middle"}, {"font-size", "11"}, {"fill", colour("text")}, {"stroke", "none"}});
        m_svg.close();
    }

    void writeTable(std::size_t i)
    {
        const DiagramTable &table = m_graph.tables[i];
        const TablePlace &place = m_layout.tables[i];
        const StateLook look = lookOf(table.state);
        m_svg.open("g", {{"id", svgId(table)}, {"transform", "translate(" + number(place.rect.x) + ' ' + number(place.rect.y) + ')'}});
        m_svg.text("title", table.comment.empty() ? table.id : table.id + ": " + table.comment);
        const double inset = look.sign.empty() ? 0.5 : 1;
        SvgWriter::Attributes box{{"x", number(inset)},
                                  {"y", number(inset)},
                                  {"width", number(place.rect.width - 2 * inset)},
                                  {"height", number(place.rect.height - 2 * inset)},
                                  {"rx", "4"}};
        box.emplace_back("fill", colour("surface"));
        if (!table.group.empty())
            writeSheets(place, box);
        m_svg.empty("rect", box);
        writeHead(table, place);
        for (const DiagramRow &row : place.rows)
            writeRow(table, place, row);
        box.back() = {"fill", "none"};
        box.emplace_back("stroke", look.sign.empty() ? colour("button-border") : colour(look.colour));
        box.emplace_back("stroke-width", look.sign.empty() ? "1" : "2");
        box.emplace_back("stroke-dasharray", table.state == DiagramState::Removed ? "5 4" : "");
        m_svg.empty("rect", box);
        m_svg.close();
    }

    /// A collapsed group lies on others.
    void writeSheets(const TablePlace &place, SvgWriter::Attributes box)
    {
        box.emplace_back("stroke", colour("button-border"));
        for (const double below : {6.0, 3.0}) {
            box[0].second = number(0.5 + below);
            box[1].second = number(0.5 + below);
            box[2].second = number(place.rect.width - 1 - 2 * below);
            m_svg.empty("rect", box);
        }
    }

    void writeHead(const DiagramTable &table, const TablePlace &place)
    {
        const double width = place.rect.width, height = headHeightOf(place);
        const StateLook look = lookOf(table.state);
        const std::string_view mark = levelMark(table.level);
        const std::string ground = !look.sign.empty() ? tint(look.colour) : !table.group.empty() ? colour("group-" + table.group) : mark.empty() ? colour("window") : tint(table.level);
        const std::string right = number(width - 1), low = number(place.rows.empty() ? height - 4.5 : height);
        std::string shape = "M1 " + low + "V4.5A3.500 3.500 0 0 1 4.500 1H" + number(width - 4.5) + "A3.500 3.500 0 0 1 " + right + " 4.5V" + low;
        shape += place.rows.empty() ? "A3.500 3.500 0 0 1 " + number(width - 4.5) + ' ' + number(height - 1) + "H4.5A3.500 3.500 0 0 1 1 " + low + 'Z' : "Z";
        m_svg.empty("path", {{"d", shape}, {"fill", ground}});
        if (!place.rows.empty())
            m_svg.empty("path", {{"d", "M1 " + number(height + 0.5) + 'H' + right}, {"stroke", colour("divider")}});
        const double baseline = height / 2 + 4.5;
        if (!mark.empty())
            word(12, baseline, mark, {{"font-weight", "bold"}, {"font-size", "11"}, {"text-anchor", "middle"}, {"fill", colour(table.level)}});
        const double left = mark.empty() ? 8 : diagramTextLeft;
        const double sign = look.sign.empty() ? 0 : 18;
        const std::string name = fitted(table.ref.name, width - left - diagramTextRight - sign + 1, m_options.metrics.headWidth);
        const std::string link = m_options.link ? m_options.link(table) : std::string();
        if (!link.empty())
            m_svg.open("a", {{"xlink:href", link}});
        word(left, baseline, name, {{"font-weight", "bold"}, {"fill", colour("text")}});
        if (!link.empty())
            m_svg.close();
        if (sign > 0)
            word(width - 8, baseline, look.sign, {{"font-weight", "bold"}, {"font-size", "14"}, {"text-anchor", "end"}, {"fill", colour(look.colour)}});
    }

    void writeRow(const DiagramTable &table, const TablePlace &place, const DiagramRow &row)
    {
        const double baseline = row.top + row.height / 2 + 4.5;
        if (!row.column) {
            word(diagramTextLeft, baseline, std::to_string(row.more) + " more", {{"font-size", "11"}, {"fill", colour("text-secondary")}});
            return;
        }
        const DiagramColumn &column = table.columns[*row.column];
        const StateLook look = lookOf(column.state);
        const bool isWhole = table.state == DiagramState::Added || table.state == DiagramState::Removed; // its outline says it
        if (!look.sign.empty() && !isWhole)
            m_svg.empty("rect", {{"x", "1"}, {"y", number(row.top + 0.5)}, {"width", number(place.rect.width - 2)}, {"height", number(row.height)}, {"fill", tint(look.colour)}});
        m_svg.open("g", {{"id", svgId(table, column.name)}});
        m_svg.text("title", titleOf(column));
        if (!look.sign.empty())
            word(11.5, baseline, look.sign, {{"font-weight", "bold"}, {"text-anchor", "middle"}, {"fill", colour(look.colour)}});
        else if (column.primaryKey || column.foreignKey)
            writeIcon(column.primaryKey ? keyIcon : linkIcon, row.top + row.height / 2);
        const double room = place.rect.width - diagramTextLeft - diagramTextRight;
        const double nameWidth = m_options.metrics.nameWidth ? m_options.metrics.nameWidth(shownName(column)) : 0;
        const std::string type = fitted(column.type, std::max(room * 0.6, room - nameWidth - 8), m_options.metrics.typeWidth);
        const double taken = type.empty() || !m_options.metrics.typeWidth ? 0 : m_options.metrics.typeWidth(type) + 8;
        const bool isRemoved = column.state == DiagramState::Removed;
        const std::string name = fitted(shownName(column), room - taken, m_options.metrics.nameWidth);
        word(diagramTextLeft, baseline, name, {{"font-weight", column.primaryKey ? "bold" : ""}, {"fill", colour("text")}});
        if (isRemoved) // a line of its own: Qt does not know text-decoration
            m_svg.empty("path", {{"d", 'M' + number(diagramTextLeft) + ' ' + number(baseline - 4) + 'h' + number(m_options.metrics.nameWidth ? m_options.metrics.nameWidth(name) : 7.0 * double(name.size()))},
                                 {"stroke", colour("text")}});
        if (!type.empty())
            word(place.rect.width - diagramTextRight, baseline, type, {{"font-size", "11"}, {"text-anchor", "end"}, {"fill", colour("text-secondary")}});
        m_svg.close();
    }

    void writeIcon(std::string_view shape, double middle)
    {
        m_svg.empty("path", {{"d", std::string(shape)},
                             {"transform", "translate(6 " + number(middle - 5.5) + ") scale(0.6875)"},
                             {"fill", "none"},
                             {"stroke", colour("text-secondary")},
                             {"stroke-width", "1.5"}});
    }

    static std::string titleOf(const DiagramColumn &column)
    {
        std::string text = column.name + (column.type.empty() ? "" : ' ' + column.type) + (column.notNull ? ", not null" : "");
        if (!column.defaultText.empty())
            text += ", default " + column.defaultText;
        if (const std::string state = textOf(column.state, column.before); !state.empty())
            text += ", " + state;
        return column.comment.empty() ? text : text + ": " + column.comment;
    }

    static std::string encoded(std::string_view text)
    {
        std::string id;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
            if (isPlain)
                id += c;
            else
                id.append(1, '_').append(1, "0123456789abcdef"[byte >> 4]).append(1, "0123456789abcdef"[byte & 15]);
        }
        return id;
    }

    friend std::string kilter::svgId(const DiagramTable &table, std::string_view column);

    const DiagramGraph &m_graph;
    const DiagramLayout &m_layout;
    const SvgOptions &m_options;
    DiagramRect m_area;
    SvgWriter m_svg;
};

} // namespace

std::optional<DiagramRect> areaOf(const DiagramGroup &group, const DiagramGraph &graph, const DiagramLayout &layout)
{
    std::optional<DiagramRect> area;
    for (const std::string &id : group.tables) {
        const DiagramTable *table = graph.find(id);
        if (!table)
            continue;
        const DiagramRect &rect = layout.tables[std::size_t(table - graph.tables.data())].rect;
        const DiagramRect wide{rect.x - groupMargin, rect.y - groupHead, rect.width + 2 * groupMargin, rect.height + groupHead + groupMargin};
        if (!area) {
            area = wide;
            continue;
        }
        const double right = std::max(area->right(), wide.right()), bottom = std::max(area->bottom(), wide.bottom());
        area->x = std::min(area->x, wide.x);
        area->y = std::min(area->y, wide.y);
        area->width = right - area->x;
        area->height = bottom - area->y;
    }
    return area;
}

std::string svgId(const DiagramTable &table, std::string_view column)
{
    const std::string id = "t." + SvgDiagram::encoded(table.id);
    return column.empty() ? id : id + '.' + SvgDiagram::encoded(column);
}

std::string svgOf(const DiagramGraph &graph, const DiagramLayout &layout, const SvgOptions &options)
{
    return SvgDiagram(graph, layout, options).write();
}

} // namespace kilter
