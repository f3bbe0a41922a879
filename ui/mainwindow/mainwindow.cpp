#include "ui/mainwindow/mainwindow.h"

#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/mainwindow/documenttabs.h"
#include "ui/mainwindow/parts.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/toolbar.h"
#include "ui/text/text.h"

#include <QCloseEvent>
#include <QMessageBox>
#include <QUndoGroup>

namespace kilter::ui {

MainWindow::MainWindow()
    : m_session(new Session(this)), m_commands(new Commands(this)), m_problems(new Problems(this)), m_log(new EventLog(this)),
      m_parts(std::make_unique<Parts>())
{
    setObjectName(QStringLiteral("mainWindow"));
    setDockNestingEnabled(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    m_parts->build(*this);
    setCentralWidget(m_parts->centre);
    setStatusBar(m_parts->status);
    addOwnCommands();
    connectSession();
    resize(1280, 800);
    updateForWorkspace();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectSession()
{
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
    connect(m_session, &Session::retrying, this, [this](int attempt, int wait, const QString &why) {
        m_log->append(Severity::Warning, tr("Cannot connect (%1); try %2 in %3 ms").arg(why).arg(attempt + 1).arg(wait));
    });
    connect(m_session, &Session::busyChanged, this, [this] {
        if (m_session->isInspecting())
            setJob(QStringLiteral("inspect"), {tr("Inspecting %1").arg(qtText(m_session->choice().store)), 0, 0, [this] { m_session->cancelInspection(); }});
        else
            endJob(QStringLiteral("inspect"));
    });
}

QDockWidget *MainWindow::addDock(const DockInfo &info, QWidget *content)
{
    auto *widget = new QDockWidget(info.title, this);
    widget->setObjectName(info.id);
    widget->setAccessibleName(info.title);
    auto *title = new DockTitle(widget, info.actions);
    widget->setTitleBarWidget(title);
    widget->setWidget(content);
    m_docks.push_back({info, widget, title});
    CommandInfo command{.id = QStringLiteral("view.") + info.id, .text = info.title, .toolTip = tr("Shows or hides the dock %1").arg(info.title),
                        .menu = MenuId::View, .section = 1, .icon = {}, .shortcut = info.shortcut, .isCheckable = true};
    QAction *action = m_commands->add(command, [] {});
    connect(action, &QAction::triggered, widget, [this, widget, id = info.id](bool checked) {
        if (checked)
            showDock(id);
        else
            widget->hide();
    });
    connect(widget, &QDockWidget::visibilityChanged, action, [action, widget] { action->setChecked(!widget->isHidden()); });
    placeDock(m_docks.back());
    return widget;
}

void MainWindow::placeDock(const Dock &dock)
{
    QDockWidget *neighbour = nullptr;
    for (const Dock &other : m_docks) {
        if (other.widget != dock.widget && other.info.area == dock.info.area && other.info.area == Qt::BottomDockWidgetArea)
            neighbour = other.widget;
    }
    addDockWidget(dock.info.area, dock.widget);
    if (neighbour)
        tabifyDockWidget(neighbour, dock.widget);
    if (dock.info.extent > 0) {
        const bool isBelow = dock.info.area == Qt::BottomDockWidgetArea;
        resizeDocks({dock.widget}, {dock.info.extent}, isBelow ? Qt::Vertical : Qt::Horizontal);
    }
    dock.widget->setVisible(!dock.info.needsWorkspace || m_session->isOpen());
}

void MainWindow::showDock(const QString &id)
{
    for (const Dock &dock : m_docks) {
        if (dock.info.id != id)
            continue;
        dock.widget->show();
        dock.widget->raise();
        if (QWidget *content = dock.widget->widget())
            content->setFocus(Qt::OtherFocusReason);
    }
}

void MainWindow::setDockCount(const QString &id, int count)
{
    for (const Dock &dock : m_docks) {
        if (dock.info.id == id)
            dock.title->setCount(count);
    }
}

void MainWindow::addPageKind(const QString &kind, PageFactory factory)
{
    m_pageKinds[kind] = std::move(factory);
}

Page *MainWindow::findPage(const QString &key) const
{
    return m_parts->tabs->find(key);
}

Page *MainWindow::openPage(const QString &key)
{
    Page *page = findPage(key);
    if (!page) {
        const auto factory = m_pageKinds.find(key.section(QLatin1Char(':'), 0, 0));
        if (factory == m_pageKinds.end())
            return nullptr;
        page = factory->second(key.section(QLatin1Char(':'), 1));
        if (!page)
            return nullptr;
        m_parts->tabs->add(page);
        if (QUndoStack *stack = page->undoStack())
            m_parts->undo->addStack(stack);
        connect(page, &Page::changed, this, &MainWindow::updateTitle);
        emit pageOpened(page);
    }
    m_parts->tabs->setCurrentWidget(page);
    page->setFocus(Qt::OtherFocusReason);
    return page;
}

Page *MainWindow::currentPage() const
{
    return m_parts->tabs->page(m_parts->tabs->currentIndex());
}

std::vector<Page *> MainWindow::pages() const
{
    return m_parts->tabs->pages();
}

bool MainWindow::closePage(Page *page)
{
    if (!page->mayClose())
        return false;
    if (page->isDirty()) {
        m_parts->tabs->setCurrentWidget(page);
        const auto answer = QMessageBox::question(this, tr("Save changes?"), tr("%1 has changes that are not saved.").arg(page->title()),
                                                  QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
        if (answer == QMessageBox::Cancel)
            return false;
        if (answer == QMessageBox::Save) {
            if (const auto saved = page->save(); !saved) {
                showError(saved.error(), tr("%1 was not saved").arg(page->title()));
                return false;
            }
        }
    }
    const QString key = page->key();
    m_parts->tabs->remove(page);
    emit pageClosed(key);
    return true;
}

bool MainWindow::saveAll()
{
    bool all = true;
    for (Page *page : pages()) {
        if (!page->isDirty())
            continue;
        if (const auto saved = page->save(); !saved) {
            showError(saved.error(), tr("%1 was not saved").arg(page->title()));
            all = false;
        }
    }
    return all;
}

bool MainWindow::closeAllPages()
{
    for (Page *page : pages()) {
        if (page->isDirty() && !closePage(page))
            return false;
    }
    for (Page *page : pages()) {
        if (!closePage(page))
            return false;
    }
    return true;
}

bool MainWindow::openPlace(const SourcePlace &place)
{
    return std::any_of(m_placeOpeners.begin(), m_placeOpeners.end(), [&](const auto &opener) { return opener(place); });
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

void MainWindow::showError(const Error &error, const QString &title)
{
    m_parts->banner->showError(error, title);
}

void MainWindow::openWorkspace(const QString &folder)
{
    if (closeAllPages())
        m_session->open(folder);
}

bool MainWindow::closeWorkspace()
{
    if (!closeAllPages())
        return false;
    m_session->close();
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
            words += environmentWord(store.environment()) + QLatin1Char(' ') + qtText(store.target->url.database);
    }
    words += QStringLiteral("Kilter");
    setWindowTitle(words.join(QStringLiteral(" – ")));
}

void MainWindow::updateForWorkspace()
{
    const bool isOpen = m_session->isOpen();
    if (m_parts->wasOpen != isOpen) {
        m_parts->wasOpen = isOpen;
        for (const Dock &dock : m_docks) {
            if (dock.info.needsWorkspace)
                dock.widget->setVisible(isOpen);
        }
    }
    for (const Commands::Entry &entry : m_commands->all()) {
        if (entry.info.needsWorkspace)
            entry.action->setEnabled(isOpen);
    }
    updateTitle();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    for (Page *page : pages()) {
        if (!page->mayClose() || (page->isDirty() && !closePage(page))) {
            event->ignore();
            return;
        }
    }
    event->accept();
}

} // namespace kilter::ui
