#include "ui/mainwindow/mainwindow.h"

#include "ui/jobs/jobslot.h"
#include "ui/look/emblem.h"
#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/mainwindow/documenttabs.h"
#include "ui/mainwindow/parts.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/toolbar.h"
#include "ui/session/urlworkspace.h"
#include "ui/text/text.h"

#include <QCloseEvent>
#include <QDir>
#include <QUndoGroup>

namespace kilter::ui {

MainWindow::MainWindow()
    : m_session(new Session(this)), m_commands(new Commands(this)), m_problems(new Problems(this)), m_log(new EventLog(this)),
      m_parts(std::make_unique<Parts>())
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(programIcon());
    setDockNestingEnabled(true);
    setAcceptDrops(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_parts->build(*this);
    setCentralWidget(m_parts->centre);
    setStatusBar(m_parts->status);
    m_parts->titleDelay.setSingleShot(true);
    m_parts->titleDelay.setInterval(0);
    connect(&m_parts->titleDelay, &QTimer::timeout, this, &MainWindow::arrangeTitles);
    connect(this, &QMainWindow::tabifiedDockWidgetActivated, this, &MainWindow::arrangeTitlesLater);
    addOwnCommands();
    connectSession();
    resize(1280, 800);
    updateForWorkspace();
}

MainWindow::~MainWindow()
{
    for (Page *page : pages()) { // they use the other parts of the window, so they go first
        m_parts->tabs->remove(page);
        delete page;
    }
    for (QObject *child : findChildren<QObject *>()) // what dies with the window has nothing to tell it any more
        child->disconnect(this);
    m_parts->status = nullptr; // nor have jobs that end with it
}

void MainWindow::connectSession()
{
    connect(m_session, &Session::opened, this, [this] {
        m_parts->banner->hide();
        updateForWorkspace();
        restoreSession();
    });
    connect(m_session, &Session::workspaceChanged, this, &MainWindow::updateForWorkspace);
    connect(m_session, &Session::storeChanged, this, &MainWindow::updateTitle);
    connect(m_session, &Session::workspaceChanged, this, [this] {
        Diagnostics found;
        if (const WorkspacePtr workspace = m_session->workspace()) {
            found = workspace->diagnostics;
            found.insert(found.end(), workspace->migrationProblems.begin(), workspace->migrationProblems.end());
        }
        m_problems->set(QStringLiteral("workspace"), found);
    });
    connect(m_session, &Session::openFailed, this, [this](const QString &folder, const Error &error) {
        m_log->append(error);
        showError(error, tr("%1 could not be opened").arg(folder));
    });
    connect(m_session, &Session::reloadFailed, this, [this](const Error &error) {
        m_log->append(error);
        showError(error, tr("The workspace cannot be read again; what is shown is what was there before"), {}, QStringLiteral("reload"));
    });
    connect(m_session, &Session::workspaceChanged, this, [this] { clearError(QStringLiteral("reload")); });
    connect(m_session, &Session::retrying, this, [this](int attempt, int wait, const QString &why) {
        m_log->append(Severity::Warning, tr("Cannot connect (%1); try %2 in %3 ms").arg(why).arg(attempt + 1).arg(wait));
        countDown(attempt + 1, wait);
    });
    for (JobSlot *job : m_session->jobs())
        watchJob(job, job->title());
    connect(m_session, &Session::verificationChanged, this, &MainWindow::sayVerdict);
}

/// The next try of connecting, second by second, in the place of the job.
void MainWindow::countDown(int attempt, int wait)
{
    JobSlot *job = m_session->jobs()[1];
    auto *timer = new QTimer(job);
    const QDateTime until = QDateTime::currentDateTime().addMSecs(wait);
    const auto show = [this, job, timer, attempt, until] {
        const qint64 left = QDateTime::currentDateTime().msecsTo(until);
        if (left <= 0 || !job->isBusy())
            return timer->deleteLater();
        setJob(QStringLiteral("slot-%1").arg(quintptr(job), 0, 16),
               {tr("Cannot connect; try %1 in %2 s").arg(attempt).arg((left + 999) / 1000), 0, 0, [this] { m_session->cancelInspection(); }});
    };
    connect(timer, &QTimer::timeout, this, show);
    timer->start(250);
    show();
}

void MainWindow::watchJob(JobSlot *job, const QString &what)
{
    const QString id = QStringLiteral("slot-%1").arg(quintptr(job), 0, 16);
    const auto cancel = [this, job] {
        if (m_session->jobs()[1] == job)
            m_session->cancelInspection(); // which also says that nothing is connected
        else
            job->cancel();
    };
    connect(job, &JobSlot::busyChanged, this, [this, id, what, cancel](bool busy) {
        if (busy)
            setJob(id, {what, 0, 0, cancel});
        else
            endJob(id);
    });
    connect(job, &JobSlot::progressed, this, [this, id, what, cancel](int done, int total, const QString &detail) {
        setJob(id, {detail.isEmpty() ? what : detail, done, total, cancel});
    });
    connect(job, &JobSlot::failed, this, [this](const QString &why) { m_log->append(Severity::Error, why); });
    connect(job, &QObject::destroyed, this, [this, id] { endJob(id); });
}

void MainWindow::sayVerdict()
{
    const VerificationPtr found = m_session->verification();
    if (!found)
        return setStoreVerdict(Tone::Plain, {});
    if (found->error)
        return setStoreVerdict(Tone::Danger, tr("not compared: %1").arg(errorHeadline(*found->error)));
    if (!found->comparison)
        return setStoreVerdict(Tone::Plain, {});
    const int count = int(found->differences());
    if (count == 0)
        setStoreVerdict(Tone::Ok, tr("in kilter"));
    else
        setStoreVerdict(Tone::Warn, tr("%Ln difference(s)", nullptr, count));
}

bool MainWindow::openPlace(const SourcePlace &place)
{
    return std::any_of(m_placeOpeners.begin(), m_placeOpeners.end(), [&](const auto &opener) { return opener(place); });
}

MainWindow::ObjectActions MainWindow::objectActions(const std::optional<ObjectRef> &object, const std::string &file) const
{
    ObjectActions all;
    for (const ObjectActionSource &source : m_objectActions) {
        const ObjectActions some = source(object, file);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

void MainWindow::setPrimaryAction(QAction *action)
{
    m_parts->toolBar->setPrimaryAction(action);
}

void MainWindow::setStoreVerdict(Tone tone, const QString &words)
{
    m_parts->status->setVerdict(tone, words);
}

void MainWindow::setJob(const QString &id, const JobWords &job)
{
    m_parts->status->setJob(id, job);
}

void MainWindow::endJob(const QString &id)
{
    if (!m_parts->status)
        return;
    m_parts->status->endJob(id);
}

bool MainWindow::hasJobs() const
{
    return m_parts->status->hasJobs();
}

void MainWindow::say(const QString &words)
{
    m_parts->status->say(words);
}

void MainWindow::showError(const Error &error, const QString &title, const QList<QAction *> &actions, const QString &topic)
{
    m_parts->bannerTopic = topic;
    m_parts->banner->showError(error, title, actions);
}

void MainWindow::clearError(const QString &topic)
{
    if (m_parts->bannerTopic == topic)
        m_parts->banner->hide();
}

void MainWindow::openWorkspace(const QString &folder)
{
    if (leaveWorkspace())
        m_session->open(QDir(folder).absolutePath());
}

void MainWindow::openDatabase(const QString &url)
{
    const auto made = workspaceForUrl(url);
    if (!made)
        return showError(made.error(), tr("The database cannot be opened"));
    if (!leaveWorkspace())
        return;
    const auto opened = std::make_shared<QMetaObject::Connection>();
    *opened = connect(m_session, &Session::opened, this, [this, opened, made = *made] {
        disconnect(*opened);
        if (m_session->folder() != made.folder)
            return;
        if (!made.password.isEmpty())
            m_session->setPassword(made.choice, made.password);
        if (m_session->workspace()->models.empty())
            say(tr("No models yet: Import makes them from the database"));
    });
    m_session->open(made->folder);
}

bool MainWindow::closeWorkspace()
{
    if (!leaveWorkspace())
        return false;
    m_session->close();
    return true;
}

bool MainWindow::leaveWorkspace()
{
    keepSession();
    if (!closeAllPages())
        return false;
    m_parts->banner->hide();
    return true;
}

/// "BlogPost – content – PRODUCTION content@db1 – Kilter"
void MainWindow::updateTitle()
{
    QStringList words;
    if (const Page *page = currentPage())
        words += page->title();
    if (const WorkspacePtr workspace = m_session->workspace()) {
        words += qtText(workspace->workspace.name);
        const StoreState &store = *m_session->store();
        if (store.target)
            words += environmentWord(store.environment()) + QLatin1Char(' ') + placeText(*store.target);
    }
    words += QStringLiteral("Kilter");
    setWindowTitle(words.join(QStringLiteral(" – ")));
}

void MainWindow::updateForWorkspace()
{
    showDocksForWorkspace();
    for (const Commands::Entry &entry : m_commands->all()) {
        if (entry.info.needsWorkspace)
            entry.action->setEnabled(m_session->isOpen());
    }
    m_parts->showCentre(m_session->isOpen());
    updateTitle();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    keepSession();
    keepLayout();
    if (closeAllPages())
        event->accept();
    else
        event->ignore();
}

} // namespace kilter::ui
