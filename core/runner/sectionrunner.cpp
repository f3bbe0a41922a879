#include "core/runner/sectionrunner.h"

#include "core/base/cancel.h"
#include "core/base/hash.h"
#include "core/runner/concurrent.h"
#include "core/runner/foreignkeys.h"

#include <condition_variable>
#include <mutex>
#include <random>

namespace kilter {

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Exponential from 200 ms to 10 s, with jitter, so that two runs do not meet again.
std::chrono::milliseconds waitBefore(int attempt)
{
    thread_local std::minstd_rand random(std::random_device{}());
    const double whole = std::min(200.0 * double(1 << std::min(attempt - 1, 6)), 10000.0);
    return std::chrono::milliseconds(std::int64_t(whole * std::uniform_real_distribution<>(0.5, 1.0)(random)));
}

void sleepFor(std::chrono::milliseconds duration, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    condition.wait_for(lock, stop, duration, [] { return false; });
}

/// Takes the connection's notices for the time of one statement.
class NoticeScope
{
public:
    NoticeScope(Connection &connection, std::function<void(const Notice &)> handler) : m_connection(connection)
    {
        m_connection.setNoticeHandler(std::move(handler));
    }
    ~NoticeScope() { m_connection.setNoticeHandler({}); }
    NoticeScope(const NoticeScope &) = delete;
    NoticeScope &operator=(const NoticeScope &) = delete;

private:
    Connection &m_connection;
};

} // namespace

bool isLockTimeout(const Error &error)
{
    if (!error.sql || error.code == ErrorCode::Interrupted)
        return false;
    const std::string &state = error.sql->sqlState;
    if (state == "55P03" || state == "40P01" || state == "40001")
        return true;
    const int code = state.size() == 5 ? 0 : std::atoi(state.c_str()) & 0xFF;
    return code == 5 || code == 6; // SQLITE_BUSY, SQLITE_LOCKED
}

std::string SectionRunner::beginSql() const
{
    return m_store.connection().dialect() == DialectKind::Sqlite ? "BEGIN IMMEDIATE" : "BEGIN";
}

Result<> SectionRunner::split(const Section &section, std::size_t ordinal)
{
    m_section = &section;
    m_ordinal = ordinal;
    KILTER_TRY(m_statements, m_store.dialect().split(section.text));
    return {};
}

Result<> SectionRunner::run(const Section &section, std::size_t ordinal, const Progress &progress,
                            const std::function<Result<>()> &finish, SectionRun &report)
{
    m_report = &report;
    KILTER_CHECK(split(section, ordinal));
    m_observer.sectionStarted(m_migration, section, m_statements.size());
    const auto start = Clock::now();
    Result<> done;
    {
        // Foreign keys can only be switched outside of a transaction.
        KILTER_TRY(const ForeignKeysOff off, ForeignKeysOff::of(m_store.connection()));
        done = section.transaction ? runWhole(finish) : runSeparately(progress, finish);
    }
    report.ms = millisecondsSince(start);
    report.stands = done.has_value();
    m_observer.sectionFinished(m_migration, section, report.stands, report.ms);
    return done;
}

Result<> SectionRunner::runWhole(const std::function<Result<>()> &finish)
{
    return withRetries(0, [&] {
        m_report->statements.clear();
        return wholeOnce(finish);
    });
}

Result<> SectionRunner::wholeOnce(const std::function<Result<>()> &finish)
{
    Connection &connection = m_store.connection();
    KILTER_TRY(const ForeignKeyViolations before, foreignKeyViolations(connection));
    KILTER_TRY(Transaction transaction, Transaction::begin(connection, beginSql()));
    KILTER_CHECK(m_store.checkLock());
    for (std::size_t i = 0; i < m_statements.size(); ++i)
        KILTER_CHECK(execute(i));
    KILTER_CHECK(checkForeignKeys(connection, before));
    const auto recorded = m_store.record([&]() -> Result<> {
        KILTER_CHECK(recordSection());
        return finish();
    });
    return recorded ? transaction.commit() : recorded;
}

Result<> SectionRunner::runSeparately(const Progress &progress, const std::function<Result<>()> &finish)
{
    KILTER_CHECK(m_store.checkLock());
    for (std::size_t i = 0; i < m_statements.size(); ++i) {
        const LedgerStatement *before = progress.statement(m_ordinal, i + 1);
        if (before && before->state == "done") {
            if (before->hash != sha256(m_statements[i].text))
                return tl::unexpected(changed(i));
            continue;
        }
        KILTER_CHECK(runOne(i, before));
    }
    return m_store.record([&]() -> Result<> {
        KILTER_CHECK(recordSection());
        return finish();
    });
}

Error SectionRunner::changed(std::size_t index) const
{
    return {ErrorCode::Refused,
            "statement " + std::to_string(index + 1) + " of " + m_section->label(m_ordinal) +
                " was done in an earlier run with another text",
            "Put its text back, or decide with kilter repair.",
            {},
            {}};
}

Result<> SectionRunner::runOne(std::size_t index, const LedgerStatement *before)
{
    const auto done = m_statements[index].transactional ? inOwnTransaction(index) : alone(index, before);
    // A refusal is no failure of the statement: what is known of it stays.
    if (done || done.error().code == ErrorCode::Refused)
        return done;
    // The statement's own failure is what counts; that it could not be recorded as well would only hide it.
    const std::stop_token stop = m_store.connection().stop();
    m_store.connection().setStop({});
    (void)recordStatement(index, "failed", done.error().message);
    m_store.connection().setStop(stop);
    return done;
}

/// A statement repeated by rounds ends when a round changes fewer rows than a full one.
Result<> SectionRunner::inOwnTransaction(std::size_t index)
{
    Connection &connection = m_store.connection();
    bool more = true;
    while (more) {
        const std::size_t reported = m_report->statements.size();
        const auto done = withRetries(index, [&]() -> Result<> {
            m_report->statements.resize(reported);
            KILTER_TRY(const ForeignKeyViolations before, foreignKeyViolations(connection));
            KILTER_TRY(Transaction transaction, Transaction::begin(connection, beginSql()));
            KILTER_CHECK(m_store.checkLock());
            KILTER_CHECK(execute(index));
            KILTER_CHECK(checkForeignKeys(connection, before));
            more = m_section->batch > 0 && m_report->statements.back().affected == m_section->batch;
            if (!more)
                KILTER_CHECK(recordStatement(index, "done", {}));
            return transaction.commit();
        });
        if (!done)
            return done;
    }
    return {};
}

/// What cannot run in a transaction: "started" is committed before it and "done" after it. When an earlier run left it
/// open, the catalog decides.
Result<> SectionRunner::alone(std::size_t index, const LedgerStatement *before)
{
    const std::string &sql = m_statements[index].text;
    if (before) {
        KILTER_TRY(const Concurrent found, concurrentState(m_store.connection(), sql, before->state == "failed"));
        if (found.state == ConcurrentState::Doubtful)
            return failure(ErrorCode::Refused,
                           "statement " + std::to_string(index + 1) + " of " + m_section->label(m_ordinal) +
                               " was begun in an earlier run, and whether it ended is not known",
                           "Look at the database, then decide with kilter repair.");
        if (found.state == ConcurrentState::Done)
            return recordStatement(index, "done", {});
        if (!found.cleanUp.empty())
            KILTER_CHECK(m_store.connection().execute(found.cleanUp));
    }
    const std::size_t reported = m_report->statements.size();
    return withRetries(index, [&]() -> Result<> {
        m_report->statements.resize(reported);
        KILTER_CHECK(recordStatement(index, "started", {}));
        if (const auto done = execute(index); !done) {
            // A lock time-out leaves an invalid index behind: the next attempt begins without it.
            if (isLockTimeout(done.error())) {
                KILTER_TRY(const Concurrent left, concurrentState(m_store.connection(), sql, true));
                if (!left.cleanUp.empty())
                    KILTER_CHECK(m_store.connection().execute(left.cleanUp));
            }
            return done;
        }
        return recordStatement(index, "done", {});
    });
}

Result<> SectionRunner::withRetries(std::size_t index, const std::function<Result<>()> &once)
{
    const int retries = m_section->retries >= 0 ? m_section->retries : m_options.retries;
    for (int attempt = 1;; ++attempt) {
        const auto done = once();
        if (done || !isLockTimeout(done.error()) || attempt > retries)
            return done;
        const auto wait = waitBefore(attempt);
        StatementRun about;
        about.migrationId = m_migration.id;
        about.section = m_ordinal;
        about.ordinal = m_report->statements.empty() ? index + 1 : m_report->statements.back().ordinal;
        if (!m_report->statements.empty())
            about = m_report->statements.back();
        m_observer.retrying(about, attempt, wait, done.error().message);
        sleepFor(wait, m_options.stop);
        KILTER_CHECK(checkCancelled(m_options.stop, "the run"));
    }
}

Result<> SectionRunner::execute(std::size_t index)
{
    const ScriptStatement &statement = m_statements[index];
    StatementRun &run = m_report->statements.emplace_back();
    run.migrationId = m_migration.id;
    run.section = m_ordinal;
    run.ordinal = index + 1;
    run.sql = withoutPasswords(statement.text);
    run.line = m_section->line + statement.line - 1;
    m_observer.statementStarted(run);
    const NoticeScope notices(m_store.connection(), [&](const Notice &notice) {
        run.notices.push_back(notice);
        m_observer.noticed(run, notice);
    });
    const auto start = Clock::now();
    const auto done = m_store.connection().execute(statement.text);
    run.ms = millisecondsSince(start);
    if (done)
        run.affected = done->affected;
    m_observer.statementFinished(run, done.has_value());
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<> SectionRunner::recordStatement(std::size_t index, const std::string &state, const std::string &error)
{
    LedgerStatement record;
    record.migrationId = m_migration.id;
    record.direction = keyword(m_direction);
    record.section = int(m_ordinal);
    record.ordinal = int(index + 1);
    record.hash = sha256(m_statements[index].text);
    record.state = state;
    if (state != "started" && !m_report->statements.empty())
        record.ms = std::int64_t(m_report->statements.back().ms);
    record.error = withoutPasswords(error);
    return m_store.record([&] { return m_store.saveStatement(record); });
}

Result<> SectionRunner::recordSection()
{
    LedgerStatement record;
    record.migrationId = m_migration.id;
    record.direction = keyword(m_direction);
    record.section = int(m_ordinal);
    record.hash = sha256(m_section->text);
    record.state = "done";
    for (const StatementRun &run : m_report->statements)
        record.ms += std::int64_t(run.ms);
    return m_store.saveStatement(record);
}

Result<> SectionRunner::tryOut(const Section &section, std::size_t ordinal, SectionRun &report,
                               Diagnostics &information)
{
    m_report = &report;
    KILTER_CHECK(split(section, ordinal));
    m_observer.sectionStarted(m_migration, section, m_statements.size());
    const auto start = Clock::now();
    for (std::size_t i = 0; i < m_statements.size(); ++i) {
        if (m_statements[i].transactional) {
            KILTER_CHECK(execute(i));
            continue;
        }
        information.push_back(
            {Severity::Warning,
             "not-tried",
             "not tried, because it cannot run in a transaction: " + withoutPasswords(m_statements[i].text),
             {},
             {m_migration.path, section.line + m_statements[i].line - 1, 1}});
    }
    report.ms = millisecondsSince(start);
    m_observer.sectionFinished(m_migration, section, true, report.ms);
    return {};
}

} // namespace kilter
