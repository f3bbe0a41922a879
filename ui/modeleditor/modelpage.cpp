#include "ui/modeleditor/modelpage.h"

#include "ui/codeview/codepane.h"
#include "ui/document/jsonplace.h"
#include "ui/document/modeldocument.h"
#include "ui/look/badges.h"
#include "ui/look/look.h"
#include "ui/mainwindow/banner.h"
#include "ui/modeleditor/editorhead.h"
#include "ui/modeleditor/fieldsview.h"
#include "ui/modeleditor/jsonpane.h"
#include "ui/modeleditor/mergedialog.h"
#include "ui/modeleditor/pageparts.h"
#include "ui/modeleditor/parts.h"
#include "ui/modeleditor/partsview.h"
#include "ui/modeleditor/problemline.h"
#include "ui/modeleditor/sqlpane.h"
#include "ui/modeleditor/subtabs.h"
#include "ui/text/text.h"

#include <QDir>
#include <QScrollBar>
#include <QStackedWidget>

namespace kilter::ui {

ModelPage::ModelPage(std::unique_ptr<ModelDocument> document, QWidget *parent)
    : Page(parent), m_document(std::move(document)), m_head(new EditorHead(*m_document, this)), m_banner(new Banner(this)), m_tabs(new SubTabs(this)),
      m_stack(new QStackedWidget(this)), m_fieldsModel(new FieldsModel(*m_document, this)), m_fields(new FieldsView(*m_fieldsModel, this)),
      m_json(new JsonPane(*m_document, this)), m_sql(new SqlPane(*m_document, this)), m_problems(new ProblemLine(*m_document, this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_banner->setClosable(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_banner);
    column->addWidget(tabRow());
    column->addWidget(m_stack, 1);
    column->addWidget(m_problems);
    m_stack->addWidget(m_fields);
    const auto parts = [this](Tab tab, PartsModel *model) {
        auto *view = new PartsView(*model, this);
        addParts(tab, view, tab == Partitions ? partitionsTab(view) : view);
    };
    parts(Constraints, new ConstraintsModel(*m_document, this));
    parts(Indexes, new IndexesModel(*m_document, this));
    parts(References, new ReferencesModel(*m_document, this));
    parts(Partitions, new PartitionsModel(*m_document, this));
    m_stack->addWidget(m_json);
    m_stack->addWidget(m_sql);
    connectDocument();
    setFocusProxy(m_fields);
    updateCounts();
    updateButtons();
    showBanner();
}

ModelPage::~ModelPage()
{
    m_document->forgetUnsaved(); // whoever closes the page has saved it or does not want it
    qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)); // they look at the document, which goes before them otherwise
}

QWidget *ModelPage::tabRow()
{
    const QString names[tabCount] = {tr("Fields"), tr("Constraints"), tr("Indexes"), tr("References"), tr("Partitions"), tr("JSON"), tr("SQL")};
    for (const QString &name : names)
        m_tabs->addTab(name);
    m_tabs->setObjectName(QStringLiteral("model-tabs"));
    m_tabs->setAccessibleName(tr("Parts of the model"));
    auto *row = new TabRow(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(8, 0, 8, 1);
    line->setSpacing(0);
    line->addWidget(m_tabs);
    line->addStretch();
    const auto button = [&](const QString &text, const QString &toolTip, const QString &iconName, auto run) {
        QToolButton *tool = rowButton(row, text, toolTip, iconName);
        connect(tool, &QToolButton::clicked, this, run);
        line->addWidget(tool);
        return tool;
    };
    m_add = button(tr("Field"), tr("Add a field"), QStringLiteral("plus"), [this] { addRow(); });
    m_remove = button({}, tr("Remove (Ctrl+Delete)"), QStringLiteral("x"), [this] { removeRows(); });
    m_up = button({}, tr("Move up (Alt+Up)"), QStringLiteral("up"), [this] { moveRows(-1); });
    m_down = button({}, tr("Move down (Alt+Down)"), QStringLiteral("down"), [this] { moveRows(1); });
    return row;
}

QWidget *ModelPage::partitionsTab(PartsView *view)
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new PartitioningBar(static_cast<PartitionsModel &>(view->parts()), page));
    column->addWidget(view, 1);
    return page;
}

void ModelPage::addParts(Tab tab, PartsView *view, QWidget *page)
{
    m_parts[tab] = view;
    m_stack->addWidget(page);
    connect(view, &PartsView::selectionEdited, this, &ModelPage::updateButtons);
    connect(view, &PartsView::fieldWanted, this, [this](const QString &name) {
        showTab(Fields);
        m_fields->goToField(utf8(name));
    });
    connect(&view->parts(), &PartsModel::countChanged, this, &ModelPage::updateCounts);
    connect(&view->parts(), &PartsModel::refused, this, &ModelPage::said);
}

void ModelPage::connectDocument()
{
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        setFocusProxy(m_stack->currentWidget());
        updateButtons();
        showBanner();
    });
    connect(m_fields, &FieldsView::selectionEdited, this, &ModelPage::updateButtons);
    connect(m_fields, &FieldsView::referenceActivated, this, &ModelPage::modelWanted);
    connect(m_fieldsModel, &FieldsModel::refused, this, &ModelPage::said);
    connect(m_problems, &ProblemLine::activated, this, [this](const SourcePlace &place) { goTo(place.line, place.column); });
    connect(m_document.get(), &ModelDocument::jsonChanged, this, [this] {
        updateCounts();
        emit changed();
    });
    connect(m_document.get(), &ModelDocument::modifiedChanged, this, &Page::changed);
    connect(m_document.get(), &ModelDocument::analysed, this, &ModelPage::updateCounts);
    connect(m_document.get(), &ModelDocument::syntaxChanged, this, [this] {
        showBanner();
        updateButtons();
        updateCounts();
    });
    connect(m_document.get(), &ModelDocument::outsideChanged, this, &ModelPage::showBanner);
}

QString ModelPage::key() const
{
    return QStringLiteral("model:") + qtText(m_document->file());
}

QString ModelPage::title() const
{
    return m_document->title();
}

QIcon ModelPage::pageIcon() const
{
    return levelIcon(m_document->level());
}

QString ModelPage::tabToolTip() const
{
    return QDir::toNativeSeparators(m_document->path());
}

bool ModelPage::isDirty() const
{
    return m_document->isModified();
}

Result<> ModelPage::save()
{
    return m_document->save();
}

QUndoStack *ModelPage::undoStack()
{
    return m_document->undoStack();
}

ModelPage::Tab ModelPage::currentTab() const
{
    return Tab(m_tabs->currentIndex());
}

void ModelPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
    m_stack->currentWidget()->setFocus();
}

void ModelPage::addHeadTool(QAction *action)
{
    m_head->addTool(action);
}

void ModelPage::editTitle()
{
    m_head->editTitle();
}

PartsView *ModelPage::parts(Tab tab) const
{
    const auto at = m_parts.find(tab);
    return at == m_parts.end() ? nullptr : at->second;
}

QJsonObject ModelPage::viewState() const
{
    const Field *field = m_fieldsModel->field(m_fields->currentIndex().row());
    return {{QStringLiteral("tab"), int(currentTab())},
            {QStringLiteral("field"), field ? qtText(field->name) : QString()},
            {QStringLiteral("scroll"), m_fields->verticalScrollBar()->value()},
            {QStringLiteral("store"), m_sql->store()}};
}

void ModelPage::restoreViewState(const QJsonObject &state)
{
    const int tab = state.value(QStringLiteral("tab")).toInt();
    if (tab >= 0 && tab < tabCount)
        m_tabs->setCurrentIndex(tab);
    const int row = m_fieldsModel->rowOf(utf8(state.value(QStringLiteral("field")).toString()));
    if (row >= 0)
        m_fields->setCurrentIndex(m_fieldsModel->index(row, int(FieldColumn::Name)));
    m_fields->verticalScrollBar()->setValue(state.value(QStringLiteral("scroll")).toInt());
    m_sql->setStore(state.value(QStringLiteral("store")).toString());
}

/// The cell or row that is about a place; the JSON where no form shows it, and while the text is no JSON.
void ModelPage::goTo(int line, int column)
{
    const std::size_t offset = offsetOf(m_document->text(), line, column);
    const std::string pointer = m_document->isJson() ? pointerAt(m_document->json(), offset) : std::string();
    const auto names = pointerParts(pointer);
    const std::pair<const char *, Tab> places[] = {{"/x-indexes", Indexes}, {"/x-partition", Partitions}, {"/x-constraints", Constraints}};
    if (names.size() > 1 && names[0] == "properties" && m_fieldsModel->rowOf(names[1]) >= 0) {
        showTab(Fields);
        const FieldColumn wrong = [&] {
            for (int at = 1; at < fieldColumnCount; ++at) {
                if (!m_fieldsModel->problem(m_fieldsModel->rowOf(names[1]), FieldColumn(at)).isEmpty())
                    return FieldColumn(at);
            }
            return FieldColumn::Name;
        }();
        m_fields->goToField(names[1], wrong);
        return;
    }
    for (const auto &[place, tab] : places) {
        if (!pointer.starts_with(place))
            continue;
        const Json *constraint = names.size() > 1 ? valueAt(m_document->json(), "/x-constraints/" + names[1]) : nullptr;
        const Tab shown = tab == Constraints && constraint && constraint->find("foreignKey") ? References : tab;
        showTab(shown);
        parts(shown)->goTo(pointer);
        return;
    }
    showTab(JsonText);
    m_json->view()->goTo(line, column);
}

void ModelPage::addRow()
{
    if (PartsView *view = parts(currentTab())) {
        view->addPart();
        return;
    }
    showTab(Fields);
    m_fields->addField();
}

void ModelPage::removeRows()
{
    if (PartsView *view = parts(currentTab()))
        view->removeSelected();
    else if (currentTab() == Fields)
        m_fields->removeSelected();
}

void ModelPage::moveRows(int by)
{
    if (currentTab() == Fields)
        m_fields->moveSelected(by);
}

void ModelPage::bulkEdit()
{
    showTab(Fields);
    m_fields->bulkEdit();
}

void ModelPage::find()
{
    if (currentTab() == Sql) {
        m_sql->code()->find();
        return;
    }
    showTab(JsonText);
    m_json->find();
}

void ModelPage::updateButtons()
{
    const Tab tab = currentTab();
    const PartsView *view = parts(tab);
    const bool isGrid = tab == Fields || view, isJson = m_document->isJson();
    const QString words[tabCount] = {tr("Field"), tr("Constraint"), tr("Index"), tr("Reference"), tr("Partition"), {}, {}};
    for (QToolButton *button : {m_add, m_remove})
        button->setVisible(isGrid);
    for (QToolButton *button : {m_up, m_down})
        button->setVisible(tab == Fields);
    if (!isGrid)
        return;
    m_add->setText(words[tab]);
    m_add->setAccessibleName(tr("Add: %1").arg(words[tab]));
    m_add->setEnabled(isJson && (!view || view->parts().canAdd()));
    const bool some = isJson && (view ? !view->selectedParts().empty() : !m_fields->selectedFields().empty());
    m_remove->setEnabled(some);
    const int row = m_fields->currentIndex().row();
    m_up->setEnabled(some && row > 0 && row < m_fieldsModel->ownCount());
    m_down->setEnabled(some && row >= 0 && row + 1 < m_fieldsModel->ownCount());
}

void ModelPage::updateCounts()
{
    m_tabs->setCount(Fields, m_fieldsModel->fieldCount());
    for (const auto &[tab, view] : m_parts)
        m_tabs->setCount(tab, view->parts().partCount());
    const auto hasProblem = [](const PartsModel &model) {
        for (int row = 0; row < model.partCount(); ++row) {
            if (!model.problem(row).isEmpty())
                return true;
        }
        return false;
    };
    m_tabs->setMarked(Fields, m_fieldsModel->firstProblem().isValid());
    for (const auto &[tab, view] : m_parts)
        m_tabs->setMarked(tab, hasProblem(view->parts()));
    m_tabs->setMarked(JsonText, !m_document->isJson());
    updateButtons();
}

void ModelPage::showBanner()
{
    for (QAction *old : m_banner->findChildren<QAction *>())
        old->deleteLater(); // one of them may be what called this
    if (m_document->hasOutsideChange()) {
        const bool gone = !m_document->outsideText();
        m_banner->show(Tone::Info, gone ? tr("Deleted on disk") : tr("Changed on disk"),
                       gone ? tr("%1 is no longer there. What you see is not saved anywhere else.").arg(QFileInfo(m_document->path()).fileName())
                            : tr("%1 is newer than the form, which has changes of yours. Nothing was overwritten.").arg(QFileInfo(m_document->path()).fileName()));
        QList<QAction *> actions;
        const auto add = [&](const QString &text, const QString &toolTip, auto run) {
            auto *action = new QAction(text, m_banner);
            action->setToolTip(toolTip);
            connect(action, &QAction::triggered, this, run);
            actions.append(action);
        };
        if (!gone) {
            add(tr("Reload"), tr("Takes the file; yours can be had back with Undo"), [this] { m_document->reload(); });
            add(tr("Merge…"), tr("Puts both changes together"), [this] { mergeOutside(); });
        }
        add(tr("Keep mine"), tr("The next save replaces the file"), [this] { m_document->keepMine(); });
        m_banner->setActions(actions);
    } else if (!m_document->isJson() && currentTab() != JsonText) {
        const Diagnostic &error = *m_document->syntaxError();
        m_banner->show(Tone::Danger, tr("The JSON cannot be read: line %1").arg(error.place.line), tr("The form shows the last state that could be read, and waits. %1").arg(qtText(error.message)));
        auto *go = new QAction(tr("Go to it"), m_banner);
        connect(go, &QAction::triggered, this, [this, error] { goTo(error.place.line, error.place.column); });
        m_banner->setActions({go});
    } else {
        m_banner->hide();
    }
}

void ModelPage::mergeOutside()
{
    const auto text = m_document->hasOutsideChange() ? m_document->outsideText() : std::nullopt;
    const auto theirs = text ? parseJson(*text) : tl::unexpected(Error());
    const auto base = parseJson(m_document->diskText());
    if (!theirs || !base || !m_document->isJson()) {
        emit said(tr("One of the two texts is no JSON: reload the file, or keep yours."));
        return;
    }
    const Merge merge = merged(*base, m_document->json(), *theirs);
    auto *dialog = new MergeDialog(m_document->title(), merge, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, merge, dialog] {
        std::vector<JsonEdit> edits = merge.edits;
        for (const JsonEdit &edit : dialog->chosen())
            edits.push_back(edit);
        if (const auto both = edited(m_document->text(), edits))
            m_document->takeMerged(*both);
        else
            emit said(errorHeadline(both.error()));
    });
    if (merge.conflicts.empty())
        dialog->accept();
    else
        dialog->open();
}

} // namespace kilter::ui
