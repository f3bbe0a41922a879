#include "core/base/cancel.h"
#include "core/base/text.h"
#include "core/connection/postgresqlconnection.h"
#include "core/connection/secrets.h"

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

#include <unistd.h>

namespace kilter {
namespace {

using std::chrono::milliseconds;

/// What the connecting thread hands over.
struct Connecting
{
    std::mutex mutex;
    std::condition_variable_any done;
    PgConnection connection; ///< also when it failed: it holds the message
    PGPing ping = PQPING_OK; ///< when it failed: whether a server answers there at all
    bool isDone = false;
    bool isAbandoned = false;
};

std::atomic<int> abandonedThreads = 0;

/// Runs at the process's exit, before libraries clean up. A thread that still connects may be inside libpq's libraries
/// (GSSAPI aborts the process when it is used after its own clean-up), and cannot be stopped: the process then ends at
/// once, with its exit code.
void leaveAtOnce(int exitCode, void *)
{
    if (abandonedThreads == 0)
        return;
    std::cout.flush();
    std::fflush(nullptr);
    _exit(exitCode);
}

/// Leaves a connecting thread to its end; the state's mutex is held.
void abandon(Connecting &state)
{
    [[maybe_unused]] static const int registered = on_exit(leaveAtOnce, nullptr);
    state.isAbandoned = true;
    ++abandonedThreads;
}

/// libpq's parameters: what stands before dbname is only a default for what the URL says, what stands behind overrides
/// it.
class Parameters
{
public:
    Parameters(const ConnectionUrl &url, milliseconds timeout)
        : m_text(url.text), m_password(url.password),
          m_seconds(std::to_string(std::max<std::int64_t>(2, std::chrono::ceil<std::chrono::seconds>(timeout).count())))
    {
        m_pairs = {{"fallback_application_name", "kilter"},
                   {"connect_timeout", m_seconds.c_str()},
                   {"keepalives_idle", "30"},
                   {"keepalives_interval", "10"},
                   {"keepalives_count", "3"},
                   {"dbname", m_text.c_str()},
                   {"client_encoding", "UTF8"}};
        if (!m_password.empty())
            m_pairs.emplace_back("password", m_password.c_str());
        for (const auto &[keyword, value] : m_pairs) {
            m_keywords.push_back(keyword);
            m_values.push_back(value);
        }
        m_keywords.push_back(nullptr);
        m_values.push_back(nullptr);
    }
    ~Parameters() { wipe(m_password); }
    Parameters(const Parameters &) = delete;
    Parameters &operator=(const Parameters &) = delete;

    const char *const *keywords() const { return m_keywords.data(); }
    const char *const *values() const { return m_values.data(); }

private:
    std::string m_text;
    std::string m_password;
    std::string m_seconds;
    std::vector<std::pair<const char *, const char *>> m_pairs;
    std::vector<const char *> m_keywords;
    std::vector<const char *> m_values;
};

/// Connects in a thread of its own, because looking up a host name blocks and cannot be cancelled; on a stop request or
/// after the time the thread is left to its end, where it closes what it opened.
std::shared_ptr<Connecting> startConnecting(const ConnectionUrl &url, milliseconds timeout)
{
    auto state = std::make_shared<Connecting>();
    std::thread([state, parameters = std::make_shared<Parameters>(url, timeout)] {
        PgConnection connection(PQconnectdbParams(parameters->keywords(), parameters->values(), 1));
        PGPing ping = PQPING_OK;
        if (PQstatus(connection.get()) != CONNECTION_OK)
            ping = PQpingParams(parameters->keywords(), parameters->values(), 1);
        const std::scoped_lock lock(state->mutex);
        if (state->isAbandoned) {
            connection.reset();
            --abandonedThreads;
            return;
        }
        state->connection = std::move(connection);
        state->ping = ping;
        state->isDone = true;
        state->done.notify_all();
    }).detach();
    return state;
}

std::string hintFor(const PGconn *connection, PGPing ping)
{
    if (ping == PQPING_REJECT)
        return "the server is starting or shutting down: try again in a moment";
    if (ping != PQPING_OK)
        return "check that the server runs and listens there, and host and port";
    if (PQconnectionNeedsPassword(connection))
        return "the server wants a password: set PGPASSWORD, or write it into ~/.pgpass";
    if (PQconnectionUsedPassword(connection))
        return "the server answered: check user, password and database name";
    return "the server answered: check user and database name, and its pg_hba.conf";
}

std::string connectMessage(const ConnectionUrl &url, const PGconn *connection)
{
    std::string why(trimmed(PQerrorMessage(connection)));
    if (url.password.size() > 3)
        why = replaced(std::move(why), url.password, "***");
    return "cannot connect to " + url.text + ": " + withoutPasswords(std::move(why));
}

OpenAttempt opened(const ConnectionUrl &url, const OpenOptions &options, Connecting &state)
{
    if (PQstatus(state.connection.get()) != CONNECTION_OK) {
        const std::string message = connectMessage(url, state.connection.get());
        const std::string hint = hintFor(state.connection.get(), state.ping);
        const bool serverIsFull =
            message.find("too many") != std::string::npos || message.find("connection slots") != std::string::npos;
        const bool worthRetrying = state.ping == PQPING_REJECT || state.ping == PQPING_NO_RESPONSE || serverIsFull;
        return {failure(ErrorCode::CannotConnect, message, hint), worthRetrying};
    }
    auto connection = std::make_unique<PostgreSqlConnection>(url, std::move(state.connection));
    if (auto ready = connection->setUp(options); !ready)
        return {tl::unexpected(std::move(ready).error()), false};
    return {std::move(connection), false};
}

} // namespace

OpenAttempt openPostgreSql(const ConnectionUrl &url, const OpenOptions &options)
{
    const std::shared_ptr<Connecting> state = startConnecting(url, options.connectTimeout);
    std::unique_lock lock(state->mutex);
    if (!state->done.wait_for(lock, options.stop, options.connectTimeout, [&] { return state->isDone; })) {
        abandon(*state);
        if (options.stop.stop_requested())
            return {tl::unexpected(cancelled("connecting to " + url.text)), false};
        const double seconds = double(options.connectTimeout.count()) / 1000;
        std::string time = std::to_string(seconds);
        time.erase(time.find_last_not_of('0') + 1);
        if (time.ends_with('.'))
            time.pop_back();
        return {failure(ErrorCode::CannotConnect, "cannot connect to " + url.text + ": no answer within " + time + " s",
                        "check host and port, and whether a firewall stands between"),
                true};
    }
    return opened(url, options, *state);
}

} // namespace kilter
