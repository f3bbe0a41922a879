#include "core/plan/plan.h"

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/plansheet.h"
#include "app/cli/site.h"
#include "core/base/text.h"
#include "core/runner/offline.h"

namespace kilter::cli {
namespace {

struct PlanArguments
{
    std::string target;
    bool down = false;
    bool sql = false;
};

std::string bordersOf(const PlannedSection &section)
{
    if (section.section.transaction)
        return "one transaction";
    return "no transaction: each statement stands by itself";
}

void printPlan(const PlanSheet &sheet)
{
    printLine(sheet.place + "  " + toned(sheet.environment, Tone::Strong) + "  plan " + sheet.hash);
    for (const PlannedMigration &migration : sheet.migrations) {
        printLine(toned(migration.id, Tone::Strong) + "  " + migration.title);
        if (sheet.direction == Direction::Down && migration.reversibility != Reversibility::Exact)
            printLine(toned("  roll back: " + std::string(keyword(migration.reversibility)) + (migration.reason.empty() ? "" : ": " + migration.reason), Tone::Bad));
        for (const PlannedSection &section : migration.sections) {
            printLine(toned("  " + section.label + " (" + bordersOf(section) + ')', Tone::Dim));
            for (const ScriptStatement &statement : section.statements)
                printLine("    " + replaced(statement.text, "\n", "\n    ") + ';' + (statement.transactional ? "" : toned("  -- runs alone", Tone::Changed)));
        }
    }
    if (sheet.migrations.empty())
        printLine("nothing to run");
    else
        printLine(counted(sheet.migrations.size(), "migration") + ", " + counted(sheet.statements(), "statement"));
}

Result<int> runPlan(const Context &context, PlanArguments arguments)
{
    if (arguments.target.empty())
        arguments.target = arguments.down ? "-1" : "head";
    KILTER_TRY(const Site site, openSite(context, {.writing = false, .mustExist = false}));
    const Direction direction = arguments.down ? Direction::Down : Direction::Up;
    KILTER_TRY(const auto ids, idsToRun(site.project.graph, site.ledger, arguments.target, {}, direction));
    if (arguments.sql) {
        KILTER_TRY(const std::string script, offlineScript(*site.store, site.project.graph, ids, direction));
        print(script);
        return 0;
    }
    KILTER_TRY(const PlanSheet sheet, planSheet(context, site, ids, direction));
    if (context.isJson())
        printJson(toJson(sheet));
    else if (context.options.format == "html")
        print(toHtml(sheet));
    else
        printPlan(sheet);
    return 0;
}

} // namespace

void addPlan(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<PlanArguments>();
    CLI::App *command = app.add_subcommand("plan", "What apply or rollback would run, statement by statement");
    command->add_option("target", arguments->target, "As for apply (default: head), or with --down as for rollback (default: -1)");
    command->add_flag("--down", arguments->down, "What a roll back would run");
    command->add_flag("--sql", arguments->sql, "An offline script, with the ledger's statements");
    command->footer("Formats: text, json, html (a sheet for sign-off, with the plan's hash for 'apply --expect').\n\nExample:\n"
                    "  kilter plan --format html > plan.html");
    command->callback([&context, arguments] { context.command = [&context, arguments] { return runPlan(context, *arguments); }; });
}

} // namespace kilter::cli
