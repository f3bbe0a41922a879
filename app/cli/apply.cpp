#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/site.h"
#include "core/comparison/scratchchoice.h"
#include "core/comparison/source.h"
#include "core/runner/protection.h"
#include "core/runner/runplan.h"

namespace kilter::cli {
namespace {

struct RunArguments
{
    std::string target;
    std::string only;
    std::string dryRun; ///< "" | "scratch" | "here"
    std::string expect;
    std::vector<std::string> allow;
    bool yes = false;

    bool allows(std::string_view hazard) const { return std::find(allow.begin(), allow.end(), hazard) != allow.end(); }
};

ApplyRequest requestOf(const Context &context, const Site &site, const RunArguments &arguments)
{
    ApplyRequest request;
    request.target = arguments.target;
    request.only = arguments.only;
    request.options = site.runOptions(context);
    request.options.allowDrift = arguments.allows("drift");
    request.options.allowDataLoss = arguments.allows("data-loss");
    return request;
}

Result<int> runDry(const Context &context, Site &site, const RunArguments &arguments)
{
    const ApplyRequest request = requestOf(context, site, arguments);
    RunPrinter printer(context, "try");
    if (arguments.dryRun == "here") {
        if (site.target.connection.environment == Environment::Production)
            return failure(ErrorCode::Refused, "a dry run on the store itself takes its locks: never on production", "Use --dry-run: it runs on a scratch copy.");
        const ApplyReport report = dryRunHere(*site.store, site.project.graph, request, printer);
        return reportRun(context, report, "nothing to try: up to date");
    }
    const DialectKind dialect = site.connection->dialect();
    const int major = dialect == DialectKind::PostgreSql ? site.connection->serverVersion() / 10000 : 0;
    KILTER_TRY(const ScratchOptions options, scratchOptions(&site.target, dialect, major, context.stop));
    KILTER_TRY(auto place, ScratchPlace::open(options));
    if (!context.isJson())
        printLine("dry run on a scratch copy (" + place->description() + "); " + site.target.url.text + " is only read");
    const ApplyReport report = dryRun(*site.store, place->connection(), site.project.graph, request, printer);
    return reportRun(context, report, "nothing to try: up to date");
}

Result<> checkExpected(const Context &context, const Site &site, const RunArguments &arguments)
{
    if (arguments.expect.empty())
        return {};
    KILTER_TRY(const auto ids, idsToRun(site.project.graph, site.ledger, arguments.target, arguments.only, Direction::Up));
    KILTER_TRY(const Catalog actual, site.store->dialect().inspect(*site.connection, inspectOptionsOf(site.target.store, context.stop)));
    const std::string hash = runHash(actual, site.project.graph, ids, Direction::Up);
    if (hash == arguments.expect)
        return {};
    return failure(ErrorCode::Refused, "this is no longer what was reviewed: the plan's hash is " + hash + ", not " + arguments.expect,
                   "The database or a migration changed since. Review 'kilter plan' again.");
}

/// What kilter.toml protects from, in all that would run.
Result<> checkHazards(const Site &site, const RunArguments &arguments, Direction direction)
{
    KILTER_TRY(const auto ids, idsToRun(site.project.graph, site.ledger, arguments.target, arguments.only, direction));
    std::vector<const Migration *> migrations;
    for (const std::string &id : ids) {
        if (const Migration *migration = site.project.graph.find(id))
            migrations.push_back(migration);
    }
    return checkProtected(migrations, direction, site.project.workspace.options.protectedHazards, arguments.allow);
}

Result<int> runApply(const Context &context, RunArguments arguments)
{
    if (arguments.target.empty())
        arguments.target = "head";
    const bool dry = !arguments.dryRun.empty();
    KILTER_TRY(Site site, openSite(context, {.writing = arguments.dryRun != "scratch", .mustExist = false}));
    if (dry)
        return runDry(context, site, arguments);
    KILTER_CHECK(checkExpected(context, site, arguments));
    KILTER_CHECK(checkHazards(site, arguments, Direction::Up));
    KILTER_CHECK(confirm(site, "apply migrations", arguments.yes));
    RunPrinter printer(context, "apply");
    const ApplyReport report = apply(*site.store, site.project.graph, requestOf(context, site, arguments), printer);
    return reportRun(context, report, "nothing to apply: up to date");
}

Result<int> runRollback(const Context &context, const RunArguments &arguments)
{
    if (arguments.target.empty() && arguments.only.empty())
        return failure(ErrorCode::Usage, "roll back to where?", "Name a revision (it stays), -N for the N newest, base for all, or --only ID.");
    KILTER_TRY(Site site, openSite(context, {.writing = true}));
    KILTER_CHECK(confirm(site, "roll migrations back", arguments.yes));
    RunPrinter printer(context, "roll back");
    const ApplyReport report = rollBack(*site.store, site.project.graph, requestOf(context, site, arguments), printer);
    return reportRun(context, report, "nothing to roll back");
}

Result<int> runStamp(const Context &context, const RunArguments &arguments, bool fromLedger)
{
    if (arguments.target.empty() && !fromLedger)
        return failure(ErrorCode::Usage, "stamp which revision?", "Name one, head or base; or give --from-ledger.");
    KILTER_TRY(Site site, openSite(context, {.writing = true, .mustExist = false}));
    KILTER_CHECK(confirm(site, "record migrations as applied without running them", arguments.yes));
    const ApplyReport report = fromLedger ? stampFromLedger(*site.store, site.project.graph, site.runOptions(context))
                                          : stamp(*site.store, site.project.graph, requestOf(context, site, arguments));
    return reportRun(context, report, "nothing to record");
}

void addRunOptions(CLI::App &command, RunArguments &arguments)
{
    command.add_flag("--yes", arguments.yes, "Confirms a run on production");
    command.add_option("--allow", arguments.allow, "What is otherwise refused: drift, data-loss, or what kilter.toml protects (drop-table …)")->type_name("HAZARD")->allow_extra_args(false);
}

} // namespace

void addApply(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<RunArguments>();
    CLI::App *command = app.add_subcommand("apply", "Runs pending migrations");
    command->add_option("target", arguments->target, "An id (or its beginning), head (the default) or +N");
    command->add_option("--only", arguments->only, "Just this one; what it depends on must be applied")->type_name("ID");
    command->add_flag("--dry-run{scratch}", arguments->dryRun,
                      "Runs on a scratch copy of the schema and reports times; =here: on the store, in a transaction that is rolled back")
        ->check(CLI::IsMember({"scratch", "here"}));
    command->add_option("--expect", arguments->expect, "Run only when the plan still has this hash ('kilter plan' prints it)")->type_name("HASH");
    addRunOptions(*command, *arguments);
    command->footer("Example:\n  kilter apply --dry-run && kilter apply");
    command->callback([&context, arguments] { context.command = [&context, arguments] { return runApply(context, *arguments); }; });
}

void addRollback(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<RunArguments>();
    CLI::App *command = app.add_subcommand("rollback", "Runs down sections");
    command->add_option("target", arguments->target, "The revision that stays, -N for the N newest, or base for all");
    command->add_option("--only", arguments->only, "Just this one; what depends on it must not be applied")->type_name("ID");
    addRunOptions(*command, *arguments);
    command->footer("Example:\n  kilter rollback -1");
    command->callback([&context, arguments] { context.command = [&context, arguments] { return runRollback(context, *arguments); }; });
}

void addStamp(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<RunArguments>();
    auto fromLedger = std::make_shared<bool>(false);
    CLI::App *command = app.add_subcommand("stamp", "Records migrations as applied without running them");
    command->add_option("target", arguments->target, "An id, head, or base (forgets all)");
    command->add_flag("--from-ledger", *fromLedger, "Adopts the simple ledger _migrations (id, filename, applied_at)");
    addRunOptions(*command, *arguments);
    command->footer("Example:\n  kilter stamp head");
    command->callback([&context, arguments, fromLedger] {
        context.command = [&context, arguments, fromLedger] { return runStamp(context, *arguments, *fromLedger); };
    });
}

} // namespace kilter::cli
