#include "ui/modeleditor/modeleditors.h"

#include "ui/document/modeldocument.h"
#include "ui/modeleditor/newmodel.h"
#include "ui/modeleditor/recoverydialog.h"
#include "ui/text/text.h"

#include <QDir>
#include <QFileInfo>

namespace kilter::ui {
namespace {

QString keyOf(const QString &path)
{
    return QStringLiteral("model:") + path;
}

/// What the other pages are told of a page, after a pause in typing.
constexpr int surroundingsDelay = 150;

} // namespace

ModelEditors::ModelEditors(MainWindow &window) : QObject(&window), m_window(window), m_lost(tr("Looking for unsaved changes"))
{
    m_surroundings.setSingleShot(true);
    m_surroundings.setInterval(surroundingsDelay);
    connect(&m_surroundings, &QTimer::timeout, this, &ModelEditors::tellAll);
    connect(&window.session(), &Session::workspaceChanged, this, [this] {
        for (const std::string &file : std::exchange(m_saved, {}))
            m_window.session().removeDraft(file);
        tellAll();
    });
    connect(&window.session(), &Session::draftsChanged, &m_surroundings, qOverload<>(&QTimer::start));
    connect(&window.session(), &Session::opened, this, [this] {
        m_saved.clear();
        if (!m_recovery || !m_recovery->folder().startsWith(m_window.session().folder() + QLatin1Char('/')))
            m_recovery = std::make_shared<RecoverySession>(m_window.session().folder());
        lookForLost();
    });
    connect(&window.session(), &Session::closed, this, [this] { m_recovery.reset(); });
}

std::vector<ModelPage *> ModelEditors::pages() const
{
    std::vector<ModelPage *> models;
    for (Page *page : m_window.pages()) {
        if (auto *model = qobject_cast<ModelPage *>(page))
            models.push_back(model);
    }
    return models;
}

ModelPage *ModelEditors::current() const
{
    return qobject_cast<ModelPage *>(m_window.currentPage());
}

Page *ModelEditors::openPage(const QString &file)
{
    if (m_made)
        return add(std::move(m_made));
    const QString path = QDir::isAbsolutePath(file) ? file : m_window.session().folder() + QLatin1Char('/') + file;
    if (!QFileInfo::exists(path))
        return nullptr;
    auto document = ModelDocument::open(QDir::cleanPath(path));
    if (!document) {
        m_window.showError(document.error(), tr("The model cannot be opened"));
        return nullptr;
    }
    return add(std::move(*document));
}

ModelPage *ModelEditors::add(std::unique_ptr<ModelDocument> document)
{
    auto *page = new ModelPage(std::move(document));
    ModelDocument &edited = page->document();
    if (!m_recovery)
        m_recovery = std::make_shared<RecoverySession>(m_window.session().folder());
    edited.setRecovery(m_recovery);
    tellSurroundings(page);
    const QString source = page->key();
    const std::string file = edited.file();
    connect(&edited, &ModelDocument::textChanged, this, [this, page] { tellDraft(page); });
    connect(&edited, &ModelDocument::modifiedChanged, this, [this, page] { tellDraft(page); });
    for (const auto signal : {&ModelDocument::analysed, &ModelDocument::syntaxChanged})
        connect(&edited, signal, this, [this, page] { tellProblems(page); });
    // With the window itself these two may be gone before its pages.
    connect(page, &QObject::destroyed, this, [this, problems = QPointer(&m_window.problems()), session = QPointer(&m_window.session()), source, file] {
        if (problems)
            problems->set(source, {});
        if (session && !m_saved.contains(file))
            session->removeDraft(file);
    });
    connect(page, &ModelPage::modelWanted, this, &ModelEditors::openTitle);
    connect(page, &ModelPage::said, &m_window, &MainWindow::say);
    if (edited.isModified())
        tellDraft(page);
    return page;
}

/// What was saved is told until the files have been read again: those who compare would go back to the text before for a moment otherwise.
void ModelEditors::tellDraft(ModelPage *page)
{
    ModelDocument &document = page->document();
    Session &session = m_window.session();
    const auto told = session.drafts().find(document.file());
    if (document.isModified()) {
        m_saved.erase(document.file());
        session.setDraft(document.file(), document.text());
    } else if (told != session.drafts().end() && told->second == document.text()) {
        m_saved.insert(document.file());
        session.reload();
    } else {
        session.removeDraft(document.file());
    }
}

/// Those of unsaved text only: what is on disk is read with the workspace.
void ModelEditors::tellProblems(ModelPage *page)
{
    m_window.problems().set(page->key(), page->document().isModified() ? page->document().diagnostics() : Diagnostics());
}

void ModelEditors::tellSurroundings(ModelPage *page)
{
    const WorkspacePtr state = m_window.session().workspace();
    if (!state)
        return;
    Surroundings around = surroundingsOf(state->workspace, std::shared_ptr<const std::vector<Model>>(state, &state->models));
    for (const auto &[file, text] : m_window.session().drafts()) {
        if (file != page->document().file())
            around.drafts.emplace(file, text);
    }
    const Surroundings &present = page->document().surroundings();
    if (present.models != around.models || present.drafts != around.drafts)
        page->document().setSurroundings(std::move(around));
}

void ModelEditors::tellAll()
{
    for (ModelPage *page : pages())
        tellSurroundings(page);
}

void ModelEditors::newModel()
{
    const WorkspacePtr state = m_window.session().workspace();
    if (!state)
        return;
    QStringList taken;
    for (const Model &model : state->models)
        taken.append(qtText(model.title));
    auto *dialog = new NewModel(m_window.session().folder(), taken, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { createModel(dialog->path(), dialog->title(), dialog->level()); });
    dialog->open();
}

ModelPage *ModelEditors::createModel(const QString &path, const QString &title, Level level)
{
    m_made = ModelDocument::create(path, title, level);
    auto *page = static_cast<ModelPage *>(m_window.openPage(keyOf(path)));
    m_made.reset();
    return page;
}

ModelPage *ModelEditors::openTitle(const QString &title)
{
    const WorkspacePtr state = m_window.session().workspace();
    const Model *model = state ? state->modelOfTitle(utf8(title)) : nullptr;
    return model ? static_cast<ModelPage *>(m_window.openPage(keyOf(qtText(model->file)))) : nullptr;
}

bool ModelEditors::openPlace(const SourcePlace &place)
{
    const QString file = qtText(place.file);
    if (!file.endsWith(QStringLiteral(".json")))
        return false;
    auto *page = qobject_cast<ModelPage *>(m_window.openPage(keyOf(file)));
    if (page && place.line > 0)
        page->goTo(place.line, place.column);
    return page != nullptr;
}

void ModelEditors::lookForLost()
{
    const QString folder = m_window.session().folder();
    m_lost.run([folder](const JobControl &) { return lostSessions(folder); },
               [this, folder](std::vector<LostSession> lost) {
                   if (!lost.empty() && folder == m_window.session().folder()) {
                       auto *dialog = new RecoveryDialog(folder, std::move(lost), &m_window);
                       dialog->setAttribute(Qt::WA_DeleteOnClose);
                       connect(dialog, &QDialog::finished, this, [this, dialog](int answer) {
                           if (answer == RecoveryDialog::Later)
                               return;
                           if (answer == RecoveryDialog::Recover)
                               recover(dialog->chosen());
                           for (const LostSession &session : dialog->lost())
                               discard(session);
                       });
                       dialog->open();
                   }
                   emit recoveryAsked();
               });
}

/// The texts go into this session's own journal before the lost one's is thrown away.
void ModelEditors::recover(const std::vector<UnsavedText> &texts)
{
    for (const UnsavedText &unsaved : texts) {
        if (!QFileInfo::exists(unsaved.path))
            m_made = std::make_unique<ModelDocument>(unsaved.path, unsaved.text, false);
        auto *page = qobject_cast<ModelPage *>(m_window.openPage(keyOf(unsaved.path)));
        m_made.reset();
        if (!page)
            continue;
        page->document().recover(unsaved);
        m_recovery->write(unsaved, [] {});
    }
    m_recovery->flush();
}

} // namespace kilter::ui
