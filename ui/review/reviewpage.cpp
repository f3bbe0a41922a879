#include "ui/review/reviewpage.h"

#include "ui/jobs/jobslot.h"
#include "ui/look/badges.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/banner.h"
#include "ui/review/confirmpanel.h"
#include "ui/review/runrows.h"
#include "ui/review/sidepanel.h"
#include "ui/review/verified.h"
#include "ui/text/text.h"

#include <QPainter>
#include <QTime>

namespace kilter::ui {
namespace {

QString versions(const Review &review)
{
    if (review.toVersion.empty())
        return {};
    if (review.fromVersion.empty())
        return ReviewPage::tr("to %1").arg(qtText(review.toVersion));
    return ReviewPage::tr("%1 to %2").arg(qtText(review.fromVersion), qtText(review.toVersion));
}

} // namespace

ReviewPage::ReviewPage(MainWindow &window, const RunSubject &subject)
    : m_window(window), m_subject(subject), m_reading(new JobSlot(tr("Reviewing"), this)), m_controller(new RunController(this)),
      m_rows(new RunRows(this))
{
    build();
    connectRun();
    connect(&m_window.session(), &Session::lockChanged, this, [this] {
        if (m_review && !isRunning() && !m_report)
            ask();
    });
    reviewAgain();
}

ReviewPage::~ReviewPage()
{
    m_window.endJob(key());
}

QString ReviewPage::key() const
{
    return QStringLiteral("review:") + m_subject.toKey();
}

QString ReviewPage::title() const
{
    const QString store = qtText(m_subject.choice.store);
    return m_subject.direction == Direction::Up ? tr("Review: %1").arg(store) : tr("Roll back: %1").arg(store);
}

QIcon ReviewPage::pageIcon() const
{
    return namedIcon(QStringLiteral("migration"));
}

bool ReviewPage::mayClose()
{
    if (!isRunning())
        return true;
    m_banner->show(Tone::Warn, tr("A run is under way."), tr("Cancel it or wait for its end; then this page can be closed."));
    return false;
}

RunRequest ReviewPage::request() const
{
    RunRequest request;
    request.workspace = m_window.session().workspace();
    request.subject = m_subject;
    request.password = m_window.session().passwordFor(m_subject.choice);
    for (const std::string &id : m_side->accepted()) {
        request.allowDrift |= id == "drift";
        request.allowDataLoss |= id == "data-loss";
        request.allowedHazards.push_back(id);
    }
    return request;
}

void ReviewPage::reviewAgain()
{
    if (isRunning() || !m_window.session().workspace())
        return;
    m_isReady = false;
    m_report.reset();
    m_review.reset();
    m_banner->hide();
    m_log->clear();
    m_log->hide();
    m_title->setText(title());
    m_facts->setText(tr("Reading the store …"));
    m_message->setText(tr("Reading the store and its migrations …"));
    m_stack->setCurrentIndex(0);
    m_reading->run(
        [wanted = request()](const JobControl &control) {
            RunRequest reading = wanted;
            reading.stop = control.stopToken();
            return makeReview(reading);
        },
        [this](const Result<Review> &review) { show(review); });
}

void ReviewPage::show(const Result<Review> &review)
{
    m_isReady = true;
    if (!review) {
        m_facts->setText(tr("The review could not be made."));
        m_banner->showError(review.error(), tr("The store could not be reviewed"));
        m_banner->setActions({paneAction(m_banner, tr("Try again"), tr("Reads the store again"), QStringLiteral("refresh"), [this] { reviewAgain(); })});
        m_message->setText(tr("Nothing was run."));
        return;
    }
    m_review = *review;
    m_showEnvironment(review->environment);
    m_rows->setReview(*review);
    if (review->plan.migrations.empty())
        return showNothing();
    m_side->show(*review);
    m_stack->setCurrentIndex(1);
    updateHead();
    ask();
}

void ReviewPage::showNothing()
{
    updateHead();
    m_message->setText(m_subject.direction == Direction::Up ? tr("Nothing to apply: the store is up to date.") : tr("Nothing to roll back."));
}

void ReviewPage::updateHead()
{
    const bool isUp = m_subject.direction == Direction::Up;
    const bool isTry = m_controller->mode() == RunMode::Try;
    QString verb = isUp ? tr("Review and apply") : tr("Review and roll back");
    if (isRunning())
        verb = isTry ? tr("Dry run") : isUp ? tr("Applying") : tr("Rolling back");
    else if (m_report)
        verb = m_report->ok() ? (isUp ? tr("Applied") : tr("Rolled back")) : isUp ? tr("Not applied as a whole") : tr("Not rolled back as a whole");
    const QString range = versions(*m_review);
    m_title->setText(range.isEmpty() ? verb : tr("%1, %2").arg(verb, range));
    QStringList facts{counted(qsizetype(m_review->plan.migrations.size()), tr("migration"), tr("migrations")), counted(m_rows->statements(), tr("statement"), tr("statements"))};
    if (isRunning())
        facts += tr("%1 of %2 done").arg(m_rows->finished()).arg(m_rows->statements());
    else if (m_report)
        facts += tr("took %1 ms").arg(m_controller->elapsed());
    facts += tr("plan %1").arg(qtText(m_review->plan.hash.substr(0, 8)));
    m_facts->setText(facts.join(QStringLiteral("  •  ")));
}

void ReviewPage::ask()
{
    if (!m_review)
        return;
    const bool isLocked = m_review->environment == Environment::Production && !m_window.session().isUnlocked(m_subject.choice);
    m_confirm->ask(*m_review, m_rows->losing(), m_side->obstacle(), isLocked, m_subject.direction == Direction::Up);
}

void ReviewPage::connectRun()
{
    connect(m_controller, &RunController::said, this, &ReviewPage::log);
    connect(m_controller, &RunController::statementStarted, this, [this](const StatementKey &key) {
        m_rows->setStarted(key);
        if (const int row = m_rows->indexOf(key); row >= 0)
            m_list->scrollTo(m_rows->index(row));
    });
    connect(m_controller, &RunController::statementFinished, this,
            [this](const StatementKey &key, bool ok, double milliseconds, qint64 affected, const QStringList &notices) {
                const bool isTry = m_controller->mode() == RunMode::Try;
                m_rows->setFinished(key, ok, milliseconds, affected, notices, isTry);
                updateHead();
                m_window.setJob(this->key(), {.what = isTry ? tr("Dry run") : tr("Running"), .done = m_rows->finished(), .total = m_rows->statements(),
                                              .cancel = [this] { m_controller->cancel(); }});
            });
    connect(m_controller, &RunController::waitsChanged, this, [this](const std::vector<Blocker> &blockers) {
        m_rows->setWaiting(blockers);
        m_list->doItemsLayout();
        for (const Blocker &blocker : blockers)
            log(tr("waiting for pid %1, %2").arg(blocker.process).arg(blocker.words));
    });
    connect(m_controller, &RunController::finished, this, &ReviewPage::finished);
}

void ReviewPage::start(RunMode mode)
{
    if (!m_review || isRunning())
        return;
    m_isReady = false;
    m_report.reset();
    m_banner->hide();
    m_log->clear();
    m_log->show();
    m_rows->setAll(StatementState::NotBegun);
    RunRequest wanted = request();
    wanted.expectedHash = m_review->plan.hash;
    m_window.setJob(key(), {.what = mode == RunMode::Try ? tr("Dry run") : tr("Running"), .total = m_rows->statements(), .cancel = [this] { m_controller->cancel(); }});
    m_controller->start(std::move(wanted), mode);
    m_confirm->showRunning(mode == RunMode::Try, false);
    updateHead();
}

void ReviewPage::finished(const ApplyReport &report)
{
    m_isReady = true;
    m_window.endJob(key());
    const bool isTry = m_controller->mode() == RunMode::Try;
    if (isTry && report.ok()) {
        updateHead();
        m_banner->show(Tone::Ok, tr("The dry run went well."), tr("All statements ran on a scratch copy of the schema in %1 ms; the store was only read.").arg(m_controller->elapsed()));
        m_banner->setActions({});
        return ask();
    }
    if (isTry) {
        sayFailure(report);
        return ask();
    }
    m_report = report;
    m_rows->settle(report);
    m_list->doItemsLayout();
    if (report.ok())
        saySuccess(report);
    else
        sayFailure(report);
    updateHead();
    m_confirm->showOver(true);
    m_window.session().inspect();
}

void ReviewPage::saySuccess(const ApplyReport &report)
{
    const QString migrations = counted(qsizetype(report.migrations.size()), tr("migration"), tr("migrations"));
    const QString fact = m_subject.direction == Direction::Up ? tr("%1 applied.").arg(migrations) : tr("%1 rolled back.").arg(migrations);
    m_banner->show(Tone::Ok, fact, tr("Comparing the store with the models …"));
    m_banner->setActions({});
    m_window.log().append(Severity::Info, fact);
    auto target = targetOfRequest(request());
    if (!target || m_subject.direction == Direction::Down)
        return m_banner->show(Tone::Ok, fact, tr("What was committed is recorded in the store's ledger."));
    m_isReady = false;
    m_reading->run([workspace = m_window.session().workspace(), target = *target](const JobControl &control) { return verifiedWords(workspace, target, control.stopToken()); },
                   [this, fact](const QString &words) {
                       m_isReady = true;
                       m_banner->show(Tone::Ok, fact, words);
                       log(words);
                   });
}

int ReviewPage::failedRow() const
{
    for (int i = 0; i < m_rows->rowCount(); ++i) {
        if (m_rows->row(i).state == StatementState::Failed)
            return i;
    }
    return -1;
}

void ReviewPage::sayFailure(const ApplyReport &report)
{
    const Error &error = *report.error;
    m_window.log().append(error);
    log(errorText(error));
    if (const int row = failedRow(); row >= 0) {
        m_rows->setFailure(m_rows->row(row).key, errorText(error));
        m_list->doItemsLayout();
        m_list->setCurrentIndex(m_rows->index(row));
    }
    QStringList stands;
    for (const MigrationRun &migration : report.migrations) {
        for (const SectionRun &section : migration.sections) {
            if (!section.skipped)
                stands += tr("%1, %2: %3").arg(qtText(migration.id), qtText(section.label), section.stands ? tr("committed") : tr("nothing of it is left"));
        }
    }
    const bool isTry = m_controller->mode() == RunMode::Try;
    QString what = isTry ? tr("It ran on a scratch copy: the store was only read.") : stands.isEmpty() ? tr("Nothing was run.") : stands.join(QStringLiteral("; "));
    const bool isCancelled = error.code == ErrorCode::Interrupted;
    m_banner->show(isCancelled ? Tone::Warn : Tone::Danger, isCancelled ? tr("Cancelled.") : errorHeadline(error), what);
    QList<QAction *> actions;
    if (failedRow() >= 0 && !isCancelled)
        actions += paneAction(m_banner, tr("Edit the migration"), tr("Opens the migration at the statement that failed"), QStringLiteral("migration"), [this] { editFailed(); });
    if (!isTry)
        actions += paneAction(m_banner, tr("Go on…"), tr("Reviews what is left; the run goes on where it stopped"), QStringLiteral("refresh"), [this] { reviewAgain(); });
    m_banner->setActions(actions);
}

void ReviewPage::editFailed()
{
    const int at = failedRow();
    if (at < 0)
        return;
    const RunRow &row = m_rows->row(at);
    Page *page = m_window.openPage(QStringLiteral("migration:") + qtText(m_subject.choice.store) + QLatin1Char('/') + row.id);
    if (page)
        page->goTo(row.line, 1);
}

void ReviewPage::log(const QString &line)
{
    m_log->appendPlainText(QTime::currentTime().toString(QStringLiteral("HH:mm:ss  ")) + line);
}

void ReviewPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_list->doItemsLayout(); // rows are as wide as the list, and as high as their notes need
}

void ReviewPage::paintEvent(QPaintEvent *event)
{
    Page::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Border)); // the lines between the parts
    painter.fillRect(m_head->geometry(), Look::color(Token::Surface));
    painter.fillRect(m_stack->geometry(), Look::color(m_stack->currentIndex() == 0 ? Token::Surface : Token::Border));
}

} // namespace kilter::ui
