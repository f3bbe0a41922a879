#include "core/diagram/helper.h"

#include "core/base/cancel.h"

#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kilter {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t mostAsked = 8u << 20; ///< bytes of graphs: Graphviz loses memory with every layout, so then a fresh helper comes
constexpr auto lookAround = std::chrono::milliseconds(20); ///< how often a wish to stop is looked for

tl::unexpected<Error> broken(std::string message)
{
    return failure(ErrorCode::Failed, std::move(message));
}

/// Runs in the child: only calls that are safe after a fork of a process with threads.
[[noreturn]] void becomeHelper(const char *program, int channel)
{
    dup2(channel, STDIN_FILENO);
    dup2(channel, STDOUT_FILENO);
    if (syscall(SYS_close_range, 3u, ~0u, 0u) != 0) {
        for (int file = 3; file < 4096; file++)
            close(file);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    setsid(); // a Ctrl-C of the terminal is for the program that asked
    execl(program, program, static_cast<char *>(nullptr));
    _exit(127);
}

/// One running kilter-layout; killed when it goes.
class Helper
{
public:
    Helper(std::string program, pid_t child, int channel) : m_program(std::move(program)), m_child(child), m_channel(channel) {}
    Helper(const Helper &) = delete;
    Helper &operator=(const Helper &) = delete;
    ~Helper()
    {
        close(m_channel);
        kill(m_child, SIGKILL);
        waitpid(m_child, nullptr, 0);
    }

    static std::unique_ptr<Helper> start(const std::string &program)
    {
        std::array<int, 2> ends{};
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            return nullptr;
        const pid_t child = fork();
        if (child == 0)
            becomeHelper(program.c_str(), ends[1]);
        close(ends[1]);
        if (child < 0) {
            close(ends[0]);
            return nullptr;
        }
        return std::make_unique<Helper>(program, child, ends[0]);
    }

    const std::string &program() const { return m_program; }
    bool isWornOut() const { return m_asked >= mostAsked; }

    /// Whether it may be asked: it has neither ended nor said anything unasked.
    bool isReady() const
    {
        pollfd channel{m_channel, POLLIN, 0};
        return poll(&channel, 1, 0) == 0;
    }

    Result<std::string> ask(const LayoutQuestion &question, const std::stop_token &stop)
    {
        m_asked += question.dot.size();
        m_deadline = Clock::now() + question.limit;
        m_limit = question.limit;
        // The helper ends itself somewhat later, should nobody be left to end it.
        const auto seconds = question.limit.count() / 1000 + 5;
        KILTER_CHECK(send("layout " + question.engine + ' ' + std::to_string(seconds) + ' ' + std::to_string(question.dot.size()) + '\n' + question.dot, stop));
        return receive(stop);
    }

private:
    Result<> wait(short what, const std::stop_token &stop) const
    {
        for (;;) {
            KILTER_CHECK(checkCancelled(stop, "the layout"));
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_deadline - Clock::now());
            if (left.count() <= 0)
                return broken("the layout was not ready after " + std::to_string(m_limit.count() / 1000) + " s");
            pollfd channel{m_channel, what, 0};
            if (poll(&channel, 1, int(std::min(left, lookAround).count())) > 0)
                return {};
        }
    }

    Result<> send(const std::string &text, const std::stop_token &stop)
    {
        for (std::size_t sent = 0; sent < text.size();) {
            KILTER_CHECK(wait(POLLOUT, stop));
            const ssize_t n = ::send(m_channel, text.data() + sent, text.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n < 0 && errno != EAGAIN && errno != EINTR)
                return broken(endOfHelper());
            sent += n > 0 ? std::size_t(n) : 0;
        }
        return {};
    }

    Result<std::string> receive(const std::stop_token &stop)
    {
        std::string text;
        std::optional<std::size_t> end;
        std::size_t begin = 0;
        while (!end || text.size() < *end) {
            KILTER_CHECK(wait(POLLIN, stop));
            std::array<char, 65536> part;
            const ssize_t n = recv(m_channel, part.data(), part.size(), MSG_DONTWAIT);
            if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
                return broken(endOfHelper());
            text.append(part.data(), n > 0 ? std::size_t(n) : 0);
            if (const auto line = text.find('\n'); !end && line != std::string::npos) {
                begin = line + 1;
                std::size_t size = 0;
                const char *number = text.data() + std::min(text.find(' ') + 1, line);
                std::from_chars(number, text.data() + line, size);
                end = begin + size;
            }
        }
        std::string body = text.substr(begin);
        if (!text.starts_with("ok "))
            return broken("Graphviz has not laid out the graph: " + body);
        return body;
    }

    /// How it ended, for people. It has closed its end of the channel: it ends at once.
    std::string endOfHelper()
    {
        int status = 0;
        for (int i = 0; i < 100; i++) {
            siginfo_t info{};
            if (waitid(P_PID, id_t(m_child), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == m_child) {
                status = info.si_status;
                if (info.si_code != CLD_EXITED)
                    return "kilter-layout was ended by signal " + std::to_string(status) + (status == SIGABRT ? " (it aborted)" : "");
                return status == 127 ? "kilter-layout could not be started: " + m_program : "kilter-layout ended with exit code " + std::to_string(status);
            }
            usleep(2000);
        }
        return "kilter-layout no longer answers";
    }

    std::string m_program;
    pid_t m_child = -1;
    int m_channel = -1;
    std::size_t m_asked = 0;
    Clock::time_point m_deadline;
    std::chrono::milliseconds m_limit{0};
};

/// The helper that waits for the next question.
struct IdleHelper
{
    std::mutex mutex;
    std::unique_ptr<Helper> helper;
};

IdleHelper &idleHelper()
{
    static IdleHelper idle;
    return idle;
}

std::unique_ptr<Helper> taken(const std::string &program)
{
    IdleHelper &idle = idleHelper();
    const std::scoped_lock lock(idle.mutex);
    if (idle.helper && idle.helper->program() == program && idle.helper->isReady())
        return std::move(idle.helper);
    return nullptr;
}

void giveBack(std::unique_ptr<Helper> helper)
{
    if (helper->isWornOut())
        return;
    IdleHelper &idle = idleHelper();
    const std::scoped_lock lock(idle.mutex);
    idle.helper = std::move(helper);
}

} // namespace

std::string layoutProgram()
{
    std::error_code error;
    if (const char *named = std::getenv("KILTER_LAYOUT"); named && *named)
        return named;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const auto &path : {folder / "kilter-layout", folder.parent_path() / "libexec" / "kilter" / "kilter-layout"}) {
        if (access(path.c_str(), X_OK) == 0)
            return path.string();
    }
    return {};
}

Result<std::string> askLayout(const LayoutQuestion &question, const std::stop_token &stop)
{
    const std::string program = question.program.empty() ? layoutProgram() : question.program;
    if (program.empty())
        return broken("there is no kilter-layout beside this program");
    std::unique_ptr<Helper> helper = taken(program);
    if (!helper)
        helper = Helper::start(program);
    if (!helper)
        return broken("kilter-layout could not be started: " + program);
    auto answer = helper->ask(question, stop);
    if (answer)
        giveBack(std::move(helper));
    return answer;
}

} // namespace kilter
