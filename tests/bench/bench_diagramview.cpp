// bench_diagramview: what a person waits for in a diagram, offscreen: the first picture, and a frame while the diagram is moved or zoomed. One figure
// a line, with the limit it is meant to keep beside it. Not part of ctest; see tests/bench/run.
#include "core/diagram/layouter.h"
#include "ui/diagram/canvas.h"
#include "ui/diagram/tablepainter.h"
#include "ui/look/look.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QWindow>

#include <algorithm>
#include <cstdio>
#include <random>

using namespace kilter;
using namespace kilter::ui;

namespace {

DiagramGraph madeUp(int tables)
{
    std::mt19937 random(7);
    DiagramGraph graph;
    for (int i = 0; i < tables; ++i) {
        DiagramTable table;
        char name[32];
        std::snprintf(name, sizeof name, "table_%04d", i);
        table.id = name;
        table.ref = tableRef({}, name);
        table.level = i % 3 == 0 ? "alpha" : i % 3 == 1 ? "beta" : "gamma";
        const int columns = 4 + int(random() % 9);
        for (int c = 0; c < columns; ++c) {
            DiagramColumn column;
            column.name = "column_" + std::to_string(c);
            column.type = c % 2 ? "character varying(200)" : "integer";
            column.primaryKey = c == 0;
            table.columns.push_back(std::move(column));
        }
        graph.tables.push_back(std::move(table));
    }
    for (int i = 1; i < tables; ++i) {
        for (int k = 0; k < 1 + int(random() % 2); ++k) {
            const std::size_t to = std::size_t(random() % 10 ? std::max(0, i - 1 - int(random() % 25)) : int(random() % std::min(i, 6)));
            DiagramEdge edge;
            edge.from = std::size_t(i);
            edge.to = to;
            edge.fromColumns = {std::size_t(k + 1)};
            edge.toColumns = {0};
            edge.name = graph.tables[std::size_t(i)].id + "_fk" + std::to_string(k);
            edge.id = graph.tables[std::size_t(i)].id + "." + edge.name;
            graph.tables[std::size_t(i)].columns[std::size_t(k + 1)].foreignKey = true;
            graph.edges.push_back(std::move(edge));
        }
    }
    return graph;
}

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// The frame that 95 of 100 do not exceed.
double p95(std::vector<double> frames)
{
    std::sort(frames.begin(), frames.end());
    return frames[frames.size() * 95 / 100];
}

double panned(DiagramCanvas &canvas, double scale)
{
    canvas.setScale(scale, canvas.rect().center());
    canvas.repaint();
    std::vector<double> frames;
    const QPointF start = canvas.visibleRect().center();
    for (int i = 0; i < 120; ++i) {
        QElapsedTimer timer;
        timer.start();
        canvas.centreOn(start + QPointF(i * 9, (i % 40) * 7) / scale);
        canvas.repaint();
        frames.push_back(milliseconds(timer));
    }
    return p95(frames);
}

double zoomed(DiagramCanvas &canvas)
{
    canvas.fit();
    canvas.repaint();
    std::vector<double> frames;
    const double least = canvas.scale();
    for (int i = 0; i < 100; ++i) {
        QElapsedTimer timer;
        timer.start();
        canvas.setScale(least * std::pow(1.08, i < 50 ? i : 100 - i), QPointF(300, 250));
        canvas.repaint();
        frames.push_back(milliseconds(timer));
    }
    return p95(frames);
}

void measure(int tables)
{
    const DiagramGraph graph = madeUp(tables);
    LayoutOptions options;
    options.metrics = paintedMetrics();
    DiagramCanvas canvas;
    canvas.resize(1072, 640);
    canvas.show();
    while (!canvas.windowHandle() || !canvas.windowHandle()->isExposed())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    QElapsedTimer timer;
    timer.start();
    const DiagramLayout grid = gridLayout(graph, options);
    canvas.setScene(std::make_shared<Scene>(graph, grid, std::vector<SceneGroup>(), std::vector<SceneNote>()));
    canvas.repaint();
    std::printf("diagram: first picture of %d tables: %.0f ms (limit 500)\n", tables, milliseconds(timer));
    auto layout = layOut(graph, options);
    if (!layout)
        return;
    canvas.setScene(std::make_shared<Scene>(graph, std::move(*layout), std::vector<SceneGroup>(), std::vector<SceneNote>()));
    canvas.fit();
    const double all = canvas.scale();
    std::printf("diagram: a frame while zooming, p95 of %d tables: %.1f ms (limit 16)\n", tables, zoomed(canvas));
    for (const double scale : {all, 0.2, 0.5, 1.0})
        std::printf("diagram: a frame while moving at %.0f %%, p95 of %d tables: %.1f ms (limit 16)\n", scale * 100, tables, panned(canvas, scale));
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Look::instance().install(true);
    for (const int tables : {200, 1000})
        measure(tables);
}
