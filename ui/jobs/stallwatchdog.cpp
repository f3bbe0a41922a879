#include "ui/jobs/stallwatchdog.h"

namespace kilter::ui {
namespace {

constexpr auto askEvery = std::chrono::milliseconds(4);

} // namespace

StallWatchdog::StallWatchdog(Milliseconds threshold, QObject *parent)
    : QObject(parent), m_threshold(threshold), m_thread([this](const std::stop_token &stop) { watch(stop); })
{
}

StallWatchdog::~StallWatchdog()
{
    m_thread.request_stop();
    m_thread.join();
}

void StallWatchdog::watch(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        if (m_asked < 0) {
            const std::int64_t asked = sinceStart();
            m_asked = asked;
            QMetaObject::invokeMethod(this, [this, asked] { answer(asked); }, Qt::QueuedConnection);
        }
        std::this_thread::sleep_for(askEvery);
    }
}

void StallWatchdog::answer(std::int64_t asked)
{
    const std::int64_t waited = sinceStart() - std::max(asked, m_resetAt);
    m_longest = std::max(m_longest, waited);
    const auto whole = Milliseconds(waited / 1000);
    if (whole > m_threshold) {
        m_stalls.push_back(whole);
        emit stalled(int(whole.count()));
    }
    m_asked = -1;
}

StallWatchdog::Milliseconds StallWatchdog::longest() const
{
    const std::int64_t asked = m_asked;
    const std::int64_t present = asked < 0 ? 0 : sinceStart() - std::max(asked, m_resetAt);
    return Milliseconds(std::max(m_longest, present) / 1000);
}

void StallWatchdog::reset()
{
    m_resetAt = sinceStart();
    m_longest = 0;
    m_stalls.clear();
}

std::int64_t StallWatchdog::sinceStart() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - m_start).count();
}

} // namespace kilter::ui
