#include "tests/core/diagram/export/hostile.h"

#include <algorithm>
#include <cmath>

namespace kilter::test {
namespace {

DiagramColumn column(std::string name, std::string type, bool primaryKey = false, bool notNull = false)
{
    DiagramColumn result;
    result.name = std::move(name);
    result.type = std::move(type);
    result.primaryKey = primaryKey;
    result.notNull = notNull || primaryKey;
    return result;
}

DiagramTable table(const std::string &schema, const std::string &name, std::vector<DiagramColumn> columns, std::string comment = {})
{
    DiagramTable result;
    result.ref = tableRef(schema, name);
    result.id = schema.empty() ? name : schema + '.' + name;
    result.columns = std::move(columns);
    result.comment = std::move(comment);
    return result;
}

DiagramEdge reference(DiagramGraph &graph, std::string name, std::size_t from, std::vector<std::size_t> fromColumns, std::size_t to,
                      std::vector<std::size_t> toColumns)
{
    DiagramEdge edge;
    edge.name = std::move(name);
    edge.id = graph.tables[from].id + '.' + edge.name;
    edge.from = from;
    edge.to = to;
    edge.fromColumns = std::move(fromColumns);
    edge.toColumns = std::move(toColumns);
    for (const std::size_t i : edge.fromColumns)
        graph.tables[from].columns[i].foreignKey = true;
    return edge;
}

} // namespace

DiagramGraph hostileGraph()
{
    static const std::vector<std::string> names = {
        "a\"b'c`d", R"(ends with \)", "line\nend\r\nand\ttab", "<script>alert(1)</script>", "</style><!-- &amp; -->", "größe 表 😀 \u2028x", "select",
        "PK", "note", "end note", "@enduml", "%%{init: {}}%% #quot; ;", "{a|b} [c] (d)", "**bold** //it// __u__ ~~x~~ --y--", "'; -- !include $x %date()",
        " leading", "1st", "a.b", "a_b", "Ref", "~generic~", "]]>", "'''", "''' ' \\' \\\\", "}", "__proto__", "constructor"};
    DiagramGraph graph;
    for (const std::string &name : names) {
        graph.tables.push_back(table("public", name,
                                     {column("id", "bigint", true), column(name, "timestamp(3) without time zone"), column("t", "numeric(10,2)[]"),
                                      column(name + "2", "\"my type\" <b>"), column("untyped", "")},
                                     "comment of " + name));
        graph.tables.back().columns[1].comment = name;
        graph.tables.back().columns[1].defaultText = name;
    }
    std::sort(graph.tables.begin(), graph.tables.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    for (std::size_t i = 1; i < graph.tables.size(); ++i)
        graph.edges.push_back(reference(graph, "fk " + graph.tables[i].ref.name, i, {1}, i - 1, {0}));
    return graph;
}

DiagramGraph shopGraph()
{
    DiagramGraph graph;
    graph.tables = {table("public", "customers", {column("id", "integer", true), column("email", "character varying(200)", false, true)}, "Who buys"),
                    table("public", "empty", {}),
                    table("public", "order_lines", {column("order_id", "integer", true), column("shop", "text", true), column("line", "integer", true)}),
                    table("public", "orders", {column("id", "integer", true), column("shop", "text", true), column("customer_id", "integer", false, true),
                                               column("replaces", "integer"), column("replaces_shop", "text")}),
                    table("public", "profiles", {column("customer_id", "integer", true)}),
                    table("public", "seen", {column("id", "integer")})};
    graph.tables[5].ref.kind = Kind::View;
    graph.tables[3].columns[2].comment = "Who pays";
    graph.tables[3].columns[4].defaultText = "'main'::text";
    graph.tables[0].columns[1].unique = true;
    graph.edges = {reference(graph, "order_lines_fk", 2, {0, 1}, 3, {0, 1}), reference(graph, "orders_customer", 3, {2}, 0, {0}),
                   reference(graph, "orders_customer_again", 3, {2}, 0, {0}), reference(graph, "orders_replaces", 3, {3, 4}, 3, {0, 1}),
                   reference(graph, "profiles_fk", 4, {0}, 0, {0})};
    graph.edges[3].optional = true;
    graph.edges[4].oneChild = true;
    DiagramEdge reads;
    reads.kind = DiagramEdgeKind::Reads;
    reads.id = "public.seen → public.customers";
    reads.from = 5;
    reads.to = 0;
    graph.edges.push_back(reads);
    return graph;
}

DiagramGraph manyTables(std::size_t count)
{
    DiagramGraph graph;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(10000 + i);
        std::vector<DiagramColumn> columns = {column("id", "uuid", true)};
        for (int c = 0; c < 3; ++c)
            columns.push_back(column("reference_" + std::to_string(c), "uuid"));
        for (int c = 0; c < 14; ++c)
            columns.push_back(column("attribute_number_" + std::to_string(c), c % 3 ? "character varying(200)" : "timestamp with time zone"));
        graph.tables.push_back(table("public", "table_" + number, std::move(columns), "What table " + number + " is for, in a sentence of usual length."));
        for (DiagramColumn &each : graph.tables.back().columns)
            each.comment = "What " + each.name + " says of a row";
    }
    for (std::size_t i = 1; i < count; ++i) {
        graph.edges.push_back(reference(graph, "fk_0", i, {1}, (i - 1) / 4, {0}));
        if (i % 3 == 0)
            graph.edges.push_back(reference(graph, "fk_1", i, {2}, (i * 7919) % i, {0}));
    }
    return graph;
}

namespace {

std::vector<DiagramRow> rowsOf(const DiagramTable &table, DiagramColumns columns)
{
    std::vector<DiagramRow> rows;
    std::size_t hidden = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const bool key = table.columns[i].primaryKey || table.columns[i].foreignKey || table.columns[i].state != DiagramState::Same;
        if ((columns == DiagramColumns::All || (columns == DiagramColumns::Keys && key)) && rows.size() < 20)
            rows.push_back({i, 0, 24 + 18.0 * static_cast<double>(rows.size()), 18});
        else
            hidden += 1;
    }
    if (hidden > 0 && columns != DiagramColumns::None)
        rows.push_back({std::nullopt, hidden, 24 + 18.0 * static_cast<double>(rows.size()), 18});
    return rows;
}

DiagramPoint portOf(const TablePlace &place, const std::vector<std::size_t> &columns, bool right)
{
    double y = place.rect.y + 12;
    for (const DiagramRow &row : place.rows) {
        if (!columns.empty() && row.column == columns.front())
            y = place.rect.y + row.top + row.height / 2;
    }
    return {right ? place.rect.right() : place.rect.x, y};
}

} // namespace

DiagramLayout gridLayout(const DiagramGraph &graph, DiagramColumns columns)
{
    DiagramLayout layout;
    layout.engine = "grid";
    const auto across = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(graph.tables.size()) * 1.2)));
    double y = 20, height = 0, right = 0;
    for (std::size_t i = 0; i < graph.tables.size(); ++i) {
        if (i % across == 0 && i > 0) {
            y += height + 50;
            height = 0;
        }
        TablePlace place;
        place.rows = rowsOf(graph.tables[i], columns);
        place.rect = {20 + 320 * static_cast<double>(i % across), y, 240, 25 + 18 * static_cast<double>(place.rows.size())};
        height = std::max(height, place.rect.height);
        right = std::max(right, place.rect.right());
        layout.tables.push_back(std::move(place));
    }
    layout.bounds = {0, 0, right + 20, y + height + 20};
    for (const DiagramEdge &edge : graph.edges) {
        EdgePlace place;
        const double from = layout.tables[edge.from].rect.x, to = layout.tables[edge.to].rect.x;
        place.fromRight = from <= to;
        place.toRight = to <= from;
        const DiagramPoint a = portOf(layout.tables[edge.from], edge.fromColumns, place.fromRight);
        const DiagramPoint b = portOf(layout.tables[edge.to], edge.toColumns, place.toRight);
        place.curve = {a, {a.x + (place.fromRight ? 50 : -50), a.y}, {b.x + (place.toRight ? 50 : -50), b.y}, b};
        layout.edges.push_back(std::move(place));
    }
    return layout;
}

} // namespace kilter::test
