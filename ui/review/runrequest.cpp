#include "ui/review/runrequest.h"

#include "core/comparison/scratchchoice.h"
#include "core/comparison/site.h"
#include "core/comparison/source.h"
#include "core/runner/protection.h"
#include "ui/review/preflight.h"
#include "ui/text/text.h"

#include <QStringList>

namespace kilter::ui {
namespace {

OpenWatch watchOf(const RunRequest &request)
{
    OpenWatch watch;
    watch.stop = request.stop;
    return watch;
}

/// A migration never runs on another database than the one that was named.
constexpr OpenFor forReading{.writing = false, .mustExist = false, .allowFallback = false};
constexpr OpenFor forWriting{.writing = true, .mustExist = false, .allowFallback = false};

Result<std::vector<PlannedHazard>> hazardsOf(const RevisionGraph &graph, const RunPlan &plan)
{
    std::vector<PlannedHazard> hazards;
    for (const PlannedMigration &planned : plan.migrations) {
        const Migration *migration = graph.find(planned.id);
        KILTER_TRY(const auto found, dataLossOf(*migration, plan.direction));
        for (const FoundHazard &hazard : found)
            hazards.push_back({planned.id, hazard.place.line, hazard.id});
    }
    return hazards;
}

void describePlace(const StoreSite &site, Review &review)
{
    Connection &connection = *site.connection;
    review.serverText = qtText(connection.serverText());
    review.databaseName = qtText(connection.databaseName());
    review.userName = qtText(connection.userName());
    review.role = qtText(site.target.store.role);
    review.host = qtText(site.target.url.path.empty() ? site.target.url.text : site.target.url.path);
    review.environment = site.target.connection.environment;
    if (connection.dialect() != DialectKind::PostgreSql)
        return;
    // Needs a right that some roles lack; the server is told by its address then.
    if (const auto id = connection.execute("SELECT system_identifier FROM pg_catalog.pg_control_system()"))
        review.serverId = qtText(id->text(0, 0));
}

void nameVersions(const Ledger &ledger, Review &review)
{
    review.fromVersion = ledger.version();
    for (const PlannedMigration &migration : review.plan.migrations) {
        if (!migration.version.empty() && review.plan.direction == Direction::Up)
            review.toVersion = migration.version;
    }
}

ApplyRequest applyRequest(const RunRequest &request, const StoreSite &site)
{
    ApplyRequest apply;
    apply.target = request.subject.target;
    apply.options = site.runOptions(request.stop);
    apply.options.allowDrift = request.allowDrift;
    apply.options.allowDataLoss = request.allowDataLoss;
    return apply;
}

/// Refused when the store or a file is no longer what was reviewed.
Result<> checkReviewed(const RunRequest &request, const StoreSite &site, const RevisionGraph &graph)
{
    KILTER_TRY(const auto ids, idsToRun(graph, site.ledger, request.subject.target, {}, request.subject.direction));
    std::vector<const Migration *> migrations;
    for (const std::string &id : ids) {
        if (const Migration *migration = graph.find(id))
            migrations.push_back(migration);
    }
    KILTER_CHECK(checkProtected(migrations, request.subject.direction, request.workspace->workspace.options.protectedHazards, request.allowedHazards));
    if (request.expectedHash.empty())
        return {};
    KILTER_TRY(const Catalog actual, site.store->dialect().inspect(*site.connection, inspectOptionsOf(site.target.store, request.stop)));
    if (runHash(actual, graph, ids, request.subject.direction) == request.expectedHash)
        return {};
    return failure(ErrorCode::Refused, "the database or a migration is no longer the one that was reviewed: nothing was run", "Review again.");
}

ApplyReport stopped(Error error)
{
    ApplyReport report;
    report.error = std::move(error);
    return report;
}

} // namespace

QString RunSubject::toKey() const
{
    return qtText(choice.store + '@' + choice.connection) + QLatin1Char('/') + qtText(keyword(direction)) + QLatin1Char('/') + qtText(target);
}

std::optional<RunSubject> RunSubject::fromKey(const QString &key)
{
    const QStringList parts = key.split(QLatin1Char('/'));
    const qsizetype at = parts.first().indexOf(QLatin1Char('@'));
    if (parts.size() != 3 || at < 0)
        return std::nullopt;
    RunSubject subject;
    subject.choice = {utf8(parts[0].left(at)), utf8(parts[0].mid(at + 1))};
    subject.direction = parts[1] == QLatin1String("down") ? Direction::Down : Direction::Up;
    subject.target = utf8(parts[2]);
    return subject;
}

Result<Target> targetOfRequest(const RunRequest &request)
{
    KILTER_TRY(Target target, targetOf(request.workspace->workspace, request.subject.choice.store, request.subject.choice.connection));
    if (!request.password.empty())
        target.url.password = request.password;
    return target;
}

Result<const RevisionGraph *> graphOfRequest(const RunRequest &request)
{
    const auto found = request.workspace->graphs.find(request.subject.choice.store);
    if (found != request.workspace->graphs.end())
        return &found->second;
    Error error{ErrorCode::Invalid, "the migrations of store " + request.subject.choice.store + " cannot be read", "See Problems.", {}, {}};
    error.diagnostics = request.workspace->migrationProblems;
    return tl::unexpected(std::move(error));
}

Result<Review> makeReview(const RunRequest &request)
{
    KILTER_TRY(const RevisionGraph *graph, graphOfRequest(request));
    KILTER_TRY(Target target, targetOfRequest(request));
    KILTER_TRY(const StoreSite site, openSite(std::move(target), forReading, watchOf(request)));
    const Dialect &dialect = site.store->dialect();
    KILTER_TRY(const Catalog actual, dialect.inspect(*site.connection, inspectOptionsOf(site.target.store, request.stop)));
    KILTER_TRY(const auto ids, idsToRun(*graph, site.ledger, request.subject.target, {}, request.subject.direction));
    Review review;
    KILTER_TRY(review.plan, planRun(*graph, ids, request.subject.direction, dialect, actual));
    KILTER_TRY(review.hazards, hazardsOf(*graph, review.plan));
    describePlace(site, review);
    nameVersions(site.ledger, review);
    review.checks = preflight(request, site, *graph, actual, review);
    return review;
}

ApplyReport runMigrations(const RunRequest &request, ApplyObserver &observer, const std::function<void(int)> &onServerProcess)
{
    const auto graph = graphOfRequest(request);
    if (!graph)
        return stopped(graph.error());
    auto target = targetOfRequest(request);
    if (!target)
        return stopped(target.error());
    auto site = openSite(std::move(*target), forWriting, watchOf(request));
    if (!site)
        return stopped(site.error());
    if (site->connection->dialect() == DialectKind::PostgreSql) {
        if (const auto process = site->connection->execute("SELECT pg_catalog.pg_backend_pid()"))
            onServerProcess(int(process->integer(0, 0)));
    }
    if (const auto same = checkReviewed(request, *site, **graph); !same)
        return stopped(same.error());
    const ApplyRequest apply = applyRequest(request, *site);
    return request.subject.direction == Direction::Up ? kilter::apply(*site->store, **graph, apply, observer)
                                                      : rollBack(*site->store, **graph, apply, observer);
}

ApplyReport tryMigrations(const RunRequest &request, ApplyObserver &observer)
{
    const auto graph = graphOfRequest(request);
    if (!graph)
        return stopped(graph.error());
    auto target = targetOfRequest(request);
    if (!target)
        return stopped(target.error());
    auto site = openSite(std::move(*target), forReading, watchOf(request));
    if (!site)
        return stopped(site.error());
    const DialectKind dialect = site->connection->dialect();
    const int major = dialect == DialectKind::PostgreSql ? site->connection->serverVersion() / 10000 : 0;
    const auto options = scratchOptions(&site->target, dialect, major, request.stop);
    if (!options)
        return stopped(options.error());
    const auto place = ScratchPlace::open(*options);
    if (!place)
        return stopped(place.error());
    return dryRun(*site->store, (*place)->connection(), **graph, applyRequest(request, *site), observer);
}

} // namespace kilter::ui
