#include "core/diagram/layouter.h"

#include "core/diagram/answercache.h"
#include "core/diagram/blocks.h"
#include "core/diagram/holes.h"
#include "core/diagram/packing.h"
#include "core/diagram/placenew.h"
#include "core/diagram/router.h"

#include <cmath>

namespace kilter {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double betweenBlocks = 48;
constexpr double besideGrid = 36;
constexpr std::size_t fewAlone = 8; ///< tables without lines that need no grid
constexpr double besideTables = 32; ///< px that what fills a hole keeps from tables
constexpr double besideLines = 16;
constexpr std::size_t largeBlock = 8;   ///< tables of a block that has holes
constexpr std::size_t fillingBlock = 4; ///< tables of a block that fills one, at most
constexpr std::size_t mostRouted = 100; ///< lines of a first picture that are led round tables
constexpr std::size_t mostPassages = 9000; ///< lines × columns that they pass: beyond it dot takes minutes

/// Boxes, badges and loops of all tables, every table at 0, 0.
DiagramLayout boxes(const DiagramGraph &graph, const LayoutOptions &options)
{
    DiagramLayout layout;
    for (const DiagramTable &table : graph.tables)
        layout.tables.push_back(boxOf(table, options.columns, options.metrics, options.mostRows));
    const std::vector<LineForm> forms = lineForms(graph, options);
    layout.edges.resize(graph.edges.size());
    for (std::size_t i = 0; i < graph.edges.size(); i++) {
        if (forms[i] != LineForm::Badge)
            continue;
        const std::string &name = graph.tables[graph.edges[i].to].ref.name;
        const double text = options.metrics.typeWidth ? options.metrics.typeWidth(name) : 6.0 * double(name.size());
        layout.edges[i].badge = DiagramRect{0, 0, std::ceil(text) + badgeHeight, badgeHeight};
    }
    const EdgesOfTables edges = edgesOfTables(graph);
    for (std::size_t i = 0; i < graph.tables.size(); i++)
        placeOwn(graph, layout, edges, i);
    return layout;
}

class Layouter
{
public:
    Layouter(const DiagramGraph &graph, const LayoutOptions &options, const std::stop_token &stop)
        : m_graph(graph), m_options(options), m_stop(stop), m_deadline(Clock::now() + options.limit), m_layout(boxes(graph, options))
    {
        const EdgesOfTables edges = edgesOfTables(graph);
        for (std::size_t i = 0; i < graph.tables.size(); i++)
            m_footprints.push_back(footprint(graph, m_layout, edges, i));
    }

    Result<DiagramLayout> withGraphviz()
    {
        m_layout.engine = "dot";
        m_parts = partsOf(m_graph, m_layout, m_footprints, m_options);
        for (LayoutBlock &block : m_parts.blocks) {
            KILTER_CHECK(place(block));
            block.extent = extentOf(block);
        }
        if (m_parts.alone.size() <= fewAlone)
            packAlone();
        fillHoles();
        arrange();
        routeAll(m_graph, m_layout);
        return std::move(m_layout);
    }

    DiagramLayout grid()
    {
        m_layout.engine = "grid";
        for (std::size_t i = 0; i < m_graph.tables.size(); i++)
            m_parts.alone.push_back(i);
        arrange();
        if (m_graph.edges.size() > mostRouted)
            routeQuickly(m_graph, m_layout);
        else
            routeAll(m_graph, m_layout);
        return std::move(m_layout);
    }

    DiagramLayout saved()
    {
        m_layout.engine = "saved";
        placeBesideNeighbours(m_graph, m_options, m_footprints, m_layout);
        routeAll(m_graph, m_layout);
        return std::move(m_layout);
    }

private:
    /// dot, else sfdp, else a grid: each with a note why.
    Result<> place(const LayoutBlock &block)
    {
        const GraphvizBlock question(m_graph, m_layout, block, m_footprints);
        if (passages(block) > mostPassages)
            note("too many lines run across it for dot", "sfdp", Severity::Info);
        else if (const auto done = ask("dot", question.dotText(), question, true); done)
            return {};
        else if (done.error().code == ErrorCode::Interrupted)
            return tl::unexpected(done.error());
        else
            note(done.error().message, "sfdp", Severity::Warning);
        const auto done = ask("sfdp", question.sfdpText(), question, false);
        if (!done && done.error().code == ErrorCode::Interrupted)
            return tl::unexpected(done.error());
        if (done) {
            m_layout.engine = m_layout.engine == "grid" ? "grid" : "sfdp";
            return {};
        }
        note(done.error().message, "a grid", Severity::Warning);
        m_layout.engine = "grid";
        placeInGrid(block.tables, 0, 0, std::sqrt(double(block.tables.size())) * 300);
        return {};
    }

    Result<> ask(const char *engine, std::string text, const GraphvizBlock &block, bool withLines)
    {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_deadline - Clock::now());
        // sfdp and what follows it keep a part of the time.
        const auto share = withLines ? left * 2 / 3 : left;
        KILTER_TRY(const std::string answer, cachedLayout({engine, std::move(text), std::max(share, std::chrono::milliseconds(1)), m_options.helper}, m_stop));
        if (!block.read(answer, withLines, m_layout))
            return failure(ErrorCode::Failed, std::string(engine) + " has placed tables over each other");
        return {};
    }

    void note(std::string why, std::string_view instead, Severity severity)
    {
        const std::string message = "part of the diagram is laid out by " + std::string(instead) + ": " + std::move(why);
        const bool isKnown = std::ranges::any_of(m_layout.notes, [&](const Diagnostic &known) { return known.message == message; });
        if (!isKnown)
            m_layout.notes.push_back({severity, "layout-fallback", message, {}, {}});
    }

    std::size_t passages(const LayoutBlock &block) const
    {
        std::map<std::size_t, int> columns;
        for (std::size_t i = 0; i < block.tables.size(); i++)
            columns.emplace(block.tables[i], block.columns[i]);
        std::size_t all = 0;
        for (const std::size_t i : block.edges)
            all += std::size_t(std::abs(columns.at(m_graph.edges[i].from) - columns.at(m_graph.edges[i].to)));
        return all;
    }

    /// The footprint of a table where it stands.
    DiagramRect standing(std::size_t table) const
    {
        DiagramRect box = m_footprints[table]; // of the table at 0, 0
        box.x += m_layout.tables[table].rect.x;
        box.y += m_layout.tables[table].rect.y;
        return box;
    }

    DiagramRect extentOf(const LayoutBlock &block) const
    {
        double left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;
        for (const std::size_t table : block.tables) {
            const DiagramRect box = standing(table);
            left = std::min(left, box.x);
            top = std::min(top, box.y);
            right = std::max(right, box.right());
            bottom = std::max(bottom, box.bottom());
        }
        return {left, top, right - left, bottom - top};
    }

    void move(const LayoutBlock &block, double x, double y)
    {
        for (const std::size_t table : block.tables) {
            m_layout.tables[table].rect.x += x;
            m_layout.tables[table].rect.y += y;
        }
        for (const std::size_t edge : block.edges) {
            for (DiagramPoint &point : m_layout.edges[edge].curve) {
                point.x += x;
                point.y += y;
            }
        }
    }

    /// With the same room at the left of all, for badges, so that tables stand in line.
    std::vector<DiagramRect> gridSizes(const std::vector<std::size_t> &tables) const
    {
        double left = 0;
        for (const std::size_t table : tables)
            left = std::max(left, -m_footprints[table].x);
        std::vector<DiagramRect> sizes;
        for (const std::size_t table : tables) {
            const DiagramRect &box = m_footprints[table];
            sizes.push_back({-left, box.y, left + box.right(), box.height});
        }
        return sizes;
    }

    double placeInGrid(const std::vector<std::size_t> &tables, double x, double y, double width)
    {
        const std::vector<DiagramRect> sizes = gridSizes(tables);
        const auto places = inGrid(sizes, width, besideGrid);
        double bottom = y;
        for (std::size_t i = 0; i < tables.size(); i++) {
            DiagramRect &rect = m_layout.tables[tables[i]].rect;
            rect.x = std::round(x + places[i].x - sizes[i].x); // a badge at its left moves the table right
            rect.y = std::round(y + places[i].y);
            bottom = std::max(bottom, rect.bottom());
        }
        return bottom;
    }

    /// A few tables without lines fill gaps between the blocks.
    void packAlone()
    {
        for (const std::size_t table : m_parts.alone) {
            LayoutBlock block;
            block.tables = {table};
            block.extent = extentOf(block);
            m_parts.blocks.push_back(std::move(block));
        }
        m_parts.alone.clear();
    }

    /// What stands in a block, with the lines as the engine drew them, and room beside it.
    Holes holesOf(const LayoutBlock &block) const
    {
        Holes holes(block.extent);
        const auto take = [&](const DiagramRect &box, double beside) { holes.take({box.x - beside, box.y - beside, box.width + 2 * beside, box.height + 2 * beside}); };
        for (const std::size_t table : block.tables)
            take(standing(table), besideTables);
        for (const std::size_t edge : block.edges) {
            const DiagramRect from = standing(m_graph.edges[edge].from), to = standing(m_graph.edges[edge].to);
            std::vector<DiagramPoint> way = m_layout.edges[edge].curve;
            if (way.empty())
                way = {{from.x + from.width / 2, from.y + from.height / 2}, {to.x + to.width / 2, to.y + to.height / 2}};
            for (std::size_t i = 1; i < way.size(); i++) {
                const double steps = std::ceil(std::hypot(way[i].x - way[i - 1].x, way[i].y - way[i - 1].y) / besideLines) + 1;
                for (double step = 0; step <= steps; step++)
                    take({std::lerp(way[i - 1].x, way[i].x, step / steps), std::lerp(way[i - 1].y, way[i].y, step / steps), 0, 0}, besideLines);
            }
        }
        return holes;
    }

    /// On the ground of a group stands nothing else.
    bool isGrouped(const LayoutBlock &block) const
    {
        const std::string &id = m_graph.tables[block.tables.front()].id; // all of a block are of one group, or of none
        return std::ranges::any_of(m_options.groups, [&](const std::vector<std::string> &group) { return std::ranges::find(group, id) != group.end(); });
    }

    /// Blocks of a few tables go where a large block leaves room: no picture grows for them.
    void fillHoles()
    {
        std::ranges::stable_sort(m_parts.blocks, std::greater(), [](const LayoutBlock &block) { return block.extent.width * block.extent.height; });
        for (std::size_t large = 0; large < m_parts.blocks.size(); large++) {
            if (m_parts.blocks[large].tables.size() < largeBlock || isGrouped(m_parts.blocks[large]))
                continue;
            Holes holes = holesOf(m_parts.blocks[large]);
            for (std::size_t small = large + 1; small < m_parts.blocks.size();) {
                const LayoutBlock &block = m_parts.blocks[small];
                const auto at = block.tables.size() <= fillingBlock && !isGrouped(block) ? holes.room(block.extent.width, block.extent.height) : std::nullopt;
                if (!at) {
                    small++;
                    continue;
                }
                holes.take({at->x - besideTables, at->y - besideTables, block.extent.width + 2 * besideTables, block.extent.height + 2 * besideTables});
                move(block, std::round(at->x - block.extent.x), std::round(at->y - block.extent.y));
                LayoutBlock &into = m_parts.blocks[large];
                into.tables.insert(into.tables.end(), block.tables.begin(), block.tables.end());
                into.edges.insert(into.edges.end(), block.edges.begin(), block.edges.end());
                into.columns.insert(into.columns.end(), block.columns.begin(), block.columns.end());
                m_parts.blocks.erase(m_parts.blocks.begin() + std::ptrdiff_t(small));
            }
        }
    }

    struct Arrangement
    {
        std::vector<DiagramPoint> places;
        DiagramRect extent;
        double width = 0; ///< of the grid below
        double fault = HUGE_VAL;
    };

    Arrangement arranged(const std::vector<DiagramRect> &sizes, double width) const
    {
        Arrangement arrangement;
        arrangement.places = packed(sizes, width);
        arrangement.extent = kilter::extentOf(sizes, arrangement.places);
        arrangement.width = std::max(width - betweenBlocks, arrangement.extent.width - betweenBlocks);
        double height = arrangement.extent.height;
        double all = std::max(arrangement.extent.width, 1.0);
        if (!m_parts.alone.empty()) {
            const std::vector<DiagramRect> alone = gridSizes(m_parts.alone);
            const DiagramRect grid = kilter::extentOf(alone, inGrid(alone, arrangement.width, besideGrid));
            height += grid.height;
            all = std::max(all, grid.width);
        }
        double used = 0;
        for (const DiagramRect &size : sizes)
            used += size.width * size.height;
        const double shape = std::abs(std::log(all / std::max(height, 1.0) / m_options.aspect));
        // The shape counts; of two alike the one with less empty space.
        arrangement.fault = shape + 0.5 * (arrangement.extent.width * arrangement.extent.height) / std::max(used, 1.0);
        return arrangement;
    }

    /// Packs the blocks to the shape that is aimed at, and the tables without lines below them.
    void arrange()
    {
        std::vector<DiagramRect> sizes;
        double area = 0;
        for (const LayoutBlock &block : m_parts.blocks) {
            sizes.push_back({0, 0, block.extent.width + betweenBlocks, block.extent.height + betweenBlocks});
            area += sizes.back().width * sizes.back().height;
        }
        for (const std::size_t table : m_parts.alone)
            area += (m_footprints[table].width + besideGrid) * (m_footprints[table].height + besideGrid);
        Arrangement best;
        for (int step = -8; step <= 12; step++) {
            Arrangement next = arranged(sizes, std::sqrt(area * m_options.aspect) * std::pow(1.09, step));
            if (next.fault < best.fault)
                best = std::move(next);
        }
        for (std::size_t i = 0; i < m_parts.blocks.size(); i++) {
            const LayoutBlock &block = m_parts.blocks[i];
            move(block, std::round(best.places[i].x - block.extent.x), std::round(best.places[i].y - block.extent.y));
        }
        placeInGrid(m_parts.alone, 0, best.extent.height, best.width);
    }

    const DiagramGraph &m_graph;
    const LayoutOptions &m_options;
    const std::stop_token &m_stop;
    Clock::time_point m_deadline;
    DiagramLayout m_layout;
    std::vector<DiagramRect> m_footprints; ///< of each table at 0, 0
    LayoutParts m_parts;
};

} // namespace

Result<DiagramLayout> layOut(const DiagramGraph &graph, const LayoutOptions &options, const std::stop_token &stop)
{
    Layouter layouter(graph, options, stop);
    if (!options.places.empty())
        return layouter.saved();
    return layouter.withGraphviz();
}

DiagramLayout gridLayout(const DiagramGraph &graph, const LayoutOptions &options)
{
    Layouter layouter(graph, options, {});
    return options.places.empty() ? layouter.grid() : layouter.saved();
}

} // namespace kilter
