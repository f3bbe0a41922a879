#include "core/diagram/collapse.h"
#include "ui/diagram/canvas.h"
#include "ui/diagram/diagramfind.h"
#include "ui/diagram/diagrampage.h"
#include "ui/diagram/minimap.h"
#include "ui/diagram/tablelist.h"
#include "ui/diagram/tablepainter.h"
#include "ui/diffview/segments.h"
#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QDateTime>
#include <QTimer>

namespace kilter::ui {
namespace {

std::vector<std::string> collapsedIds(const SavedDiagram &content)
{
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < content.groups.size(); ++i) {
        if (content.groups[i].collapsed)
            ids.push_back(groupId(content.groups, i));
    }
    return ids;
}

} // namespace

struct DiagramPage::Drawn
{
    DiagramSource source;
    DiagramGraph graph; ///< what is shown of the source's: collapsed groups are boxes
    DiagramLayout layout; ///< of that
    bool isFinal = true; ///< false: a grid, until Graphviz has answered
};

LayoutOptions DiagramPage::layoutOptions() const
{
    LayoutOptions options;
    options.metrics = paintedMetrics();
    options.columns = m_content.columns;
    if (const auto places = m_content.places.find(m_content.columns); places != m_content.places.end())
        options.places = places->second;
    options.aspect = m_canvas->height() > 100 ? std::clamp(double(m_canvas->width()) / m_canvas->height(), 0.8, 2.4) : 1.6;
    for (const DiagramGroup &group : m_content.groups)
        options.groups.push_back(group.tables);
    return options;
}

void DiagramPage::take(DiagramSource source)
{
    if (m_drawn && m_drawn->isFinal && m_drawn->source.graph == source.graph) {
        auto same = std::make_shared<Drawn>(*m_drawn); // comments of columns and the like are not in the picture, but in the exports
        same->source = std::move(source);
        m_drawn = std::move(same);
        return;
    }
    const bool isFirst = !m_drawn;
    if (isFirst && m_name.isEmpty() && m_content == SavedDiagram() && fittingColumns(source.graph.tables.size()) == DiagramColumns::None)
        m_content.columns = DiagramColumns::None; // of so many, keys are no overview
    layOut(std::move(source), isFirst);
}

/// A grid soon where the layout takes its time; then the layout. Only the places that a person chose bind it the first time; later every
/// table stays where it is.
void DiagramPage::layOut(DiagramSource source, bool isFirst)
{
    const LayoutOptions options = layoutOptions();
    struct Shown
    {
        DiagramSource source;
        DiagramGraph graph;
    };
    DiagramGraph graph = collapsedGraph(source.graph, m_content.groups);
    const auto shared = std::make_shared<const Shown>(Shown{std::move(source), std::move(graph)});
    if (isFirst) {
        m_gridding.run(
            [shared, options](const JobControl &) {
                return std::make_shared<const Drawn>(Drawn{shared->source, shared->graph, gridLayout(shared->graph, options), false});
            },
            [this](std::shared_ptr<const Drawn> grid) {
                QTimer::singleShot(150, this, [this, grid] {
                    if (!m_drawn)
                        show(grid, true);
                });
            });
    }
    m_layouting.run(
        [shared, options](const JobControl &control) -> Result<std::shared_ptr<const Drawn>> {
            KILTER_TRY(DiagramLayout layout, kilter::layOut(shared->graph, options, control.stopToken()));
            return std::make_shared<const Drawn>(Drawn{shared->source, shared->graph, std::move(layout), true});
        },
        [this, isFirst](const Result<std::shared_ptr<const Drawn>> &drawn) {
            if (drawn)
                show(*drawn, isFirst);
        });
}

void DiagramPage::show(std::shared_ptr<const Drawn> drawn, bool fits)
{
    m_drawn = std::move(drawn);
    if (m_drawn->isFinal) {
        const SavedDiagram before = std::exchange(m_content, contentWithPlaces());
        if (std::exchange(m_isArranging, false)) {
            const SavedDiagram after = std::exchange(m_content, before);
            record(tr("Arrange"), m_beforeArranging, after);
            fits = true;
        }
        sayNotes();
    }
    rescene(true);
    if (fits || std::exchange(m_fitsNext, false))
        m_canvas->fit();
    if (!m_wantedTable.empty())
        showTable(std::exchange(m_wantedTable, {}), m_wantsFocus);
    emit changed();
}

/// Why the layout is not what was asked for.
void DiagramPage::sayNotes()
{
    if (m_drawn->layout.notes.empty())
        return m_banner->hide();
    m_banner->show(Tone::Info, tr("Laid out in another way"), qtText(m_drawn->layout.notes.front().message));
}

SavedDiagram DiagramPage::contentWithPlaces() const
{
    SavedDiagram content = m_content;
    for (std::size_t i = 0; i < m_drawn->graph.tables.size(); ++i) {
        const DiagramRect &rect = m_drawn->layout.tables[i].rect;
        content.places[content.columns][m_drawn->graph.tables[i].id] = {rect.x, rect.y};
    }
    return content;
}

/// With `moves` the tables are seen to go where they stand now.
void DiagramPage::rescene(bool moves)
{
    if (!m_drawn)
        return;
    m_scene = std::make_shared<Scene>(m_drawn->graph, m_drawn->layout, sceneGroups(m_content, m_drawn->graph, m_drawn->layout), sceneNotes(m_content));
    m_canvas->setScene(m_scene, moves);
    m_tables->setScene(m_scene);
    m_tables->setCurrent(m_canvas->current());
    m_minimap->refresh();
    m_find->refresh();
    m_columns->setCurrent(int(m_content.columns));
}

/// Takes a content that undo, redo or a command gives: moves what stands elsewhere, or lays out anew where sizes change.
void DiagramPage::setContent(SavedDiagram content)
{
    const bool isAlike = content.columns == m_content.columns && collapsedIds(content) == collapsedIds(m_content);
    const bool sameColumns = content.columns == m_content.columns;
    m_content = std::move(content);
    if (!m_drawn)
        return;
    const auto &places = m_content.places[m_content.columns];
    if (!isAlike || places.empty()) {
        m_fitsNext = !sameColumns || places.empty();
        return layOut(m_drawn->source, false);
    }
    auto drawn = std::make_shared<Drawn>(*m_drawn);
    std::vector<std::size_t> moved;
    for (std::size_t i = 0; i < drawn->graph.tables.size(); ++i) {
        const auto place = places.find(drawn->graph.tables[i].id);
        DiagramRect &rect = drawn->layout.tables[i].rect;
        if (place == places.end() || (place->second.x == rect.x && place->second.y == rect.y))
            continue;
        rect.x = place->second.x;
        rect.y = place->second.y;
        moved.push_back(i);
    }
    if (moved.size() * 2 > drawn->graph.tables.size())
        routeAll(drawn->graph, drawn->layout);
    else if (!moved.empty())
        route(drawn->graph, drawn->layout, moved);
    m_drawn = std::move(drawn);
    rescene(!m_isDropping);
}

void DiagramPage::arrange()
{
    if (!m_drawn)
        return;
    m_beforeArranging = m_content;
    m_isArranging = true;
    m_content.places.erase(m_content.columns);
    layOut(m_drawn->source, false);
}

/// By its id, or a name that only one has; a table of a collapsed group by its box. As soon as it is there.
void DiagramPage::showTable(const std::string &name, bool focused)
{
    const std::size_t group = groupOf(m_content, name);
    const bool isCollapsed = group < m_content.groups.size() && m_content.groups[group].collapsed;
    const auto found = m_drawn ? tableNamed(m_drawn->graph, isCollapsed ? groupId(m_content.groups, group) : name) : Result<std::size_t>(tl::unexpected(Error()));
    if (!found) {
        m_wantedTable = name;
        m_wantsFocus = focused;
        return;
    }
    m_canvas->setCurrent(int(*found));
    m_canvas->showTable(int(*found));
    if (focused)
        focusOn(int(*found), m_focusDepth);
}

DiagramExport DiagramPage::exportInput() const
{
    DiagramExport input;
    const std::string workspace = m_window.session().workspace()->workspace.name;
    input.title = m_name.isEmpty() ? workspace : workspace + ": " + utf8(m_name);
    input.graph = m_drawn->source.graph;
    input.before = m_drawn->source.before;
    input.catalog = m_drawn->source.catalog;
    input.compared = m_drawn->source.compared;
    input.saved = contentWithPlaces();
    input.layout = layoutOptions();
    input.fontFamily = utf8(DiagramFonts().name.family());
    input.stamp = HtmlStamp{workspace + ", " + m_drawn->source.name, utf8(QDateTime::currentDateTimeUtc().toString(Qt::ISODate)), catalogHash(*m_drawn->source.catalog)};
    return input;
}

} // namespace kilter::ui
