#include "core/runner/run.h"

#include "core/base/cancel.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/migration/version.h"
#include "core/runner/sectionrunner.h"

#include <numeric>

namespace kilter {

LedgerRow ledgerRowOf(const Migration &migration, LedgerState state)
{
    LedgerRow row;
    row.migrationId = migration.id;
    row.name = migration.title;
    row.version = migration.version;
    row.state = state;
    row.checksum = checksum(migration);
    row.checksumDown = checksumDown(migration);
    row.rollbackAvailable = migration.hasDown() && migration.reversibility() != Reversibility::Impossible;
    row.script = withoutPasswords(migration.text.empty() ? toText(migration) : migration.text);
    return row;
}

InspectOptions inspectOptionsFor(const Store &store, const RunOptions &options)
{
    InspectOptions inspect = options.inspect;
    inspect.ledgerTable = store.options().ledger;
    inspect.leaveOutLedgers = true;
    inspect.stop = options.stop;
    return inspect;
}

Result<> rememberSchema(const Store &store, const Ledger &ledger, const RunOptions &options, bool withText)
{
    const LedgerRow *newest = ledger.newest();
    if (!newest)
        return {};
    KILTER_TRY(const Catalog catalog, store.dialect().inspect(store.connection(), inspectOptionsFor(store, options)));
    return store.record([&] { return store.rememberCatalog(newest->migrationId, catalog, withText); });
}

Result<> rememberNow(const Store &store, const RunOptions &options)
{
    KILTER_TRY(const Ledger ledger, store.ledger());
    return rememberSchema(store, ledger, options, true);
}

double Run::elapsed() const
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start).count();
}

/// On the way down the row stays what it was when it was applied.
LedgerRow Run::rowOf(const Migration &migration, Direction direction, LedgerState state) const
{
    const LedgerRow *present = m_ledger.find(migration.id);
    LedgerRow row = direction == Direction::Down && present ? *present : ledgerRowOf(migration, state);
    row.state = state;
    row.errorMessage.clear();
    row.ms = std::int64_t(elapsed());
    row.statementsDone = m_done;
    row.statementsTotal = std::accumulate(m_statements.begin(), m_statements.end(), 0);
    return row;
}

Result<> Run::migrations(const std::vector<const Migration *> &all, Direction direction)
{
    KILTER_TRY(m_ledger, m_store.ledger());
    Result<> done;
    std::size_t ran = 0;
    for (const Migration *each : all) {
        done = checkCancelled(m_options.stop, "the run");
        if (!done)
            break;
        m_observer.migrationStarted(*each, direction, ran + 1, all.size());
        m_start = std::chrono::steady_clock::now();
        done = migration(*each, direction);
        m_observer.migrationFinished(*each, direction, done.has_value(), elapsed());
        if (!done)
            break;
        follow(*each, direction);
        ++ran;
        if (m_keepCatalogs)
            done = rememberSchema(m_store, m_ledger, m_options, ran == all.size());
        if (!done)
            break;
    }
    if (!done && ran > 0 && m_keepCatalogs && m_store.connection().isAlive()) {
        // What stands is remembered also when the run was cancelled.
        m_store.connection().setStop({});
        RunOptions unstoppable = m_options;
        unstoppable.stop = {};
        (void)rememberSchema(m_store, m_ledger, unstoppable, true);
        m_store.connection().setStop(m_options.stop);
    }
    return done;
}

/// What the next migration must know of this one, without reading the ledger again.
void Run::follow(const Migration &migration, Direction direction)
{
    std::erase_if(m_ledger.rows, [&](const LedgerRow &row) { return row.migrationId == migration.id; });
    std::erase_if(m_ledger.statements, [&](const LedgerStatement &s) { return s.migrationId == migration.id; });
    if (direction == Direction::Up) {
        if (isAbove(migration.version, m_ledger.version()))
            m_ledger.versions.push_back({0, migration.version, {}, {}, migration.breaking});
        m_ledger.rows.push_back(ledgerRowOf(migration, LedgerState::Applied));
    } else {
        std::erase_if(m_ledger.versions,
                      [&](const SchemaVersion &version) { return version.version == migration.version; });
    }
}

Result<> Run::migration(const Migration &migration, Direction direction)
{
    MigrationRun run;
    run.id = migration.id;
    run.title = migration.title;
    run.version = migration.version;
    run.direction = direction;
    KILTER_CHECK(m_store.resetSession());
    KILTER_CHECK(begin(migration, direction));
    auto done = sections(migration, direction, run);
    run.ok = done.has_value();
    run.ms = elapsed();
    if (!done) {
        Error error = failed(migration, direction, run, done.error());
        recordFailure(migration, direction, run, error);
        done = tl::unexpected(std::move(error));
    }
    m_report.migrations.push_back(std::move(run));
    return done;
}

/// Says in the ledger that the run has begun, so that also a crash leaves its trace.
Result<> Run::begin(const Migration &migration, Direction direction)
{
    m_statements.clear();
    for (const Section *section : migration.sectionsOf(direction)) {
        KILTER_TRY(const auto statements, m_store.dialect().split(section->text));
        m_statements.push_back(
            section->dialect.value_or(migration.dialect) == m_store.dialect().kind() ? int(statements.size()) : 0);
    }
    const bool open = isOpenRun(m_ledger, migration.id, direction);
    m_progress = open ? Progress(m_ledger, migration.id, direction) : Progress();
    const bool resumes = m_progress.anything();
    m_done = standingStatements(migration, direction, {});
    return m_store.record([&]() -> Result<> {
        if (!resumes)
            KILTER_CHECK(m_store.clearStatements(migration.id, direction));
        if (direction == Direction::Up && !resumes) {
            KILTER_CHECK(m_store.clearStatements(migration.id, Direction::Down));
            KILTER_CHECK(m_store.newRow(rowOf(migration, direction, LedgerState::Running)));
        } else {
            KILTER_CHECK(m_store.saveRow(rowOf(migration, direction, LedgerState::Running)));
        }
        KILTER_TRY(m_event, m_store.beginEvent(migration.id, direction == Direction::Up ? "apply" : "rollback"));
        return {};
    });
}

/// Statements that are committed: of earlier runs, and of this one as far as it is reported.
int Run::standingStatements(const Migration &migration, Direction direction, const MigrationRun &run) const
{
    int count = 0;
    for (std::size_t i = 0; i < m_statements.size(); ++i) {
        if (m_progress.section(i + 1) || (i < run.sections.size() && run.sections[i].stands)) {
            count += m_statements[i];
            continue;
        }
        for (int k = 1; k <= m_statements[i]; ++k) {
            const LedgerStatement *before = m_progress.statement(i + 1, std::size_t(k));
            count += before && before->state == "done" ? 1 : 0;
        }
        // Of a section without a transaction those before the one that failed.
        if (i < run.sections.size() && !run.sections[i].statements.empty() &&
            !migration.sectionsOf(direction)[i]->transaction)
            count += int(run.sections[i].statements.back().ordinal) - int(run.sections[i].statements.front().ordinal);
    }
    return count;
}

Result<> Run::sections(const Migration &migration, Direction direction, MigrationRun &run)
{
    const auto all = migration.sectionsOf(direction);
    std::size_t last = all.size(); // the last one that still has to run
    for (std::size_t i = 0; i < all.size(); ++i) {
        SectionRun section;
        section.label = all[i]->label(i + 1);
        section.skipped = all[i]->dialect.value_or(migration.dialect) != m_store.dialect().kind();
        const LedgerStatement *stands = m_progress.section(i + 1);
        section.stands = section.before = stands != nullptr;
        if (!section.skipped && !section.before)
            last = i;
        run.sections.push_back(std::move(section));
        if (stands && stands->hash != sha256(all[i]->text))
            return failure(ErrorCode::Refused,
                           all[i]->label(i + 1) + " stands from an earlier run, but its text was changed since",
                           "Put its text back, or decide with kilter repair.");
    }
    SectionRunner runner(m_store, m_options, m_observer, migration, direction);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (run.sections[i].skipped || run.sections[i].before)
            continue;
        const auto atEnd = [&]() -> Result<> {
            run.sections[i].stands = true;
            m_done = standingStatements(migration, direction, run);
            run.sections[i].stands = false;
            return i == last ? finish(migration, direction)
                             : m_store.saveRow(rowOf(migration, direction, LedgerState::Running));
        };
        KILTER_CHECK(runner.run(*all[i], i + 1, m_progress, atEnd, run.sections[i]));
    }
    if (last == all.size())
        return m_store.record([&] { return finish(migration, direction); });
    return {};
}

Result<> Run::finish(const Migration &migration, Direction direction)
{
    KILTER_CHECK(direction == Direction::Up ? finishUp(migration) : finishDown(migration));
    return m_store.endEvent(m_event, true, {});
}

Result<> Run::finishUp(const Migration &migration)
{
    KILTER_CHECK(m_store.saveRow(rowOf(migration, Direction::Up, LedgerState::Applied)));
    if (!isAbove(migration.version, m_ledger.version()))
        return {};
    return m_store.addVersion(migration.version, migration.title, migration.breaking);
}

/// The version goes with the migration that brought it, unless another applied one has it too.
Result<> Run::finishDown(const Migration &migration)
{
    KILTER_CHECK(m_store.saveRow(rowOf(migration, Direction::Down, LedgerState::RolledBack)));
    KILTER_CHECK(m_store.clearStatements(migration.id, Direction::Up));
    const LedgerRow *row = m_ledger.find(migration.id);
    const std::string version = row ? row->version : migration.version;
    const bool shared = std::any_of(m_ledger.rows.begin(), m_ledger.rows.end(), [&](const LedgerRow &other) {
        return other.migrationId != migration.id && other.state == LedgerState::Applied && other.version == version;
    });
    return version.empty() || shared ? Result<>() : m_store.removeVersion(version);
}

namespace {

std::string placeText(const Migration &migration, const StatementRun &statement)
{
    const std::string file =
        migration.path.empty() ? migration.id : std::filesystem::path(migration.path).filename().string();
    return file + ':' + std::to_string(statement.line);
}

/// Which sections, and which statements of the one that failed, are committed.
std::string whatStands(const Migration &migration, Direction direction, const MigrationRun &run)
{
    std::vector<std::string> standing;
    std::string failedOne;
    const auto all = migration.sectionsOf(direction);
    for (std::size_t i = 0; i < run.sections.size(); ++i) {
        const SectionRun &section = run.sections[i];
        if (section.stands)
            standing.push_back(section.label);
        else if (!section.skipped && failedOne.empty() && !section.statements.empty())
            failedOne = all[i]->transaction ? "nothing of " + section.label + " was kept"
                                            : "of " + section.label + " the statements before the failed one stand";
    }
    if (standing.empty() && (failedOne.empty() || failedOne.starts_with("nothing")))
        return "Nothing of it was kept.";
    std::string text =
        standing.empty() ? std::string() : joined(standing, ", ") + (standing.size() == 1 ? " stands" : " stand");
    text += (text.empty() || failedOne.empty() ? "" : "; ") + failedOne;
    text[0] = text[0] >= 'a' && text[0] <= 'z' ? char(text[0] - 'a' + 'A') : text[0];
    return text + '.';
}

const StatementRun *failedStatement(const MigrationRun &run)
{
    for (const SectionRun &section : run.sections) {
        if (!section.stands && !section.statements.empty())
            return &section.statements.back();
    }
    return nullptr;
}

std::string failedSection(const MigrationRun &run)
{
    for (const SectionRun &section : run.sections) {
        if (!section.stands && !section.skipped)
            return section.label;
    }
    return {};
}

} // namespace

Error Run::failed(const Migration &migration, Direction direction, const MigrationRun &run, Error error)
{
    std::string where = migration.id + (direction == Direction::Up ? "" : " (roll back)");
    const std::string section = failedSection(run);
    const StatementRun *statement = failedStatement(run);
    const bool interrupted = error.code == ErrorCode::Interrupted;
    where += interrupted ? " was cancelled" : error.code == ErrorCode::Refused ? " cannot go on" : " failed";
    if (!section.empty())
        where += " in " + section + (statement ? " (" + placeText(migration, *statement) + ')' : "");
    error.message = where + (interrupted ? std::string() : ": " + withoutPasswords(error.message));
    const std::string stands = whatStands(migration, direction, run);
    const std::string next = std::string(" kilter ") + (direction == Direction::Up ? "apply" : "rollback") +
                             " goes on there; kilter repair shows what else can be done.";
    error.hint = stands + next + (error.hint.empty() ? "" : "\n" + error.hint);
    return error;
}

/// In a transaction of its own, after the rollback; over a new connection when the old one is gone.
void Run::recordFailure(const Migration &migration, Direction direction, const MigrationRun &run, const Error &error)
{
    Connection &connection = m_store.connection();
    connection.setStop({});
    bool partly = false;
    for (std::size_t i = 0; i < run.sections.size(); ++i)
        partly = partly || run.sections[i].stands ||
                 (!run.sections[i].statements.empty() && !migration.sectionsOf(direction)[i]->transaction);
    m_done = standingStatements(migration, direction, run);
    std::string words = error.sql && error.message.find(error.sql->message) == std::string::npos
                            ? error.message + ": " + error.sql->message
                            : error.message;
    words = withoutPasswords(std::move(words));
    // A way down that left nothing behind leaves the migration applied.
    LedgerRow row = rowOf(migration, direction,
                          direction == Direction::Down && !partly ? LedgerState::Applied : LedgerState::Failed);
    if (row.state == LedgerState::Failed)
        row.errorMessage = words;
    Result<> recorded;
    if (connection.isAlive()) {
        recorded = writeFailure(m_store, row, words);
    } else if (const auto again = Connection::open(connection.url()); again) {
        const auto store = Store::open(**again, m_store.options());
        recorded = store ? writeFailure(*store, row, words) : Result<>(tl::unexpected(store.error()));
    } else {
        recorded = tl::unexpected(again.error());
    }
    connection.setStop(m_options.stop);
    if (!recorded)
        m_report.information.push_back({Severity::Warning,
                                        "not-recorded",
                                        "the failure could not be recorded in the ledger: " + recorded.error().message,
                                        recorded.error().hint,
                                        {}});
}

Result<> Run::writeFailure(const Store &store, const LedgerRow &row, const std::string &words)
{
    return store.record([&]() -> Result<> {
        KILTER_CHECK(store.saveRow(row));
        return store.endEvent(m_event, false, words);
    });
}

} // namespace kilter
