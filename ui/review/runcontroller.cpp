#include "ui/review/runcontroller.h"

#include "core/base/text.h"
#include "ui/text/text.h"

#include <QMetaObject>
#include <QStringList>

namespace kilter::ui {

/// Carries what a run tells from its thread to the window's.
class RunController::Observer : public ApplyObserver
{
public:
    explicit Observer(RunController &controller) : m_controller(controller) {}

    void migrationStarted(const Migration &migration, Direction direction, std::size_t ordinal, std::size_t of) override
    {
        say(RunController::tr("%1 %2 (%3 of %4)").arg(qtText(keyword(direction)), qtText(migration.id)).arg(ordinal).arg(of));
    }

    void migrationFinished(const Migration &migration, Direction, bool ok, double ms) override
    {
        say((ok ? RunController::tr("%1 done in %2 ms") : RunController::tr("%1 failed after %2 ms")).arg(qtText(migration.id)).arg(ms, 0, 'f', 1));
    }

    void sectionFinished(const Migration &migration, const Section &, bool ok, double) override
    {
        send([id = migration.id, ok](RunController &controller) { emit controller.sectionFinished(id, ok); });
    }

    void statementStarted(const StatementRun &statement) override
    {
        send([key = keyOf(statement)](RunController &controller) { emit controller.statementStarted(key); });
    }

    void statementFinished(const StatementRun &statement, bool ok) override
    {
        QStringList notices;
        for (const Notice &notice : statement.notices)
            notices += qtText(notice.severity + ": " + notice.message);
        send([key = keyOf(statement), ok, ms = statement.ms, affected = qint64(statement.affected), notices](RunController &controller) {
            emit controller.statementFinished(key, ok, ms, affected, notices);
        });
    }

    void noticed(const StatementRun &, const Notice &notice) override { say(qtText(notice.severity + ": " + notice.message)); }

    void retrying(const StatementRun &, int attempt, std::chrono::milliseconds wait, const std::string &why) override
    {
        say(RunController::tr("%1; try %2 in %3 ms").arg(qtText(why)).arg(attempt + 1).arg(wait.count()));
    }

    void warned(const Diagnostic &diagnostic) override { say(qtText(diagnostic.message)); }

private:
    static StatementKey keyOf(const StatementRun &statement) { return {statement.migrationId, statement.section, statement.ordinal}; }

    template<class Call>
    void send(Call call)
    {
        QMetaObject::invokeMethod(&m_controller, [this, call = std::move(call)] { call(m_controller); }, Qt::QueuedConnection);
    }

    void say(const QString &line)
    {
        send([line](RunController &controller) { emit controller.said(line); });
    }

    RunController &m_controller;
};

RunController::RunController(QObject *parent) : QObject(parent) {}

RunController::~RunController()
{
    m_stop.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void RunController::start(RunRequest request, RunMode mode)
{
    if (m_running)
        return;
    if (m_thread.joinable())
        m_thread.join();
    m_stop = std::stop_source();
    request.stop = m_stop.get_token();
    m_mode = mode;
    m_running = true;
    m_clock.start();
    emit started();
    m_thread = std::jthread([this, request = std::move(request), mode] {
        auto observer = std::make_shared<Observer>(*this);
        const auto onProcess = [this, &request](int process) {
            QMetaObject::invokeMethod(this, [this, process, request] { watchWaits(process, request); }, Qt::QueuedConnection);
        };
        ApplyReport report = mode == RunMode::Apply ? runMigrations(request, *observer, onProcess) : tryMigrations(request, *observer);
        // The observer lives until all that it sent has been delivered.
        QMetaObject::invokeMethod(this, [this, observer, report = std::move(report)] { finish(report); }, Qt::QueuedConnection);
    });
}

void RunController::cancel()
{
    if (!m_running || m_stop.stop_requested())
        return;
    emit said(tr("Cancel was asked for"));
    m_stop.request_stop();
}

void RunController::watchWaits(int serverProcess, const RunRequest &request)
{
    auto target = targetOfRequest(request);
    if (!target || !m_running)
        return;
    m_waits = std::make_unique<Waits>(std::move(*target), serverProcess, nullptr);
    connect(m_waits.get(), &Waits::changed, this, &RunController::waitsChanged);
}

void RunController::finish(const ApplyReport &report)
{
    m_took = m_clock.elapsed();
    m_running = false;
    m_waits.reset();
    emit waitsChanged({});
    emit finished(report);
}

} // namespace kilter::ui
