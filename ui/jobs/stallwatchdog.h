#pragma once
#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace kilter::ui {

/// Measures how long the GUI thread does not answer: a thread of its own asks it every few milliseconds and waits for the answer. Made in
/// the GUI thread; for debug builds and tests. What it sees is what a person feels: the time from an event to its handling.
class StallWatchdog : public QObject
{
    Q_OBJECT
public:
    using Milliseconds = std::chrono::milliseconds;

    explicit StallWatchdog(Milliseconds threshold = Milliseconds(100), QObject *parent = nullptr);
    ~StallWatchdog() override;

    /// The longest time without an answer since the start or reset(), also one that is not over yet.
    Milliseconds longest() const;
    /// Those over the threshold, in order.
    const std::vector<Milliseconds> &stalls() const { return m_stalls; }
    void reset();

signals:
    void stalled(int milliseconds);

private:
    using Clock = std::chrono::steady_clock;

    void watch(const std::stop_token &stop);
    void answer(std::int64_t asked);
    std::int64_t sinceStart() const;

    const Clock::time_point m_start = Clock::now();
    const Milliseconds m_threshold;
    std::atomic<std::int64_t> m_asked = -1; ///< microseconds since start; -1: answered
    std::int64_t m_resetAt = 0;
    std::int64_t m_longest = 0;             ///< microseconds; GUI thread only
    std::vector<Milliseconds> m_stalls;     ///< GUI thread only
    std::jthread m_thread;                  ///< last: it starts when all else is there
};

} // namespace kilter::ui
