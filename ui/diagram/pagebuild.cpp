#include "ui/diagram/canvas.h"
#include "ui/diagram/diagramfind.h"
#include "ui/diagram/diagrampage.h"
#include "ui/diagram/minimap.h"
#include "ui/diagram/tablelist.h"
#include "ui/diffview/segments.h"
#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/banner.h"
#include "ui/mainwindow/docktitle.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QSplitter>
#include <QToolButton>

namespace kilter::ui {
namespace {

QToolButton *wordButton(QAction *action, const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setText(text);
    QObject::connect(action, &QAction::changed, button, [button, text] { button->setText(text); }); // it takes the action's text whenever that changes
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setAccessibleName(text);
    return button;
}

} // namespace

void DiagramPage::build()
{
    m_banner = new Banner(this);
    m_banner->hide();
    m_canvas = new DiagramCanvas(this);
    m_tables = new TableList(this);
    m_find = new DiagramFind(m_canvas);
    m_minimap = new Minimap(m_canvas);
    m_minimap->setCursor(Qt::ArrowCursor);
    auto *right = new QWidget(this);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(toolBar());
    column->addWidget(m_banner);
    column->addWidget(m_canvas, 1);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_tables);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({208, 1072});
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(splitter);
    setFocusProxy(m_canvas);
    auto *search = new QShortcut(QKeySequence(QKeySequence::Find), this);
    search->setContext(Qt::WidgetWithChildrenShortcut);
    connect(search, &QShortcut::activated, this, &DiagramPage::find);
}

QWidget *DiagramPage::toolBar()
{
    Commands &commands = m_window.commands();
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(4);
    m_columns = new Segments(tr("Columns that are shown"), bar);
    m_columns->setTexts({tr("Names"), tr("Keys"), tr("All columns")});
    connect(m_columns, &Segments::currentChanged, this, [this](int index) { setColumns(DiagramColumns(index)); });
    m_sources = new QComboBox(bar);
    m_sources->setAccessibleName(tr("What is drawn"));
    m_sources->setToolTip(tr("Draws the models, the store, or the schema as of a migration"));
    m_sources->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_sources, &QComboBox::activated, this, [this](int index) { setShown(m_sources->itemData(index).toString()); });
    m_focus = wordButton(commands.find(QStringLiteral("diagram.focus")), tr("Focus"), bar);
    m_differences = wordButton(commands.find(QStringLiteral("diagram.differences")), tr("Differences"), bar);
    row->addWidget(m_columns);
    row->addWidget(m_sources);
    row->addSpacing(4);
    row->addWidget(m_focus);
    row->addWidget(m_differences);
    row->addStretch();
    const auto icon = [&](const char *id) { row->addWidget(toolButtonFor(commands.find(QLatin1String(id)), bar)); };
    icon("diagram.find");
    icon("diagram.arrange");
    icon("diagram.note");
    icon("diagram.zoomOut");
    m_zoom = new QLabel(bar);
    m_zoom->setAlignment(Qt::AlignCenter);
    m_zoom->setMinimumWidth(m_zoom->fontMetrics().horizontalAdvance(QStringLiteral("000 %")) + 8);
    m_zoom->setAccessibleName(tr("Zoom"));
    row->addWidget(m_zoom);
    icon("diagram.zoomIn");
    icon("diagram.fit");
    auto *exports = wordButton(commands.find(QStringLiteral("diagram.export")), tr("Export"), bar);
    row->addWidget(exports);
    return bar;
}

void DiagramPage::connectCanvas()
{
    connect(m_canvas, &DiagramCanvas::currentChanged, m_tables, &TableList::setCurrent);
    connect(m_canvas, &DiagramCanvas::opened, this, &DiagramPage::openTable);
    connect(m_canvas, &DiagramCanvas::moved, this, &DiagramPage::moveTables);
    connect(m_canvas, &DiagramCanvas::noteMoved, this, &DiagramPage::moveNote);
    connect(m_canvas, &DiagramCanvas::noteOpened, this, &DiagramPage::editNote);
    connect(m_canvas, &DiagramCanvas::groupOpened, this, [this](int group) { collapseGroup(m_scene->groups()[std::size_t(group)].index, true); });
    connect(m_canvas, &DiagramCanvas::menuWanted, this, &DiagramPage::showMenu);
    connect(m_canvas, &DiagramCanvas::viewChanged, this, &DiagramPage::updateZoom);
    connect(m_canvas, &DiagramCanvas::focusWanted, this, [this](int table) { focusOn(table, m_focusDepth); });
    connect(m_canvas, &DiagramCanvas::focusLeft, this, &DiagramPage::leaveFocus);
    connect(m_canvas, &DiagramCanvas::hovered, this, [this](const QString &words) {
        if (!words.isEmpty())
            m_window.say(words);
    });
    connect(m_tables, &TableList::chosen, this, [this](int table) {
        m_canvas->setCurrent(table);
        m_canvas->showTable(table);
    });
    connect(m_tables, &TableList::opened, this, &DiagramPage::openTable);
    updateZoom();
}

void DiagramPage::updateZoom()
{
    m_zoom->setText(tr("%L1 %").arg(qRound(m_canvas->scale() * 100)));
}

/// Models, store, and the schema as of each migration: going through them with the arrow keys shows how it grew.
void DiagramPage::fillSources()
{
    const WorkspacePtr workspace = m_window.session().workspace();
    if (!workspace)
        return;
    const QSignalBlocker quiet(m_sources);
    m_sources->clear();
    m_sources->addItem(tr("Models"), QStringLiteral("models"));
    m_sources->addItem(tr("Store, as it is"), QStringLiteral("store"));
    const auto graph = workspace->graphs.find(m_window.session().choice().store);
    if (graph != workspace->graphs.end()) {
        for (const Migration &migration : graph->second.migrations())
            m_sources->addItem(tr("As of %1").arg(qtText(migration.title)), QStringLiteral("revision:") + qtText(migration.id));
    }
    m_sources->setCurrentIndex(std::max(0, m_sources->findData(m_shown)));
}

} // namespace kilter::ui
