#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/commandbox.h"
#include "ui/mainwindow/documenttabs.h"
#include "ui/mainwindow/dragdata.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/parts.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/toolbar.h"
#include "ui/look/icon.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QStackedWidget>
#include <QUndoGroup>

namespace kilter::ui {
namespace {

/// Puts an action at the end of its section; sections stand in order, parted by lines.
void addToMenu(QMenu *menu, const CommandInfo &info, QAction *action)
{
    QAction *before = nullptr;
    bool hasOwn = false;
    for (QAction *present : menu->actions()) {
        const int section = present->property("kilterSection").toInt();
        hasOwn = hasOwn || section == info.section;
        if (section > info.section && !before)
            before = present;
    }
    action->setProperty("kilterSection", info.section);
    menu->insertAction(before, action);
    if (hasOwn)
        return;
    const QList<QAction *> all = menu->actions();
    const auto at = all.indexOf(action);
    const auto line = [menu](QAction *in, int section) { menu->insertSeparator(in)->setProperty("kilterSection", section); };
    if (at > 0)
        line(action, info.section);
    if (before && !before->isSeparator())
        line(before, before->property("kilterSection").toInt());
}

} // namespace

void MainWindow::Parts::build(MainWindow &window)
{
    undo = new QUndoGroup(&window);
    banner = new Banner;
    tabs = new DocumentTabs;
    centre = new QWidget(&window);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(banner);
    stack = new QStackedWidget;
    nothing = new EmptyState(QStringLiteral("table"), QObject::tr("No document is open"),
                             QObject::tr("Open a model in the navigator, or search for one."), stack);
    nothing->addCommand(window.commands(), QStringLiteral("view.palette"));
    nothing->setBackgroundRole(QPalette::Base);
    nothing->setAutoFillBackground(true);
    stack->addWidget(tabs);
    stack->addWidget(nothing);
    column->addWidget(stack, 1);
    auto *top = new QWidget(&window); // the band stands between menu bar and tool bar
    auto *topColumn = new QVBoxLayout(top);
    topColumn->setContentsMargins(0, 0, 0, 0);
    topColumn->setSpacing(0);
    auto *menuBar = new QMenuBar(top);
    menuBar->setNativeMenuBar(false);
    topColumn->addWidget(menuBar);
    topColumn->addWidget(new EnvironmentBand(window.session(), top));
    window.setMenuWidget(top);
    toolBar = new ToolBar(window);
    window.addToolBar(Qt::TopToolBarArea, toolBar);
    window.setContextMenuPolicy(Qt::NoContextMenu);
    QObject::connect(toolBar->commandBox(), &QPushButton::clicked, &window, &MainWindow::commandBoxClicked);
    status = new StatusLine(window.session(), &window);
    QObject::connect(tabs, &DocumentTabs::closeWanted, &window, &MainWindow::closePage);
    QObject::connect(tabs, &QTabWidget::currentChanged, &window, [this, &window] {
        Page *page = window.currentPage();
        undo->setActiveStack(page ? page->undoStack() : nullptr);
        window.updateTitle();
        window.showDocksForPage();
        emit window.currentPageChanged(page);
    });
    for (const MenuId id : {MenuId::File, MenuId::Edit, MenuId::View, MenuId::Model, MenuId::Migration, MenuId::Diagram, MenuId::Tools, MenuId::Help}) {
        QMenu *menu = menuBar->addMenu(menuTitle(id));
        menu->setAccessibleName(menuTitle(id).remove(QLatin1Char('&')));
        menu->menuAction()->setVisible(false);
        menus[id] = menu;
    }
    QObject::connect(&window.commands(), &Commands::added, &window, [this, &window](QAction *action) {
        const CommandInfo &info = window.commands().all().back().info;
        QMenu *menu = menus[info.menu];
        menu->menuAction()->setVisible(true);
        addToMenu(menu, info, action);
        if (info.needsWorkspace)
            action->setEnabled(window.session().isOpen());
    });
}

void MainWindow::Parts::showCentre(bool isOpen)
{
    if (!isOpen && start && tabs->count() == 0)
        stack->setCurrentWidget(start);
    else if (tabs->count() == 0)
        stack->setCurrentWidget(nothing);
    else
        stack->setCurrentWidget(tabs);
}

void MainWindow::setStartPage(QWidget *page)
{
    m_parts->start = page;
    page->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // unseen, it must not make the window larger
    m_parts->stack->addWidget(page);
    m_parts->showCentre(m_session->isOpen());
    page->setFocus();
}

/// A page dragged from a list, or a folder with a workspace.
void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasFormat(openKeyMimeType()) || event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QMimeData *dropped = event->mimeData();
    if (dropped->hasFormat(openKeyMimeType())) {
        openPage(QString::fromUtf8(dropped->data(openKeyMimeType())));
    } else if (dropped->hasUrls() && !dropped->urls().isEmpty() && dropped->urls().first().isLocalFile()) {
        const QFileInfo file(dropped->urls().first().toLocalFile());
        openWorkspace(file.isDir() ? file.filePath() : file.path());
    }
    event->acceptProposedAction();
}

void MainWindow::addOwnCommands()
{
    m_commands->add({.id = QStringLiteral("file.open"), .text = tr("&Open workspace…"), .toolTip = tr("Opens a folder that holds kilter.toml"),
                     .menu = MenuId::File, .section = 0, .icon = QStringLiteral("folder"), .shortcut = QKeySequence::Open},
                    [this] {
                        const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a workspace"), m_session->folder());
                        if (!folder.isEmpty())
                            openWorkspace(folder);
                    });
    m_commands->add({.id = QStringLiteral("file.close"), .text = tr("Close workspace"), .toolTip = tr("Closes the workspace and all its tabs"),
                     .menu = MenuId::File, .section = 0, .needsWorkspace = true},
                    [this] { closeWorkspace(); });
    m_commands->add({.id = QStringLiteral("file.save"), .text = tr("&Save"), .toolTip = tr("Saves the document in front"), .menu = MenuId::File,
                     .section = 1, .icon = QStringLiteral("save"), .shortcut = QKeySequence::Save, .needsWorkspace = true},
                    [this] {
                        Page *page = currentPage();
                        if (!page || !page->isDirty())
                            return;
                        if (const auto saved = page->save(); saved)
                            say(tr("Saved %1").arg(page->title()));
                        else
                            showError(saved.error(), tr("%1 was not saved").arg(page->title()));
                    });
    m_commands->add({.id = QStringLiteral("file.saveAll"), .text = tr("Save all"), .toolTip = tr("Saves all documents"), .menu = MenuId::File,
                     .section = 1, .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), .needsWorkspace = true},
                    [this] {
                        if (saveAll())
                            say(tr("All saved"));
                    });
    m_commands->add({.id = QStringLiteral("file.closeTab"), .text = tr("Close tab"), .toolTip = tr("Closes the document in front"), .menu = MenuId::File,
                     .section = 1, .shortcut = QKeySequence(Qt::CTRL | Qt::Key_W), .needsWorkspace = true},
                    [this] {
                        if (Page *page = currentPage())
                            closePage(page);
                    });
    m_commands->add({.id = QStringLiteral("file.quit"), .text = tr("&Quit"), .toolTip = tr("Leaves Kilter"), .menu = MenuId::File, .section = 9,
                     .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Q)},
                    [this] { close(); });
    m_commands->add({.id = QStringLiteral("help.about"), .text = tr("About Kilter"), .toolTip = tr("Version and licence"), .menu = MenuId::Help, .section = 1},
                    [this] {
                        QMessageBox::about(this, tr("About Kilter"),
                                           tr("Kilter %1\n\nKeeps databases in kilter with the models that describe them.\nMIT licence")
                                               .arg(QCoreApplication::applicationVersion()));
                    });
    QAction *undo = m_commands->add({.id = QStringLiteral("edit.undo"), .text = tr("Undo"), .toolTip = tr("Takes the last edit back"), .menu = MenuId::Edit,
                                     .icon = QStringLiteral("undo"), .shortcut = QKeySequence::Undo},
                                    [this] { m_parts->undo->undo(); });
    QAction *redo = m_commands->add({.id = QStringLiteral("edit.redo"), .text = tr("Redo"), .toolTip = tr("Does again what was taken back"),
                                     .menu = MenuId::Edit, .icon = QStringLiteral("redo"), .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)},
                                    [this] { m_parts->undo->redo(); });
    undo->setEnabled(false);
    redo->setEnabled(false);
    connect(m_parts->undo, &QUndoGroup::canUndoChanged, undo, &QAction::setEnabled);
    connect(m_parts->undo, &QUndoGroup::canRedoChanged, redo, &QAction::setEnabled);
    m_parts->toolBar->setUndoActions(undo, redo);
    m_commands->add({.id = QStringLiteral("store.inspect"), .text = tr("Inspect the store again"), .toolTip = tr("Reads schema and ledger of the store again"),
                     .menu = MenuId::Tools, .icon = QStringLiteral("refresh"), .shortcut = QKeySequence(Qt::Key_F5), .needsWorkspace = true},
                    [this] { m_session->inspect(); });
}

} // namespace kilter::ui
