#include "ui/mainwindow/statusline.h"

#include "ui/look/fonts.h"
#include "ui/look/icon.h"
#include "ui/look/look.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace kilter::ui {
namespace {

constexpr int margin = 8;
constexpr int gap = 12;
constexpr int barWidth = 96;

QString databaseText(const StoreState &store)
{
    QString place = qtText(store.databaseName);
    if (!store.userName.empty() && store.target && store.target->url.kind == StoreKind::PostgreSql)
        place = qtText(store.userName) + QLatin1Char('@') + place;
    return place;
}

/// "PostgreSQL 15.18 (db1:5432)" without what stands in parentheses.
QString serverText(const StoreState &store)
{
    return qtText(store.serverText).section(QStringLiteral(" ("), 0, 0);
}

struct Fact
{
    QString text;
    Tone tone = Tone::Plain;
};

std::vector<Fact> factsOf(const Session &session)
{
    if (!session.isOpen())
        return {{StatusLine::tr("Kilter %1").arg(QCoreApplication::applicationVersion())}, {StatusLine::tr("no store connected")}};
    const StoreState &store = *session.store();
    switch (store.phase) {
    case StorePhase::NotConnected:
        return {{StatusLine::tr("no store connected")}};
    case StorePhase::Connecting:
        return {{StatusLine::tr("connecting to %1").arg(store.target ? qtText(store.target->url.text) : qtText(store.choice.store))}};
    case StorePhase::Failed:
        return {{StatusLine::tr("not connected: %1").arg(store.error ? errorHeadline(*store.error) : QString()), Tone::Danger}};
    case StorePhase::Connected:
        break;
    }
    std::vector<Fact> facts{{serverText(store)}, {databaseText(store)}};
    if (store.isFallback)
        facts.push_back({StatusLine::tr("USING THE FALLBACK %1").arg(qtText(store.fallbackText)), Tone::Warn});
    if (!store.status.version.empty())
        facts.push_back({StatusLine::tr("version %1").arg(qtText(store.status.version))});
    return facts;
}

} // namespace

StatusLine::StatusLine(Session &session, QWidget *parent) : QStatusBar(parent), m_session(session), m_cancel(new QToolButton(this))
{
    setSizeGripEnabled(false);
    setAccessibleName(tr("Status"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAutoRaise(true);
    m_cancel->setObjectName(QStringLiteral("cancelJob"));
    m_cancel->setToolTip(tr("Cancels what is running"));
    m_cancel->setAccessibleName(tr("Cancel the running job"));
    m_cancel->setFont(fontFor(FontRole::Small));
    m_cancel->hide();
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        if (const JobWords *job = shownJob(); job && job->cancel)
            job->cancel();
    });
    m_wordTime.setSingleShot(true);
    m_wordTime.setInterval(6000);
    connect(&m_wordTime, &QTimer::timeout, this, [this] { say({}); });
    m_showDelay.setSingleShot(true);
    m_showDelay.setInterval(300);
    connect(&m_showDelay, &QTimer::timeout, this, [this] {
        m_isShown = true;
        placeCancel();
    });
    connect(&session, &Session::storeChanged, this, &StatusLine::refresh);
    connect(&session, &Session::workspaceChanged, this, &StatusLine::refresh);
    connect(&session, &Session::lockChanged, this, &StatusLine::refresh);
}

StatusLine::~StatusLine() = default;

QSize StatusLine::sizeHint() const
{
    return {600, rowHeight(24, FontRole::Small)};
}

void StatusLine::refresh()
{
    QStringList words;
    for (const Fact &fact : factsOf(m_session))
        words += fact.text;
    words += m_verdict;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

void StatusLine::setVerdict(Tone tone, const QString &words)
{
    m_verdictTone = tone;
    m_verdict = words;
    refresh();
}

void StatusLine::say(const QString &words)
{
    m_word = words;
    if (!words.isEmpty())
        m_wordTime.start();
    update();
}

void StatusLine::setJob(const QString &id, const JobWords &job)
{
    const auto at = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const auto &entry) { return entry.first == id; });
    if (at != m_jobs.end()) {
        *at->second = job;
        return placeCancel();
    }
    m_jobs.emplace_back(id, std::make_unique<JobWords>(job));
    if (m_jobs.size() == 1) { // what is done within a blink is not worth a word
        m_isShown = false;
        m_showDelay.start();
    }
    placeCancel();
}

void StatusLine::endJob(const QString &id)
{
    std::erase_if(m_jobs, [&](const auto &entry) { return entry.first == id; });
    placeCancel();
}

const JobWords *StatusLine::shownJob() const
{
    return m_jobs.empty() || !m_isShown ? nullptr : m_jobs.back().second.get();
}

void StatusLine::placeCancel()
{
    const JobWords *job = shownJob();
    m_cancel->setVisible(job && job->cancel);
    const QSize size = m_cancel->sizeHint();
    m_cancel->setGeometry(width() - size.width() - 4, 1, size.width(), height() - 2);
    update();
}

void StatusLine::resizeEvent(QResizeEvent *event)
{
    QStatusBar::resizeEvent(event);
    placeCancel();
}

int StatusLine::paintFacts(QPainter &painter, const QRect &rect) const
{
    int x = rect.left();
    if (m_session.isOpen() && m_session.store()->target)
        x += paintBadge(painter, rect, m_session.store()->environment()) + gap;
    std::vector<Fact> facts = factsOf(m_session);
    if (!m_verdict.isEmpty())
        facts.push_back({m_verdict, m_verdictTone});
    bool isFirst = true;
    for (const Fact &fact : facts) {
        if (fact.text.isEmpty())
            continue;
        if (!isFirst) {
            painter.fillRect(QRect(x, rect.center().y(), 3, 3), Look::color(Token::BorderStrong));
            x += 3 + gap;
        }
        isFirst = false;
        if (!toneIcon(fact.tone).isEmpty()) {
            paintIcon(painter, QRect(x, rect.top() + (rect.height() - 12) / 2, 12, 12), toneIcon(fact.tone), toneToken(fact.tone));
            x += 16;
        }
        painter.setPen(Look::color(toneToken(fact.tone)));
        const QString text = painter.fontMetrics().elidedText(fact.text, Qt::ElideRight, qMax(0, rect.right() - x));
        painter.drawText(QRect(x, rect.top(), qMax(0, rect.right() - x), rect.height()), Qt::AlignVCenter | Qt::TextSingleLine, text);
        x += painter.fontMetrics().horizontalAdvance(text) + gap;
    }
    return x;
}

void StatusLine::paintJob(QPainter &painter, QRect rect) const
{
    painter.setPen(Look::color(Token::TextSecondary));
    const JobWords *job = shownJob();
    if (!job) {
        painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, m_word);
        return;
    }
    if (job->cancel)
        rect.setRight(m_cancel->x() - gap);
    if (job->total > 0) {
        const QRect bar(rect.right() - barWidth, rect.center().y() - 1, barWidth, 4);
        painter.fillRect(bar, Look::color(Token::Border));
        painter.fillRect(QRect(bar.topLeft(), QSize(barWidth * qBound(0, job->done, job->total) / job->total, 4)), Look::color(Token::Accent));
        rect.setRight(bar.left() - gap);
    }
    QString words = job->what;
    if (job->total > 0)
        words = tr("%1, %2 of %3").arg(job->what, QLocale().toString(job->done), QLocale().toString(job->total));
    painter.drawText(rect, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, words);
}

void StatusLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Look::color(Token::Window));
    painter.fillRect(QRect(0, 0, width(), 1), Look::color(Token::Border));
    painter.setFont(fontFor(FontRole::Small));
    QRect inner = rect().adjusted(margin, 1, -margin, 0);
    const int used = paintFacts(painter, inner.adjusted(0, 0, !shownJob() && m_word.isEmpty() ? 0 : -width() / 3, 0));
    inner.setLeft(used + gap);
    paintJob(painter, inner);
}

} // namespace kilter::ui
