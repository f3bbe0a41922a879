#include "ui/diffview/comparepage.h"

#include "ui/diffview/comparebar.h"
#include "ui/diffview/comparefooter.h"
#include "ui/diffview/comparehead.h"
#include "ui/diffview/diffactions.h"
#include "ui/diffview/livediff.h"
#include "ui/diffview/objectdelegate.h"
#include "ui/diffview/segments.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/emptystate.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>

namespace kilter::ui {

ComparePage::ComparePage(MainWindow &window, LiveDiff &diff, DiffActions &actions, const QString &argument)
    : m_window(window), m_diff(diff), m_job(tr("Comparing")), m_key(QStringLiteral("compare:") + argument), m_from(argument.section(QLatin1Char('|'), 0, 0)),
      m_to(argument.section(QLatin1Char('|'), 1, 1)), m_wanted(utf8(argument.section(QLatin1Char('|'), 2))), m_bar(new CompareBar(window.session(), this)), m_list(new ObjectList(this)), m_head(new CompareHead(this)),
      m_footer(new CompareFooter(diff, this)), m_ddl(new DdlView(this)), m_state(new EmptyState(QStringLiteral("swap"), tr("Comparing …"), {}, this)), m_stack(new QStackedWidget(this))
{
    if (m_from.isEmpty())
        m_from = QStringLiteral("store");
    if (m_to.isEmpty())
        m_to = QStringLiteral("models");
    auto *definitions = new QWidget(this);
    auto *definitionsColumn = new QVBoxLayout(definitions);
    definitionsColumn->setContentsMargins(0, 0, 0, 0);
    definitionsColumn->setSpacing(0);
    definitionsColumn->addWidget(m_head);
    definitionsColumn->addWidget(m_ddl, 1);
    m_stack->addWidget(m_state);
    m_stack->addWidget(definitions);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(splitter, 1);
    column->addWidget(m_footer);
    splitter->addWidget(objectPane());
    splitter->addWidget(m_stack);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({240, 720});
    setFocusProxy(m_view);
    connect(&m_job, &JobSlot::busyChanged, this, [this](bool busy) {
        if (busy)
            m_window.setJob(m_key, {tr("Comparing %1 with %2").arg(m_bar->wordsFor(m_from), m_bar->wordsFor(m_to)), 0, 0, [this] { m_job.cancel(); }});
        else
            m_window.endJob(m_key);
    });
    connect(m_ddl, &DdlView::hunkChanged, this, &ComparePage::showPlace);
    connect(m_head, &CompareHead::decided, &actions, &DiffActions::decide);
    connect(m_list, &ObjectList::tickWanted, this, [this](const ComparedObject &object, bool ticked) {
        if (const DiffNode *group = m_sides ? m_sides->group(object) : nullptr)
            m_diff.setTicked(*m_sides->live, std::vector<std::size_t>(group->changes), ticked);
    });
    connect(m_footer, &CompareFooter::liveWanted, this, [this] { setSources(QStringLiteral("store"), QStringLiteral("models")); });
    connect(m_footer, &CompareFooter::generateWanted, this, [this] { m_window.openPage(QStringLiteral("generate")); });
    connect(&diff, &LiveDiff::ticksChanged, this, &ComparePage::showTicks);
    connect(&diff, &LiveDiff::changed, this, &ComparePage::takeLive);
    connect(m_bar, &CompareBar::sourcesChosen, this, &ComparePage::setSources);
    connect(m_bar, &CompareBar::stepWanted, this, &ComparePage::step);
    for (const auto changed : {&Session::storeChanged, &Session::workspaceChanged}) {
        connect(&window.session(), changed, this, [this] {
            m_bar->setSources(m_from, m_to);
            if (!isLive())
                compareSources();
        });
    }
    m_bar->setSources(m_from, m_to);
    compareSources();
}

ComparePage::~ComparePage()
{
    m_window.endJob(m_key);
}

QString ComparePage::title() const
{
    return tr("Compare: %1, %2").arg(m_bar->wordsFor(m_from), m_bar->wordsFor(m_to));
}

QIcon ComparePage::pageIcon() const
{
    return namedIcon(QStringLiteral("swap"));
}

QWidget *ComparePage::objectPane()
{
    auto *widget = new QWidget(this);
    widget->setMinimumWidth(176);
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(6);
    m_filter = new QLineEdit(widget);
    m_filter->setPlaceholderText(tr("Filter objects"));
    m_filter->setAccessibleName(tr("Filter objects"));
    m_filter->addAction(namedIcon(QStringLiteral("filter"), Token::TextSecondary), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(8, 0, 8, 0);
    inset->addWidget(m_filter);
    m_view = new QListView(widget);
    m_view->setModel(m_list);
    m_view->setItemDelegate(new ObjectDelegate(m_list, m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setAccessibleName(tr("Objects that differ"));
    m_view->viewport()->setBackgroundRole(QPalette::Window);
    column->addLayout(inset);
    column->addWidget(m_view, 1);
    const auto filter = [this] {
        const ComparedObject *current = m_list->object(m_view->currentIndex());
        const ObjectRef kept = current ? current->ref : ObjectRef();
        m_list->setFilter(m_filter->text(), ObjectList::Show(m_bar->show()->current()));
        QModelIndex index = m_list->indexOf(kept);
        if (!index.isValid() && m_list->rowCount() > 1)
            index = m_list->index(1);
        m_view->setCurrentIndex(index);
        showObject();
    };
    connect(m_filter, &QLineEdit::textChanged, this, filter);
    connect(m_bar->show(), &Segments::currentChanged, this, filter);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ComparePage::showObject);
    return widget;
}

/// Down in the filter goes to the list.
bool ComparePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down) {
        m_view->setFocus();
        return true;
    }
    return Page::eventFilter(watched, event);
}

void ComparePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Look::color(Token::Window));
}

void ComparePage::setSources(const QString &from, const QString &to)
{
    m_from = from;
    m_to = to;
    m_shownBefore = {};
    m_left.clear();
    m_right.clear();
    m_bar->setSources(m_from, m_to);
    emit changed();
    compareSources();
}

void ComparePage::compareSources()
{
    const WorkspacePtr workspace = m_window.session().workspace();
    const StorePtr store = m_window.session().store();
    if (!workspace || store->phase == StorePhase::Connecting)
        return;
    if (isLive()) {
        m_job.cancel();
        return takeLive();
    }
    m_job.run([request = CompareRequest{workspace, store, m_from, m_to, m_window.session().passwordFor(store->choice)}](
                  const JobControl &control) { return comparedSides(request, control.stopToken()); },
              [this](const Result<SidesPtr> &sides) { take(sides); });
}

/// What the live diff has compared already, as it is typed; while nobody looks, nothing is laid out.
void ComparePage::takeLive()
{
    if (!isLive())
        return;
    m_isStale = !isVisible();
    if (m_isStale)
        return;
    const DiffPtr result = m_diff.result();
    const LiveDiff::Phase phase = m_diff.phase();
    if (result && (phase == LiveDiff::Phase::Different || phase == LiveDiff::Phase::Equal))
        return take(sidesOf(result));
    m_sides.reset();
    m_list->setObjects({});
    m_bar->setPlace({});
    const StoreState &store = *m_window.session().store();
    if (phase == LiveDiff::Phase::StoreFailed && store.error)
        m_state->setWords(tr("%1 cannot be read").arg(m_bar->wordsFor(m_from)), errorText(*store.error));
    else if (result && result->error)
        m_state->setWords(tr("The models cannot be compared"), errorText(*result->error));
    else if (phase == LiveDiff::Phase::NotConnected)
        m_state->setWords(tr("Nothing to compare"), tr("Connect the store, or choose other sources above."));
    else
        m_state->setWords(tr("Comparing …"), {});
    m_stack->setCurrentWidget(m_state);
    showTicks();
}

void ComparePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_isStale)
        takeLive();
}

void ComparePage::showTicks()
{
    if (!isLive()) {
        const bool isTurned = m_from == QStringLiteral("models") && m_to == QStringLiteral("store");
        const QString store = m_bar->wordsFor(QStringLiteral("store"));
        m_footer->showReason(isTurned ? tr("To read only: a migration brings a store to the models, so ticks and decisions are there from %1 to the models.").arg(store)
                                      : tr("To read only: what can be ticked and decided on is the way from the chosen store, %1, to the models.").arg(store),
                             isTurned ? tr("Exchange the sides") : tr("Compare %1 with the models").arg(store));
        return;
    }
    m_footer->showChoice();
    if (m_sides && m_sides->live)
        m_list->setTicks([this](const ComparedObject &object) { return m_diff.tickOf(*m_sides->live, *m_sides->group(object)); });
}

void ComparePage::take(const Result<SidesPtr> &sides)
{
    if (!sides) {
        m_sides.reset();
        m_list->setObjects({});
        m_state->setWords(tr("These two cannot be compared"), errorText(sides.error()));
        m_stack->setCurrentWidget(m_state);
        m_bar->setPlace({});
        showTicks();
        return;
    }
    const std::string kept = m_wanted;
    m_sides = *sides;
    m_isTaking = true;
    m_list->setObjects(m_sides->objects);
    m_isTaking = false;
    m_bar->show()->setCounts(m_list->counts());
    showTicks();
    if (!m_sides->live)
        m_window.say(tr("Compared %n object(s) in %1 ms", nullptr, int(m_sides->from->size())).arg(QLocale().toString(m_sides->milliseconds, 'f', 0)));
    if (m_sides->objects.empty()) {
        m_state->setWords(tr("The same ✓"), tr("%1 and %2 do not differ.").arg(m_bar->wordsFor(m_from), m_bar->wordsFor(m_to)));
        m_stack->setCurrentWidget(m_state);
        m_bar->setPlace({});
        return;
    }
    QModelIndex index = m_list->rowCount() > 1 ? m_list->index(1) : QModelIndex();
    for (const ComparedObject &object : m_sides->objects) {
        if (toText(object.ref) == kept && m_list->indexOf(object.ref).isValid())
            index = m_list->indexOf(object.ref);
    }
    m_view->setCurrentIndex(index);
    showObject();
}

void ComparePage::showObject()
{
    if (m_isTaking)
        return;
    const ComparedObject *object = m_list->object(m_view->currentIndex());
    if (!object || !m_sides) {
        if (m_sides && !m_sides->objects.empty()) {
            m_state->setWords(tr("Nothing of that kind"), tr("No object that differs is called so, or differs in that way."));
            m_stack->setCurrentWidget(m_state);
        }
        return;
    }
    m_wanted = toText(object->ref); // comes back after a while without anything to show
    const ObjectRef before = m_sides->before(*object);
    const QString left = ddlOf(*m_sides->from, before), right = ddlOf(*m_sides->to, object->ref);
    m_head->show(m_sides, *object);
    m_stack->setCurrentIndex(1);
    if (left == m_left && right == m_right && before == m_shownBefore)
        return;
    m_left = left;
    m_right = right;
    m_shownBefore = before;
    m_ddl->show(comparedDdl(left, right), tr("%1: %2").arg(m_bar->wordsFor(m_from), qtText(before.name)), tr("%1: %2").arg(m_bar->wordsFor(m_to), qtText(object->ref.name)),
                m_sides->to->dialect == DialectKind::PostgreSql ? Language::PostgreSql : Language::Sql);
    showPlace();
}

void ComparePage::showPlace()
{
    const int count = int(m_ddl->comparison().hunks.size());
    m_bar->setPlace(count ? tr("difference %1 of %2").arg(m_ddl->currentHunk() + 1).arg(count) : tr("differs in what SQL does not show"));
}

void ComparePage::step(int by)
{
    if (m_ddl->goToHunk(m_ddl->currentHunk() + by))
        return;
    for (int row = m_view->currentIndex().row() + by; row >= 0 && row < m_list->rowCount(); row += by) {
        if (!m_list->object(m_list->index(row)))
            continue;
        m_view->setCurrentIndex(m_list->index(row));
        if (by < 0)
            m_ddl->goToHunk(int(m_ddl->comparison().hunks.size()) - 1);
        return;
    }
}

} // namespace kilter::ui
