#pragma once
#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>

namespace kilter::ui {

class JobSlot;

/// What a job's function is given: how it tells its progress, and how it learns that nobody waits for its result any more. Copies are
/// cheap; may be used from any thread.
class JobControl
{
public:
    std::stop_token stopToken() const { return m_stop; }
    bool isCancelled() const { return m_stop.stop_requested(); }
    /// `total` 0: not known. Shown at most every 50 ms.
    void progress(int done, int total, const QString &what = {}) const;

private:
    friend class JobSlot;
    struct Reporter;
    std::stop_token m_stop;
    std::shared_ptr<Reporter> m_reporter;
};

/// A place where one job runs at a time, and the newest request wins: a request while one runs tells the running one to stop and takes its
/// turn as soon as that has ended; one that still waited is forgotten. The function is pure: it runs in a worker thread, takes values and
/// gives a value, and touches no object of the window. Its result arrives on the thread of the slot, never after the slot or its owner is
/// gone, and never for a request that a newer one or cancel() has overtaken.
class JobSlot : public QObject
{
    Q_OBJECT
public:
    /// The title is what a person reads while the job runs: "Reading models".
    explicit JobSlot(QString title, QObject *parent = nullptr);
    ~JobSlot() override;

    const QString &title() const { return m_title; }
    /// Something runs or waits whose result is still wanted.
    bool isBusy() const { return m_wanted; }

    /// work(const JobControl &) -> T in a worker, then deliver(T) here.
    template<class Work, class Deliver>
    void run(Work work, Deliver deliver)
    {
        using Value = std::invoke_result_t<Work, const JobControl &>;
        auto value = std::make_shared<std::optional<Value>>();
        request([work = std::move(work), value](const JobControl &control) { value->emplace(work(control)); },
                [deliver = std::move(deliver), value] { deliver(std::move(**value)); });
    }

    /// Answers at once: the running function is told to stop, and its result is thrown away.
    void cancel();

signals:
    void busyChanged(bool busy);
    void progressed(int done, int total, const QString &what);
    /// The function threw; an error of ours is a value and arrives as one.
    void failed(const QString &what);

private:
    struct Request
    {
        std::function<void(const JobControl &)> work;
        std::function<void()> deliver;
    };

    void request(std::function<void(const JobControl &)> work, std::function<void()> deliver);
    void start(Request request);
    void ended(const std::shared_ptr<Request> &request, const QString &failure);
    void setWanted(bool wanted);

    QString m_title;
    std::optional<Request> m_next;
    std::stop_source m_stop;
    bool m_running = false;
    bool m_wanted = false; ///< the running one's result, or m_next's
};

} // namespace kilter::ui
