#include "core/runner/repair.h"

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/site.h"
#include "core/base/text.h"

namespace kilter::cli {
namespace {

struct RepairArguments
{
    std::string accept;
    bool resume = false;
    bool markApplied = false;
    bool markRolledBack = false;
    bool rollBack = false;
    bool yes = false;
};

std::optional<RepairAction> chosenAction(const RepairArguments &arguments)
{
    const std::pair<bool, RepairAction> choices[] = {{arguments.resume, RepairAction::Resume},
                                                     {arguments.markApplied, RepairAction::MarkApplied},
                                                     {arguments.markRolledBack, RepairAction::MarkRolledBack},
                                                     {arguments.rollBack, RepairAction::RollBack}};
    for (const auto &[chosen, action] : choices) {
        if (chosen)
            return action;
    }
    return std::nullopt;
}

void printCase(const RepairCase &found)
{
    printLine(toned(found.id, Tone::Strong) + ": its " + std::string(keyword(found.direction)) + " sections did not come to their end");
    if (!found.error.empty())
        printLine("  the server said: " + found.error);
    for (const SectionRun &section : found.sections) {
        if (!section.skipped)
            printLine("  " + section.label + ": " + (section.stands ? "stands" : "does not stand"));
    }
    for (const LedgerStatement &statement : found.doubtful)
        printLine("  section " + std::to_string(statement.section) + ", statement " + std::to_string(statement.ordinal)
                  + ": begun, and nothing says whether it was done");
    if (found.fileChanged)
        printLine("  its file was edited since");
    printLine("Choose: --resume (go on where it stopped), --roll-back (run its down sections), --mark-applied or --mark-rolled-back\n"
              "(only when you know that all, or nothing, of it stands).");
}

Result<int> showReport(const Context &context, const RepairReport &report)
{
    if (context.isJson()) {
        Json json = Json::object();
        json.set("unfinished", report.unfinished ? Json::of(report.unfinished->id) : Json::null());
        if (report.unfinished && !report.unfinished->error.empty())
            json.set("error", Json::of(report.unfinished->error));
        Json changed = Json::array();
        for (const std::string &id : report.changed)
            changed.items.push_back(Json::of(id));
        json.set("changed", std::move(changed));
        printJson(json);
        return report.nothing() ? 0 : 1;
    }
    if (report.nothing())
        printLine("nothing to repair");
    if (report.unfinished)
        printCase(*report.unfinished);
    for (const std::string &id : report.changed)
        printLine(toned(id, Tone::Strong) + ": its file was edited after it was applied\n  'kilter repair --accept " + id + "' takes the file's text over");
    return report.nothing() ? 0 : 1;
}

Result<int> runRepair(const Context &context, const RepairArguments &arguments)
{
    const auto action = chosenAction(arguments);
    const bool writing = action || !arguments.accept.empty();
    KILTER_TRY(Site site, openSite(context, {.writing = writing}));
    if (!writing) {
        KILTER_TRY(const RepairReport report, repairReport(*site.store, site.project.graph));
        return showReport(context, report);
    }
    KILTER_CHECK(confirm(site, "repair its ledger", arguments.yes));
    if (!arguments.accept.empty()) {
        KILTER_TRY(const std::string id, site.project.graph.idOf(arguments.accept));
        KILTER_CHECK(acceptChecksum(*site.store, site.project.graph, id, site.runOptions(context)));
        printLine("accepted: the text of " + id + " is now what the ledger says was applied");
        return 0;
    }
    RunPrinter printer(context, "repair");
    const ApplyReport report = repair(*site.store, site.project.graph, *action, site.runOptions(context), printer);
    return reportRun(context, report, "repaired");
}

} // namespace

void addRepair(CLI::App &app, Context &context)
{
    auto arguments = std::make_shared<RepairArguments>();
    CLI::App *command = app.add_subcommand("repair", "Shows and resolves a failed or interrupted run");
    CLI::Option_group *actions = command->add_option_group("actions", "Without one of these it only shows what there is");
    actions->add_option("--accept", arguments->accept, "Takes over the edited text of an applied migration")->type_name("ID");
    actions->add_flag("--resume", arguments->resume, "Goes on where it stopped");
    actions->add_flag("--mark-applied", arguments->markApplied, "Says that all of it stands");
    actions->add_flag("--mark-rolled-back", arguments->markRolledBack, "Says that nothing of it stands");
    actions->add_flag("--roll-back", arguments->rollBack, "Runs its down sections");
    actions->require_option(0, 1);
    command->add_flag("--yes", arguments->yes, "Confirms it on production");
    command->footer("Exit code 1: there is something to repair.\n\nExample:\n  kilter repair --resume");
    command->callback([&context, arguments] { context.command = [&context, arguments] { return runRepair(context, *arguments); }; });
}

} // namespace kilter::cli
