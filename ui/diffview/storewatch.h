#pragma once
#include "ui/jobs/jobslot.h"
#include "ui/session/session.h"

#include <QTimer>

namespace kilter::ui {

/// Looks every few seconds whether the schema of the connected store has changed, and has it inspected again when it has. The question is
/// cheap, and asked in a worker, over a read-only connection of its own.
class StoreWatch : public QObject
{
    Q_OBJECT
public:
    explicit StoreWatch(Session &session, QObject *parent = nullptr);
    void setInterval(int milliseconds) { m_timer.setInterval(milliseconds); }
    void lookNow();

signals:
    void changeNoticed();

private:
    struct Link; ///< the connection, used by one job at a time

    void follow();

    Session &m_session;
    JobSlot m_job;
    QTimer m_timer;
    std::shared_ptr<Link> m_link;
    std::uint64_t m_generation = 0;
    std::optional<std::int64_t> m_counter;
};

} // namespace kilter::ui
