#pragma once
#include "ui/review/runrequest.h"
#include "ui/review/waits.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <thread>

namespace kilter::ui {

enum class RunMode { Apply, Try };

/// Which statement of a plan: its migration, section (from 1) and place in the section (from 1).
struct StatementKey
{
    std::string migration;
    std::size_t section = 1;
    std::size_t ordinal = 1;
    bool operator==(const StatementKey &) const = default;
};

/// A run in a thread of its own, told to the window as it goes. Cancel answers at once: the server is asked to stop the statement, the
/// run records what stands and ends.
class RunController : public QObject
{
    Q_OBJECT

public:
    explicit RunController(QObject *parent = nullptr);
    ~RunController() override; ///< stops a run that is under way, and waits for its record

    void start(RunRequest request, RunMode mode);
    void cancel();
    bool isRunning() const { return m_running; }
    bool isCancelling() const { return m_running && m_stop.stop_requested(); }
    RunMode mode() const { return m_mode; }
    qint64 elapsed() const { return m_running ? m_clock.elapsed() : m_took; } ///< milliseconds

signals:
    void started();
    void statementStarted(const kilter::ui::StatementKey &key);
    void statementFinished(const kilter::ui::StatementKey &key, bool ok, double milliseconds, qint64 affected, const QStringList &notices);
    void sectionFinished(const std::string &migration, bool ok);
    void said(const QString &line); ///< for the run's log
    void waitsChanged(const std::vector<kilter::ui::Blocker> &blockers);
    void finished(const kilter::ApplyReport &report);

private:
    class Observer;
    void watchWaits(int serverProcess, const RunRequest &request);
    void finish(const ApplyReport &report);

    std::jthread m_thread;
    std::stop_source m_stop;
    std::unique_ptr<Waits> m_waits;
    QElapsedTimer m_clock;
    qint64 m_took = 0;
    RunMode m_mode = RunMode::Apply;
    bool m_running = false;
};

} // namespace kilter::ui
