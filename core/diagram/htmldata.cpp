#include "core/base/json.h"
#include "core/base/text.h"
#include "core/diagram/html.h"

#include <cmath>
#include <set>

namespace kilter {
namespace {

// The bits that resources/diagram/model.js reads.
constexpr int primaryKeyBit = 1, foreignKeyBit = 2, uniqueBit = 4, notNullBit = 8;
constexpr int optionalBit = 1, oneChildBit = 2;
constexpr int fromRightBit = 1, toRightBit = 2;

/// A JSON text in which nothing can end the script element that holds it, and no character ends a line.
std::string inJson(std::string_view text)
{
    std::string result = quotedJson(text);
    for (const auto &[character, escape] : {std::pair<std::string_view, std::string_view>{"<", "\\u003c"}, {">", "\\u003e"}, {"&", "\\u0026"},
                                            {"\u2028", "\\u2028"}, {"\u2029", "\\u2029"}})
        result = replaced(std::move(result), character, escape);
    return result;
}

/// Pixels with at most one digit after the point.
std::string number(double value)
{
    const long tenths = std::lround(value * 10);
    std::string text = std::to_string(std::abs(tenths) / 10);
    if (tenths % 10 != 0)
        text += '.' + std::to_string(std::abs(tenths) % 10);
    return (tenths < 0 ? "-" : "") + text;
}

std::string numbers(const DiagramRect &rect)
{
    return number(rect.x) + ',' + number(rect.y) + ',' + number(rect.width) + ',' + number(rect.height);
}

/// [a, b, c] without the empty ones at its end ("", 0).
std::string shortArray(std::vector<std::string> items)
{
    while (!items.empty() && (items.back() == "\"\"" || items.back() == "0"))
        items.pop_back();
    return '[' + joined(items, ",") + ']';
}

std::string texts(const std::vector<std::string> &list)
{
    std::vector<std::string> items;
    for (const std::string &text : list)
        items.push_back(inJson(text));
    return '[' + joined(items, ",") + ']';
}

std::string stateText(DiagramState state)
{
    return inJson(state == DiagramState::Same ? "" : keyword(state));
}

std::string columnText(const DiagramColumn &column)
{
    const int flags = (column.primaryKey ? primaryKeyBit : 0) | (column.foreignKey ? foreignKeyBit : 0) | (column.unique ? uniqueBit : 0) | (column.notNull ? notNullBit : 0);
    return shortArray({inJson(column.name), inJson(column.type), std::to_string(flags), inJson(column.comment), inJson(column.defaultText), stateText(column.state), inJson(column.before)});
}

std::string partsText(const std::vector<DictionaryPart> &parts)
{
    std::vector<std::string> items;
    for (const DictionaryPart &part : parts)
        items.push_back(shortArray({inJson(part.kind), inJson(part.name), inJson(part.definition), inJson(part.comment)}));
    return '[' + joined(items, ",") + ']';
}

/// References from or to tables that are not in the diagram: [table, own columns, name].
std::string outsideText(const std::vector<DictionaryReference> &references, const std::set<std::string> &ids, bool outward)
{
    std::vector<std::string> items;
    for (const DictionaryReference &reference : references) {
        if (!ids.contains(reference.table))
            items.push_back('[' + inJson(reference.table) + ',' + inJson(joined(outward ? reference.columns : reference.otherColumns, ", ")) + ',' + inJson(reference.name) + ']');
    }
    return items.empty() ? std::string() : '[' + joined(items, ",") + ']';
}

class DataWriter
{
public:
    explicit DataWriter(const HtmlDiagram &diagram) : m_diagram(diagram)
    {
        for (const DiagramTable &table : diagram.graph.tables)
            m_ids.insert(table.id);
    }

    std::string write()
    {
        m_text = "{\n\"title\":" + inJson(m_diagram.title) + ",\n\"mode\":" + inJson(keyword(shown()));
        if (m_diagram.stamp)
            m_text += ",\n\"stamp\":{\"source\":" + inJson(m_diagram.stamp->source) + ",\"time\":" + inJson(m_diagram.stamp->time) + ",\"hash\":" + inJson(m_diagram.stamp->hash) + '}';
        if (m_diagram.compared)
            m_text += ",\n\"compared\":" + texts({m_diagram.compared->first, m_diagram.compared->second});
        addAreas();
        addList("tables", m_diagram.graph.tables.size(), [&](std::size_t i) { return table(i); });
        addList("edges", m_diagram.graph.edges.size(), [&](std::size_t i) { return edge(m_diagram.graph.edges[i]); });
        m_text += ",\n\"layouts\":{";
        for (std::size_t i = 0; i < m_diagram.layouts.size(); ++i) {
            m_text += i == 0 ? "\n" : ",\n";
            addLayout(m_diagram.layouts[i].first, m_diagram.layouts[i].second);
        }
        return std::move(m_text += "}\n}");
    }

private:
    DiagramColumns shown() const
    {
        for (const auto &[columns, layout] : m_diagram.layouts) {
            if (columns == m_diagram.shown)
                return columns;
        }
        return m_diagram.layouts.empty() ? m_diagram.shown : m_diagram.layouts.front().first;
    }

    template<class Item>
    void addList(const std::string &name, std::size_t count, Item item)
    {
        m_text += ",\n\"" + name + "\":[";
        for (std::size_t i = 0; i < count; ++i)
            m_text += (i == 0 ? "\n" : ",\n") + item(i);
        m_text += ']';
    }

    void addAreas()
    {
        if (!m_diagram.groups.empty()) {
            addList("groups", m_diagram.groups.size(), [&](std::size_t i) {
                return "{\"name\":" + inJson(m_diagram.groups[i].title) + ",\"colour\":" + inJson(m_diagram.groups[i].colour) + ",\"tables\":" + texts(m_diagram.groups[i].tables) + '}';
            });
        }
        if (!m_diagram.notes.empty()) {
            addList("notes", m_diagram.notes.size(), [&](std::size_t i) {
                const DiagramRect &rect = m_diagram.notes[i].rect;
                return "{\"text\":" + inJson(m_diagram.notes[i].text) + ",\"x\":" + number(rect.x) + ",\"y\":" + number(rect.y) + ",\"w\":" + number(rect.width) +
                       ",\"h\":" + number(rect.height) + '}';
            });
        }
    }

    std::string table(std::size_t index) const
    {
        const DiagramTable &table = m_diagram.graph.tables[index];
        const DictionaryEntry *entry = m_diagram.dictionary.empty() ? nullptr : &m_diagram.dictionary[index];
        std::string text = "{\"id\":" + inJson(table.id);
        const auto add = [&](const char *key, const std::string &value) {
            if (!value.empty() && value != "\"\"" && value != "[]")
                text += std::string(",\"") + key + "\":" + value;
        };
        add("schema", inJson(table.ref.schema));
        add("name", inJson(table.ref.name));
        add("kind", inJson(entry && !entry->kind.empty() ? entry->kind : table.ref.kind == Kind::Table ? "table" : keyword(table.ref.kind)));
        add("level", inJson(table.level));
        add("comment", inJson(table.comment));
        add("state", stateText(table.state));
        add("before", inJson(table.before));
        std::vector<std::string> columns;
        for (const DiagramColumn &column : table.columns)
            columns.push_back(columnText(column));
        add("columns", '[' + joined(columns, ",") + ']');
        if (entry) {
            add("keys", partsText(entry->keys));
            add("indexes", partsText(entry->indexes));
            add("outside", outsideText(entry->references, m_ids, true));
            add("outsideBy", outsideText(entry->referencedBy, m_ids, false));
            add("ddl", inJson(entry->ddl));
        }
        return text + '}';
    }

    /// Rules of the foreign key, as the dictionary has them.
    std::string detailOf(const DiagramEdge &edge) const
    {
        if (m_diagram.dictionary.empty() || edge.kind != DiagramEdgeKind::Reference)
            return {};
        for (const DictionaryReference &reference : m_diagram.dictionary[edge.from].references) {
            if (reference.name == edge.name)
                return reference.rules + (reference.rules.empty() || reference.comment.empty() ? "" : ", ") + reference.comment;
        }
        return {};
    }

    std::string edge(const DiagramEdge &edge) const
    {
        const DiagramTable &from = m_diagram.graph.tables[edge.from];
        const DiagramTable &to = m_diagram.graph.tables[edge.to];
        std::vector<std::string> fromColumns, toColumns;
        for (const std::size_t column : edge.fromColumns)
            fromColumns.push_back(from.columns[column].name);
        for (const std::size_t column : edge.toColumns)
            toColumns.push_back(to.columns[column].name);
        const int flags = (edge.optional ? optionalBit : 0) | (edge.oneChild ? oneChildBit : 0);
        return shortArray({inJson(edge.id), inJson(keyword(edge.kind)), inJson(from.id), inJson(to.id), texts(fromColumns), texts(toColumns), std::to_string(flags), stateText(edge.state),
                           inJson(edge.name), inJson(detailOf(edge))});
    }

    /// [x,y,w,h,rows]: rows is a number where it is that many columns from the first on; else indexes of columns, and -n for "n more".
    static std::string place(const TablePlace &place)
    {
        std::vector<std::string> rows;
        bool plain = true;
        for (const DiagramRow &row : place.rows) {
            plain = plain && row.column == rows.size();
            rows.push_back(row.column ? std::to_string(*row.column) : '-' + std::to_string(row.more));
        }
        const std::string rowsText = plain ? std::to_string(rows.size()) : '[' + joined(rows, ",") + ']';
        return '[' + numbers(place.rect) + (rows.empty() ? "" : ',' + rowsText) + ']';
    }

    static std::string place(const EdgePlace &place)
    {
        std::vector<std::string> points;
        for (const DiagramPoint &point : place.curve) {
            points.push_back(number(point.x));
            points.push_back(number(point.y));
        }
        const int sides = (place.fromRight ? fromRightBit : 0) | (place.toRight ? toRightBit : 0);
        return '[' + std::to_string(sides) + ",\"" + joined(points, " ") + '"' + (place.badge ? ",[" + numbers(*place.badge) + ']' : "") + ']';
    }

    /// Of the layout with the areas behind it; notes have their place in the mode that is shown first.
    DiagramRect boundsWith(DiagramColumns columns, const DiagramLayout &layout) const
    {
        double left = layout.bounds.x, top = layout.bounds.y, right = layout.bounds.right(), bottom = layout.bounds.bottom();
        const auto cover = [&](const DiagramRect &rect) {
            left = std::min(left, rect.x - 12);
            top = std::min(top, rect.y - 12);
            right = std::max(right, rect.right() + 12);
            bottom = std::max(bottom, rect.bottom() + 12);
        };
        for (const DiagramGroup &group : m_diagram.groups) {
            if (const auto area = areaOf(group, m_diagram.graph, layout))
                cover(*area);
        }
        for (const DiagramNote &note : columns == shown() ? m_diagram.notes : std::vector<DiagramNote>())
            cover(note.rect);
        return {left, top, right - left, bottom - top};
    }

    void addLayout(DiagramColumns columns, const DiagramLayout &layout)
    {
        double head = 24, row = 16;
        for (const TablePlace &table : layout.tables) {
            if (!table.rows.empty()) {
                head = table.rows.front().top;
                row = table.rows.front().height;
                break;
            }
        }
        m_text += inJson(keyword(columns)) + ":{\"bounds\":[" + numbers(boundsWith(columns, layout)) + "],\"head\":" + number(head) + ",\"row\":" + number(row) + ",\"tables\":{";
        for (std::size_t i = 0; i < layout.tables.size(); ++i)
            m_text += (i == 0 ? "\n" : ",\n") + inJson(m_diagram.graph.tables[i].id) + ':' + place(layout.tables[i]);
        m_text += "},\"edges\":{";
        for (std::size_t i = 0; i < layout.edges.size(); ++i)
            m_text += (i == 0 ? "\n" : ",\n") + inJson(m_diagram.graph.edges[i].id) + ':' + place(layout.edges[i]);
        m_text += "}}";
    }

    const HtmlDiagram &m_diagram;
    std::set<std::string> m_ids;
    std::string m_text;
};

} // namespace

std::string htmlData(const HtmlDiagram &diagram)
{
    return DataWriter(diagram).write();
}

} // namespace kilter
