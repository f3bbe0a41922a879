#include "ui/diffview/storewatch.h"

#include "core/dialect/changecounter.h"

namespace kilter::ui {

struct StoreWatch::Link
{
    Target target;
    std::unique_ptr<Connection> connection;
};

namespace {

constexpr int interval = 5000; ///< ms
constexpr int mostMilliseconds = 4000; ///< a store that does not answer is asked again later

} // namespace

StoreWatch::StoreWatch(Session &session, QObject *parent) : QObject(parent), m_session(session), m_job(tr("Watching the store"))
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &StoreWatch::lookNow);
    connect(&session, &Session::storeChanged, this, &StoreWatch::follow);
    follow();
}

/// A newer inspection: what the counter says now belongs to it.
void StoreWatch::follow()
{
    const StorePtr store = m_session.store();
    const bool isWatched = m_session.isOpen() && store->isConnected() && !store->isFallback && store->target;
    if (!isWatched) {
        m_timer.stop();
        m_job.cancel();
        m_link.reset();
        return;
    }
    if (m_generation == store->generation && m_timer.isActive())
        return;
    m_generation = store->generation;
    m_counter = store->changeCounter;
    m_job.cancel();
    if (!m_link || m_link->target.url.text != store->target->url.text) {
        m_link = std::make_shared<Link>();
        m_link->target = *store->target;
        m_link->target.connection.retries = 0;
        m_link->target.connection.fallback.clear();
        m_link->target.connection.statementTimeout = std::to_string(mostMilliseconds) + "ms";
    }
    m_timer.start();
}

void StoreWatch::lookNow()
{
    if (!m_link || m_job.isBusy())
        return;
    m_job.run(
        [link = m_link](const JobControl &control) -> Result<std::int64_t> {
            OpenWatch watch;
            watch.stop = control.stopToken();
            const bool isFile = link->target.url.kind == StoreKind::Sqlite; // the file may be another one by now
            if (isFile || !link->connection || !link->connection->isAlive()) {
                KILTER_TRY(link->connection, openTarget(link->target, {.writing = false, .mustExist = false}, watch));
            }
            link->connection->setStop(control.stopToken());
            auto counter = changeCounter(*link->connection);
            if (!counter || isFile)
                link->connection.reset();
            return counter;
        },
        [this](const Result<std::int64_t> &counter) {
            if (!counter)
                return; // the next one may be answered
            if (m_counter && *m_counter != *counter) {
                m_counter = *counter;
                emit changeNoticed();
                m_session.inspect();
            }
            m_counter = *counter;
        });
}

} // namespace kilter::ui
