#include "core/base/file.h"
#include "core/base/process.h"
#include "core/diagram/dot.h"
#include "tests/core/diagram/madegraph.h"

#include <cstdio>

/// What the layout of a diagram takes to what `dot` itself takes for the same graph (boxes with ports and all lines, as the DOT export has them),
/// one figure a line: "name: value unit (kilter …, dot …)". The grid is the first picture.
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::optional<double> dotTime(const kilter::DiagramGraph &graph, kilter::DiagramColumns columns)
{
    kilter::TextExportOptions options;
    options.columns = columns;
    kilter::ProcessRequest request;
    request.program = "dot";
    request.arguments = {"-Tplain"};
    request.input = kilter::toDot(graph, options);
    request.timeout = std::chrono::seconds(60);
    const auto start = Clock::now();
    const auto done = kilter::run(request);
    return done && done->exitCode == 0 ? std::optional(millisecondsSince(start)) : std::nullopt;
}

/// A table is dragged: what a step costs.
void measureDrag(const kilter::DiagramGraph &graph, kilter::DiagramLayout layout, const char *name)
{
    std::vector<double> times;
    for (std::size_t i = 0; i < 40; i++) {
        const std::vector<std::size_t> moved{(i * 37) % graph.tables.size()};
        layout.tables[moved[0]].rect.x += 40;
        const auto start = Clock::now();
        kilter::route(graph, layout, moved);
        times.push_back(millisecondsSince(start));
    }
    std::ranges::sort(times);
    std::printf("diagram-drag-%s: %.1f ms (p95 of a step)\n", name, times[times.size() * 95 / 100]);
}

void measure(const kilter::test::MadeShape &shape, kilter::DiagramColumns columns, const char *name)
{
    const kilter::DiagramGraph graph = kilter::test::madeGraph(shape);
    kilter::LayoutOptions options;
    options.columns = columns;
    options.limit = std::chrono::minutes(5);
    auto start = Clock::now();
    const kilter::DiagramLayout grid = kilter::gridLayout(graph, options);
    std::printf("diagram-grid-%s: %.0f ms\n", name, millisecondsSince(start));
    start = Clock::now();
    const auto layout = kilter::layOut(graph, options);
    const double own = millisecondsSince(start);
    if (!layout || layout->engine == "grid") {
        std::printf("diagram-layout-%s: failed\n", name);
        return;
    }
    measureDrag(graph, *layout, name);
    const auto dot = dotTime(graph, columns);
    if (dot)
        std::printf("diagram-layout-%s: %.2f times dot (kilter %.0f ms, dot %.0f ms; %s, shape %.2f : 1)\n", name, own / *dot, own, *dot, layout->engine.c_str(),
                    layout->bounds.width / layout->bounds.height);
    else
        std::printf("diagram-layout-%s: %.0f ms (dot: none, or over 60 s; %s, shape %.2f : 1)\n", name, own, layout->engine.c_str(), layout->bounds.width / layout->bounds.height);
}

} // namespace

int main()
{
    measure({.tables = 50, .seed = 11}, kilter::DiagramColumns::All, "50");
    measure({.tables = 200, .seed = 12}, kilter::DiagramColumns::Keys, "200");
    measure({.tables = 1000, .seed = 13}, kilter::DiagramColumns::None, "1000");
    measure({.tables = 1000, .seed = 14, .keysEach = 3}, kilter::DiagramColumns::None, "1000-dense");
    return 0;
}
