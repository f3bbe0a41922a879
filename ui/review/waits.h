#pragma once
#include "core/comparison/source.h"

#include <QObject>
#include <QString>

#include <thread>

namespace kilter::ui {

/// A session that a running statement waits for.
struct Blocker
{
    int process = 0;
    QString words; ///< "idle in transaction for 14 min, role reporting, metabase"
    QString query; ///< what it ran last
    bool operator==(const Blocker &) const = default;
};

/// Asks the server every half second, over a connection of its own, whom a server process waits for.
class Waits : public QObject
{
    Q_OBJECT

public:
    /// Begins to watch; ends with this object.
    Waits(Target target, int serverProcess, QObject *parent);
    ~Waits() override;

signals:
    /// In the thread of this object, when it changes; empty: it waits for nobody.
    void changed(const std::vector<kilter::ui::Blocker> &blockers);

private:
    void watch(const Target &target, int serverProcess, const std::stop_token &stop);

    std::jthread m_thread;
};

} // namespace kilter::ui
