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

void DiagramPage::change(const QString &what, SavedDiagram content)
{
    if (content != m_content)
        record(what, m_content, std::move(content));
}

void DiagramPage::record(const QString &what, SavedDiagram before, SavedDiagram after)
{
    m_undo->push(new DiagramEdit(*this, what, std::move(before), std::move(after)));
}

void DiagramPage::moveTables(const std::vector<int> &tables, const QPointF &by)
{
    SavedDiagram content = m_content;
    auto &places = content.places[content.columns];
    for (const int table : tables) {
        const QPointF at = m_scene->tableRect(table).topLeft() + by;
        const std::string &id = m_scene->graph().tables[std::size_t(table)].id;
        places[id] = {at.x(), at.y()};
        const std::size_t group = groupOf(content, id);
        for (const std::string &member : group < content.groups.size() && content.groups[group].collapsed ? content.groups[group].tables : std::vector<std::string>()) {
            if (const auto place = places.find(member); place != places.end()) // they come out where the box is
                place->second = {place->second.x + by.x(), place->second.y + by.y()};
        }
    }
    m_isDropping = true;
    change(tr("Move %Ln table(s)", nullptr, int(tables.size())), std::move(content));
    m_isDropping = false;
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
    for (const int table : m_canvas->selection()) {
        const std::string &id = m_scene->graph().tables[std::size_t(table)].id;
        const std::size_t group = groupOf(m_content, id);
        if (group < m_content.groups.size() && m_content.groups[group].collapsed)
            ids.insert(ids.end(), m_content.groups[group].tables.begin(), m_content.groups[group].tables.end());
        else
            ids.push_back(id);
    }
    return ids;
}

void DiagramPage::groupSelection(const QString &title)
{
    SavedDiagram content = m_content;
    if (std::vector<std::string> ids = selectedIds(); !ids.empty())
        groupTables(content, utf8(title), std::move(ids));
    change(tr("Group tables"), std::move(content));
}

void DiagramPage::collapseGroup(std::size_t group, bool collapsed)
{
    SavedDiagram content = m_content;
    setCollapsed(content, group, collapsed, *m_scene);
    change(collapsed ? tr("Collapse a group") : tr("Expand a group"), std::move(content));
}

void DiagramPage::ungroupSelection()
{
    SavedDiagram content = m_content;
    ungroupTables(content, selectedIds());
    change(tr("Ungroup tables"), std::move(content));
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
