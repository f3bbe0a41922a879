#include "ui/jobs/jobslot.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <chrono>
#include <exception>

namespace kilter::ui {
namespace {

/// Runs a function on the GUI thread. Through the application object, which outlives every worker: its destructor waits for the pool.
void onGuiThread(std::function<void()> function)
{
    if (QCoreApplication *application = QCoreApplication::instance())
        QMetaObject::invokeMethod(application, std::move(function), Qt::QueuedConnection);
}

std::int64_t millisecondsNow()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

constexpr std::int64_t progressInterval = 50;

} // namespace

struct JobControl::Reporter
{
    QPointer<JobSlot> slot; ///< read on the GUI thread only
    std::atomic<std::int64_t> last = 0;
};

void JobControl::progress(int done, int total, const QString &what) const
{
    const std::int64_t now = millisecondsNow();
    std::int64_t last = m_reporter->last;
    if (now - last < progressInterval || !m_reporter->last.compare_exchange_strong(last, now))
        return;
    onGuiThread([reporter = m_reporter, stop = m_stop, done, total, what] {
        if (reporter->slot && !stop.stop_requested())
            emit reporter->slot->progressed(done, total, what);
    });
}

JobSlot::JobSlot(QString title, QObject *parent) : QObject(parent), m_title(std::move(title)) {}

JobSlot::~JobSlot()
{
    m_stop.request_stop();
}

void JobSlot::request(std::function<void(const JobControl &)> work, std::function<void()> deliver)
{
    Request next{std::move(work), std::move(deliver)};
    if (m_running) {
        m_stop.request_stop();
        m_next = std::move(next);
    } else {
        start(std::move(next));
    }
    setWanted(true);
}

void JobSlot::start(Request next)
{
    m_stop = std::stop_source();
    m_running = true;
    JobControl control;
    control.m_stop = m_stop.get_token();
    control.m_reporter = std::make_shared<JobControl::Reporter>();
    control.m_reporter->slot = this;
    QThreadPool::globalInstance()->start([self = QPointer<JobSlot>(this), request = std::make_shared<Request>(std::move(next)), control] {
        QString failure;
        try {
            request->work(control);
        } catch (const std::exception &error) {
            failure = QString::fromUtf8(error.what());
        }
        onGuiThread([self, request, failure] {
            if (self)
                self->ended(request, failure);
        });
    });
}

void JobSlot::ended(const std::shared_ptr<Request> &request, const QString &failure)
{
    const bool overtaken = m_stop.stop_requested();
    m_running = false;
    if (m_next) {
        start(*std::exchange(m_next, std::nullopt));
        return;
    }
    setWanted(false);
    if (overtaken)
        return;
    if (!failure.isEmpty())
        emit failed(failure);
    else
        request->deliver();
}

void JobSlot::cancel()
{
    m_stop.request_stop();
    m_next.reset();
    setWanted(false);
}

void JobSlot::setWanted(bool wanted)
{
    if (std::exchange(m_wanted, wanted) != wanted)
        emit busyChanged(wanted);
}

} // namespace kilter::ui
