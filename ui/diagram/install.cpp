#include "ui/diagram/install.h"

#include "core/diagram/graphbuilder.h"
#include "ui/diagram/canvas.h"
#include "ui/diagram/diagrampage.h"
#include "ui/look/icon.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/modeleditor/modelpage.h"
#include "ui/text/text.h"

#include <QMenu>

namespace kilter::ui {
namespace {

DiagramPage *currentDiagram(MainWindow &window)
{
    return qobject_cast<DiagramPage *>(window.currentPage());
}

/// A command of the diagram in front; disabled while there is none.
struct PageCommand
{
    const char *id;
    QString text, toolTip;
    int section;
    const char *icon;
    QKeySequence keys;
    std::function<void(DiagramPage &)> run;
    bool isCheckable = false;
};

void add(MainWindow &window, const PageCommand &command)
{
    QAction *action = window.commands().add({.id = QLatin1String(command.id), .text = command.text, .toolTip = command.toolTip, .menu = MenuId::Diagram,
                                             .section = command.section, .icon = QLatin1String(command.icon), .shortcut = command.keys,
                                             .isCheckable = command.isCheckable, .needsWorkspace = true},
                                            [&window, run = command.run] {
                                                if (DiagramPage *page = currentDiagram(window))
                                                    run(*page);
                                            });
    const auto update = [&window, action] { action->setEnabled(currentDiagram(window) != nullptr); };
    QObject::connect(&window, &MainWindow::currentPageChanged, action, update);
    QObject::connect(&window.session(), &Session::opened, action, update, Qt::QueuedConnection);
    update();
}

void addLookCommands(MainWindow &window)
{
    add(window, {"diagram.names", DiagramPage::tr("&Names only"), DiagramPage::tr("Shows tables without their columns"), 1, "", {}, [](DiagramPage &page) { page.setColumns(DiagramColumns::None); }});
    add(window, {"diagram.keys", DiagramPage::tr("&Key columns"), DiagramPage::tr("Shows primary and foreign keys"), 1, "key", {}, [](DiagramPage &page) { page.setColumns(DiagramColumns::Keys); }});
    add(window, {"diagram.columns", DiagramPage::tr("&All columns"), DiagramPage::tr("Shows all columns of each table"), 1, "table", {}, [](DiagramPage &page) { page.setColumns(DiagramColumns::All); }});
    add(window, {"diagram.focus", DiagramPage::tr("F&ocus on the table"), DiagramPage::tr("Dims everything that is not next to the selected table; again: shows all"), 2, "eye",
                 QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_F), [](DiagramPage &page) { page.toggleFocus(); }, true});
    add(window, {"diagram.differences", DiagramPage::tr("Show &differences"), DiagramPage::tr("Marks what differs from the store, or what the migration brought"), 2, "swap",
                 QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C), [](DiagramPage &page) { page.toggleDifferences(); }, true});
    add(window, {"diagram.find", DiagramPage::tr("&Find in the diagram"), DiagramPage::tr("Finds tables and columns by name (Ctrl+F)"), 2, "search", {}, [](DiagramPage &page) { page.find(); }});
    add(window, {"diagram.zoomIn", DiagramPage::tr("Zoom &in"), DiagramPage::tr("Makes the diagram larger"), 3, "plus", QKeySequence(QKeySequence::ZoomIn), [](DiagramPage &page) { page.canvas()->zoomBy(1.2); }});
    add(window, {"diagram.zoomOut", DiagramPage::tr("Zoom o&ut"), DiagramPage::tr("Makes the diagram smaller"), 3, "minus", QKeySequence(QKeySequence::ZoomOut), [](DiagramPage &page) { page.canvas()->zoomBy(1 / 1.2); }});
    add(window, {"diagram.fit", DiagramPage::tr("Fi&t into the window"), DiagramPage::tr("Shows the whole diagram"), 3, "fit", QKeySequence(Qt::CTRL | Qt::Key_0), [](DiagramPage &page) { page.canvas()->fit(); }});
}

void addWorkCommands(MainWindow &window)
{
    add(window, {"diagram.arrange", DiagramPage::tr("A&rrange anew"), DiagramPage::tr("Lays out the whole diagram again; can be undone"), 4, "diagram", {}, [](DiagramPage &page) { page.arrange(); }});
    add(window, {"diagram.note", DiagramPage::tr("Add a no&te…"), DiagramPage::tr("Puts a note into the diagram"), 4, "note", {}, [](DiagramPage &page) { page.askForNote(); }});
    add(window, {"diagram.group", DiagramPage::tr("&Group the selected tables…"), DiagramPage::tr("Puts the selected tables on one coloured ground with a title"), 4, "", {}, [](DiagramPage &page) { page.askForGroup(); }});
    add(window, {"diagram.ungroup", DiagramPage::tr("Ungr&oup the selected tables"), DiagramPage::tr("Takes the selected tables out of their group"), 4, "", {}, [](DiagramPage &page) { page.ungroupSelection(); }});
    add(window, {"diagram.saveAs", DiagramPage::tr("&Save diagram as…"), DiagramPage::tr("Saves places, groups and notes in the workspace under a name"), 5, "save", {}, [](DiagramPage &page) { page.askForName(); }});
    add(window, {"diagram.export", DiagramPage::tr("&Export…"), DiagramPage::tr("Writes the diagram as HTML, SVG, PNG, PDF, DOT, Mermaid, PlantUML, DBML or Markdown"), 5, "export", {},
                 [](DiagramPage &page) { page.askForExport(); }});
    add(window, {"diagram.copy", DiagramPage::tr("&Copy as image"), DiagramPage::tr("Puts a picture of the diagram on the clipboard"), 5, "copy", {}, [](DiagramPage &page) { page.copyAsImage(); }});
    add(window, {"diagram.print", DiagramPage::tr("&Print…"), DiagramPage::tr("Prints the diagram on one page"), 5, "", QKeySequence(QKeySequence::Print), [](DiagramPage &page) { page.print(); }});
}

/// Models, tables and views: where they stand in the diagram.
MainWindow::ObjectActions actionsFor(MainWindow &window, const std::optional<ObjectRef> &object)
{
    if (!object || (object->kind != Kind::Table && object->kind != Kind::View && object->kind != Kind::MaterializedView))
        return {};
    return {{DiagramPage::tr("Show in diagram"), [&window, id = diagramId(*object)] {
                 if (auto *page = qobject_cast<DiagramPage *>(window.openPage(QStringLiteral("diagram:"))))
                     page->showTable(id);
             }}};
}

const Model *modelInFront(MainWindow &window)
{
    const auto *page = qobject_cast<ModelPage *>(window.currentPage());
    const WorkspacePtr workspace = window.session().workspace();
    if (!page || !workspace)
        return nullptr;
    const auto found = std::ranges::find_if(workspace->models, [&](const Model &model) { return page->key() == QStringLiteral("model:") + qtText(model.file); });
    return found != workspace->models.end() && found->hasTable() ? &*found : nullptr;
}

/// A model's table in the diagram, what is not next to it dimmed: a command, and a button in the head of each model that has a table.
void addModelCommand(MainWindow &window)
{
    QAction *action = window.commands().add({.id = QStringLiteral("diagram.ofModel"), .text = DiagramPage::tr("Show in d&iagram"),
                                             .toolTip = DiagramPage::tr("Shows the table of this model in the diagram, with what is next to it"), .menu = MenuId::Diagram, .section = 0,
                                             .icon = QStringLiteral("diagram"), .needsWorkspace = true},
                                            [&window] {
                                                const Model *model = modelInFront(window);
                                                if (!model)
                                                    return;
                                                const std::string name = model->schema.empty() ? model->table : model->schema + '.' + model->table;
                                                if (auto *page = qobject_cast<DiagramPage *>(window.openPage(QStringLiteral("diagram:"))))
                                                    page->showTable(name, true);
                                            });
    const auto update = [&window, action] {
        const bool hasTable = modelInFront(window) != nullptr;
        action->setEnabled(hasTable);
        constexpr const char *known = "hasDiagramTool";
        if (auto *page = qobject_cast<ModelPage *>(window.currentPage()); page && hasTable && !page->property(known).toBool()) {
            page->addHeadTool(action);
            page->setProperty(known, true);
        }
    };
    QObject::connect(&window, &MainWindow::currentPageChanged, action, update);
    QObject::connect(&window.session(), &Session::workspaceChanged, action, update, Qt::QueuedConnection);
    update();
}

void addViews(MainWindow &window)
{
    const auto isReady = [&window] {
        const DiagramPage *page = currentDiagram(window);
        return page && page->isReady();
    };
    const auto open = [&window] { return qobject_cast<DiagramPage *>(window.openPage(QStringLiteral("diagram:"))); };
    window.addView({.name = QStringLiteral("diagram"), .description = DiagramPage::tr("The diagram of all models"), .show = [open] { open(); }, .isReady = isReady});
    window.addView({.name = QStringLiteral("diagram-differences"), .description = DiagramPage::tr("The diagram with what differs from the store"),
                    .show = [open] { open()->setDifferences(true); }, .isReady = isReady});
    window.addView({.name = QStringLiteral("diagram-columns"), .description = DiagramPage::tr("The diagram with all columns"),
                    .show = [open] { open()->setColumns(DiagramColumns::All); }, .isReady = isReady});
    window.addView({.name = QStringLiteral("diagram-find"), .description = DiagramPage::tr("The diagram while one searches"),
                    .show = [open] { open()->findFirst(QStringLiteral("metric")); }, .isReady = isReady});
}

} // namespace

void installDiagram(MainWindow &window, LiveDiff &diff)
{
    addLookCommands(window);
    addWorkCommands(window);
    window.commands().add({.id = QStringLiteral("diagram.open"), .text = DiagramPage::tr("Open the &diagram"), .toolTip = DiagramPage::tr("Draws all tables and their references"),
                           .menu = MenuId::Diagram, .section = 0, .icon = QStringLiteral("diagram"), .shortcut = QKeySequence(Qt::CTRL | Qt::Key_D), .needsWorkspace = true},
                          [&window] { window.openPage(QStringLiteral("diagram:")); });
    addModelCommand(window);
    window.addPageKind(QStringLiteral("diagram"), [&window, &diff](const QString &argument) -> Page * { return new DiagramPage(window, diff, argument); });
    window.addObjectActions([&window](const std::optional<ObjectRef> &object, const std::string &) { return actionsFor(window, object); });
    window.addPaletteSource({DiagramPage::tr("Diagrams"), {}, 25, [&window] {
                                 std::vector<PaletteEntry> entries;
                                 const WorkspacePtr workspace = window.session().workspace();
                                 for (const std::string &saved : workspace ? workspace->diagrams : std::vector<std::string>()) {
                                     const QString name = qtText(saved);
                                     entries.push_back({name, DiagramPage::tr("diagram"), namedIcon(QStringLiteral("diagram")), {},
                                                        [&window, name] { window.openPage(QStringLiteral("diagram:") + name); }});
                                 }
                                 return entries;
                             }});
    addViews(window);
}

} // namespace kilter::ui
