#include "ui/mainwindow/mainwindow.h"

#include "ui/mainwindow/docktitle.h"
#include "ui/mainwindow/parts.h"
#include "ui/preferences/preferences.h"

#include <QTabBar>

namespace kilter::ui {
namespace {

/// As wide, or with its title as high, as it wants to be at first.
void giveExtent(MainWindow &window, const DockInfo &info, QDockWidget *dock)
{
    const bool isBelow = info.area == Qt::BottomDockWidgetArea;
    if (info.extent > 0)
        window.resizeDocks({dock}, {info.extent + (isBelow ? dock->titleBarWidget()->sizeHint().height() : 0)}, isBelow ? Qt::Vertical : Qt::Horizontal);
}

} // namespace

QDockWidget *MainWindow::addDock(const DockInfo &info, QWidget *content)
{
    auto *widget = new QDockWidget(info.title, this);
    widget->setObjectName(info.id);
    widget->setAccessibleName(info.title);
    auto *title = new DockTitle(widget, info.title, info.buttons, info.actions);
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
    for (const auto signal : {&QDockWidget::visibilityChanged, &QDockWidget::topLevelChanged})
        connect(widget, signal, this, &MainWindow::arrangeTitlesLater);
    connect(widget, &QDockWidget::dockLocationChanged, this, &MainWindow::arrangeTitlesLater);
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
    giveExtent(*this, dock.info, dock.widget);
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

void MainWindow::arrangeTitlesLater()
{
    m_parts->titleDelay.start();
}

/// The tab bar in which a dock is one of several; null: it stands alone.
QTabBar *MainWindow::tabsOf(QDockWidget *dock) const
{
    if (dock->isHidden() || dock->isFloating() || tabifiedDockWidgets(dock).isEmpty())
        return nullptr;
    for (QTabBar *bar : findChildren<QTabBar *>(Qt::FindDirectChildrenOnly)) {
        for (int i = 0; bar->isVisible() && i < bar->count(); ++i) {
            if (bar->tabText(i) == dock->windowTitle())
                return bar;
        }
    }
    return nullptr;
}

void MainWindow::arrangeTitles()
{
    for (const Dock &dock : m_docks) {
        QTabBar *bar = tabsOf(dock.widget);
        if (bar && bar->accessibleName().isEmpty()) {
            bar->setAccessibleName(tr("Docks"));
            bar->installEventFilter(this);
        }
        dock.title->setTabs(bar);
    }
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
        arrangeTitlesLater();
        break;
    default:
        break;
    }
    return QMainWindow::eventFilter(watched, event);
}

/// Without a workspace the docks that need one are hidden; what stood before comes back with the next.
void MainWindow::showDocksForWorkspace()
{
    const bool isOpen = m_session->isOpen();
    if (m_parts->wasOpen == isOpen)
        return;
    if (!isOpen)
        m_parts->layout = dockLayout();
    m_parts->besidePage.clear();
    m_parts->wasOpen = isOpen;
    for (const Dock &dock : m_docks) {
        if (dock.info.needsWorkspace)
            dock.widget->setVisible(isOpen);
    }
    if (isOpen && !m_parts->layout.isEmpty())
        restoreState(m_parts->layout);
    else if (isOpen)
        raiseFirstDocks();
}

/// A page that asks for the whole window gets it: the docks stand back and return, as they were, with the next page. A dock that is called
/// meanwhile comes, and stays away again with the next such page.
void MainWindow::showDocksForPage()
{
    const Page *page = currentPage();
    const bool wantsAll = page && page->wantsWholeWindow() && m_session->isOpen();
    if (wantsAll != m_parts->besidePage.isEmpty())
        return;
    if (!wantsAll) {
        restoreState(std::exchange(m_parts->besidePage, {}));
        return;
    }
    m_parts->besidePage = saveState();
    for (const Dock &dock : m_docks) {
        if (!dock.widget->isFloating())
            dock.widget->hide();
    }
}

/// Where the docks stand when no page has the whole window.
QByteArray MainWindow::dockLayout() const
{
    return m_parts->besidePage.isEmpty() ? saveState() : m_parts->besidePage;
}

void MainWindow::raiseFirstDocks()
{
    std::map<Qt::DockWidgetArea, const Dock *> first;
    for (const Dock &dock : m_docks) {
        const Dock *&best = first[dock.info.area];
        if (!best || dock.info.order < best->info.order)
            best = &dock;
    }
    layout()->activate(); // docks that are only just shown have no size that could be changed
    for (const auto &[area, dock] : first) {
        dock->widget->raise();
        giveExtent(*this, dock->info, dock->widget);
    }
}

void MainWindow::keepLayout()
{
    Preferences &preferences = Preferences::instance();
    if (m_parts->wasOpen)
        m_parts->layout = dockLayout();
    preferences.setValue(QStringLiteral("window/geometry"), saveGeometry());
    preferences.setValue(QStringLiteral("window/layout"), m_parts->layout);
    preferences.setValue(QStringLiteral("window/workspace"), m_session->folder());
}

void MainWindow::restoreLayout()
{
    const Preferences &preferences = Preferences::instance();
    restoreGeometry(preferences.value(QStringLiteral("window/geometry"), {}).toByteArray());
    m_parts->layout = preferences.value(QStringLiteral("window/layout"), {}).toByteArray();
}

} // namespace kilter::ui
