#include "ui/diagram/diagrampage.h"

#include "ui/diagram/canvas.h"
#include "ui/diagram/diagramfind.h"
#include "ui/diagram/minimap.h"
#include "ui/diagram/tablelist.h"
#include "ui/diagram/tablepainter.h"
#include "ui/diffview/segments.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QComboBox>
#include <QDateTime>
#include <QJsonArray>
#include <QLabel>
#include <QToolButton>
#include <QUndoStack>

namespace kilter::ui {

struct DiagramPage::Drawn
{
    DiagramSource source;
    DiagramLayout layout;
    bool isFinal = true; ///< false: a grid, until Graphviz has answered
};

/// A step of undo: the content before and after.
class DiagramEdit : public QUndoCommand
{
public:
    DiagramEdit(DiagramPage &page, const QString &what, SavedDiagram before, SavedDiagram after)
        : QUndoCommand(what), m_page(page), m_before(std::move(before)), m_after(std::move(after))
    {
    }
    void undo() override { m_page.setContent(m_before); }
    void redo() override { m_page.setContent(m_after); }

private:
    DiagramPage &m_page;
    SavedDiagram m_before, m_after;
};

DiagramPage::DiagramPage(MainWindow &window, LiveDiff &diff, const QString &name)
    : Page(&window), m_window(window), m_diff(diff), m_name(name), m_undo(new QUndoStack(this)), m_graphing(tr("Reading the schema for the diagram")),
      m_layouting(tr("Laying out the diagram")), m_gridding(tr("Drawing a first picture")), m_exporting(tr("Writing the diagram")),
      m_copying(tr("Painting the diagram"))
{
    build();
    loadSaved();
    connectCanvas();
    connect(m_undo, &QUndoStack::cleanChanged, this, &Page::changed);
    connect(&diff, &LiveDiff::changed, this, &DiagramPage::refresh);
    connect(&window.session(), &Session::workspaceChanged, this, &DiagramPage::fillSources);
    connect(&window.session(), &Session::verificationChanged, this, &DiagramPage::refresh);
    for (JobSlot *job : {&m_graphing, &m_layouting, &m_exporting, &m_copying}) {
        window.watchJob(job, job->title());
        connect(job, &JobSlot::failed, this, [this](const QString &why) {
            m_banner->showError({ErrorCode::Failed, utf8(why), {}, {}, {}}, tr("The diagram was not drawn"));
        });
    }
    fillSources();
    refresh();
}

DiagramPage::~DiagramPage()
{
    m_undo->disconnect(this); // it goes after this page and still tells that it is clean then
    m_graphing.disconnect();
    m_layouting.disconnect();
    m_exporting.disconnect();
    m_copying.disconnect();
    m_graphing.cancel();
    m_layouting.cancel();
    m_exporting.cancel();
    m_copying.cancel();
    m_gridding.cancel();
}

QIcon DiagramPage::pageIcon() const
{
    return namedIcon(QStringLiteral("diagram"));
}

bool DiagramPage::isDirty() const
{
    return !m_undo->isClean();
}

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

/// Reads the graph anew; what stands already keeps its place.
void DiagramPage::refresh()
{
    const Session &session = m_window.session();
    const WorkspacePtr workspace = session.workspace();
    if (!workspace)
        return;
    DiagramRequest request{m_shown, m_differs, m_content.tables, m_diff.result(), workspace, session.store(), {}};
    if (const VerificationPtr known = session.verification(); known && known->wanted())
        request.wanted = std::shared_ptr<const Catalog>(known, known->wanted());
    if (!request.diff && !request.wanted && m_shown == QStringLiteral("models"))
        return; // still being read
    m_graphing.run([request](const JobControl &control) { return sourceOf(request, control.stopToken()); },
                   [this](Result<DiagramSource> source) {
                       if (!source)
                           return m_banner->showError(source.error(), tr("This cannot be drawn"));
                       m_banner->hide();
                       take(std::move(*source));
                   });
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
    layOut(std::move(source), isFirst);
}

/// A grid soon where the layout takes its time; then the layout. Only the places that a person chose bind it the first time; later every
/// table stays where it is.
void DiagramPage::layOut(DiagramSource source, bool isFirst)
{
    const LayoutOptions options = layoutOptions();
    const auto shared = std::make_shared<const DiagramSource>(std::move(source));
    if (isFirst) {
        m_gridding.run(
            [shared, options](const JobControl &) {
                return std::make_shared<const Drawn>(Drawn{*shared, gridLayout(shared->graph, options), false});
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
            return std::make_shared<const Drawn>(Drawn{*shared, std::move(layout), true});
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
            m_undo->push(new DiagramEdit(*this, tr("Arrange"), m_beforeArranging, after));
            fits = true;
        }
        sayNotes();
    }
    rescene();
    if (fits || std::exchange(m_fitsNext, false))
        m_canvas->fit();
    if (!m_wantedTable.empty())
        showTable(std::exchange(m_wantedTable, {}));
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
    for (std::size_t i = 0; i < m_drawn->source.graph.tables.size(); ++i) {
        const DiagramRect &rect = m_drawn->layout.tables[i].rect;
        content.places[content.columns][m_drawn->source.graph.tables[i].id] = {rect.x, rect.y};
    }
    return content;
}

void DiagramPage::rescene()
{
    if (!m_drawn)
        return;
    m_scene = std::make_shared<Scene>(m_drawn->source.graph, m_drawn->layout, sceneGroups(m_content, m_drawn->source.graph, m_drawn->layout), sceneNotes(m_content));
    m_canvas->setScene(m_scene);
    m_tables->setScene(m_scene);
    m_tables->setCurrent(m_canvas->current());
    m_minimap->refresh();
    m_find->refresh();
    m_columns->setCurrent(int(m_content.columns));
}

/// Takes a content that undo, redo or a command gives: moves what stands elsewhere, or lays out anew where sizes change.
void DiagramPage::setContent(SavedDiagram content)
{
    const bool sameColumns = content.columns == m_content.columns;
    m_content = std::move(content);
    if (!m_drawn)
        return;
    const auto &places = m_content.places[m_content.columns];
    if (!sameColumns || places.empty()) {
        m_fitsNext = true;
        return layOut(m_drawn->source, false);
    }
    auto drawn = std::make_shared<Drawn>(*m_drawn);
    std::vector<std::size_t> moved;
    for (std::size_t i = 0; i < drawn->source.graph.tables.size(); ++i) {
        const auto place = places.find(drawn->source.graph.tables[i].id);
        DiagramRect &rect = drawn->layout.tables[i].rect;
        if (place == places.end() || (place->second.x == rect.x && place->second.y == rect.y))
            continue;
        rect.x = place->second.x;
        rect.y = place->second.y;
        moved.push_back(i);
    }
    if (moved.size() * 2 > drawn->source.graph.tables.size())
        routeAll(drawn->source.graph, drawn->layout);
    else if (!moved.empty())
        route(drawn->source.graph, drawn->layout, moved);
    m_drawn = std::move(drawn);
    rescene();
}

void DiagramPage::change(const QString &what, SavedDiagram content)
{
    if (content != m_content)
        m_undo->push(new DiagramEdit(*this, what, m_content, std::move(content)));
}

void DiagramPage::moveTables(const std::vector<int> &tables, const QPointF &by)
{
    SavedDiagram content = m_content;
    for (const int table : tables) {
        const QPointF at = m_scene->tableRect(table).topLeft() + by;
        content.places[content.columns][m_scene->graph().tables[std::size_t(table)].id] = {at.x(), at.y()};
    }
    change(tr("Move %Ln table(s)", nullptr, int(tables.size())), std::move(content));
}

void DiagramPage::moveNote(int note, const QPointF &by)
{
    SavedDiagram content = m_content;
    DiagramRect &rect = content.notes[std::size_t(note)].rect;
    rect.x += by.x();
    rect.y += by.y();
    change(tr("Move a note"), std::move(content));
}

void DiagramPage::setColumns(DiagramColumns columns)
{
    if (columns == m_content.columns)
        return;
    SavedDiagram content = m_content;
    content.columns = columns;
    change(tr("Show other columns"), std::move(content));
}

void DiagramPage::setShown(const QString &source)
{
    m_shown = source;
    m_sources->setCurrentIndex(std::max(0, m_sources->findData(source)));
    refresh();
}

void DiagramPage::setDifferences(bool on)
{
    m_differs = on;
    m_differences->setChecked(on);
    refresh();
}

void DiagramPage::focusOn(int table, int depth)
{
    m_canvas->setFocusTable(table, depth);
    m_focus->setChecked(true);
    QRectF all;
    const std::vector<char> lit = m_scene->around(table, depth);
    for (int i = 0; i < m_scene->tableCount(); ++i) {
        if (lit[std::size_t(i)])
            all |= m_scene->tableRect(i);
    }
    if (!m_canvas->visibleRect().contains(all))
        m_canvas->showArea(all.adjusted(-32, -32, 32, 32));
}

void DiagramPage::leaveFocus()
{
    m_canvas->setFocusTable(-1, 1);
    m_focus->setChecked(false);
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

void DiagramPage::addNote(const QString &text)
{
    SavedDiagram content = m_content;
    const QPointF at = m_canvas->visibleRect().center();
    content.notes.push_back({utf8(text), noteRect(utf8(text), {std::round(at.x()), std::round(at.y())})});
    change(tr("Add a note"), std::move(content));
}

std::vector<std::string> DiagramPage::selectedIds() const
{
    std::vector<std::string> ids;
    for (const int table : m_canvas->selection())
        ids.push_back(m_scene->graph().tables[std::size_t(table)].id);
    return ids;
}

void DiagramPage::groupSelection(const QString &title)
{
    SavedDiagram content = m_content;
    if (std::vector<std::string> ids = selectedIds(); !ids.empty())
        groupTables(content, utf8(title), std::move(ids));
    change(tr("Group tables"), std::move(content));
}

void DiagramPage::ungroupSelection()
{
    SavedDiagram content = m_content;
    ungroupTables(content, selectedIds());
    change(tr("Ungroup tables"), std::move(content));
}

void DiagramPage::showTable(const std::string &id)
{
    const DiagramTable *found = m_drawn ? m_drawn->source.graph.find(id) : nullptr;
    if (!found) {
        m_wantedTable = id;
        return;
    }
    const int table = int(found - m_drawn->source.graph.tables.data());
    m_canvas->setCurrent(table);
    m_canvas->showTable(table);
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

void DiagramPage::find()
{
    m_find->open();
}

QJsonObject DiagramPage::viewState() const
{
    const QPointF centre = m_canvas->visibleRect().center();
    return {{QStringLiteral("shown"), m_shown}, {QStringLiteral("differences"), m_differs}, {QStringLiteral("scale"), m_canvas->scale()},
            {QStringLiteral("centre"), QJsonArray{centre.x(), centre.y()}}};
}

void DiagramPage::restoreViewState(const QJsonObject &state)
{
    if (const QString shown = state.value(QStringLiteral("shown")).toString(); m_sources->findData(shown) >= 0)
        setShown(shown);
    setDifferences(state.value(QStringLiteral("differences")).toBool());
    const QJsonArray centre = state.value(QStringLiteral("centre")).toArray();
    const double scale = state.value(QStringLiteral("scale")).toDouble();
    if (centre.size() == 2 && scale > 0) {
        m_canvas->setScale(scale, {});
        m_canvas->centreOn({centre[0].toDouble(), centre[1].toDouble()});
    }
}

} // namespace kilter::ui
