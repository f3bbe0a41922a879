#include "core/runner/run.h"

#include "core/base/cancel.h"
#include "core/base/hash.h"
#include "core/base/text.h"
#include "core/migration/version.h"
#include "core/runner/sectionrunner.h"

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

Result<> rememberSchema(const Store &store, const RunOptions &options, bool withText)
{
    KILTER_TRY(const Ledger ledger, store.ledger());
    const LedgerRow *newest = ledger.newest();
    if (!newest)
        return {};
    KILTER_TRY(const Catalog catalog, store.dialect().inspect(store.connection(), inspectOptionsFor(store, options)));
    return store.record([&] { return store.rememberCatalog(newest->migrationId, catalog, withText); });
}

double Run::elapsed() const
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start).count();
}

LedgerRow Run::rowOf(const Migration &migration, LedgerState state) const
{
    LedgerRow row = ledgerRowOf(migration, state);
    row.ms = std::int64_t(elapsed());
    row.statementsDone = m_done;
    row.statementsTotal = m_total;
    return row;
}

Result<> Run::migrations(const std::vector<const Migration *> &all, Direction direction)
{
    Result<> done;
    std::size_t ordinal = 0;
    bool any = false;
    for (const Migration *each : all) {
        done = checkCancelled(m_options.stop, "the run");
        if (!done)
            break;
        m_observer.migrationStarted(*each, direction, ++ordinal, all.size());
        m_start = std::chrono::steady_clock::now();
        const auto ledger = m_store.ledger();
        done = ledger ? migration(*each, direction, *ledger) : Result<>(tl::unexpected(ledger.error()));
        m_observer.migrationFinished(*each, direction, done.has_value(), elapsed());
        if (!done)
            break;
        any = true;
        done = remember(each == all.back());
        if (!done)
            break;
    }
    if (!done && any && m_store.connection().isAlive()) {
        m_store.connection().setStop({});
        (void)rememberSchema(m_store, RunOptions{m_options.inspect, 0, {}, false, false, {}}, true);
    }
    return done;
}

Result<> Run::remember(bool withText)
{
    if (!m_keepCatalogs)
        return {};
    return rememberSchema(m_store, m_options, withText);
}

Result<> Run::migration(const Migration &migration, Direction direction, const Ledger &ledger)
{
    MigrationRun run;
    run.id = migration.id;
    run.title = migration.title;
    run.version = migration.version;
    run.direction = direction;
    KILTER_CHECK(m_store.resetSession());
    KILTER_CHECK(begin(migration, direction, ledger));
    auto done = sections(migration, direction, ledger, run);
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
Result<> Run::begin(const Migration &migration, Direction direction, const Ledger &ledger)
{
    m_done = 0;
    m_total = 0;
    for (const Section *section : migration.sectionsOf(direction)) {
        if (section->dialect.value_or(migration.dialect) != m_store.dialect().kind())
            continue;
        KILTER_TRY(const auto statements, m_store.dialect().split(section->text));
        m_total += int(statements.size());
    }
    const bool resumes = Progress(ledger, migration.id, direction).anything() && unfinishedRun(ledger) && unfinishedRun(ledger)->row->migrationId == migration.id;
    return m_store.record([&]() -> Result<> {
        if (!resumes)
            KILTER_CHECK(m_store.clearStatements(migration.id, direction));
        if (direction == Direction::Up && !resumes) {
            KILTER_CHECK(m_store.clearStatements(migration.id, Direction::Down));
            KILTER_CHECK(m_store.newRow(rowOf(migration, LedgerState::Running)));
        } else {
            KILTER_CHECK(m_store.saveRow(rowOf(migration, LedgerState::Running)));
        }
        KILTER_TRY(m_event, m_store.beginEvent(migration.id, direction == Direction::Up ? "apply" : "rollback"));
        return {};
    });
}

Result<> Run::sections(const Migration &migration, Direction direction, const Ledger &ledger, MigrationRun &run)
{
    const Progress progress(ledger, migration.id, direction);
    const auto all = migration.sectionsOf(direction);
    std::size_t last = all.size(); // the last one that still has to run
    for (std::size_t i = 0; i < all.size(); ++i) {
        SectionRun section;
        section.label = all[i]->label(i + 1);
        section.skipped = all[i]->dialect.value_or(migration.dialect) != m_store.dialect().kind();
        if (const LedgerStatement *stands = progress.section(i + 1)) {
            section.stands = section.before = true;
            if (stands->hash != sha256(all[i]->text))
                return failure(ErrorCode::Refused, section.label + " stands from an earlier run, but its text was changed since", "Put its text back, or decide with kilter repair.");
        }
        if (!section.skipped && !section.before)
            last = i;
        run.sections.push_back(std::move(section));
    }
    SectionRunner runner(m_store, m_options, m_observer, migration, direction);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (run.sections[i].skipped || run.sections[i].before)
            continue;
        const auto atEnd = [&]() -> Result<> {
            m_done += int(run.sections[i].statements.size());
            return i == last ? finish(migration, direction, ledger) : m_store.saveRow(rowOf(migration, LedgerState::Running));
        };
        KILTER_CHECK(runner.run(*all[i], i + 1, progress, atEnd, run.sections[i]));
    }
    if (last == all.size())
        return m_store.record([&] { return finish(migration, direction, ledger); });
    return {};
}

Result<> Run::finish(const Migration &migration, Direction direction, const Ledger &ledger)
{
    KILTER_CHECK(direction == Direction::Up ? finishUp(migration, ledger) : finishDown(migration, ledger));
    return m_store.endEvent(m_event, true, {});
}

Result<> Run::finishUp(const Migration &migration, const Ledger &ledger)
{
    m_done = m_total;
    KILTER_CHECK(m_store.saveRow(rowOf(migration, LedgerState::Applied)));
    if (!isAbove(migration.version, ledger.version()))
        return {};
    return m_store.addVersion(migration.version, migration.title, migration.breaking);
}

/// The version goes with the migration that brought it, unless another applied one has it too.
Result<> Run::finishDown(const Migration &migration, const Ledger &ledger)
{
    KILTER_CHECK(m_store.saveRow(rowOf(migration, LedgerState::RolledBack)));
    KILTER_CHECK(m_store.clearStatements(migration.id, Direction::Up));
    const LedgerRow *row = ledger.find(migration.id);
    const std::string version = row ? row->version : migration.version;
    const bool shared = std::any_of(ledger.rows.begin(), ledger.rows.end(), [&](const LedgerRow &other) {
        return other.migrationId != migration.id && other.state == LedgerState::Applied && other.version == version;
    });
    return version.empty() || shared ? Result<>() : m_store.removeVersion(version);
}

namespace {

std::string placeText(const Migration &migration, const StatementRun &statement)
{
    const std::string file = migration.path.empty() ? migration.id : std::filesystem::path(migration.path).filename().string();
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
            failedOne = all[i]->transaction ? "nothing of " + section.label + " was kept" : "of " + section.label + " the statements before the failed one stand";
    }
    if (standing.empty() && (failedOne.empty() || failedOne.starts_with("nothing")))
        return "Nothing of it was kept.";
    std::string text = standing.empty() ? std::string() : joined(standing, ", ") + (standing.size() == 1 ? " stands" : " stand");
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
    const std::string next = std::string(" kilter ") + (direction == Direction::Up ? "apply" : "rollback") + " goes on there; kilter repair shows what else can be done.";
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
        partly = partly || run.sections[i].stands || (!run.sections[i].statements.empty() && !migration.sectionsOf(direction)[i]->transaction);
    Result<> recorded;
    if (connection.isAlive()) {
        recorded = writeFailure(m_store, migration, direction, partly, error);
    } else if (const auto again = Connection::open(connection.url()); again) {
        const auto store = Store::open(**again, m_store.options());
        recorded = store ? writeFailure(*store, migration, direction, partly, error) : Result<>(tl::unexpected(store.error()));
    } else {
        recorded = tl::unexpected(again.error());
    }
    connection.setStop(m_options.stop);
    if (!recorded)
        m_report.information.push_back({Severity::Warning, "not-recorded", "the failure could not be recorded in the ledger: " + recorded.error().message, recorded.error().hint, {}});
}

Result<> Run::writeFailure(const Store &store, const Migration &migration, Direction direction, bool partly, const Error &error)
{
    std::string words = error.sql && !error.sql->message.empty() && error.message.find(error.sql->message) == std::string::npos ? error.message + ": " + error.sql->message : error.message;
    words = withoutPasswords(std::move(words));
    // A way down that left nothing behind leaves the migration applied.
    LedgerRow row = rowOf(migration, direction == Direction::Down && !partly ? LedgerState::Applied : LedgerState::Failed);
    if (row.state == LedgerState::Failed)
        row.errorMessage = words;
    return store.record([&]() -> Result<> {
        KILTER_CHECK(store.saveRow(row));
        return store.endEvent(m_event, false, words);
    });
}

} // namespace kilter
