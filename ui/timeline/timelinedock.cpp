#include "ui/timeline/timelinedock.h"

#include "core/comparison/site.h"
#include "ui/jobs/jobslot.h"
#include "ui/look/fonts.h"
#include "ui/look/look.h"
#include "ui/look/revision.h"
#include "ui/review/install.h"
#include "ui/text/text.h"
#include "ui/timeline/timelineview.h"

#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace kilter::ui {
namespace {

/// Shapes and their words, below the lanes.
class Legend : public QWidget
{
public:
    explicit Legend(QWidget *parent) : QWidget(parent) { setAccessibleName(TimelineDock::tr("Legend of states")); }
    QSize sizeHint() const override { return {400, 24}; }
    QSize minimumSizeHint() const override { return {0, 24}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setFont(fontFor(FontRole::Small));
        int x = 12;
        for (const RevisionState state : {RevisionState::Applied, RevisionState::Current, RevisionState::Pending, RevisionState::Failed, RevisionState::Running,
                                          RevisionState::Changed, RevisionState::Missing, RevisionState::OutOfOrder}) {
            const QString word = state == RevisionState::Running ? TimelineDock::tr("interrupted") : qtText(wordFor(state));
            const int end = x + 20 + painter.fontMetrics().horizontalAdvance(word) + 14;
            if (end > width())
                return;
            paintRevision(painter, QRect(x, height() / 2 - 8, 16, 16), state);
            painter.setPen(Look::color(Token::TextSecondary));
            painter.drawText(QRect(x + 20, 0, end - x, height()), Qt::AlignVCenter, word);
            x = end;
        }
    }
};

Result<> stamp(const WorkspacePtr &workspace, const StoreChoice &choice, const std::string &password, const std::string &target, const std::stop_token &stop)
{
    KILTER_TRY(Target place, targetOf(workspace->workspace, choice.store, choice.connection));
    if (!password.empty())
        place.url.password = password;
    OpenWatch watch;
    watch.stop = stop;
    KILTER_TRY(StoreSite site, openSite(std::move(place), {.writing = true, .mustExist = false, .allowFallback = false}, watch));
    ApplyRequest request;
    request.target = target;
    request.options = site.runOptions(stop);
    const ApplyReport report = kilter::stamp(*site.store, workspace->graphs.at(choice.store), request);
    return report.ok() ? Result<>() : tl::unexpected(*report.error);
}

} // namespace

TimelineDock::TimelineDock(MainWindow &window, QWidget *parent)
    : QWidget(parent), m_window(window), m_view(new TimelineView(this)), m_stack(new QStackedWidget(this)), m_empty(new QLabel(this)),
      m_stamping(new JobSlot(tr("Stamping"), this))
{
    addCommands();
    build();
    connect(m_view, &TimelineView::selectionChanged, this, &TimelineDock::updateActions);
    connect(m_view, &TimelineView::opened, this, &TimelineDock::openSelected);
    connect(m_view, &TimelineView::menuWanted, this, &TimelineDock::showMenu);
    Session &session = m_window.session();
    connect(&session, &Session::workspaceChanged, this, &TimelineDock::refresh);
    connect(&session, &Session::storeChanged, this, &TimelineDock::refresh);
    connect(&session, &Session::closed, this, &TimelineDock::refresh);
    refresh();
}

void TimelineDock::build()
{
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(new Legend(this));
}

void TimelineDock::addCommands()
{
    const auto add = [this](Act act, const QString &id, const QString &text, const QString &toolTip, const QString &icon, const std::function<void()> &run) {
        m_actions[act] = m_window.commands().add({.id = id, .text = text, .toolTip = toolTip, .menu = MenuId::Migration, .section = 1, .icon = icon, .needsWorkspace = true}, run);
    };
    add(Act::Open, QStringLiteral("migration.open"), tr("&Open the selected migration"), tr("Shows the file, its state and its statements"), QStringLiteral("migration"),
        [this] { openSelected(); });
    add(Act::Preview, QStringLiteral("migration.preview"), tr("&Preview"), tr("Shows what would run to bring the store to the selected migration; nothing runs"),
        QStringLiteral("eye"), [this] { reviewSelected(isApplied()); });
    add(Act::Apply, QStringLiteral("migration.apply"), tr("&Apply to here…"), tr("Reviews, then runs all that is pending up to the selected migration"), QStringLiteral("play"),
        [this] { reviewSelected(false); });
    add(Act::RollBack, QStringLiteral("migration.rollback"), tr("&Roll back to here…"), tr("Reviews, then rolls back all that came after the selected migration, which stays"),
        QStringLiteral("undo"), [this] { reviewSelected(true); });
    add(Act::Stamp, QStringLiteral("migration.stamp"), tr("&Stamp…"), tr("Records the store as being at the selected migration, without running anything"), QStringLiteral("pin"),
        [this] { stampSelected(); });
    m_window.commands().add({.id = QStringLiteral("migration.rollbackAll"), .text = tr("Roll back a&ll…"), .toolTip = tr("Reviews, then rolls back every applied migration"),
                             .menu = MenuId::Migration, .section = 2, .icon = QStringLiteral("undo"), .needsWorkspace = true},
                            [this] { openReview(m_window, {m_window.session().choice(), Direction::Down, "base"}); });
}

QList<QAction *> TimelineDock::titleButtons() const
{
    return {m_actions.at(Act::Preview), m_actions.at(Act::Apply), m_actions.at(Act::RollBack), m_actions.at(Act::Stamp)};
}

void TimelineDock::refresh()
{
    const WorkspacePtr workspace = m_window.session().workspace();
    const StorePtr store = m_window.session().store();
    std::vector<Lane> lanes;
    bool hasAny = false;
    if (workspace) {
        for (const auto &[name, graph] : workspace->graphs) {
            const bool isChosen = store->choice.store == name;
            const bool isKnown = isChosen && store->isConnected();
            Lane lane = laneOf(name, graph, isKnown ? &store->status : nullptr);
            lane.isChosen = isChosen;
            lane.detail = isKnown ? qtText(store->serverText).section(QStringLiteral(" ("), 0, 0) : isChosen && store->phase == StorePhase::Failed ? tr("not reached") : tr("not connected");
            hasAny |= !lane.nodes.empty();
            if (!lane.nodes.empty() || isChosen)
                lanes.push_back(std::move(lane));
        }
    }
    m_empty->setText(!workspace ? tr("Open a workspace to see its migrations.")
                                : tr("No migrations yet. Change a model, then generate a migration from the live diff."));
    m_stack->setCurrentIndex(hasAny ? 1 : 0);
    m_view->setLanes(std::move(lanes));
    updateActions();
}

bool TimelineDock::isApplied() const
{
    const LaneNode *node = m_view->selected();
    return node && node->state && *node->state != RevisionState::Pending && *node->state != RevisionState::OutOfOrder && *node->state != RevisionState::Failed;
}

bool TimelineDock::canStamp() const
{
    const StorePtr store = m_window.session().store();
    return store->isConnected() && (store->environment() != Environment::Production || m_window.session().isUnlocked(store->choice));
}

void TimelineDock::updateActions()
{
    const Lane *lane = m_view->selectedLane();
    const LaneNode *node = m_view->selected();
    const bool isKnown = lane && lane->isChosen && node->state.has_value();
    const bool isMissing = isKnown && *node->state == RevisionState::Missing;
    m_actions.at(Act::Open)->setEnabled(node && !isMissing);
    m_actions.at(Act::Preview)->setEnabled(isKnown);
    m_actions.at(Act::Apply)->setEnabled(isKnown && !isApplied());
    m_actions.at(Act::RollBack)->setEnabled(isKnown && isApplied() && *node->state != RevisionState::Current);
    m_actions.at(Act::Stamp)->setEnabled(isKnown && !isMissing && canStamp());
}

void TimelineDock::showMenu(const QPoint &global)
{
    QMenu menu(this);
    for (const Act act : {Act::Open, Act::Preview, Act::Apply, Act::RollBack, Act::Stamp})
        menu.addAction(m_actions.at(act));
    menu.exec(global);
}

void TimelineDock::openSelected()
{
    const LaneNode *node = m_view->selected();
    if (node && (!node->state || *node->state != RevisionState::Missing))
        m_window.openPage(QStringLiteral("migration:") + qtText(m_view->selectedLane()->store + '/' + node->id));
}

void TimelineDock::reviewSelected(bool back)
{
    if (const LaneNode *node = m_view->selected())
        openReview(m_window, {m_window.session().choice(), back ? Direction::Down : Direction::Up, node->id});
}

void TimelineDock::stampSelected()
{
    const LaneNode *node = m_view->selected();
    const StorePtr store = m_window.session().store();
    if (!node || !canStamp())
        return;
    const std::string id = node->id;
    bool accepted = false;
    const QString typed = QInputDialog::getText(this, tr("Stamp"), tr("Nothing runs: the ledger of %1 will say that the store is at %2.\nTo confirm, type the name of the database, %3:")
                                                                       .arg(qtText(store->serverText), qtText(id), qtText(store->databaseName)),
                                                QLineEdit::Normal, {}, &accepted);
    if (!accepted)
        return;
    if (typed != qtText(store->databaseName))
        return m_window.showError({ErrorCode::Refused, "the typed name is not the database's: nothing was recorded", {}, {}, {}}, tr("Not stamped"));
    m_stamping->run([workspace = m_window.session().workspace(), choice = store->choice, password = m_window.session().passwordFor(store->choice),
                     id](const JobControl &control) { return stamp(workspace, choice, password, id, control.stopToken()); },
                    [this, id](const Result<> &done) {
                        if (!done)
                            m_window.showError(done.error(), tr("Not stamped"));
                        else
                            m_window.log().append(Severity::Info, tr("Stamped: the ledger says %1 now").arg(qtText(id)));
                        m_window.session().inspect();
                    });
}

} // namespace kilter::ui
