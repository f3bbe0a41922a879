#include "ui/review/waits.h"

#include "ui/text/text.h"

#include <QMetaObject>

#include <condition_variable>
#include <mutex>

namespace kilter::ui {
namespace {

constexpr const char *question =
    "SELECT a.pid, coalesce(a.state, ''), coalesce(extract(epoch FROM pg_catalog.now() - coalesce(a.xact_start, a.query_start))::bigint, 0),"
    " coalesce(a.usename, ''), coalesce(a.application_name, ''), coalesce(a.query, '')"
    " FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids($1::integer)) b(pid) JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY a.pid";

std::vector<Blocker> blockersOf(const Rows &rows)
{
    std::vector<Blocker> blockers;
    for (std::size_t row = 0; row < rows.rows.size(); ++row) {
        QString words = qtText(rows.text(row, 1)) + Waits::tr(" for %1 s").arg(qtText(rows.text(row, 2))) + Waits::tr(", role ") + qtText(rows.text(row, 3));
        if (!rows.text(row, 4).empty())
            words += QStringLiteral(", ") + qtText(rows.text(row, 4));
        blockers.push_back({int(rows.integer(row, 0)), words, qtText(rows.text(row, 5)).simplified().left(200)});
    }
    return blockers;
}

} // namespace

Waits::Waits(Target target, int serverProcess, QObject *parent) : QObject(parent)
{
    m_thread = std::jthread([this, target = std::move(target), serverProcess](const std::stop_token &stop) { watch(target, serverProcess, stop); });
}

Waits::~Waits()
{
    m_thread.request_stop();
    m_thread.join();
}

void Waits::watch(const Target &target, int serverProcess, const std::stop_token &stop)
{
    OpenWatch opening;
    opening.stop = stop;
    const auto connection = openTarget(target, {.writing = false, .allowFallback = false}, opening);
    if (!connection)
        return; // without it the run goes on all the same
    std::mutex mutex;
    std::condition_variable_any pause;
    std::vector<Blocker> last;
    while (!stop.stop_requested()) {
        const auto rows = (*connection)->execute(question, {std::to_string(serverProcess)});
        if (!rows)
            return;
        std::vector<Blocker> now = blockersOf(*rows);
        if (now != last) {
            last = now;
            QMetaObject::invokeMethod(this, [this, now = std::move(now)] { emit changed(now); }, Qt::QueuedConnection);
        }
        std::unique_lock lock(mutex);
        pause.wait_for(lock, stop, std::chrono::milliseconds(500), [] { return false; });
    }
}

} // namespace kilter::ui
