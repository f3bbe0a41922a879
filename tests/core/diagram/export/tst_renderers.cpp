#include "core/base/file.h"
#include "core/base/text.h"
#include "core/diagram/colours.h"
#include "core/diagram/fontmetrics.h"
#include "core/diagram/layouter.h"
#include "core/diagram/picture.h"
#include "core/diagram/svg.h"
#include "tests/core/diagram/export/hostile.h"
#include "tests/core/diagram/export/othertools.h"

#include <QColor>
#include <QGuiApplication>
#include <QImage>

#include <cmath>
#include <iostream>

/// One SVG as Chromium, librsvg and Qt draw it: the same places, nothing cut off.
namespace kilter::test {
namespace {

struct Sheet
{
    DiagramGraph graph;
    DiagramLayout layout;
    std::string svg;
};

/// Names that are hostile, too wide and in several scripts; differences, groups, notes, badges, loops.
Sheet sheetOf(DiagramGraph graph, bool dark)
{
    LayoutOptions options;
    options.columns = DiagramColumns::All;
    options.metrics = measuredMetrics();
    SvgOptions svg;
    svg.title = "Sheet";
    svg.metrics = options.metrics;
    svg.dark = dark;
    svg.groups = {{"A group with a title that is wider than what stands in it, by far", "b", {graph.tables.front().id}}};
    DiagramLayout layout = kilter::gridLayout(graph, options);
    svg.notes = {{"A note\nof two lines", {layout.bounds.right() + 20, 10, 160, 60}}};
    std::string text = svgOf(graph, layout, svg);
    return {std::move(graph), std::move(layout), std::move(text)};
}

DiagramGraph wideGraph()
{
    DiagramGraph graph = hostileGraph();
    graph.tables[3].ref.name = std::string(90, 'W');
    graph.tables[4].columns[1].name = "a_name_that_has_nearly_the_width_of_the_box";
    graph.tables[4].columns[1].type = "timestamp(3) without time zone";
    graph.tables[5].columns[1].type = "geography(multipolygonzm,4326) with a very long name";
    constexpr std::array states{DiagramState::Added, DiagramState::Removed, DiagramState::Changed, DiagramState::Renamed};
    for (std::size_t i = 0; i < states.size(); ++i)
        graph.tables[8 + i].state = graph.tables[12].columns[i].state = states[i];
    graph.edges[5].to = graph.edges[5].from;
    return graph;
}

QImage halved(const QImage &image)
{
    return image.scaled(image.size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

using Pictures = std::vector<std::pair<std::string, QImage>>;

/// The SVG by each, one pixel for each px; what Chromium says of it goes to `said`.
Pictures picturesOf(const std::string &svg, std::string &said)
{
    const std::string folder = temporaryFolder(), file = folder + "/sheet.svg";
    if (!writeTextFile(file, svg))
        throw std::runtime_error("no place to write to");
    const auto png = pngOf(svg);
    if (!png || png->scale != 2)
        throw std::runtime_error("Qt: " + (png ? "too large" : toText(png.error())));
    QImage qt = QImage::fromData(QByteArray::fromStdString(png->bytes), "PNG");
    const QSize size = (QSizeF(qt.size()) / 2).toSize();
    outputOf("rsvg-convert", {"--width", std::to_string(size.width()), "--height", std::to_string(size.height()), "-o", folder + "/rsvg.png", file});
    said = outputOf("node", {KILTER_DRAW_SCRIPT, file, folder + "/chromium.png", std::to_string(size.width()), std::to_string(size.height())}).standardOutput;
    Pictures pictures{{"Qt", halved(qt)}};
    for (const char *name : {"rsvg", "chromium"})
        pictures.emplace_back(name, QImage(QString::fromStdString(folder + '/' + name + ".png")).convertToFormat(QImage::Format_RGB32));
    if (const char *kept = std::getenv("KILTER_KEEP_PICTURES")) {
        for (const auto &[name, image] : pictures)
            image.save(QString::fromStdString(kept + ('/' + name) + ".png"));
    }
    return pictures;
}

double distance(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
}

/// Where, from `at` in steps of `step`, the pixel is that is nearest to the colour; in px from `at`.
int nearest(const QImage &image, QPoint at, QPoint step, int steps, QRgb colour)
{
    int best = 0;
    double least = 1e9;
    for (int i = 0; i <= steps; ++i) {
        const QPoint pixel = at + step * i;
        if (!image.rect().contains(pixel))
            break;
        if (const double far = distance(image.pixel(pixel), colour); far < least) {
            least = far;
            best = i;
        }
    }
    return best;
}

/// Where the four sides of a table's frame are drawn, in px from where the layout has them; the one that is farthest off.
int offOf(const QImage &image, const DiagramRect &area, const DiagramRect &rect, QRgb frame)
{
    const int left = int(std::round(rect.x - area.x)), top = int(std::round(rect.y - area.y));
    const int right = int(std::round(rect.right() - area.x)) - 1, bottom = int(std::round(rect.bottom() - area.y)) - 1;
    constexpr int reach = 3; // nothing but the frame is that near to it, inside
    const int row = bottom - 6, column = left + 30;
    const std::array sides{nearest(image, {left + reach, row}, {-1, 0}, 2 * reach, frame), nearest(image, {right - reach, row}, {1, 0}, 2 * reach, frame),
                           nearest(image, {column, top + reach}, {0, -1}, 2 * reach, frame), nearest(image, {column, bottom - reach}, {0, 1}, 2 * reach, frame)};
    int off = 0;
    for (const int side : sides)
        off = std::max(off, std::abs(side - reach));
    return off;
}

/// The mean difference of the brightness, and the largest, of squares of 12 px; 0 … 255.
std::pair<double, double> brightnessApart(const QImage &a, const QImage &b)
{
    constexpr int square = 12;
    const auto small = [](const QImage &image) { return image.scaled(image.size() / square, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_Grayscale8); };
    const QImage first = small(a), second = small(b);
    double sum = 0, most = 0;
    for (int y = 0; y < first.height(); ++y) {
        for (int x = 0; x < first.width(); ++x) {
            const double apart = std::abs(qGray(first.pixel(x, y)) - qGray(second.pixel(x, y)));
            sum += apart;
            most = std::max(most, apart);
        }
    }
    return {sum / (double(first.width()) * first.height()), most};
}

class Renderers : public testing::TestWithParam<bool>
{
protected:
    void SetUp() override
    {
        requireTool(rsvgMissing());
        requireTool(chromiumMissing());
        requireTool(nodeMissing());
        static int count = 1;
        static char name[] = "tst_diagramexports";
        static char *arguments[] = {name, nullptr};
        qputenv("QT_QPA_PLATFORM", "offscreen");
        m_application = std::make_unique<QGuiApplication>(count, arguments);
    }

private:
    std::unique_ptr<QGuiApplication> m_application;
};

DiagramRect areaOf(const std::string &svg)
{
    DiagramRect area;
    std::sscanf(svg.c_str() + svg.find("viewBox=\"") + 9, "%lf %lf %lf %lf", &area.x, &area.y, &area.width, &area.height);
    return area;
}

TEST_P(Renderers, DrawTheSame)
{
    const Sheet sheet = sheetOf(wideGraph(), GetParam());
    std::string said;
    const Pictures pictures = picturesOf(sheet.svg, said);
    EXPECT_TRUE(said.starts_with("texts ") && said.ends_with(", tables " + std::to_string(sheet.graph.tables.size()) + '\n')) << said;
    const QRgb frame = QColor(QString::fromStdString(colourText("button-border", GetParam()))).rgb();
    for (const auto &[name, image] : pictures) {
        ASSERT_EQ(image.size(), pictures[0].second.size()) << name;
        for (std::size_t i = 0; i < sheet.graph.tables.size(); ++i) {
            if (sheet.graph.tables[i].state == DiagramState::Same) {
                EXPECT_LE(offOf(image, areaOf(sheet.svg), sheet.layout.tables[i].rect, frame), 1) << name << ": " << sheet.graph.tables[i].id;
            }
        }
        const auto [mean, most] = brightnessApart(pictures[0].second, image);
        std::cout << name << ": brightness apart from Qt's by " << mean << " in the mean, " << most << " at most\n";
        EXPECT_LT(mean, 1.5) << name;
        EXPECT_LT(most, 40) << name;
    }
}

/// The measure itself: a picture that is moved by two pixels is found out.
TEST_P(Renderers, AreToldApart)
{
    const Sheet sheet = sheetOf(wideGraph(), GetParam());
    const auto png = pngOf(sheet.svg);
    ASSERT_TRUE(png);
    const QImage image = halved(QImage::fromData(QByteArray::fromStdString(png->bytes), "PNG"));
    const QImage moved = image.copy(2, 2, image.width(), image.height());
    const QRgb frame = QColor(QString::fromStdString(colourText("button-border", GetParam()))).rgb();
    std::size_t found = 0;
    for (const TablePlace &place : sheet.layout.tables)
        found += offOf(moved, areaOf(sheet.svg), place.rect, frame) > 1;
    EXPECT_GE(found, sheet.layout.tables.size() - 4);
    EXPECT_GT(brightnessApart(image, moved).first, 1.5);
}

INSTANTIATE_TEST_SUITE_P(Themes, Renderers, testing::Bool(), [](const auto &theme) { return std::string(theme.param ? "dark" : "light"); });

} // namespace
} // namespace kilter::test
