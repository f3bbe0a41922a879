#include "ui/review/preflight.h"

#include "core/runner/checks.h"
#include "core/runner/protection.h"
#include "core/runner/status.h"
#include "ui/text/text.h"

#include <QCoreApplication>

#include <filesystem>
#include <unistd.h>

namespace kilter::ui {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Preflight)
};

PreflightCheck refused(const QString &name, const Error &error, const QString &words, const std::string &acceptable = {})
{
    return {name, CheckState::Refused, words, errorText(error), acceptable};
}

/// The file, or where it is not there yet its folder. This session reads only, so it cannot say itself.
bool isWritableFile(const std::string &path)
{
    std::error_code error;
    if (path == ":memory:")
        return true;
    const std::filesystem::path file(path);
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    return access(folder.c_str(), W_OK) == 0 && (!std::filesystem::exists(file, error) || access(file.c_str(), W_OK) == 0);
}

PreflightCheck writable(const StoreSite &site)
{
    const QString name = Words::tr("Writable");
    if (site.target.connection.readOnly)
        return {name, CheckState::Refused, Words::tr("read-only connection"), Words::tr("kilter.toml says read_only = true for this connection."), {}};
    const bool isPostgreSql = site.connection->dialect() == DialectKind::PostgreSql;
    if (!isPostgreSql && !isWritableFile(site.target.url.path))
        return {name, CheckState::Refused, Words::tr("a read-only file"), Words::tr("Check the permissions of the file and of its folder."), {}};
    if (isPostgreSql && site.connection->isStandby())
        return {name, CheckState::Refused, Words::tr("a standby"), Words::tr("Connect to the primary server."), {}};
    if (site.connection->sharesSession())
        return {name, CheckState::Refused, Words::tr("transaction pooler"), Words::tr("Connect to the server itself, or to a pool in session mode."), {}};
    return {name, CheckState::Passed, Words::tr("yes"), {}, {}};
}

PreflightCheck checksums(const StoreSite &site, const RevisionGraph &graph)
{
    const QString name = Words::tr("Checksums");
    const auto checked = checkChecksums(graph, site.ledger);
    if (!checked)
        return refused(name, checked.error(), Words::tr("changed after apply"));
    const qsizetype applied = qsizetype(site.ledger.applied().size());
    if (!checked->empty())
        return {name, CheckState::Warned, Words::tr("a way down was edited"), qtText(checked->front().message), {}};
    return {name, CheckState::Passed, Words::tr("%1 of %1 match").arg(applied), {}, {}};
}

PreflightCheck drift(const StoreSite &site, const Catalog &actual)
{
    const QString name = Words::tr("Drift");
    const auto checked = checkDrift(*site.store, site.ledger, actual);
    if (!checked)
        return refused(name, checked.error(), Words::tr("not as the ledger says"), "drift");
    return {name, CheckState::Passed, site.ledger.newest() ? Words::tr("none") : Words::tr("nothing applied yet"), {}, {}};
}

PreflightCheck prerequisites(const StoreSite &site, const std::vector<const Migration *> &migrations, Direction direction)
{
    const QString name = Words::tr("Prerequisites");
    const auto checked = checkPrerequisites(*site.store, migrations, direction);
    if (!checked)
        return refused(name, checked.error(), Words::tr("missing on the server"));
    return {name, CheckState::Passed, Words::tr("all there"), {}, {}};
}

PreflightCheck unfinished(const StoreSite &site, Direction direction)
{
    const QString name = Words::tr("Earlier run");
    const auto checked = checkUnfinished(site.ledger, direction);
    if (!checked)
        return refused(name, checked.error(), Words::tr("stopped half-way"));
    const auto open = unfinishedRun(site.ledger);
    if (open && open->partly)
        return {name, CheckState::Warned, Words::tr("goes on where it stopped"), qtText(open->row->errorMessage), {}};
    return {name, CheckState::Passed, Words::tr("none is open"), {}, {}};
}

PreflightCheck dataLoss(const std::vector<const Migration *> &migrations)
{
    const QString name = Words::tr("Way back");
    const auto checked = checkReversibility(migrations, {});
    if (!checked)
        return refused(name, checked.error(), Words::tr("the way back loses data"), "data-loss");
    return {name, CheckState::Passed, Words::tr("the schema exactly as before"), {}, {}};
}

void addProtected(const RunRequest &request, const std::vector<const Migration *> &migrations, std::vector<PreflightCheck> &checks)
{
    for (const std::string &hazard : request.workspace->workspace.options.protectedHazards) {
        const auto checked = checkProtected(migrations, request.subject.direction, {hazard}, {});
        if (!checked)
            checks.push_back(refused(Words::tr("Protected"), checked.error(), qtText(hazard), hazard));
    }
}

/// Sessions that hold their locks or snapshots for long: what needs a strong lock waits for them, and all others then wait for it.
void addBlockers(const StoreSite &site, std::vector<PreflightCheck> &checks)
{
    if (site.connection->dialect() != DialectKind::PostgreSql)
        return;
    const QString name = Words::tr("Long transactions");
    const auto found = site.connection->execute(
        "SELECT pid, usename, application_name, extract(epoch FROM pg_catalog.now() - xact_start)::bigint FROM pg_catalog.pg_stat_activity"
        " WHERE datname = pg_catalog.current_database() AND pid <> pg_catalog.pg_backend_pid()"
        " AND xact_start < pg_catalog.now() - interval '30 seconds' ORDER BY xact_start LIMIT 20");
    if (!found)
        return;
    if (found->rows.empty()) {
        checks.push_back({name, CheckState::Passed, Words::tr("none"), {}, {}});
        return;
    }
    QStringList details;
    for (std::size_t row = 0; row < found->rows.size(); ++row) {
        details += Words::tr("pid %1, role %2, %3: open for %4 s").arg(qtText(found->text(row, 0)), qtText(found->text(row, 1)),
                                                                      qtText(found->text(row, 2)), qtText(found->text(row, 3)));
    }
    const QString words = Words::tr("pid %1, open for %2 s").arg(qtText(found->text(0, 0)), qtText(found->text(0, 3)));
    checks.push_back({name, CheckState::Warned, words, details.join(QLatin1Char('\n')), {}});
}

} // namespace

std::vector<PreflightCheck> preflight(const RunRequest &request, const StoreSite &site, const RevisionGraph &graph, const Catalog &actual,
                                      const Review &review)
{
    std::vector<const Migration *> migrations;
    for (const PlannedMigration &planned : review.plan.migrations)
        migrations.push_back(graph.find(planned.id));
    const Direction direction = request.subject.direction;
    std::vector<PreflightCheck> checks{writable(site), prerequisites(site, migrations, direction), drift(site, actual), checksums(site, graph),
                                       unfinished(site, direction)};
    if (direction == Direction::Down)
        checks.push_back(dataLoss(migrations));
    addProtected(request, migrations, checks);
    addBlockers(site, checks);
    return checks;
}

} // namespace kilter::ui
