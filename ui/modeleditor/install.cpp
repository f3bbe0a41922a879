#include "ui/modeleditor/install.h"

#include "ui/codeview/codeview.h"
#include "ui/document/modeldocument.h"
#include "ui/modeleditor/fieldsview.h"
#include "ui/modeleditor/jsonpane.h"
#include "ui/modeleditor/modeleditors.h"
#include "ui/modeleditor/partsview.h"
#include "ui/text/text.h"

namespace kilter::ui {
namespace {

void addCommands(MainWindow &window, ModelEditors &editors)
{
    const auto add = [&](const char *id, const QString &text, const QString &toolTip, int section, const char *icon, const QKeySequence &keys, auto run) {
        return window.commands().add({.id = QLatin1String(id), .text = text, .toolTip = toolTip, .menu = MenuId::Model, .section = section,
                                      .icon = QLatin1String(icon), .shortcut = keys, .needsWorkspace = true},
                                     run);
    };
    add("model.new", ModelEditors::tr("&New model…"), ModelEditors::tr("Begins a model definition"), 0, "plus", QKeySequence(QKeySequence::New), [&editors] { editors.newModel(); });
    const auto ofPage = [&](const char *id, const QString &text, const QString &toolTip, int section, const char *icon, const QKeySequence &keys, auto run) {
        QAction *action = add(id, text, toolTip, section, icon, keys, [&editors, run] {
            if (ModelPage *page = editors.current())
                run(*page);
        });
        const auto update = [&window, &editors, action] { action->setEnabled(window.session().isOpen() && editors.current()); };
        QObject::connect(&window, &MainWindow::currentPageChanged, action, update);
        QObject::connect(&window.session(), &Session::opened, action, update, Qt::QueuedConnection);
        action->setEnabled(false);
    };
    ofPage("model.addField", ModelEditors::tr("&Add a row"), ModelEditors::tr("Adds a field, constraint, index, reference or partition to the grid that is shown"), 1, "plus",
           QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [](ModelPage &page) { page.addRow(); });
    ofPage("model.removeField", ModelEditors::tr("&Remove rows"), ModelEditors::tr("Removes the selected rows of the grid that is shown"), 1, "x", {}, [](ModelPage &page) { page.removeRows(); });
    ofPage("model.moveUp", ModelEditors::tr("Move field &up"), ModelEditors::tr("Moves the field before the one above it"), 1, "up", {}, [](ModelPage &page) { page.moveRows(-1); });
    ofPage("model.moveDown", ModelEditors::tr("Move field &down"), ModelEditors::tr("Moves the field behind the one below it"), 1, "down", {}, [](ModelPage &page) { page.moveRows(1); });
    ofPage("model.bulkEdit", ModelEditors::tr("&Edit selected fields…"), ModelEditors::tr("Sets type, default and more for all selected fields at once"), 1, "", {}, [](ModelPage &page) { page.bulkEdit(); });
    ofPage("model.title", ModelEditors::tr("Edit &title"), ModelEditors::tr("Goes to the title of the model"), 2, "", {}, [](ModelPage &page) { page.editTitle(); });
    ofPage("model.find", ModelEditors::tr("&Find in JSON or SQL"), ModelEditors::tr("Searches the text of the model"), 2, "search", {}, [](ModelPage &page) { page.find(); });
    const std::tuple<const char *, QString, ModelPage::Tab> tabs[] = {{"model.fields", ModelEditors::tr("Show fie&lds"), ModelPage::Fields},
                                                                      {"model.constraints", ModelEditors::tr("Show &constraints"), ModelPage::Constraints},
                                                                      {"model.indexes", ModelEditors::tr("Show &indexes"), ModelPage::Indexes},
                                                                      {"model.references", ModelEditors::tr("Show r&eferences"), ModelPage::References},
                                                                      {"model.partitions", ModelEditors::tr("Show &partitions"), ModelPage::Partitions},
                                                                      {"model.json", ModelEditors::tr("Show &JSON"), ModelPage::JsonText},
                                                                      {"model.sql", ModelEditors::tr("Show &SQL"), ModelPage::Sql}};
    for (const auto &[id, text, tab] : tabs)
        ofPage(id, text, ModelEditors::tr("Shows this part of the model"), 3, "", QKeySequence(QStringLiteral("Alt+Shift+%1").arg(int(tab) + 1)), [shown = tab](ModelPage &page) { page.showTab(shown); });
}

/// The model that pictures show: BlogPost of the sample, else the first.
ModelPage *pictured(MainWindow &window, ModelEditors &editors)
{
    if (ModelPage *page = editors.openTitle(QStringLiteral("BlogPost")))
        return page;
    const WorkspacePtr state = window.session().workspace();
    return state && !state->models.empty() ? editors.openTitle(qtText(state->models.front().title)) : nullptr;
}

bool isReady(ModelEditors &editors)
{
    ModelPage *page = editors.current();
    return page && page->document().isAnalysed() && page->json()->view()->isColoured();
}

/// Takes a quote away, where the text has it yet.
void breakText(ModelPage &page)
{
    const std::string &text = page.document().text();
    const std::size_t at = text.rfind("\"required\"");
    if (at != std::string::npos)
        page.document().type({at, text.substr(at, 1), ""});
}

void addViews(MainWindow &window, ModelEditors &editors)
{
    const auto add = [&](const char *name, const QString &description, std::function<void(ModelPage &)> prepare) {
        window.addView({.name = QLatin1String(name),
                        .description = description,
                        .show =
                            [&window, &editors, prepare = std::move(prepare)] {
                                if (ModelPage *page = pictured(window, editors))
                                    prepare(*page);
                            },
                        .isReady = [&editors] { return isReady(editors); }});
    };
    add("editor", ModelEditors::tr("The model editor: fields"), [](ModelPage &page) { page.fields()->goToField("reading_time"); });
    add("editor-invalid", ModelEditors::tr("A field with a wrong default"), [](ModelPage &page) {
        FieldsView *view = page.fields();
        view->goToField("reading_time", FieldColumn::Default);
        view->model()->setData(view->currentIndex(), QStringLiteral("five"));
    });
    add("editor-typing", ModelEditors::tr("A wrong default while it is typed"), [](ModelPage &page) {
        FieldsView *view = page.fields();
        view->goToField("reading_time", FieldColumn::Default);
        view->QAbstractItemView::edit(view->currentIndex());
        if (auto *line = view->findChild<QLineEdit *>()) {
            line->setText(QStringLiteral("five"));
            line->setModified(true); // as typing does
        }
    });
    const std::pair<const char *, ModelPage::Tab> tabs[] = {{"editor-constraints", ModelPage::Constraints}, {"editor-indexes", ModelPage::Indexes},
                                                            {"editor-references", ModelPage::References}, {"editor-json", ModelPage::JsonText}, {"editor-sql", ModelPage::Sql}};
    for (const auto &[name, tab] : tabs)
        add(name, ModelEditors::tr("The model editor, another tab"), [shown = tab](ModelPage &page) { page.showTab(shown); });
    add("editor-broken", ModelEditors::tr("The form while the JSON cannot be read"), [](ModelPage &page) {
        breakText(page);
    });
    add("editor-broken-json", ModelEditors::tr("The JSON with a syntax error"), [](ModelPage &page) {
        page.showTab(ModelPage::JsonText);
        breakText(page);
        if (const auto &error = page.document().syntaxError())
            page.goTo(error->place.line, error->place.column);
    });
    add("editor-find", ModelEditors::tr("Search in the JSON"), [](ModelPage &page) {
        page.showTab(ModelPage::JsonText);
        page.find();
        if (auto *what = page.json()->findChild<QLineEdit *>(QStringLiteral("find")))
            what->setText(QStringLiteral("x-"));
    });
    window.addView({.name = QStringLiteral("editor-partitions"),
                    .description = ModelEditors::tr("Partitions of a table"),
                    .show =
                        [&window, &editors] {
                            ModelPage *page = editors.openTitle(QStringLiteral("ContentMetrics"));
                            page = page ? page : pictured(window, editors);
                            if (page)
                                page->showTab(ModelPage::Partitions);
                        },
                    .isReady = [&editors] { return isReady(editors); }});
    window.addView({.name = QStringLiteral("editor-new"),
                    .description = ModelEditors::tr("A model that was just begun"),
                    .show = [&window, &editors] { editors.createModel(window.session().folder() + QStringLiteral("/models/beta/comment.json"), QStringLiteral("Comment"), Level::Beta); },
                    .isReady = [&editors] { return isReady(editors); }});
}

} // namespace

void installModelEditor(MainWindow &window)
{
    auto *editors = new ModelEditors(window);
    window.addPageKind(QStringLiteral("model"), [editors](const QString &file) { return editors->openPage(file); });
    window.addPlaceOpener([editors](const SourcePlace &place) { return editors->openPlace(place); });
    addCommands(window, *editors);
    addViews(window, *editors);
}

} // namespace kilter::ui
